// A passphrase, from the terminal without echo or from a file, in the one form that keys are
// derived from.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::platform {

// NFKC, so that the same passphrase is the same bytes on every keyboard (spec/vault.md §9). Errors:
// vault/bad_passphrase when it is not UTF-8, empty, or longer than 1024 bytes.
Result<vault::SecretBytes> normal_passphrase(vault::Bytes utf8);

// Asks on the controlling terminal, never on standard input or output. The prompt is the caller's
// words. Errors: system/no_terminal, system/interrupted, vault/bad_passphrase.
Result<vault::SecretBytes> ask_passphrase(std::string_view prompt);

// The first line of a file, without its line end. Errors: those of read_file, vault/bad_passphrase.
Result<vault::SecretBytes> read_passphrase_file(const std::string& path);

}  // namespace ajar::platform
