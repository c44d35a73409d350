// Folding: text as it is searched, without case, accents and punctuation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ajar::text {

// Folded text is its words with one space before, between and after them: " one two ". Letters are
// lower case and without accents (Latin, Greek, Cyrillic, Armenian; vowel points of Hebrew and
// Arabic go as well), a ligature is its letters, an apostrophe inside a word is nothing. In scripts
// that write no spaces between words, each character is a word. Text without a word folds to one
// space.
struct Folded {
  std::string text;
  // Where each byte of text came from: a byte offset in the source. A space that ends a word has
  // the offset just past the word. One more element than text has bytes: the last is the source's
  // size.
  std::vector<std::uint32_t> origin;
};

// `source` must be valid UTF-8, below 4 GiB.
Folded fold(std::string_view source);

// Appends the folded text alone. `out` must be empty or end with a space.
void append_folded(std::string& out, std::string_view source);

}  // namespace ajar::text
