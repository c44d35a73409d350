// The pieces of a passage as what was learned sees them: its words, its edges, and what stands
// between two words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text/tokens.h"

namespace ajar::text {

// A word of the passage, its edge, or what stands between two words.
struct Piece {
  std::string_view text;  // good while the tokens live
  std::uint32_t word;     // index in Tokens::words
};

// The pieces of the words [first, end) of a text (spec/sentences.md §6).
std::vector<Piece> pieces_of(const Tokens& tokens, std::uint32_t first, std::uint32_t end);

// FNV-1a (64 bits; Fowler, Noll and Vo) with the mixing step of SplitMix64 behind it, so that its
// upper bits depend on every byte.
class Hash {
 public:
  explicit Hash(char kind) { add(kind); }
  Hash& add(char byte) {
    state_ = (state_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    return *this;
  }
  Hash& add(std::string_view text) {
    for (const char byte : text) add(byte);
    return *this;
  }
  std::uint64_t value() const {
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

}  // namespace ajar::text
