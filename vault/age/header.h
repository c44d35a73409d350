// The header of an age file: its stanzas, and the part that its MAC covers (spec/capsule.md §2,
// §3).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::age {

constexpr std::size_t header_limit = 8192;  // bytes
constexpr std::size_t stanza_limit = 32;

struct Stanza {
  std::vector<std::string_view> arguments;  // the type first; they point into the file
  std::vector<std::uint8_t> body;
};

struct Header {
  std::vector<Stanza> stanzas;
  vault::Bytes covered;  // by the MAC: up to and with "---"
  std::array<std::uint8_t, 32> mac{};
  std::size_t size = 0;  // bytes until the payload
};

// Syntax alone; what a stanza means is not looked at. Points into `file`. Errors: capsule/foreign,
// capsule/newer, capsule/bad_header.
Result<Header> read_header(vault::Bytes file);

// A header of one stanza up to and with "---".
std::string covered_text(std::string_view arguments, vault::Bytes body);

}  // namespace ajar::age
