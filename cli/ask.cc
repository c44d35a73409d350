// Questions on a terminal: a line, a number, a choice, tokens of a vocabulary, one key.
#include "cli/ask.h"

#include <termios.h>
#include <unicode/unistr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>

#include "cli/text.h"

namespace ajar::cli {
namespace {

constexpr std::size_t kLongestLine = 16384;

// Reads up to the line's end by single bytes: what follows in the input belongs to the next
// question. Nothing at the end of input.
std::optional<std::string> read_line() {
  std::string line;
  char byte = 0;
  while (true) {
    const auto got = read(STDIN_FILENO, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return line.empty() ? std::nullopt : std::optional(line);
    if (byte == '\n') return line;
    if (line.size() < kLongestLine) line += byte;
  }
}

Result<std::string> answer(Context& context) {
  context.err.flush();
  auto line = read_line();
  if (!line) {
    context.err.line();
    return Error{.code = "cli/stopped"};
  }
  return std::string(trimmed(*line));
}

void put_question(Context& context, std::string_view question) {
  const auto lines = wrap(question, context.err.width() - 2);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) context.err.line(lines[i]);
  context.err.raw(lines.back());
  context.err.raw(" ");
}

// Case folded, with spaces for hyphens and underscores, so that "Went quiet" finds went_quiet.
std::string folded(std::string_view text) {
  auto wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  wide.foldCase();
  wide.findAndReplace("_", " ");
  wide.findAndReplace("-", " ");
  wide.findAndReplace(icu::UnicodeString(u"’"), icu::UnicodeString(u"'"));
  std::string out;
  wide.toUTF8String(out);
  return out;
}

void list_choices(Context& context, const std::vector<Choice>& choices) {
  int widest = 0;
  for (const auto& each : choices) widest = std::max(widest, display_width(each.label));
  const int cell = widest + 6;
  const int columns = std::max(1, (context.err.width() - 2) / cell);
  const auto rows =
      (choices.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
  for (std::size_t row = 0; row < rows; ++row) {
    std::string line;
    for (std::size_t at = row; at < choices.size(); at += rows) {
      const std::string number = std::to_string(at + 1);
      line += std::string(number.size() < 2 ? 1 : 0, ' ');
      line += context.err.styled(number, Style::soft);
      line += ' ';
      line += at + rows < choices.size() ? pad(choices[at].label, cell - 3) : choices[at].label;
    }
    context.err.raw("  ");
    context.err.line(line);
  }
}

// The terminal as it was, put back when a question for one key ends in whatever way.
termios before_key{};
volatile std::sig_atomic_t key_waits = 0;
constexpr std::array kEndings = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void put_back_and_end(int signal) {
  if (key_waits != 0) tcsetattr(STDIN_FILENO, TCSANOW, &before_key);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

class KeyMode {
 public:
  KeyMode() {
    if (tcgetattr(STDIN_FILENO, &before_key) != 0) return;
    for (const int signal : kEndings) std::signal(signal, put_back_and_end);
    key_waits = 1;
    termios keys = before_key;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &keys);
  }
  ~KeyMode() {
    if (key_waits == 0) return;
    tcsetattr(STDIN_FILENO, TCSANOW, &before_key);
    key_waits = 0;
    for (const int signal : kEndings) std::signal(signal, SIG_DFL);
  }
  KeyMode(const KeyMode&) = delete;
  KeyMode& operator=(const KeyMode&) = delete;
};

}  // namespace

Result<std::string> ask_line(Context& context, std::string_view question) {
  put_question(context, question);
  return answer(context);
}

Result<std::string> ask_text(Context& context, std::string_view question) {
  context.err.words(question);
  std::string text;
  while (true) {
    context.err.raw("  ");
    const auto line = TRY(answer(context));
    if (line.empty()) return text;
    if (!text.empty()) text += '\n';
    text += line;
  }
}

Result<std::optional<int>> ask_number(Context& context, std::string_view question, int low,
                                      int high) {
  while (true) {
    const auto typed = TRY(ask_line(context, question));
    if (typed.empty()) return std::optional<int>();
    int value = 0;
    const auto* end = typed.data() + typed.size();
    const auto* from = typed.data() + (typed.front() == '+' ? 1 : 0);
    const auto [stop, error] = std::from_chars(from, end, value);
    if (error == std::errc() && stop == end && value >= low && value <= high) {
      return std::optional(value);
    }
    context.err.words(
        context.say("cli.ask.number", {{"low", std::int64_t{low}}, {"high", std::int64_t{high}}}),
        Style::soft, 2);
  }
}

Result<bool> ask_yes(Context& context, std::string_view question, std::optional<bool> unsaid) {
  const auto yes = folded(context.say("cli.ask.yes"));
  const auto no = folded(context.say("cli.ask.no"));
  while (true) {
    const auto typed = folded(
        TRY(ask_line(context, std::string(question) + " " + context.say("cli.ask.yes_or_no"))));
    if (typed.empty() && unsaid) return *unsaid;
    if (typed.empty()) continue;
    if (yes.starts_with(typed)) return true;
    if (no.starts_with(typed)) return false;
  }
}

Result<std::string> match_choice(std::string_view typed, const std::vector<Choice>& choices) {
  const std::string wanted = folded(trimmed(typed));
  std::size_t number = 0;
  const auto* end = wanted.data() + wanted.size();
  const auto [stop, error] = std::from_chars(wanted.data(), end, number);
  if (error == std::errc() && stop == end && number >= 1 && number <= choices.size()) {
    return choices[number - 1].token;
  }
  const Choice* only = nullptr;
  bool several = false;
  for (const auto& each : choices) {
    const std::string token = folded(each.token);
    const std::string label = folded(each.label);
    if (token == wanted || label == wanted) return each.token;
    if (wanted.empty() || (!token.starts_with(wanted) && !label.starts_with(wanted))) continue;
    several = several || only != nullptr;
    only = &each;
  }
  if (several) return Error{.code = "cli/ambiguous_choice", .detail = std::string(typed)};
  if (only == nullptr) return Error{.code = "cli/unknown_choice", .detail = std::string(typed)};
  return only->token;
}

Result<std::optional<std::string>> ask_choice(Context& context, std::string_view question,
                                              const std::vector<Choice>& choices) {
  context.err.words(question);
  list_choices(context, choices);
  while (true) {
    const auto typed = TRY(ask_line(context, "  >"));
    if (typed.empty()) return std::optional<std::string>();
    if (auto found = match_choice(typed, choices)) return std::optional(std::move(*found));
    context.err.words(context.say("cli.ask.choice"), Style::soft, 2);
  }
}

Result<std::vector<std::string>> ask_choices(Context& context, std::string_view question,
                                             const std::vector<Choice>& choices, std::size_t most) {
  context.err.words(question);
  list_choices(context, choices);
  while (true) {
    std::string typed = TRY(ask_line(context, "  >"));
    std::vector<std::string> tokens;
    bool understood = true;
    for (std::string_view rest = typed; !rest.empty();) {
      const auto comma = rest.find(',');
      const auto part = trimmed(rest.substr(0, comma));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
      if (part.empty()) continue;
      const auto found = match_choice(part, choices);
      if (found) {
        if (std::find(tokens.begin(), tokens.end(), *found) == tokens.end()) {
          tokens.push_back(*found);
        }
        continue;
      }
      // Numbers may also stand with spaces between: "2 5 7".
      for (const auto& piece : split_list(part)) {
        const auto inner = match_choice(piece, choices);
        if (!inner) {
          understood = false;
        } else if (std::find(tokens.begin(), tokens.end(), *inner) == tokens.end()) {
          tokens.push_back(*inner);
        }
      }
    }
    if (understood && tokens.size() <= most) return tokens;
    context.err.words(context.say("cli.ask.choices", {{"most", static_cast<std::int64_t>(most)}}),
                      Style::soft, 2);
  }
}

Result<std::optional<char>> ask_key(Context& context) {
  context.err.flush();
  const KeyMode keys;
  char byte = 0;
  while (true) {
    const auto got = read(STDIN_FILENO, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || byte == 4) return std::optional<char>();  // 4: Ctrl-D
    // An arrow or function key arrives as an escape sequence: read it away, it means nothing here.
    if (byte == '\033') {
      std::array<char, 8> sequence{};
      termios quick = before_key;
      tcgetattr(STDIN_FILENO, &quick);
      quick.c_cc[VMIN] = 0;
      quick.c_cc[VTIME] = 1;
      tcsetattr(STDIN_FILENO, TCSANOW, &quick);
      [[maybe_unused]] const auto dropped = read(STDIN_FILENO, sequence.data(), sequence.size());
      quick.c_cc[VMIN] = 1;
      quick.c_cc[VTIME] = 0;
      tcsetattr(STDIN_FILENO, TCSANOW, &quick);
      continue;
    }
    return std::optional(byte);
  }
}

Result<std::string> read_input(std::size_t limit) {
  std::string text;
  std::array<char, 65536> piece{};
  while (true) {
    const auto got = read(STDIN_FILENO, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{.code = "cli/input_failed"};
    if (got == 0) return text;
    if (text.size() + static_cast<std::size_t>(got) > limit) {
      return Error{.code = "cli/input_too_long", .detail = std::to_string(limit)};
    }
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace ajar::cli
