// What a terminal can show and how Ajar writes to it: colour only on a terminal, NO_COLOR obeyed,
// text wrapped.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace ajar::cli {

// Output rules, stated once:
// - standard output carries the answer, standard error everything else (errors, hints, questions,
// progress);
// - colour only where the stream is a terminal, TERM is not "dumb" and NO_COLOR is unset or empty;
// - words are wrapped at the terminal's width, at most 76 columns; off a terminal at 76;
// - nothing from a record reaches the screen without harmless().
enum class Style {
  plain,
  title,  // what this is
  soft,   // what rests beside the words: evidence, ids, hints
  light,  // the one thing that is here and now
};

class Stream {
 public:
  explicit Stream(std::FILE* file);

  bool is_terminal() const { return terminal_; }
  int width() const { return width_; }

  // `text` between the codes of `style`, or alone where there is no colour.
  std::string styled(std::string_view text, Style style) const;

  void raw(std::string_view bytes);
  void line(std::string_view text = {}, Style style = Style::plain);
  // Wrapped words; every line begins with `indent` spaces.
  void words(std::string_view text, Style style = Style::plain, int indent = 0);
  // Wrapped words beside the band of light.
  void lit(std::string_view text, Style style = Style::plain);
  // `key` in a column of `columns`, then `text` wrapped beside it.
  void pair(std::string_view key, std::string_view text, int columns, int indent = 0,
            Style key_style = Style::soft);
  // Takes back the last `count` lines, on a terminal that can.
  void take_back(std::size_t count);
  // Replaces the current line, on a terminal only (progress); an empty text clears it.
  void status(std::string_view text);
  // False when something could not be written: a full disk, or a reader that went away.
  bool flush();

 private:
  std::FILE* file_;
  bool terminal_;
  bool moves_;  // the cursor can be moved
  bool colour_;
  int width_;
};

}  // namespace ajar::cli
