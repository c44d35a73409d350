// Where a person's usual value lies, from few answers: the mean behind them, with its doubt.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

// mean ± t √(s²/n), t of n − 1 degrees of freedom. Needs two values. Normal values, independent.
// Source: Student 1908. Errors: insight/too_few, insight/not_finite, insight/bad_level.
struct Mean {
  int n = 0;
  double value = 0;
  double error = 0;  // standard error
  Interval limits;
};
Result<Mean> mean_with_limits(std::span<const double> values, double level);

// A p that the mean is not 0 that holds at every look (multiplicity.h): the two-sided p of
// Student's t at the first 8, 10, 13, 16 … values. `least_deviation` > 0 is what values differ by
// at least, so that a few equal ones are not certainty. Fewer than eight values give 1. Errors:
// insight/not_finite, insight/bad_deviation.
Result<double> anytime_mean_p(std::span<const double> values, double least_deviation);

// Two groups of values whose spread may differ: the mean of the first less that of the second, by
// Welch's t. Needs two values in each. Source: Welch 1947. Errors: as mean_with_limits.
struct Difference {
  double value = 0;
  double error = 0;
  double p = 1;  // two-sided
  Interval limits;
};
Result<Difference> difference(std::span<const double> first, std::span<const double> second,
                              double level);

// Differences that lean on each other: each drawn toward their common mean as far as they differ no
// more than their errors make likely. Values are normal around their own truth, truths normal
// around the common mean; both are averaged over the deviation between truths under a flat prior
// (from 0 to four times the widest error or value), so that agreement of a few is not taken for
// sameness. Limits at `level`, normal. p stays as it was. One alone stays as it is. Source: Gelman
// 2006; Gelman et al. 2013, section 5.4. Errors: insight/bad_level, insight/not_finite (an error of
// 0 or below, too).
Result<std::vector<Difference>> pool_differences(std::span<const Difference> all, double level);

// A scale that answers stand on, and how much they differ from day to day as long as few say so.
struct Scale {
  double low = 0;
  double high = 0;
  double deviation = 0;  // > 0; what two answers' worth of belief say before the first
};

// `count` quantiles at (i + ½)/count of the posterior of the mean, kept within the scale: a t with
// n + 1 degrees of freedom around the answers' mean, from a flat prior of the mean and an inverse
// χ² prior of the variance worth two answers at `deviation`. `effective` is how many independent
// answers these are worth, above 0 and at most n. Source: Gelman et al. 2013, section 3.3. Errors:
// insight/too_few (no answer), insight/not_finite, insight/bad_count (count not 1 to 100, effective
// out of range), insight/bad_deviation.
Result<std::vector<double>> usual_value(std::span<const double> answers, double effective,
                                        const Scale& scale, int count);

}  // namespace ajar::insight
