// What a terminal can show and how Ajar writes to it.
#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/text.h"

namespace ajar::cli {
namespace {

constexpr int kMeasure = 76;  // columns of a comfortable line
constexpr int kNarrowest = 24;
constexpr std::string_view kBand = "▍ ";

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_able(bool terminal) {
  const char* term = std::getenv("TERM");
  return terminal && term != nullptr && std::string_view(term) != "dumb";
}

int terminal_width(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kMeasure;
}

std::string_view code(Style style) {
  switch (style) {
    case Style::title:
      return "\033[1m";
    case Style::soft:
      return "\033[2m";
    case Style::light:
      return "\033[33m";
    case Style::plain:
      break;
  }
  return {};
}

}  // namespace

Stream::Stream(std::FILE* file)
    : file_(file),
      terminal_(isatty(fileno(file)) == 1),
      moves_(is_able(terminal_)),
      colour_(moves_ && !is_set("NO_COLOR")),
      width_(terminal_ ? std::clamp(terminal_width(fileno(file)), kNarrowest, kMeasure)
                       : kMeasure) {}

std::string Stream::styled(std::string_view text, Style style) const {
  const auto on = code(style);
  if (!colour_ || on.empty() || text.empty()) return std::string(text);
  std::string out(on);
  out += text;
  out += "\033[0m";
  return out;
}

void Stream::raw(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), file_);
}

void Stream::line(std::string_view text, Style style) {
  raw(styled(text, style));
  raw("\n");
}

void Stream::words(std::string_view text, Style style, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (const auto& each : wrap(text, width_ - indent)) {
    raw(each.empty() ? "" : margin);
    line(each, style);
  }
}

void Stream::lit(std::string_view text, Style style) {
  for (const auto& each : wrap(text, width_ - display_width(kBand))) {
    raw(styled(kBand, Style::light));
    line(each, style);
  }
}

void Stream::pair(std::string_view key, std::string_view text, int columns, int indent,
                  Style key_style) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  const std::string beside(static_cast<std::size_t>(indent + columns), ' ');
  const auto lines = wrap(text, width_ - indent - columns);
  const bool fits = display_width(key) < columns;
  raw(margin);
  // A key wider than its column stands on a line of its own.
  raw(styled(fits ? pad(key, columns) : std::string(key), key_style));
  if (!fits) raw("\n");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 || !fits) raw(lines[i].empty() ? "" : beside);
    line(lines[i]);
  }
}

void Stream::take_back(std::size_t count) {
  if (moves_ && count > 0) raw("\033[" + std::to_string(count) + "A\033[J");
}

void Stream::status(std::string_view text) {
  if (!moves_) return;
  raw("\r\033[K");
  raw(one_line(text, width_ - 1));
  std::fflush(file_);
}

bool Stream::flush() {
  return std::fflush(file_) == 0 && std::ferror(file_) == 0;
}

}  // namespace ajar::cli
