#include "engine/text/pieces.h"

namespace ajar::text {
namespace {

constexpr std::size_t kLongestWord = 40;  // bytes; the rest of a longer word is not looked at

}  // namespace

std::vector<Piece> pieces_of(const Tokens& tokens, std::uint32_t first, std::uint32_t end) {
  std::vector<Piece> pieces;
  bool quoted = false;
  for (std::uint32_t word = first; word < end; ++word) {
    const Token& token = tokens.words[word];
    if (word == first) {
      pieces.push_back({"^", word});
    } else if (token.before != Break::none) {
      pieces.push_back({token.before == Break::sentence ? "." : ",", word});
    }
    if (token.quoted != quoted) pieces.push_back({"\"", word});
    quoted = token.quoted;
    pieces.push_back({tokens.word(token).substr(0, kLongestWord), word});
  }
  if (end > first) pieces.push_back({"$", end - 1});
  return pieces;
}

}  // namespace ajar::text
