// Bytes as hexadecimal digits: how ids, hashes and salts stand in JSON and in file names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vault/bytes.h"

namespace ajar::vault {

// Two lower-case digits a byte, the higher half first.
std::string hex(Bytes bytes);

// The bytes that such digits write; nothing for an odd number of them or any other character,
// upper case included.
std::optional<std::vector<std::uint8_t>> from_hex(std::string_view digits);

}  // namespace ajar::vault
