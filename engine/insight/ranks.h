// Ranks of values, equal ones sharing their middle.
#pragma once

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

namespace ajar::insight {

// 1 for the smallest; t equal values share the mean of the ranks they take up.
inline std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> found(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t end = from;
    while (end < order.size() && values[order[end]] == values[order[from]]) ++end;
    const double middle = static_cast<double>(from + end + 1) / 2;
    for (std::size_t n = from; n < end; ++n) found[order[n]] = middle;
    from = end;
  }
  return found;
}

}  // namespace ajar::insight
