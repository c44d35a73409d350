// Words come from the fold; what parts them is read from the source between two of them.
#include "engine/text/tokens.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace ajar::text {
namespace {

// A quotation is looked for this far, so that an unclosed mark costs little and hides little.
constexpr std::size_t kLongestQuotation = 400;  // bytes

bool is_space(char32_t c) {
  return c <= U' ' || c == 0xA0;
}

// What closes a quotation that `c` opens; 0 when it opens none.
char32_t closing(char32_t c) {
  switch (c) {
    case U'"':
      return U'"';
    case U'“':
      return U'”';
    case U'„':
      return U'“';
    case U'«':
      return U'»';
    default:
      return 0;
  }
}

bool closes(std::string_view source, std::size_t at, char32_t mark) {
  const std::size_t most = std::min(source.size(), at + kLongestQuotation);
  while (at < most) {
    const char32_t c = utf8::next(source, at);
    if (c == U'\n') return false;
    // “ is the closing mark of „ and opens one of its own elsewhere.
    if (c == mark) return true;
  }
  return false;
}

bool is_small(std::string_view source, std::size_t at) {
  return at < source.size() && source[at] >= 'a' && source[at] <= 'z';
}

// Reads what lies between two words and keeps whether a quotation is open.
class Between {
 public:
  explicit Between(std::string_view source) : source_(source) {}

  bool quoted() const { return open_ != 0; }

  Break read(std::size_t from, std::size_t to) {
    Break found = Break::none;
    const auto at_least = [&](Break level) { found = std::max(found, level); };
    int dots = 0;
    bool before_is_space = false;
    for (std::size_t at = from; at < to;) {
      const char32_t c = utf8::next(source_, at);
      const bool space_follows = at >= source_.size() || at >= to || is_space_at(at) || at_mark(at);
      if (mark(c, at)) {
        at_least(Break::clause);
      } else if (c == U'.' || c == U'…') {
        dots += c == U'…' ? 3 : 1;
        if (at == source_.size() || (space_follows && at < to)) {
          at_least(dots >= 3 && is_small(source_, to) ? Break::clause : Break::sentence);
        }
      } else if (c == U'!' || c == U'?') {
        at_least(Break::sentence);
      } else if (c == U'\n') {
        at_least(is_small(source_, to) ? Break::clause : Break::sentence);
      } else if (c == U',' || c == U';' || c == U':' || c == U'(' || c == U')' || c == U'/' ||
                 c == U'–' || c == U'—' || (c == U'-' && before_is_space)) {
        at_least(Break::clause);
      }
      before_is_space = is_space(c);
    }
    return found;
  }

 private:
  bool is_space_at(std::size_t at) const { return is_space(utf8::next(source_, at)); }
  bool at_mark(std::size_t at) const {
    const char32_t c = utf8::next(source_, at);
    return c == U'"' || c == U'”' || c == U'“' || c == U'»' || c == U')';
  }

  // Whether `c` is a quotation mark; opens or closes one. `after` is the offset past it.
  bool mark(char32_t c, std::size_t after) {
    if (c == U'\n') open_ = 0;
    if (open_ != 0 && c == open_) {
      open_ = 0;
      return true;
    }
    const char32_t close = closing(c);
    if (close == 0) return c == U'”' || c == U'»';
    if (open_ == 0 && closes(source_, after, close)) open_ = close;
    return true;
  }

  std::string_view source_;
  char32_t open_ = 0;  // what will close it
};

}  // namespace

Tokens tokens(std::string_view source) {
  Tokens found{.folded = fold(source), .words = {}, .sentences = 0};
  const std::string& text = found.folded.text;
  Between between(source);
  std::size_t from = 0;  // end of the word before, in the source
  for (std::size_t at = 1; at < text.size();) {
    const std::size_t end = text.find(' ', at);
    const std::uint32_t begin = found.folded.origin[at];
    const std::uint32_t stop = found.folded.origin[end];
    const Break gap = between.read(from, begin);
    const Break before = found.words.empty() ? Break::sentence : gap;
    if (before == Break::sentence) ++found.sentences;
    found.words.push_back({.folded = static_cast<std::uint32_t>(at),
                           .size = static_cast<std::uint32_t>(end - at),
                           .begin = begin,
                           .end = stop,
                           .before = before,
                           .quoted = between.quoted(),
                           .sentence = found.sentences - 1});
    from = stop;
    at = end + 1;
  }
  return found;
}

}  // namespace ajar::text
