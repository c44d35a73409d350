// The beta-binomial fit of pooling.h.
#include "engine/insight/pooling.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/insight/detail.h"

namespace ajar::insight {
namespace {

// All that the likelihood needs, by how often each term occurs: how many groups have more than i
// successes, failures, trials. Its derivatives are then sums of weight / (a + i).
struct Terms {
  std::vector<double> successes;
  std::vector<double> failures;
  std::vector<double> trials;
};

// From counts of groups by size to counts of groups above each size.
std::vector<double> above(std::vector<double> by_size) {
  for (std::size_t n = by_size.size(); n-- > 1;) by_size[n - 1] += by_size[n];
  by_size.erase(by_size.begin());  // [i] was "i or more" and becomes "more than i"
  return by_size;
}

Terms terms_of(std::span<const Proportion> groups) {
  int most = 0;
  for (const Proportion& group : groups) most = std::max(most, group.trials);
  const auto size = static_cast<std::size_t>(most) + 1;
  std::vector<double> successes(size);
  std::vector<double> failures(size);
  std::vector<double> trials(size);
  for (const Proportion& group : groups) {
    successes[static_cast<std::size_t>(group.successes)] += 1;
    failures[static_cast<std::size_t>(group.trials - group.successes)] += 1;
    trials[static_cast<std::size_t>(group.trials)] += 1;
  }
  return {above(std::move(successes)), above(std::move(failures)), above(std::move(trials))};
}

double sum(const std::vector<double>& weights, double from) {
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) break;  // they never rise
    total += weights[i] / (from + static_cast<double>(i));
  }
  return total;
}

double log_sum(const std::vector<double>& weights, double from) {
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) break;
    total += weights[i] * std::log(from + static_cast<double>(i));
  }
  return total;
}

// The zero of a falling function between two bounds, or the bound it lies beyond: regula falsi with
// the Illinois rule (Dowell & Jarratt 1971), which halves the value at an end that stays.
template <class Function>
double falling_zero(const Function& f, double low, double high) {
  double above = f(low);
  if (above <= 0) return low;
  double below = f(high);
  if (below >= 0) return high;
  double last = low;
  int stays = 0;  // which end the step before moved: −1 low, 1 high
  for (int step = 0; step < 200; ++step) {
    double at = low + (high - low) * (above / (above - below));
    if (!(at > low && at < high)) at = low + (high - low) / 2;
    if (!(at > low && at < high) || std::fabs(at - last) <= 1e-14 * std::fabs(at)) return at;
    last = at;
    const double value = f(at);
    if (value == 0) return at;
    if (value > 0) {
      low = at;
      above = value;
      if (stays == -1) below /= 2;
      stays = -1;
    } else {
      high = at;
      below = value;
      if (stays == 1) above /= 2;
      stays = 1;
    }
  }
  return last;
}

struct Fit {
  const Terms& terms;
  double least_mean;

  // The best mean at a weight. The likelihood is concave in the mean, so its derivative falls.
  [[nodiscard]] double mean_at(double weight) const {
    const auto slope = [&](double at) {
      return sum(terms.successes, weight * at) - sum(terms.failures, weight * (1 - at));
    };
    return falling_zero(slope, least_mean, 1 - least_mean);
  }
  [[nodiscard]] double likelihood(double weight) const {
    const double at = mean_at(weight);
    return log_sum(terms.successes, weight * at) + log_sum(terms.failures, weight * (1 - at)) -
           log_sum(terms.trials, weight);
  }
  // Its derivative in the weight; that of the best mean adds nothing (the envelope theorem).
  [[nodiscard]] double slope(double weight) const {
    const double at = mean_at(weight);
    return at * sum(terms.successes, weight * at) +
           (1 - at) * sum(terms.failures, weight * (1 - at)) - sum(terms.trials, weight);
  }
};

constexpr double least_weight = 1;

// The best weight: the best of a grid even in its logarithm, then the slope's zero beside it.
double best_weight(const Fit& fit, double most_weight) {
  constexpr int points = 24;
  const double ratio = std::pow(most_weight / least_weight, 1.0 / points);
  int best = 0;
  double most = fit.likelihood(least_weight);
  for (int n = 1; n <= points; ++n) {
    const double now = fit.likelihood(least_weight * std::pow(ratio, n));
    if (now > most) {
      most = now;
      best = n;
    }
  }
  const auto slope = [&](double weight) { return fit.slope(weight); };
  const double low = std::max(least_weight, least_weight * std::pow(ratio, best - 1));
  const double high = std::min(most_weight, least_weight * std::pow(ratio, best + 1));
  return falling_zero(slope, low, high);
}

}  // namespace

Result<Pool> fit_pool(std::span<const Proportion> groups, double most_weight) {
  if (!(most_weight > least_weight && most_weight <= 1e6)) {
    return Error{.code = "insight/bad_weight", .detail = detail(most_weight)};
  }
  if (groups.size() > most_groups) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_groups)};
  }
  Pool pool;
  for (const Proportion& group : groups) {
    TRY(jeffreys_posterior(group));  // the check of its counts
    if (group.trials == 0) continue;
    if (group.trials > most_trials - pool.trials) {
      return Error{.code = "insight/too_many", .detail = std::to_string(most_trials)};
    }
    pool.groups += 1;
    pool.trials += group.trials;
  }
  if (pool.groups < 2) {
    return Error{
        .code = "insight/too_few", .field = "groups", .detail = std::to_string(pool.groups)};
  }
  const Terms terms = terms_of(groups);
  const Fit fit{terms, 0.5 / (pool.trials + 1)};
  const double weight = best_weight(fit, most_weight);
  const double mean = fit.mean_at(weight);
  pool.common = {weight * mean, weight * (1 - mean)};
  pool.no_spread = weight >= most_weight;
  return pool;
}

Result<Beta> pooled(const Pool& pool, Proportion seen) {
  TRY(jeffreys_posterior(seen));
  return Beta{pool.common.a + seen.successes, pool.common.b + seen.trials - seen.successes};
}

}  // namespace ajar::insight
