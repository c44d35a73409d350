// Links written and taken apart; nothing is fetched here.
#include "vault/age/link.h"

#include "vault/hex.h"

namespace ajar::age {
namespace {

constexpr std::size_t phrase_limit = 1024;  // bytes
constexpr std::size_t id_digits = 2 * vault::capsule_id_size;

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string link_text(const Link& link, std::string_view language) {
  const std::string end = link.phrase.empty() ? std::string() : "." + link.phrase;
  return link.origin + "/capsule-" + std::string(language) + ".html#" + vault::hex(link.id) + end;
}

Result<Link> read_link(std::string_view text) {
  const Error bad{.code = "capsule/bad_link"};
  text = without_space(text);
  const auto scheme = text.find("://");
  const auto mark = text.find('#');
  if (scheme == text.npos || mark == text.npos || scheme > mark) return bad;
  const auto slash = text.find('/', scheme + 3);
  if (slash == text.npos || slash > mark) return bad;
  Link link{.origin = std::string(text.substr(0, slash))};
  if (!vault::is_origin(link.origin)) return bad;
  const auto fragment = text.substr(mark + 1);
  const auto dot = fragment.find('.');
  const auto digits = fragment.substr(0, dot);
  const auto id = vault::from_hex(digits);
  if (digits.size() != id_digits || !id) return bad;
  link.id = vault::read_array<vault::CapsuleId>(id->data());
  if (dot != fragment.npos) link.phrase = fragment.substr(dot + 1);
  if (link.phrase.size() > phrase_limit) return bad;
  return link;
}

}  // namespace ajar::age
