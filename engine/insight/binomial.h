// How often something happens: limits for a rate, and whether one rate is higher than another.
#pragma once

#include "engine/base/result.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

// x times out of n: independent occasions with one and the same chance. 0 ≤ x ≤ n.
struct Proportion {
  int successes = 0;
  int trials = 0;
};
inline constexpr int most_trials = 1'000'000;

// A belief about a rate: Beta(a, b), 0.01 ≤ a, b ≤ 10⁷.
struct Beta {
  double a = 0.5;
  double b = 0.5;
};
inline double mean(Beta beta) {
  return beta.a / (beta.a + beta.b);
}

// Limits for a rate that encloses it with `level`, both 0 to 1 unless said. Errors:
// insight/bad_count (a count below 0, above most_trials, more successes than trials),
// insight/too_few (no trial; the Jeffreys limits need none), insight/bad_level.

// The score limits: (x + z²/2 ± z √(x(n−x)/n + z²/4)) / (n + z²). Source: Wilson 1927; Brown, Cai &
// DasGupta 2001, eq. 4.
Result<Interval> wilson(Proportion seen, double level);

// Never covers less than `level`, and for that is wide: quantiles (1∓level)/2 of Beta(x, n−x+1) and
// Beta(x+1, n−x). Source: Clopper & Pearson 1934.
Result<Interval> clopper_pearson(Proportion seen, double level);

// p̃ ± z √(p̃(1−p̃)/ñ) with ñ = n + z², p̃ = (x + z²/2)/ñ. It may reach below 0 or above 1. Source:
// Agresti & Coull 1998.
Result<Interval> agresti_coull(Proportion seen, double level);

// Equal-tailed limits of the posterior under Jeffreys' prior, Beta(x+½, n−x+½). Source: Brown, Cai
// & DasGupta 2001, section 3.1.3.
Result<Interval> jeffreys(Proportion seen, double level);

// The same with 0 as the lower limit when x = 0 and 1 as the upper one when x = n, without which
// coverage falls to nothing near 0 and 1. Source: Brown, Cai & DasGupta 2001, section 4.1.
Result<Interval> jeffreys_adjusted(Proportion seen, double level);

// The posterior under Jeffreys' prior. Errors: insight/bad_count.
Result<Beta> jeffreys_posterior(Proportion seen);

// Equal-tailed limits of any Beta. Errors: insight/bad_beta, insight/bad_level.
Result<Interval> beta_interval(Beta belief, double level);

// P(X > x), 0 ≤ x ≤ 1. Errors: insight/bad_beta, insight/bad_probability.
Result<double> probability_above(Beta belief, double x);

// P(X₁ > X₂) for independent X₁ and X₂: ∫ f₁ F₂. On the logit scale the integrand is analytic and
// falls off exponentially on both sides, so the trapezoid rule converges geometrically (Trefethen &
// Weideman 2014); absolute error below 10⁻¹¹. Errors: insight/bad_beta.
Result<double> probability_greater(Beta first, Beta second);

// Fisher's exact test of first.successes/first.trials against second's, given both margins.
struct Fisher {
  double two_sided = 1;  // sum over all tables no more probable than this one (by 1 + 10⁻⁷)
  double greater = 1;    // P(at least as many successes in the first)
  double less = 1;       // P(at most as many)
};
// Source: Fisher 1934; the two-sided rule is that of Freeman & Halton 1951. Errors:
// insight/bad_count. An empty margin gives 1 throughout.
Result<Fisher> fisher_exact(Proportion first, Proportion second);

}  // namespace ajar::insight
