// The payload of an age file: chunks that each prove themselves and their place (spec/capsule.md
// §2).
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::age {

constexpr std::size_t chunk_size = 65536;  // bytes of text

// Appends the sealed chunks of `text` to `file`.
void seal_payload(std::vector<std::uint8_t>& file, vault::Bytes text, const vault::Key& key);
// All of the text, or nothing. Error: capsule/bad_payload.
Result<vault::SecretBytes> open_payload(vault::Bytes chunks, const vault::Key& key);

}  // namespace ajar::age
