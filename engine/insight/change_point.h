// Did it change once, and when?
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"

namespace ajar::insight {

// Series are in order of time, of most_values (trend.h) at most. Errors that both share:
// insight/too_few, insight/too_many, insight/not_finite.

// The most telling split by ranks: K = max |2 Σ_{i≤t} rᵢ − t(n+1)|, with p ≈ 2 exp(−6K²/(n³ + n²)),
// at most 1; coarse when few values follow or precede the change. Asks for no shape of distribution
// and takes values to be independent. Needs three. Source: Pettitt 1979.
struct Pettitt {
  int last_before = 0;  // how many values precede the change; the first such split
  double statistic = 0;
  double p = 1;
};
Result<Pettitt> pettitt(std::span<const double> series);

// Where the one change of mean lies, given that there was one: P(t values precede it), t = 1 … n −
// 1, under a flat prior on t and on both means and 1/σ on the common deviation: proportional to
// (t(n−t))^(−½) · (squares within both parts)^(−(n−2)/2). Values are normal and independent given
// their mean. It says when, not whether. Needs four values. Source: Smith 1975. Errors:
// insight/no_variation (a split leaves no squares within: two constant parts, or one).
Result<std::vector<double>> change_point_posterior(std::span<const double> series);

}  // namespace ajar::insight
