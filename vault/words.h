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

}  // namespace ajar::vault
