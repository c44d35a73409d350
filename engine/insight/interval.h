// A pair of limits, and the checks of arguments that every statistic here shares.
#pragma once

#include <cmath>
#include <span>

namespace ajar::insight {

// low ≤ high, in the unit of what it bounds.
struct Interval {
  double low = 0;
  double high = 0;
};

// A level is the share of a probability that limits enclose, 0 < level < 1, as 0.95.
inline bool is_level(double level) {
  return level > 0 && level < 1;  // false for NaN, too
}

inline bool all_finite(std::span<const double> values) {
  for (const double value : values) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

}  // namespace ajar::insight
