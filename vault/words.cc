// Words to bytes and back, by the BIP-39 English list.
#include "vault/words.h"

#include <array>
#include <string>

#include "vault/wordlist.h"

namespace ajar::vault {
namespace {

constexpr std::size_t word_bits = 11;
constexpr std::size_t not_a_word = 2048;

// 32 bytes and the first byte of their SHA-256: 264 bits, 24 words.
Wiped<33> with_checksum(const Key& secret) {
  Wiped<33> bytes;
  Wiped<32> digest;
  sha256(digest.span(), secret);
  std::memcpy(bytes.data(), secret.data(), 32);
  bytes.data()[32] = digest.data()[0];
  return bytes;
}

// Letters in lower case; anything beyond ASCII counts as a letter too, so that it is reported and
// not passed over.
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

using Wordlist = std::array<std::string_view, 2048>;

// The list by number; its words are cut from the text once.
const Wordlist& list() {
  static const Wordlist words = [] {
    Wordlist cut;
    std::string_view text = wordlist_text;
    for (std::string_view& word : cut) {
      word = text.substr(0, text.find(' '));
      text.remove_prefix(word.size() + 1);
    }
    return cut;
  }();
  return words;
}

std::size_t number_of(std::string_view word) {
  const Wordlist& wordlist = list();
  const auto* found = std::lower_bound(wordlist.begin(), wordlist.end(), word);
  if (found == wordlist.end()) return not_a_word;
  // The list is sorted and four letters name one word, so a beginning stands right before its word.
  const bool named = *found == word || (word.size() >= 4 && found->substr(0, word.size()) == word);
  return named ? static_cast<std::size_t>(found - wordlist.begin()) : not_a_word;
}

}  // namespace

Words words_of(const Key& secret) {
  const Wiped<33> bytes = with_checksum(secret);
  Words words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::size_t number = 0;
    for (std::size_t bit = i * word_bits; bit < (i + 1) * word_bits; ++bit) {
      number = number << 1 | ((bytes.data()[bit / 8] >> (7 - bit % 8)) & 1u);
    }
    words[i] = list()[number];
  }
  return words;
}

Result<Key> read_words(std::string_view text) {
  Wiped<33> bytes;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!letter(text[at])) {
      ++at;
      continue;
    }
    std::string word;
    for (; at < text.size() && letter(text[at]); ++at) word.push_back(lower(text[at]));
    if (++count > 24) continue;
    const std::size_t number = number_of(word);
    if (number == not_a_word) {
      return Error{.code = "vault/words_unknown",
                   .line = static_cast<std::int64_t>(count),
                   .detail = word.substr(0, 32)};
    }
    for (std::size_t i = 0; i < word_bits; ++i) {
      const std::size_t bit = (count - 1) * word_bits + i;
      const auto one = static_cast<std::uint8_t>((number >> (word_bits - 1 - i)) & 1u);
      bytes.data()[bit / 8] =
          static_cast<std::uint8_t>(bytes.data()[bit / 8] | (one << (7 - bit % 8)));
    }
    wipe(word.data(), word.size());
  }
  if (count != 24) return Error{.code = "vault/words_count", .detail = std::to_string(count)};
  const Key secret(std::span<const std::uint8_t, 32>(bytes.data(), 32));
  if (!same(with_checksum(secret), bytes)) return Error{.code = "vault/words_checksum"};
  return secret;
}

std::string_view word_of(std::size_t number) {
  return list()[number];
}

std::string_view whole_word(std::string_view typed) {
  std::string word;
  for (const char c : typed) word.push_back(lower(c));
  const std::size_t number = number_of(word);
  wipe(word.data(), word.size());
  return number == not_a_word ? std::string_view() : list()[number];
}

bool letter_of_word(char c) {
  return letter(c);
}

}  // namespace ajar::vault
