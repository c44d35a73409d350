// The probability distributions that the statistics rest on; the only place that knows Boost.Math.
#pragma once

namespace ajar::insight {

// Every function here is total on the arguments it names. Its callers check theirs before; outside
// of them the answer is NaN. None allocates, throws or keeps state.

// P(Z ≤ z) of the standard normal, and P(|Z| ≥ |z|), exact in the far tails, too.
double normal_cdf(double z);
double normal_two_sided(double z);

// z with P(Z ≤ z) = p, 0 < p < 1.
double normal_quantile(double p);

// The z that limits of `level` stand at: normal_quantile((1 + level) / 2).
double normal_limit(double level);

// P(X ≤ x) and P(X > x) of Beta(a, b), a, b > 0, 0 ≤ x ≤ 1: the regularised incomplete beta
// function.
double beta_cdf(double a, double b, double x);
double beta_upper(double a, double b, double x);

// x with P(X ≤ x) = p of Beta(a, b), a, b > 0, 0 ≤ p ≤ 1.
double beta_quantile(double a, double b, double p);

// P(F > f) with d1 and d2 degrees of freedom (any real > 0), f ≥ 0, and f with P(F ≤ f) = p,
// 0 < p < 1. By the beta distribution: d1 F / (d1 F + d2) is Beta(d1 / 2, d2 / 2).
double f_upper(double f, double d1, double d2);
double f_quantile(double p, double d1, double d2);

// x with P(X ≤ x) = p of Student's t with d > 0 degrees of freedom, 0 < p < 1.
double t_quantile(double p, double d);

// P(χ² > x) with d degrees of freedom, x ≥ 0, d > 0.
double chi_squared_upper(double x, double d);

}  // namespace ajar::insight
