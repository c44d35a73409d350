// Questions on a terminal: a line, a number, a choice, tokens of a vocabulary, one key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "engine/base/result.h"

namespace ajar::cli {

// An empty line skips a question; the end of input (Ctrl-D) stops the whole conversation with
// cli/stopped, and nothing is saved. All of these need Context::can_ask().

// One line, trimmed; empty when skipped.
Result<std::string> ask_line(Context& context, std::string_view question);

// Several lines up to an empty one.
Result<std::string> ask_text(Context& context, std::string_view question);

// A whole number from `low` to `high`; nothing when skipped. Asks again until it is one.
Result<std::optional<int>> ask_number(Context& context, std::string_view question, int low,
                                      int high);

// Yes or no; Return is `unsaid`, or asks again where that is nothing. The letters are messages, so
// that they belong to the language.
Result<bool> ask_yes(Context& context, std::string_view question,
                     std::optional<bool> unsaid = std::nullopt);

struct Choice {
  std::string token;
  std::string label;
};

// One of the choices, by its number, its token or the beginning of its label; nothing when skipped.
Result<std::optional<std::string>> ask_choice(Context& context, std::string_view question,
                                              const std::vector<Choice>& choices);

// At most `most` of the choices, by number, token or beginning of the label, with commas between.
Result<std::vector<std::string>> ask_choices(Context& context, std::string_view question,
                                             const std::vector<Choice>& choices, std::size_t most);

// The choice that `typed` means: its 1-based number, its token, its label, or the only one that
// begins so. Case, and `-` or a space for `_`, make no difference. Errors: cli/unknown_choice,
// cli/ambiguous_choice (detail: typed).
Result<std::string> match_choice(std::string_view typed, const std::vector<Choice>& choices);

// Keys one by one, without Return and without echo, while it lives.
class Keys {
 public:
  Keys();
  ~Keys();
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  // The next key; nothing at Ctrl-D or the end of input. Arrow and function keys are passed over.
  std::optional<char> next(Context& context) const;
};

// All of standard input, at most `limit` bytes. Errors: cli/input_too_long (detail: limit),
// cli/input_failed.
Result<std::string> read_input(std::size_t limit);

}  // namespace ajar::cli
