// A text as the rules about sentences see it: its folded words, where they part, and which of them
// stand in quotation marks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text/fold.h"

namespace ajar::text {

// What lies between a word and the one before it.
enum class Break : std::uint8_t { none, clause, sentence };

struct Token {
  std::uint32_t folded;  // where the word begins in Folded::text
  std::uint32_t size;    // bytes there
  std::uint32_t begin;   // the same in the source, in bytes
  std::uint32_t end;
  Break before;
  bool quoted;             // between quotation marks that close in the same paragraph
  std::uint32_t sentence;  // number of its sentence, from 0
};

struct Tokens {
  Folded folded;
  std::vector<Token> words;
  std::uint32_t sentences = 0;

  std::string_view word(const Token& token) const {
    return std::string_view(folded.text).substr(token.folded, token.size);
  }
};

// The first word begins a sentence. A sentence ends at . ! ? … and at a line end, unless what
// follows goes on in small letters (then a clause ends); a clause ends at , ; : ( ) / – — and
// quotation marks. `source` must be valid UTF-8.
Tokens tokens(std::string_view source);

}  // namespace ajar::text
