// What is being written, sealed on this device under the name of its place (spec/vault.md §10).
#pragma once

#include "vault/secret.h"

namespace ajar::vault {

// `slot` is 1 to 64 of a-z 0-9 _ - . ; `text` up to 131072 bytes. Errors: vault/bad_slot,
// vault/too_long.
Result<std::vector<std::uint8_t>> draft_seal(const Secret& secret, std::string_view slot,
                                             Bytes text, Random& random);
// Errors: vault/bad_slot, vault/bad_draft.
Result<SecretBytes> draft_open(const Secret& secret, std::string_view slot, Bytes sealed);

// The secret of the device that goes on in this one's place (spec/vault.md §3), and back. Errors of
// `open`: vault/bad_draft, those of Secret::read.
Result<std::vector<std::uint8_t>> successor_seal(const Secret& old, Bytes fresh, Random& random);
Result<SecretBytes> successor_open(const Secret& old, Bytes sealed);

}  // namespace ajar::vault
