// Pattern or one-off: whether a reaction is there more often than not, with one person and with
// people in general.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

// One check of one relationship: how true the statements were on that day.
struct Occasion {
  int relationship = 0;  // any id
  int day = 0;           // counted from anywhere
  double value = 0;      // in the unit of the threshold
};

// What has to be there before anything is said; all of it judgement, and none of it below what is
// given here.
struct PatternRules {
  double threshold = 0;  // "mostly true", in the unit of the values
  double certainty = 0.95;
  int least_occasions = 3;
  int least_days = 21;  // from the first occasion to the last
  int least_relationships = 2;
  // How long a state lasts: occasions d days apart are taken to resemble each other by e^(−d /
  // memory_days). 0: as far as the answers themselves show it (repetition.h).
  double memory_days = 0;
};

enum class PatternVerdict {
  too_early,  // what is said until there is reason to say more
  pattern,    // more than half of occasions are at the threshold or above, with the certainty
  one_off,    // no more than half of them are, with the certainty
};

struct RelationshipPattern {
  int relationship = 0;
  PatternVerdict verdict = PatternVerdict::too_early;
  double probability = 0.5;  // that more than half of occasions are
  Interval share;            // of occasions, with the certainty as its level
  int occasions = 0;
  int high = 0;          // of which at the threshold or above
  double effective = 0;  // independent occasions that these are worth
  int first_day = 0;
  int last_day = 0;
};

enum class GeneralVerdict {
  too_early,  // fewer relationships have met the minimum than it takes, or they do not say
  general,    // a pattern with each of them
  in_some,    // a pattern with one at least, a one-off with another
  one_off,    // with none of them
};

struct Patterns {
  GeneralVerdict general = GeneralVerdict::too_early;
  // That more than half of occasions are, with each of the relationships that met the minimum; 0
  // while they are fewer than it takes.
  double probability = 0;
  std::vector<RelationshipPattern> relationships;  // by id
};

// Beta(½ + w x, ½ + w (n − x)) of the share of occasions under Jeffreys' prior, with w the share of
// occasions that counts for repeating the one before (repetition.h). Occasions of one relationship
// are alike in their chance, and relationships independent of each other. With memory_days, w is at
// most n / Σᵢⱼ e^(−|dᵢ − dⱼ| / memory_days), what correlated values are worth for their mean: a bad
// month is not three occasions because three answers fell into it. One relationship never
// establishes a general pattern. Occasions may come in any order. Sources: Brown, Cai & DasGupta
// 2001 for the prior; Shrout & Fleiss 1979 and Brennan 2001 for why occasions and people both
// count. Errors: insight/not_finite, insight/bad_level (certainty not from ½ to 1),
// insight/bad_count (rules below their minimum), insight/too_many (more than
// most_occasions).
Result<Patterns> patterns(std::span<const Occasion> occasions, const PatternRules& rules);
inline constexpr std::size_t most_occasions = 20'000;

}  // namespace ajar::insight
