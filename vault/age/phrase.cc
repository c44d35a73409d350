// Words by the list of the recovery words.
#include "vault/age/phrase.h"

#include "vault/words.h"

namespace ajar::age {
namespace {

constexpr std::size_t phrase_words = 7;
constexpr std::size_t word_bits = 11;

}  // namespace

std::string new_phrase(vault::Random& random) {
  vault::Wiped<10> bytes;
  random.fill(bytes.span());
  std::string phrase;
  for (std::size_t i = 0; i < phrase_words; ++i) {
    std::size_t number = 0;
    for (std::size_t bit = i * word_bits; bit < (i + 1) * word_bits; ++bit)
      number = number << 1U | ((bytes.data()[bit / 8] >> (7 - bit % 8)) & 1U);
    if (i > 0) phrase += '-';
    phrase += vault::word_of(number);
  }
  return phrase;
}

std::string phrase_as_sealed(std::string_view typed) {
  std::string phrase;
  std::size_t count = 0;
  for (std::size_t at = 0; at < typed.size();) {
    if (!vault::letter_of_word(typed[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < typed.size() && vault::letter_of_word(typed[at])) ++at;
    const auto word = vault::whole_word(typed.substr(begin, at - begin));
    if (word.empty() || ++count > phrase_words) return std::string(typed);
    if (count > 1) phrase += '-';
    phrase += word;
  }
  return count == phrase_words ? phrase : std::string(typed);
}

}  // namespace ajar::age
