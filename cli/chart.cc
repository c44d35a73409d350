// The pictures of chart.h.
#include "cli/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace ajar::cli {
namespace {

constexpr std::array<std::string_view, 8> kHeights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// The column of `value` on a ruler of `width` columns.
int column(double value, double low, double high, int width) {
  if (!(high > low)) return 0;
  const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
  return static_cast<int>(std::lround(share * (width - 1)));
}

std::vector<std::optional<double>> taken_together(const std::vector<std::optional<double>>& values,
                                                  std::size_t width) {
  if (values.size() <= width) return values;
  std::vector<std::optional<double>> out;
  for (std::size_t at = 0; at < width; ++at) {
    const std::size_t from = at * values.size() / width;
    const std::size_t to = (at + 1) * values.size() / width;
    double sum = 0;
    int count = 0;
    for (std::size_t n = from; n < to; ++n) {
      if (!values[n]) continue;
      sum += *values[n];
      ++count;
    }
    out.push_back(count == 0 ? std::nullopt : std::optional(sum / count));
  }
  return out;
}

}  // namespace

std::string sparkline(const std::vector<std::optional<double>>& values, double low, double high,
                      int width) {
  std::string out;
  for (const auto& value : taken_together(values, static_cast<std::size_t>(std::max(width, 1)))) {
    out += value ? kHeights[static_cast<std::size_t>(column(*value, low, high, 8))]
                 : std::string_view("·");
  }
  return out;
}

std::string tally(int n, int of, int width) {
  constexpr int kCounted = 12;
  const int places = of <= kCounted ? of : width;
  const int filled = of <= kCounted ? n : static_cast<int>(std::lround(1.0 * n / of * width));
  std::string out;
  for (int at = 0; at < places; ++at) out += at < filled ? "●" : "○";
  return out;
}

std::string density(const std::vector<double>& values, double low, double high, double mark,
                    int width) {
  constexpr std::array<std::string_view, 5> kShades = {"·", "░", "▒", "▓", "█"};
  std::vector<int> counts(static_cast<std::size_t>(std::max(width, 1)));
  for (const double value : values) {
    ++counts[static_cast<std::size_t>(column(value, low, high, static_cast<int>(counts.size())))];
  }
  const int line = column(mark, low, high, static_cast<int>(counts.size()));
  std::string out;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    if (static_cast<int>(at) == line) out += "│";
    const auto shade = static_cast<std::size_t>(std::min(counts[at], 4));
    out += kShades[shade];
  }
  return out;
}

std::string estimate(double value, double low, double high, double reach, int width) {
  const int from = column(low, -reach, reach, width);
  const int to = column(high, -reach, reach, width);
  const int at = column(value, -reach, reach, width);
  const int zero = column(0, -reach, reach, width);
  std::string out;
  for (int n = 0; n < width; ++n) {
    if (n == at) {
      out += "●";
    } else if (n == zero) {
      out += "│";
    } else {
      out += n >= from && n <= to ? "─" : "·";
    }
  }
  return out;
}

}  // namespace ajar::cli
