// What goes together: whether something is more frequent with a mark (a situation, a person, a
// weekday) than without it.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/insight/binomial.h"

namespace ajar::insight {

// One noted moment. What counts as yes is the caller's one rule for the whole life.
struct Trial {
  int day = 0;  // counted from anywhere, never falling
  bool yes = false;
  std::vector<int> marks = {};  // 0 to most_marks − 1; naming one twice is naming it once
};
inline constexpr int most_marks = 256;
inline constexpr std::size_t most_trials_in_a_row = 50'000;

struct AssociationRules {
  double error = 0.05;      // false-discovery rate over all marks and all looks
  double level = 0.95;      // of limits
  int least = 5;            // moments with the mark, and without it
  double most_weight = 50;  // moments that the person's own rate may be worth beside a mark's
  bool brief = false;       // rates and probabilities of claims alone; others keep their defaults,
                            // and a p above the error may be given as 1
  bool rare = false;        // yes may be rare: Fisher's exact test, which no small count misleads
};

enum class AssociationVerdict {
  too_early,  // what is said until there is reason to say more
  more,       // yes is more frequent with it than without
};

struct Association {
  int mark = 0;
  AssociationVerdict verdict = AssociationVerdict::too_early;
  Proportion with;     // moments with it, and those of them with yes
  Proportion without;  // all other moments
  Interval rate;       // with it, pooled toward the person's own rate
  double pooled_rate = 0;
  double probability_higher = 0.5;  // from all moments so far, one question at a time
  double p = 1;                     // holds at every look, for this mark alone
  double adjusted_p = 1;            // for all marks and all looks; decides the verdict
  double effective_share = 1;       // of moments that count, for repeating the one before
  int first_day = 0;                // of moments with it
  int last_day = 0;
};

// For each mark that was ever named, by id. Moments are in order of time. At every milestone of its
// exposures (multiplicity.h), p = 1 − P(rate with > rate without) under Jeffreys' priors, from
// counts shrunk to the independent moments they are worth (repetition.h), or Fisher's exact p where
// yes may be rare; the least p over share so far goes into Benjamini & Hochberg's adjustment over
// all marks. A milestone reached before `least` with and without is passed over. What was found is
// set aside, and the others are looked at again in the moments that hold none of it: a second
// trigger hides in a rate that the first one raised. Without a finding nothing changes, so a life
// without any is as safe as before. Rates are beta-binomial, pooled over marks (pooling.h); with
// fewer than two of them, Jeffreys' alone. Marks with the same chance are taken to be independent
// or positively dependent. It says what goes together, not what causes what. Sources: Brown, Cai &
// DasGupta 2001; Benjamini & Hochberg 1995. Errors: insight/bad_level (error or level not within 0
// and 1), insight/bad_count (least below 5, a mark out of range), insight/bad_order (days that
// fall), insight/bad_weight, insight/too_many.
Result<std::vector<Association>> associations(std::span<const Trial> moments,
                                              const AssociationRules& rules);

// One noted moment in which some of many things were named.
struct Naming {
  int day = 0;                  // never falling
  bool with = false;            // whether it has the one mark that is asked about
  std::vector<int> named = {};  // 0 to `things` − 1
};

// The other way round: one mark, and for each of `things` whether it is named more often with it
// than without. By thing; `mark` is its number, and all that is said of associations holds, but
// that nothing is set aside and that rates are Jeffreys' alone. Errors: as associations.
Result<std::vector<Association>> namings(std::span<const Naming> moments, int things,
                                         const AssociationRules& rules);

}  // namespace ajar::insight
