// Text as a terminal shows it: column widths, line breaking and the removal of what could steer a
// terminal.
#include "cli/text.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>

namespace ajar::cli {
namespace {

constexpr UChar32 kJoiner = 0x200D;
constexpr UChar32 kEmojiSelector = 0xFE0F;

int code_point_width(UChar32 c) {
  const auto category = u_charType(c);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR ||
      category == U_CONTROL_CHAR) {
    return 0;
  }
  // Vowel and final consonant signs of conjoining Hangul join the syllable before them.
  if (c >= 0x1160 && c <= 0x11FF) return 0;
  const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_deceptive(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString to_utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string without_trailing_spaces(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.pop_back();
  return text;
}

// Cuts a run without break opportunities into pieces of at most `width` columns, between grapheme
// clusters.
void wrap_long_run(std::string_view run, int width, std::string& line,
                   std::vector<std::string>& lines) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> clusters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  const icu::UnicodeString text = to_utf16(run);
  if (U_FAILURE(status)) {
    line += run;
    return;
  }
  clusters->setText(text);
  int used = display_width(line);
  for (std::int32_t from = clusters->first(), to = clusters->next(); to != icu::BreakIterator::DONE;
       from = to, to = clusters->next()) {
    const std::string cluster = to_utf8(text.tempSubStringBetween(from, to));
    const int columns = display_width(cluster);
    if (used + columns > width && used > 0) {
      lines.push_back(line);
      line.clear();
      used = 0;
    }
    line += cluster;
    used += columns;
  }
}

// The next place to break at. Options and paths ("--home", "share/ajar") are typed as they stand,
// so they stay whole: among ASCII only a space parts.
std::int32_t next_break(icu::BreakIterator& breaks, const icu::UnicodeString& text) {
  std::int32_t at = breaks.next();
  while (at != icu::BreakIterator::DONE && at < text.length()) {
    const char16_t before = text.charAt(at - 1);
    if (before == u' ' || before == u'\t' || before >= 0x2E80) break;
    at = breaks.next();
  }
  return at;
}

void wrap_paragraph(std::string_view paragraph, int width, std::vector<std::string>& lines) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) {
    lines.emplace_back(paragraph);
    return;
  }
  const icu::UnicodeString text = to_utf16(paragraph);
  breaks->setText(text);
  std::string line;
  for (std::int32_t from = breaks->first(), to = next_break(*breaks, text);
       to != icu::BreakIterator::DONE; from = to, to = next_break(*breaks, text)) {
    const std::string run = to_utf8(text.tempSubStringBetween(from, to));
    const int needed = display_width(without_trailing_spaces(run));
    if (!line.empty() && display_width(line) + needed > width) {
      lines.push_back(without_trailing_spaces(line));
      line.clear();
    }
    if (needed > width) {
      wrap_long_run(run, width, line, lines);
    } else {
      line += run;
    }
  }
  lines.push_back(without_trailing_spaces(line));
}

}  // namespace

int display_width(std::string_view text) {
  int columns = 0;
  bool joined = false;
  int last = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) {
      columns += 1;
      continue;
    }
    if (c == kEmojiSelector && last == 1) {
      columns += 1;  // the selector turns a narrow symbol into a wide picture
      last = 2;
      continue;
    }
    const int own = joined ? 0 : code_point_width(c);
    joined = c == kJoiner;
    columns += own;
    if (own > 0) last = own;
  }
  return columns;
}

std::vector<std::string> wrap(std::string_view text, int width) {
  if (width < 8) width = 8;
  std::vector<std::string> lines;
  while (true) {
    const auto end = text.find('\n');
    wrap_paragraph(text.substr(0, end), width, lines);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string pad(std::string_view text, int width) {
  std::string out(text);
  const int missing = width - display_width(text);
  if (missing > 0) out.append(static_cast<std::size_t>(missing), ' ');
  return out;
}

std::string one_line(std::string_view text, int width) {
  std::string flat;
  for (const char c : trimmed(text)) {
    const bool space = c == '\n' || c == '\t' || c == ' ';
    if (space && !flat.empty() && flat.back() == ' ') continue;
    flat += space ? ' ' : c;
  }
  if (display_width(flat) <= width) return flat;
  std::vector<std::string> pieces;
  std::string line;
  wrap_long_run(flat, width < 2 ? 1 : width - 1, line, pieces);
  return without_trailing_spaces(pieces.empty() ? line : pieces.front()) + "…";
}

std::string harmless(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    const std::int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else if (c == '\n' || c == '\t' || (u_charType(c) != U_CONTROL_CHAR && !is_deceptive(c))) {
      out.append(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
    }
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

std::vector<std::string> split_list(std::string_view text) {
  constexpr std::string_view kBetween = ", \t\r\n";
  std::vector<std::string> parts;
  while (true) {
    const auto from = text.find_first_not_of(kBetween);
    if (from == std::string_view::npos) return parts;
    text.remove_prefix(from);
    const auto end = text.find_first_of(kBetween);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end);
  }
}

}  // namespace ajar::cli
