// What situations make a person withdraw.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/insight/binomial.h"

namespace ajar::insight {

// One noted moment. What counts as withdrawing is the caller's one rule for the whole life.
struct Moment {
  int day = 0;  // counted from anywhere, never falling
  bool withdrew = false;
  std::vector<int> situations = {};  // 0 to most_situations − 1; naming one twice is naming it once
};
inline constexpr int most_situations = 256;
inline constexpr std::size_t most_moments = 50'000;

struct SituationRules {
  double error = 0.05;      // false-discovery rate over all situations and all looks
  double level = 0.95;      // of limits
  int least_moments = 5;    // with the situation, and without it
  double most_weight = 50;  // moments that the person's own rate may be worth beside a situation's
};

enum class SituationVerdict {
  too_early,  // what is said until there is reason to say more
  more,       // withdrawing is more frequent with it than without
};

struct SituationFinding {
  int situation = 0;
  SituationVerdict verdict = SituationVerdict::too_early;
  Proportion with;     // moments with it, and those of them with withdrawing
  Proportion without;  // all other moments
  Interval rate;       // with it, pooled toward the person's own rate
  double pooled_rate = 0;
  double probability_higher = 0.5;  // from all moments so far, one question at a time
  double adjusted_p = 1;            // for all situations and all looks; decides the verdict
  double effective_share = 1;       // of moments that count, for repeating the one before
  int first_day = 0;                // of moments with it
  int last_day = 0;
};

// For each situation that was ever named, by id. Moments are in order of time. At every milestone
// of its exposures (multiplicity.h), p = 1 − P(rate with > rate without) under Jeffreys' priors,
// from counts shrunk to the independent moments they are worth (repetition.h); the least p over
// share so far goes into Benjamini & Hochberg's adjustment over all situations. A milestone reached
// before least_moments with and without is passed over. Rates are beta-binomial, pooled over
// situations (pooling.h); with fewer than two of them, Jeffreys' alone. Situations with the same
// chance are taken to be independent or positively dependent. It says what goes together, not what
// causes what. Sources: Brown, Cai & DasGupta 2001; Benjamini & Hochberg 1995. Errors:
// insight/bad_level (error or level not within 0 and 1), insight/bad_count (least_moments below 5,
// a situation out of range), insight/bad_order (days that fall), insight/bad_weight,
// insight/too_many.
Result<std::vector<SituationFinding>> situations_of_withdrawal(std::span<const Moment> moments,
                                                               const SituationRules& rules);

}  // namespace ajar::insight
