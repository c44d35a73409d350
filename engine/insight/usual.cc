// The mean and the posterior of usual.h.
#include "engine/insight/usual.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/insight/detail.h"
#include "engine/insight/distribution.h"
#include "engine/insight/multiplicity.h"

namespace ajar::insight {
namespace {

struct Sums {
  double mean = 0;
  double squares = 0;  // of deviations from the mean
};

Sums sums_of(std::span<const double> values) {
  Sums sums;
  if (values.empty()) return sums;
  // From the first one on, so that equal values have exactly no spread.
  const double first = values.front();
  for (const double value : values) sums.mean += value - first;
  sums.mean = first + sums.mean / static_cast<double>(values.size());
  for (const double value : values) sums.squares += (value - sums.mean) * (value - sums.mean);
  return sums;
}

}  // namespace

Result<Mean> mean_with_limits(std::span<const double> values, double level) {
  if (!is_level(level)) return Error{.code = "insight/bad_level", .detail = detail(level)};
  if (values.size() < 2) {
    return Error{.code = "insight/too_few", .detail = std::to_string(values.size())};
  }
  if (!all_finite(values)) return Error{.code = "insight/not_finite"};
  const Sums sums = sums_of(values);
  const auto n = static_cast<double>(values.size());
  Mean mean;
  mean.n = static_cast<int>(values.size());
  mean.value = sums.mean;
  mean.error = std::sqrt(sums.squares / (n - 1) / n);
  const double away = t_quantile((1 + level) / 2, n - 1) * mean.error;
  mean.limits = {mean.value - away, mean.value + away};
  return mean;
}

Result<double> anytime_mean_p(std::span<const double> values, double least_deviation) {
  if (!all_finite(values)) return Error{.code = "insight/not_finite"};
  if (!(least_deviation > 0) || !std::isfinite(least_deviation)) {
    return Error{.code = "insight/bad_deviation"};
  }
  std::vector<Look> looks;
  for (std::size_t n = 2; n <= values.size(); ++n) {
    const int exposures = static_cast<int>(n);
    if (milestones_passed(exposures) == milestones_passed(exposures - 1)) continue;
    const Sums sums = sums_of(values.first(n));
    const auto count = static_cast<double>(n);
    const double deviation = std::max(std::sqrt(sums.squares / (count - 1)), least_deviation);
    const double t = sums.mean / (deviation / std::sqrt(count));
    looks.push_back({exposures, f_upper(t * t, 1, count - 1)});
  }
  return anytime_p(looks);
}

Result<Difference> difference(std::span<const double> first, std::span<const double> second,
                              double level) {
  const Mean one = TRY(mean_with_limits(first, level));
  const Mean other = TRY(mean_with_limits(second, level));
  const double v1 = one.error * one.error;
  const double v2 = other.error * other.error;
  Difference found;
  found.value = one.value - other.value;
  found.error = std::sqrt(v1 + v2);
  found.limits = {found.value, found.value};
  if (found.error == 0) {  // two constant groups: nothing is known of their spread
    found.p = 1;
    return found;
  }
  const double degrees = (v1 + v2) * (v1 + v2) / (v1 * v1 / (one.n - 1) + v2 * v2 / (other.n - 1));
  const double t = found.value / found.error;
  found.p = f_upper(t * t, 1, degrees);
  const double away = t_quantile((1 + level) / 2, degrees) * found.error;
  found.limits = {found.value - away, found.value + away};
  return found;
}

namespace {

// All differences given how much they differ between each other, and how probable that is.
struct Common {
  double weight = 0;  // Σ 1/(error² + between²)
  double mean = 0;
  double log_likelihood = 0;
};

Common common_of(std::span<const Difference> all, double between) {
  Common common;
  for (const Difference& one : all) {
    const double variance = one.error * one.error + between * between;
    common.weight += 1 / variance;
    common.mean += one.value / variance;
    common.log_likelihood -= 0.5 * std::log(variance);
  }
  common.mean /= common.weight;
  for (const Difference& one : all) {
    const double away = one.value - common.mean;
    common.log_likelihood -= 0.5 * away * away / (one.error * one.error + between * between);
  }
  common.log_likelihood -= 0.5 * std::log(common.weight);
  return common;
}

constexpr int spreads = 60;

}  // namespace

Result<std::vector<Difference>> pool_differences(std::span<const Difference> all, double level) {
  if (!is_level(level)) return Error{.code = "insight/bad_level", .detail = detail(level)};
  double widest = 0;
  for (const Difference& one : all) {
    if (!(one.error > 0) || !std::isfinite(one.error) || !std::isfinite(one.value)) {
      return Error{.code = "insight/not_finite"};
    }
    widest = std::max({widest, one.error, std::fabs(one.value)});
  }
  std::vector<Difference> pooled(all.begin(), all.end());
  if (all.size() < 2) return pooled;
  std::vector<Common> given;  // by how much they differ, from nothing to four times the widest
  double most = 0;
  const auto between_at = [&](std::size_t at) {
    return 4 * widest * (static_cast<double>(at) + 0.5) / spreads;
  };
  for (std::size_t at = 0; at < spreads; ++at) {
    given.push_back(common_of(all, between_at(at)));
    most = at == 0 ? given[0].log_likelihood : std::max(most, given[at].log_likelihood);
  }
  const double z = normal_limit(level);
  for (Difference& one : pooled) {
    const double own = one.error * one.error;
    double total = 0;
    double mean = 0;
    double square = 0;
    for (std::size_t at = 0; at < spreads; ++at) {
      const double between = between_at(at) * between_at(at);
      const double chance = std::exp(given[at].log_likelihood - most);
      const double drawn = own / (own + between);  // toward the common mean: 1 is all the way
      const double value = (1 - drawn) * one.value + drawn * given[at].mean;
      const double variance = (1 - drawn) * own + drawn * drawn / given[at].weight;
      total += chance;
      mean += chance * value;
      square += chance * (variance + value * value);
    }
    one.value = mean / total;
    one.error = std::sqrt(std::max(0.0, square / total - one.value * one.value));
    one.limits = {one.value - z * one.error, one.value + z * one.error};
  }
  return pooled;
}

Result<std::vector<double>> usual_value(std::span<const double> answers, double effective,
                                        const Scale& scale, int count) {
  if (answers.empty()) return Error{.code = "insight/too_few"};
  if (!all_finite(answers)) return Error{.code = "insight/not_finite"};
  const auto n = static_cast<double>(answers.size());
  if (count < 1 || count > 100 || !(effective > 0 && effective <= n)) {
    return Error{.code = "insight/bad_count"};
  }
  if (!(scale.deviation > 0) || !std::isfinite(scale.deviation)) {
    return Error{.code = "insight/bad_deviation"};
  }
  const Sums sums = sums_of(answers);
  const double degrees = n + 1;  // n − 1 of the answers and two of the prior
  const double variance = (sums.squares + 2 * scale.deviation * scale.deviation) / degrees;
  const double spread = std::sqrt(variance / effective);
  std::vector<double> quantiles;
  quantiles.reserve(static_cast<std::size_t>(count));
  for (int at = 0; at < count; ++at) {
    const double t = t_quantile((at + 0.5) / count, degrees);
    quantiles.push_back(std::clamp(sums.mean + spread * t, scale.low, scale.high));
  }
  return quantiles;
}

}  // namespace ajar::insight
