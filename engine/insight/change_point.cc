// The split and the posterior of change_point.h.
#include "engine/insight/change_point.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/insight/interval.h"
#include "engine/insight/ranks.h"
#include "engine/insight/trend.h"

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

// [t] is the sum of squares about their own mean of the first t + 1 values, by Welford's updates,
// which do not cancel.
template <class Iterator>
std::vector<double> squares_within(Iterator from, Iterator end) {
  std::vector<double> found;
  double mean = 0;
  double squares = 0;
  for (; from != end; ++from) {
    const double before = *from - mean;
    mean += before / static_cast<double>(found.size() + 1);
    squares += before * (*from - mean);
    found.push_back(squares);
  }
  return found;
}

}  // namespace

Result<Pettitt> pettitt(std::span<const double> series) {
  TRY(check(series, 3));
  const auto n = static_cast<double>(series.size());
  const std::vector<double> rank = ranks(series);
  Pettitt found;
  double sum = 0;
  for (std::size_t t = 1; t < series.size(); ++t) {
    sum += rank[t - 1];
    const double statistic = std::fabs(2 * sum - static_cast<double>(t) * (n + 1));
    if (t > 1 && statistic <= found.statistic) continue;
    found.statistic = statistic;
    found.last_before = static_cast<int>(t);
  }
  const double k = found.statistic;
  found.p = std::min(1.0, 2 * std::exp(-6 * k * k / (n * n * n + n * n)));
  return found;
}

Result<std::vector<double>> change_point_posterior(std::span<const double> series) {
  TRY(check(series, 4));
  const std::size_t n = series.size();
  const auto before = squares_within(series.begin(), series.end());
  const auto after = squares_within(series.rbegin(), series.rend());
  double largest = 0;
  for (const double value : series) largest = std::max(largest, std::fabs(value));
  std::vector<double> posterior;
  for (std::size_t t = 1; t < n; ++t) {
    const double within = before[t - 1] + after[n - t - 1];
    if (!(within > 1e-26 * largest * largest)) return Error{.code = "insight/no_variation"};
    posterior.push_back(-0.5 * std::log(static_cast<double>(t * (n - t))) -
                        0.5 * static_cast<double>(n - 2) * std::log(within));
  }
  const double most = *std::max_element(posterior.begin(), posterior.end());
  double whole = 0;
  for (double& at : posterior) whole += at = std::exp(at - most);
  for (double& at : posterior) at /= whole;
  return posterior;
}

}  // namespace ajar::insight
