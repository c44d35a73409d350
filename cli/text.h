// Text as a terminal shows it: how many columns it takes, where it may break, and what must never
// reach the screen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ajar::cli {

// Columns that UTF-8 text takes in a monospaced terminal: 2 for wide East Asian characters and
// emoji, 0 for combining marks and format characters (Unicode Standard Annex 11; widths by ICU's
// tables). Invalid bytes count 1 each.
int display_width(std::string_view text);

// The lines of `text` wrapped at `width` columns, broken where the language allows it (Unicode
// Standard Annex 14). U+000A always ends a line. A word longer than a line is cut between
// characters. `width` < 8 counts as 8.
std::vector<std::string> wrap(std::string_view text, int width);

// `text` with spaces added up to `width` columns; unchanged when it is wider.
std::string pad(std::string_view text, int width);

// At most `width` columns of `text` on one line: line ends become spaces, and what is cut shows as
// an ellipsis.
std::string one_line(std::string_view text, int width);

// `text` without what could steer a terminal or deceive a reader: control characters other than
// U+000A and U+0009, and the bidirectional overrides U+202A–202E and U+2066–2069. Invalid UTF-8
// becomes U+FFFD.
std::string harmless(std::string_view text);

// `text` without spaces and line ends at both ends.
std::string_view trimmed(std::string_view text);

// The parts of `text` between commas or spaces, empty ones left out.
std::vector<std::string> split_list(std::string_view text);

}  // namespace ajar::cli
