// One pass over the source's scalar values, with tables for the scripts that have case or accents.
#include "engine/text/fold.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/base/utf8.h"

namespace ajar::text {
namespace {

#include "engine/text/fold_table.inc"

enum class Sort : std::uint8_t { separator, joiner, letter, alone };

bool within(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool in_separators(char32_t c) {
  const auto* range = std::upper_bound(std::begin(kSeparators), std::end(kSeparators), c,
                                       [](char32_t v, const auto& r) { return v < r.first; });
  return range != std::begin(kSeparators) && c <= std::prev(range)->last;
}

// What belongs to a word without being written in it: apostrophes, soft hyphen, zero-width joiners,
// vowel points.
bool is_joiner(char32_t c) {
  return c == 0x2019 || c == 0x02BC || c == 0xAD || within(c, 0x200B, 0x200D) ||
         within(c, 0x0300, 0x036F) || within(c, 0x0591, 0x05BD) || within(c, 0x05BF, 0x05C7) ||
         within(c, 0x064B, 0x065F) || c == 0x0670 || within(c, 0x1AB0, 0x1AFF) ||
         within(c, 0x1DC0, 0x1DFF) || within(c, 0x20D0, 0x20FF) || within(c, 0xFE00, 0xFE0F) ||
         within(c, 0xFE20, 0xFE2F);
}

// Scripts written without spaces between words: Thai to Myanmar, Khmer, kana, Han.
bool stands_alone(char32_t c) {
  return within(c, 0x0E01, 0x0EFF) || within(c, 0x1000, 0x109F) || within(c, 0x1780, 0x17DD) ||
         within(c, 0x3041, 0x30FF) || within(c, 0x3400, 0x9FFF) || within(c, 0xF900, 0xFAFF) ||
         within(c, 0x20000, 0x3FFFF);
}

// What an ASCII character folds to; a space for what parts words, and an apostrophe for itself.
constexpr auto kAscii = [] {
  std::array<char, 128> folded{};
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = static_cast<char>(i);
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
    folded[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : word ? c : ' ';
  }
  return folded;
}();

// For what is not ASCII. The letters that are written most are known before any table is searched.
Sort sort_of(char32_t c) {
  const bool latin = within(c, 0x00C0, 0x02AF) && c != 0x00D7 && c != 0x00F7;
  if (latin || within(c, 0x0388, 0x03F5) || within(c, 0x0400, 0x0481)) return Sort::letter;
  if (is_joiner(c)) return Sort::joiner;
  if (in_separators(c)) return Sort::separator;
  return stands_alone(c) ? Sort::alone : Sort::letter;
}

// Appends the folded form of a letter.
void append_letter(std::string& out, char32_t c) {
  if (within(c, 0xFF21, 0xFF3A) || within(c, 0xFF41, 0xFF5A)) c -= 0xFEE0;  // full-width Latin
  if (c < 0x80) {
    out += static_cast<char>(within(c, 'A', 'Z') ? c + 0x20 : c);
    return;
  }
  char32_t folded = c;
  if (within(c, 0x00C0, 0x0587)) folded = kFold00C0[c - 0x00C0];
  if (within(c, 0x1E00, 0x1FFF)) folded = kFold1E00[c - 0x1E00];
  if (within(folded, 0xE000, 0xE000 + std::size(kExpansions) - 1) && folded != c) {
    for (const char16_t part : kExpansions[folded - 0xE000]) utf8::append(out, part);
  } else if (folded != 0) {
    utf8::append(out, folded);
  }
}

// `mark(from)` is called after each change of `out`, with the offset that the new bytes came from.
template <class Mark>
void run(std::string& out, std::string_view source, const Mark& mark) {
  bool in_word = false;
  const auto end_word = [&](std::size_t at) {
    if (!in_word) return;
    out += ' ';
    mark(at);
    in_word = false;
  };
  if (out.empty()) {
    out += ' ';
    mark(0);
  }
  std::size_t at = 0;
  while (at < source.size()) {
    const std::size_t from = at;
    const char32_t c = utf8::next(source, at);
    if (c < 0x80) {
      const char folded = kAscii[c];
      if (folded == ' ') {
        end_word(from);
      } else if (folded != '\'') {
        out += folded;
        mark(from);
        in_word = true;
      }
      continue;
    }
    const Sort sort = sort_of(c);
    if (sort == Sort::joiner) continue;
    if (sort != Sort::letter) end_word(from);
    if (sort == Sort::separator) continue;
    const std::size_t before = out.size();
    append_letter(out, c);
    if (out.size() == before) continue;  // a combining mark of the tables
    mark(from);
    in_word = true;
    if (sort == Sort::alone) end_word(at);
  }
  end_word(source.size());
}

}  // namespace

Folded fold(std::string_view source) {
  Folded folded;
  folded.text.reserve(source.size() + 2);
  folded.origin.reserve(source.size() + 3);
  run(folded.text, source, [&](std::size_t from) {
    folded.origin.resize(folded.text.size(), static_cast<std::uint32_t>(from));
  });
  folded.origin.push_back(static_cast<std::uint32_t>(source.size()));
  return folded;
}

void append_folded(std::string& out, std::string_view source) {
  run(out, source, [](std::size_t) {});
}

}  // namespace ajar::text
