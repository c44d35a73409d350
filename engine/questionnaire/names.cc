// ASCII alone has two cases here: names of items are made of it.
#include "engine/questionnaire/names.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace ajar::questionnaire {
namespace {

constexpr int kMostNumber = 1'000'000;
constexpr std::size_t kBrief = 80;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || is_digit(c)) out += c;
  }
  return out;
}

std::size_t digits_at_end(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && is_digit(text[at - 1])) --at;
  return at;
}

std::optional<int> number_at_end(std::string_view text) {
  const auto digits = text.substr(digits_at_end(text));
  if (digits.empty()) return std::nullopt;
  int number = 0;
  for (const char c : digits) number = std::min(10 * number + (c - '0'), kMostNumber);
  return number;
}

std::string brief(std::string_view text) {
  return std::string(utf8::cut(text, kBrief));
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace ajar::questionnaire
