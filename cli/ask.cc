// Questions on a terminal: a line, a number, a choice, tokens of a vocabulary, one key.
#include "cli/ask.h"

#include <poll.h>
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

// A numbered label in a cell of `columns`, without padding where that is 0.
std::string choice_cell(Context& context, const std::vector<Choice>& choices, std::size_t at,
                        int columns) {
  const std::string number = std::to_string(at + 1);
  return std::string(number.size() < 2 ? 1 : 0, ' ') + context.err.styled(number, Style::soft) +
         " " + pad(choices[at].label, columns);
}

// Short lists from top to bottom; long ones in columns, with the widest labels below by themselves.
void list_choices(Context& context, const std::vector<Choice>& choices) {
  constexpr std::size_t kShortList = 6;
  constexpr int kWide = 26;
  std::vector<std::size_t> grid;
  std::vector<std::size_t> alone;
  int widest = 0;
  for (std::size_t at = 0; at < choices.size(); ++at) {
    const int width = display_width(choices[at].label);
    const bool apart = choices.size() <= kShortList || width > kWide;
    (apart ? alone : grid).push_back(at);
    if (!apart) widest = std::max(widest, width);
  }
  const auto columns =
      static_cast<std::size_t>(std::max(1, (context.err.width() - 2) / (widest + 6)));
  const std::size_t rows = (grid.size() + columns - 1) / columns;
  for (std::size_t row = 0; row < rows; ++row) {
    std::string line = "  ";
    for (std::size_t at = row; at < grid.size(); at += rows) {
      line += choice_cell(context, choices, grid[at], at + rows < grid.size() ? widest + 3 : 0);
    }
    context.err.line(line);
  }
  for (const auto at : alone) context.err.line("  " + choice_cell(context, choices, at, 0));
}

// The terminal as it was, put back when questions for keys end in whatever way.
termios before_keys{};
volatile std::sig_atomic_t keys_wait = 0;
constexpr std::array kEndings = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void put_back_and_end(int signal) {
  if (keys_wait != 0) tcsetattr(STDIN_FILENO, TCSANOW, &before_keys);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

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

namespace {

// One byte, or nothing at the end of input.
std::optional<char> read_key() {
  char byte = 0;
  while (true) {
    const auto got = read(STDIN_FILENO, &byte, 1);
    if (got > 0) return byte;
    if (got == 0 || errno != EINTR) return std::nullopt;
  }
}

// Whether another byte comes at once, as the rest of a key's sequence does.
bool more_comes() {
  constexpr int kMilliseconds = 50;
  pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
  return poll(&input, 1, kMilliseconds) > 0;
}

// An arrow or function key arrives as ESC [ … with a final byte from @ to ~, or as ESC O and one
// byte: read away, it means nothing here.
void skip_sequence() {
  if (!more_comes()) return;
  const auto kind = read_key();
  if (kind == 'O') read_key();
  if (kind != '[') return;
  while (const auto byte = read_key()) {
    if (*byte >= '@' && *byte <= '~') return;
  }
}

}  // namespace

Keys::Keys() {
  if (tcgetattr(STDIN_FILENO, &before_keys) != 0) return;
  for (const int signal : kEndings) std::signal(signal, put_back_and_end);
  keys_wait = 1;
  termios keys = before_keys;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

Keys::~Keys() {
  if (keys_wait == 0) return;
  tcsetattr(STDIN_FILENO, TCSANOW, &before_keys);
  keys_wait = 0;
  for (const int signal : kEndings) std::signal(signal, SIG_DFL);
}

std::optional<char> Keys::next(Context& context) const {
  constexpr char kEscape = '\033';
  constexpr char kEnd = 4;  // Ctrl-D
  context.err.flush();
  while (true) {
    const auto byte = read_key();
    if (!byte || *byte == kEnd) return std::nullopt;
    if (*byte != kEscape) return byte;
    skip_sequence();
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
