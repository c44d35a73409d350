// Rates that lean on each other: each situation's rate drawn toward the person's own.
#pragma once

#include <span>

#include "engine/insight/binomial.h"

namespace ajar::insight {

// What the person's rates have in common.
struct Pool {
  Beta common;             // the rates' own distribution; a + b is what it is worth in occasions
  bool no_spread = false;  // the rates differ no more than chance does: the weight is at its bound
  int groups = 0;          // groups with at least one trial, and their trials
  int trials = 0;
};

// The beta distribution of which the groups' rates are most probably a sample: the maximum of the
// beta-binomial likelihood ∏ B(a + x, b + n − x) / B(a, b) over the mean, and over a weight a + b
// between 1 and `most_weight` occasions. The mean keeps ½ / (trials + 1) away from 0 and 1, which
// is what Jeffreys' prior makes of no success at all. Groups without trials count for nothing.
// Assumes independent occasions within a group and groups that are alike but for chance. Source:
// Skellam 1948; Griffiths 1973. Errors: insight/bad_count, insight/too_few (fewer than two groups
// with trials), insight/too_many (more than most_groups), insight/bad_weight (most_weight not
// above 1 or above 10⁶).
Result<Pool> fit_pool(std::span<const Proportion> groups, double most_weight);
inline constexpr std::size_t most_groups = 10'000;

// What is believed of one group's rate: Beta(a + x, b + n − x); its mean is the pooled rate, and
// beta_interval gives its limits. Errors: insight/bad_count.
Result<Beta> pooled(const Pool& pool, Proportion seen);

}  // namespace ajar::insight
