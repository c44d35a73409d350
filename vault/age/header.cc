// Reads and writes the lines of an age header.
#include "vault/age/header.h"

#include <algorithm>
#include <optional>

#include "vault/age/base64.h"

namespace ajar::age {
namespace {

constexpr std::string_view family = "age-encryption.org/";
constexpr std::string_view version_line = "age-encryption.org/v1";
constexpr std::size_t body_line = 64;  // characters

// The lines of a header, up to its bound.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  // The next whole line without its end; nothing where none ends.
  std::optional<std::string_view> next() {
    const auto end = text_.find('\n', at_);
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text_.substr(at_, end - at_);
    at_ = end + 1;
    return line;
  }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

Error bad_header() {
  return {.code = "capsule/bad_header"};
}

// The arguments of a stanza's first line, after "-> ".
Result<std::vector<std::string_view>> read_arguments(std::string_view line) {
  std::vector<std::string_view> arguments;
  for (;;) {
    const auto end = line.find(' ');
    const auto argument = line.substr(0, end);
    const bool printable =
        std::all_of(argument.begin(), argument.end(), [](char c) { return c > ' ' && c < 127; });
    if (argument.empty() || !printable) return bad_header();
    arguments.push_back(argument);
    if (end == std::string_view::npos) return arguments;
    line.remove_prefix(end + 1);
  }
}

Result<std::vector<std::uint8_t>> read_body(Lines& lines) {
  std::vector<std::uint8_t> body;
  for (;;) {
    const auto line = lines.next();
    if (!line || line->size() > body_line) return bad_header();
    const auto bytes = from_base64(*line, Padding::none);
    if (!bytes) return bad_header();
    body.insert(body.end(), bytes->begin(), bytes->end());
    if (line->size() < body_line) return body;
  }
}

Status read_version(Lines& lines, std::string_view text) {
  if (!text.starts_with(family)) return Error{.code = "capsule/foreign"};
  const auto line = lines.next();
  if (!line) return bad_header();
  if (*line != version_line) return Error{.code = "capsule/newer"};
  return ok();
}

}  // namespace

Result<Header> read_header(vault::Bytes file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()),
                              std::min(file.size(), header_limit));
  Lines lines(text);
  TRY(read_version(lines, text));
  Header header;
  for (;;) {
    const std::size_t begin = lines.at();
    const auto line = lines.next();
    if (!line) return bad_header();
    if (line->starts_with("-> ")) {
      if (header.stanzas.size() == stanza_limit) return bad_header();
      // Each by itself: what TRY leaves in the middle of a list of members is not taken down.
      auto arguments = TRY(read_arguments(line->substr(3)));
      auto body = TRY(read_body(lines));
      header.stanzas.push_back({std::move(arguments), std::move(body)});
      continue;
    }
    if (!line->starts_with("--- ") || header.stanzas.empty()) return bad_header();
    const auto mac = from_base64(line->substr(4), Padding::none);
    if (!mac || mac->size() != header.mac.size()) return bad_header();
    std::copy(mac->begin(), mac->end(), header.mac.begin());
    header.covered = file.first(begin + 3);
    header.size = lines.at();
    return header;
  }
}

std::string covered_text(std::string_view arguments, vault::Bytes body) {
  std::string text(version_line);
  ((text += "\n-> ") += arguments) += '\n';
  const std::string digits = base64(body, Padding::none);
  for (std::size_t at = 0; at <= digits.size(); at += body_line)
    (text += std::string_view(digits).substr(at, body_line)) += '\n';
  return text += "---";
}

}  // namespace ajar::age
