// The limits and comparisons of binomial.h.
#include "engine/insight/binomial.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "engine/insight/detail.h"
#include "engine/insight/distribution.h"

namespace ajar::insight {
namespace {

Status check(Proportion seen) {
  if (seen.trials < 0 || seen.trials > most_trials) {
    return Error{
        .code = "insight/bad_count", .field = "trials", .detail = std::to_string(seen.trials)};
  }
  if (seen.successes < 0 || seen.successes > seen.trials) {
    return Error{.code = "insight/bad_count",
                 .field = "successes",
                 .detail = std::to_string(seen.successes)};
  }
  return ok();
}

Status check_level(double level) {
  if (is_level(level)) return ok();
  return Error{.code = "insight/bad_level", .detail = detail(level)};
}

Status check_seen(Proportion seen, double level) {
  TRY(check(seen));
  TRY(check_level(level));
  if (seen.trials == 0) return Error{.code = "insight/too_few", .field = "trials", .detail = "0"};
  return ok();
}

Status check(Beta belief) {
  for (const double part : {belief.a, belief.b}) {
    if (!(part >= 0.01 && part <= 1e7)) {
      return Error{.code = "insight/bad_beta", .detail = detail(part)};
    }
  }
  return ok();
}

}  // namespace

Result<Interval> wilson(Proportion seen, double level) {
  TRY(check_seen(seen, level));
  const double z = normal_limit(level);
  const double x = seen.successes;
  const double n = seen.trials;
  const double middle = x + z * z / 2;
  const double reach = z * std::sqrt(x * (n - x) / n + z * z / 4);
  // The ends are exact where the formula is: rounding must not leave 0 or 1 out.
  const double low = seen.successes == 0 ? 0 : (middle - reach) / (n + z * z);
  const double high = seen.successes == seen.trials ? 1 : (middle + reach) / (n + z * z);
  return Interval{low, high};
}

Result<Interval> clopper_pearson(Proportion seen, double level) {
  TRY(check_seen(seen, level));
  const double tail = (1 - level) / 2;
  const double x = seen.successes;
  const double y = seen.trials - seen.successes;
  return Interval{x == 0 ? 0 : beta_quantile(x, y + 1, tail),
                  y == 0 ? 1 : beta_quantile(x + 1, y, 1 - tail)};
}

Result<Interval> agresti_coull(Proportion seen, double level) {
  TRY(check_seen(seen, level));
  const double z = normal_limit(level);
  const double n = seen.trials + z * z;
  const double p = (seen.successes + z * z / 2) / n;
  const double reach = z * std::sqrt(p * (1 - p) / n);
  return Interval{p - reach, p + reach};
}

Result<Interval> jeffreys(Proportion seen, double level) {
  return beta_interval(TRY(jeffreys_posterior(seen)), level);
}

Result<Interval> jeffreys_adjusted(Proportion seen, double level) {
  Interval limits = TRY(jeffreys(seen, level));
  if (seen.successes == 0) limits.low = 0;
  if (seen.successes == seen.trials) limits.high = 1;
  return limits;
}

Result<Beta> jeffreys_posterior(Proportion seen) {
  TRY(check(seen));
  return Beta{seen.successes + 0.5, seen.trials - seen.successes + 0.5};
}

Result<Interval> beta_interval(Beta belief, double level) {
  TRY(check(belief));
  TRY(check_level(level));
  const double tail = (1 - level) / 2;
  return Interval{beta_quantile(belief.a, belief.b, tail),
                  beta_quantile(belief.a, belief.b, 1 - tail)};
}

Result<double> probability_above(Beta belief, double x) {
  TRY(check(belief));
  if (!(x >= 0 && x <= 1)) {
    return Error{.code = "insight/bad_probability", .detail = detail(x)};
  }
  return beta_upper(belief.a, belief.b, x);
}

namespace {

// log of the density on the logit scale, up to a constant: a z − (a + b) log(1 + eᶻ), by whichever
// form does not overflow.
double log_density(Beta belief, double z) {
  const double softplus = z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
  return belief.a * z - (belief.a + belief.b) * softplus;
}

// P(X ≤ x) at logit z; beyond the middle by 1 − x, which keeps its digits there.
double cdf_at(Beta belief, double z) {
  if (z <= 0) return beta_cdf(belief.a, belief.b, 1 / (1 + std::exp(-z)));
  return beta_upper(belief.b, belief.a, 1 / (1 + std::exp(z)));
}

// E F(X) of `other`'s F and X of `belief`, which must be the narrower of the two. The same sum
// without F normalises it, so no gamma function is needed.
double mean_cdf(Beta belief, Beta other) {
  constexpr double negligible = -34;  // e⁻³⁴ of the peak
  const double spread = std::sqrt(1 / belief.a + 1 / belief.b);
  const double step = std::min(spread / 2.5, 0.3);
  const double peak = std::log(belief.a / belief.b);
  const double top = log_density(belief, peak);
  double weighted = cdf_at(other, peak);
  double total = 1;
  for (const double direction : {-1.0, 1.0}) {
    for (int k = 1;; ++k) {
      const double z = peak + direction * k * step;
      const double height = log_density(belief, z) - top;
      if (!(height > negligible)) break;
      weighted += std::exp(height) * cdf_at(other, z);
      total += std::exp(height);
    }
  }
  return std::clamp(weighted / total, 0.0, 1.0);
}

}  // namespace

Result<double> probability_greater(Beta first, Beta second) {
  TRY(check(first));
  TRY(check(second));
  const bool first_is_narrower = 1 / first.a + 1 / first.b <= 1 / second.a + 1 / second.b;
  return first_is_narrower ? mean_cdf(first, second) : 1 - mean_cdf(second, first);
}

Result<Fisher> fisher_exact(Proportion first, Proportion second) {
  TRY(check(first));
  TRY(check(second));
  const std::int64_t n1 = first.trials;
  const std::int64_t n2 = second.trials;
  const std::int64_t successes = std::int64_t{first.successes} + second.successes;
  const std::int64_t least = std::max<std::int64_t>(0, successes - n2);
  const std::int64_t most = std::min(n1, successes);
  const std::int64_t seen = first.successes;
  // P(k+1)/P(k) of the hypergeometric distribution.
  const auto ratio = [&](std::int64_t k) {
    return static_cast<double>(n1 - k) * static_cast<double>(successes - k) /
           (static_cast<double>(k + 1) * static_cast<double>(n2 - successes + k + 1));
  };
  // Weights relative to the table seen, outward from it, so that no factorial is needed. They may
  // overflow only when the table seen is less probable than 10⁻³⁰⁰: its p is then 0.
  double same = 1;
  double above = 0;
  double below = 0;
  double rarer = 1;
  constexpr double tie = 1 + 1e-7;
  double weight = 1;
  for (std::int64_t k = seen; k < most; ++k) {
    weight *= ratio(k);
    above += weight;
    if (weight <= tie) rarer += weight;
  }
  weight = 1;
  for (std::int64_t k = seen; k > least; --k) {
    weight /= ratio(k - 1);
    below += weight;
    if (weight <= tie) rarer += weight;
  }
  const double total = same + above + below;
  if (!std::isfinite(total)) {
    return Fisher{0, std::isfinite(above) ? 0.0 : 1.0, std::isfinite(below) ? 0.0 : 1.0};
  }
  return Fisher{std::min(1.0, rarer / total), std::min(1.0, (same + above) / total),
                std::min(1.0, (same + below) / total)};
}

}  // namespace ajar::insight
