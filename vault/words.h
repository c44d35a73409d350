// The recovery secret as 24 words that can be written on paper (spec/vault.md §2).
#pragma once

#include <array>
#include <string_view>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::vault {

using Words = std::array<std::string_view, 24>;
Words words_of(const Key& secret);
// Takes any case, any separators, and beginnings of at least 4 letters. Errors: vault/words_count,
// vault/words_unknown (line: which word, from 1), vault/words_checksum.
Result<Key> read_words(std::string_view text);

// The list itself, for other secrets in words: the word of a number below 2048; the word that
// `typed` names in any case, whole or by a beginning of at least 4 letters, or nothing; and what
// belongs to a word rather than between two.
std::string_view word_of(std::size_t number);
std::string_view whole_word(std::string_view typed);
bool letter_of_word(char c);

}  // namespace ajar::vault
