// The statistics of trend.h.
#include "engine/insight/trend.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/insight/detail.h"
#include "engine/insight/distribution.h"
#include "engine/insight/ranks.h"

namespace ajar::insight {
namespace {

Status check(std::span<const double> series, std::size_t least) {
  if (series.size() < least) {
    return Error{.code = "insight/too_few", .detail = std::to_string(series.size())};
  }
  if (series.size() > most_values) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_values)};
  }
  if (!all_finite(series)) return Error{.code = "insight/not_finite"};
  return ok();
}

double sign(double difference) {
  return static_cast<double>(difference > 0) - static_cast<double>(difference < 0);
}

// Σ over groups of equal values of t(t−1), t(t−1)(t−2) and t(t−1)(2t+5).
struct Ties {
  double pairs = 0;
  double triples = 0;
  double spread = 0;
};

Ties ties_of(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  Ties ties;
  for (std::size_t from = 0; from < sorted.size();) {
    std::size_t end = from;
    while (end < sorted.size() && sorted[end] == sorted[from]) ++end;
    const auto t = static_cast<double>(end - from);
    ties.pairs += t * (t - 1);
    ties.triples += t * (t - 1) * (t - 2);
    ties.spread += t * (t - 1) * (2 * t + 5);
    from = end;
  }
  return ties;
}

// S of a series against its order, and the variance of S with ties.
double rising_less_falling(std::span<const double> series) {
  double score = 0;
  for (std::size_t later = 1; later < series.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      score += sign(series[later] - series[earlier]);
    }
  }
  return score;
}

double score_variance(std::span<const double> series) {
  const auto n = static_cast<double>(series.size());
  return (n * (n - 1) * (2 * n + 5) - ties_of(series).spread) / 18;
}

double median_of_sorted(const std::vector<double>& sorted) {
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// How much autocorrelation inflates the variance of S.
Result<double> inflation_of(std::span<const double> series) {
  std::vector<double> times(series.size());
  for (std::size_t n = 0; n < times.size(); ++n) times[n] = static_cast<double>(n);
  const double slope = TRY(theil_sen(times, series, 0.95)).value;
  std::vector<double> level(series.begin(), series.end());
  const auto [low, high] = std::minmax_element(series.begin(), series.end());
  const double grain = (*high - *low) * 1e-9;  // closer values are equal but for rounding
  for (std::size_t n = 0; n < level.size(); ++n) {
    level[n] = std::nearbyint((level[n] - *low - slope * times[n]) / grain);
  }
  const int lags = static_cast<int>(series.size()) / 4;
  if (lags < 1) return 1;
  const auto correlations = autocorrelations(ranks(level), lags);
  if (!correlations) return 1;  // a straight line leaves nothing to correlate
  const auto n = static_cast<double>(series.size());
  const double bar = normal_limit(0.95) / std::sqrt(n);
  double sum = 0;
  for (std::size_t lag = 0; lag < correlations->size(); ++lag) {
    const double k = static_cast<double>(lag + 1);
    const double r = (*correlations)[lag];
    if (std::fabs(r) > bar) sum += (n - k) * (n - k - 1) * (n - k - 2) * r;
  }
  return std::max(1.0, 1 + 2 * sum / (n * (n - 1) * (n - 2)));
}

}  // namespace

Result<Kendall> kendall(std::span<const double> x, std::span<const double> y) {
  TRY(check(x, 2));
  TRY(check(y, 2));
  if (x.size() != y.size()) return Error{.code = "insight/bad_shape"};
  Kendall found;
  for (std::size_t a = 1; a < x.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) found.score += sign(x[a] - x[b]) * sign(y[a] - y[b]);
  }
  const auto n = static_cast<double>(x.size());
  const Ties in_x = ties_of(x);
  const Ties in_y = ties_of(y);
  const double pairs = n * (n - 1);
  if (in_x.pairs == pairs || in_y.pairs == pairs) return Error{.code = "insight/no_variation"};
  found.tau = 2 * found.score / std::sqrt((pairs - in_x.pairs) * (pairs - in_y.pairs));
  found.variance = (pairs * (2 * n + 5) - in_x.spread - in_y.spread) / 18 +
                   in_x.pairs * in_y.pairs / (2 * pairs);
  if (n > 2) found.variance += in_x.triples * in_y.triples / (9 * pairs * (n - 2));
  found.p = normal_two_sided(found.score / std::sqrt(found.variance));
  return found;
}

Result<MannKendall> mann_kendall(std::span<const double> series, bool respect_autocorrelation) {
  TRY(check(series, 3));
  MannKendall found;
  found.score = rising_less_falling(series);
  found.variance = score_variance(series);
  if (!(found.variance > 0)) return Error{.code = "insight/no_variation"};
  if (respect_autocorrelation) found.inflation = TRY(inflation_of(series));
  // One off toward nothing, for S moves in steps of two.
  found.z = (found.score - sign(found.score)) / std::sqrt(found.inflation * found.variance);
  found.p = normal_two_sided(found.z);
  return found;
}

Result<Slope> theil_sen(std::span<const double> times, std::span<const double> values,
                        double level) {
  TRY(check(times, 2));
  TRY(check(values, 2));
  if (times.size() != values.size()) return Error{.code = "insight/bad_shape"};
  if (!is_level(level)) return Error{.code = "insight/bad_level", .detail = detail(level)};
  std::vector<double> slopes;
  slopes.reserve(times.size() * (times.size() - 1) / 2);
  for (std::size_t later = 1; later < times.size(); ++later) {
    if (!(times[later] > times[later - 1])) {
      return Error{.code = "insight/bad_order", .field = "times[" + std::to_string(later) + "]"};
    }
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      slopes.push_back((values[later] - values[earlier]) / (times[later] - times[earlier]));
    }
  }
  std::sort(slopes.begin(), slopes.end());
  Slope found{median_of_sorted(slopes), std::nullopt};
  const double reach = normal_limit(level) * std::sqrt(score_variance(values));
  const auto count = static_cast<double>(slopes.size());
  const double low = std::nearbyint((count - reach) / 2);
  const double high = std::nearbyint((count + reach) / 2 + 1);
  if (low >= 1 && high <= count) {
    found.limits = Interval{slopes[static_cast<std::size_t>(low) - 1],
                            slopes[static_cast<std::size_t>(high) - 1]};
  }
  return found;
}

Result<std::vector<double>> autocorrelations(std::span<const double> series, int lags) {
  TRY(check(series, 2));
  if (lags < 1 || static_cast<std::size_t>(lags) >= series.size()) {
    return Error{.code = "insight/bad_count", .field = "lags", .detail = std::to_string(lags)};
  }
  double mean = 0;
  double largest = 0;
  for (const double value : series) {
    mean += value / static_cast<double>(series.size());
    largest = std::max(largest, std::fabs(value));
  }
  const auto product = [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t n = lag; n < series.size(); ++n) {
      sum += (series[n] - mean) * (series[n - lag] - mean);
    }
    return sum;
  };
  const double whole = product(0);
  // What is left of equal values by rounding is no variation.
  if (!(whole > 1e-26 * largest * largest)) return Error{.code = "insight/no_variation"};
  std::vector<double> found;
  for (int lag = 1; lag <= lags; ++lag) {
    found.push_back(product(static_cast<std::size_t>(lag)) / whole);
  }
  return found;
}

Result<LjungBox> ljung_box(std::span<const double> series, int lags) {
  const std::vector<double> correlations = TRY(autocorrelations(series, lags));
  const auto n = static_cast<double>(series.size());
  LjungBox found;
  for (std::size_t lag = 0; lag < correlations.size(); ++lag) {
    const double r = correlations[lag];
    found.q += n * (n + 2) * r * r / (n - static_cast<double>(lag + 1));
  }
  found.p = chi_squared_upper(found.q, lags);
  return found;
}

}  // namespace ajar::insight
