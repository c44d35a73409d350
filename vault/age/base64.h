// Base64 (RFC 4648 §4), canonical: what one string of bytes can be written as in one way only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vault/bytes.h"

namespace ajar::age {

enum class Padding : std::uint8_t { none, full };

std::string base64(vault::Bytes bytes, Padding padding);
// Nothing for another character, another length, or unused bits that are not zero.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text, Padding padding);

}  // namespace ajar::age
