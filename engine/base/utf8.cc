// UTF-8 with a fast path for runs of ASCII.
#include "engine/base/utf8.h"

#include <cstdint>
#include <cstring>

namespace ajar::utf8 {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080U;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Length of the well-formed sequence at `at`, or 0. Ranges: table 3-7 of the Unicode Standard.
std::size_t sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  const std::size_t left = text.size() - at;
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (left < length) return 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!is_continuation(text[at + i])) return 0;
  }
  return length;
}

}  // namespace

std::size_t first_invalid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8) {
      std::uint64_t block = 0;
      std::memcpy(&block, text.data() + at, 8);
      if ((block & kHighBits) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t length = sequence(text, at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

std::size_t count(std::string_view text) {
  std::size_t scalars = 0;
  for (const char c : text) scalars += is_continuation(c) ? 0 : 1;
  return scalars;
}

char32_t next(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  char32_t scalar = first & (0x3F >> more);
  for (int i = 0; i < more && at < text.size(); ++i) {
    scalar = scalar << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  return scalar;
}

void append(std::string& out, char32_t scalar) {
  if (scalar < 0x80) {
    out += static_cast<char>(scalar);
    return;
  }
  if (scalar < 0x800) {
    out += static_cast<char>(0xC0 | (scalar >> 6));
  } else {
    if (scalar < 0x10000) {
      out += static_cast<char>(0xE0 | (scalar >> 12));
    } else {
      out += static_cast<char>(0xF0 | (scalar >> 18));
      out += static_cast<char>(0x80 | ((scalar >> 12) & 0x3F));
    }
    out += static_cast<char>(0x80 | ((scalar >> 6) & 0x3F));
  }
  out += static_cast<char>(0x80 | (scalar & 0x3F));
}

std::string_view cut(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && most-- == 0) break;
  }
  return text.substr(0, at);
}

}  // namespace ajar::utf8
