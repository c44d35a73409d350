// Armor there and back, as strict as the format is.
#include "vault/age/armor.h"

#include "vault/age/base64.h"

namespace ajar::age {
namespace {

constexpr std::string_view first_line = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view last_line = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t line_length = 64;
constexpr std::string_view white = " \t\r\n";

std::string_view text_of(vault::Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(white);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(white) - from + 1);
}

// Cuts the next line off, without its end.
std::string_view next_line(std::string_view& text) {
  const auto end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string armored(vault::Bytes file) {
  const std::string digits = base64(file, Padding::full);
  std::string text(first_line);
  text += '\n';
  for (std::size_t at = 0; at < digits.size(); at += line_length)
    (text += std::string_view(digits).substr(at, line_length)) += '\n';
  (text += last_line) += '\n';
  return text;
}

bool looks_armored(vault::Bytes bytes) {
  return trimmed(text_of(bytes)).starts_with("-----");
}

Result<std::vector<std::uint8_t>> unarmored(vault::Bytes bytes) {
  const Error bad{.code = "capsule/bad_armor"};
  std::string_view text = trimmed(text_of(bytes));
  if (next_line(text) != first_line) return bad;
  std::string digits;
  digits.reserve(text.size());
  bool ended = false;  // a line that is not full is the last one
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line == last_line) {
      auto file = from_base64(digits, Padding::full);
      if (!file || file->empty() || !text.empty()) return bad;
      return std::move(*file);
    }
    if (ended || line.empty() || line.size() > line_length) return bad;
    ended = line.size() < line_length || line.ends_with('=');
    digits += line;
  }
  return bad;
}

}  // namespace ajar::age
