// Ids: 16 bytes, written as 26 characters of Crockford base32 in lower case.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace ajar {

// Ids compare as their bytes do, which is also how their texts compare.
struct Id {
  std::array<std::uint8_t, 16> bytes{};

  friend bool operator==(const Id& a, const Id& b) {
    return std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) == 0;
  }
  friend std::strong_ordering operator<=>(const Id& a, const Id& b) {
    return std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) <=> 0;
  }
};

inline constexpr std::size_t kIdLength = 26;

// The id that `text` writes. 26 characters exactly, the first `0`–`7`, else `record/bad_id`. One
// text per id.
Result<Id> parse_id(std::string_view text);

std::string format(const Id& id);
void append(std::string& out, const Id& id);

// For hash tables: mixes both halves, since fixed ids differ in their last byte only.
struct IdHash {
  std::size_t operator()(const Id& id) const {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, id.bytes.data(), 8);
    std::memcpy(&low, id.bytes.data() + 8, 8);
    std::uint64_t mixed = (high ^ (low >> 29)) * 0x9E3779B97F4A7C15U + low;
    mixed ^= mixed >> 32;
    return static_cast<std::size_t>(mixed * 0xD6E8FEB86659FD93U >> 16);
  }
};

}  // namespace ajar
