// Many questions and many looks: what a small p is worth when it is one of several, and when one
// looks again every week.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"

namespace ajar::insight {

enum class Adjustment {
  benjamini_hochberg,   // false-discovery rate; independent or positively dependent questions
  benjamini_yekutieli,  // false-discovery rate under any dependence
  holm,                 // any false claim at all, under any dependence
  hochberg,             // any false claim; independent or positively dependent questions
  bonferroni,           // any false claim, one question at a time
};

// p-values adjusted for being looked at together, in the order given: a claim at level α is one
// whose adjusted p is at most α. Sources: Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001;
// Holm 1979; Hochberg 1988. Each p is 0 to 1. Errors: insight/bad_probability (with the place),
// insight/too_many (more than most_questions).
Result<std::vector<double>> adjust(std::span<const double> p, Adjustment how);
inline constexpr std::size_t most_questions = 10'000;

// One look at one question: how many occasions it rested on, and its p.
struct Look {
  int exposures = 0;
  double p = 1;
};

// How many milestones `exposures` has passed. They stand at 8, 10, 13, 16, 20, 24, 31 …
// occasions, each a quarter beyond the one before: a look at which little has been added is not a
// new test.
int milestones_passed(int exposures);

// The share of the error that milestone k ≥ 1 may spend, k (1 − r)² r^(k−1) with r = 0.7. All
// shares together are 1, and most of it lies between 8 and 30 occasions, where an answer is wanted.
double milestone_share(int k);

// A p that holds at every look, however often one looks and whenever one stops: the least of p /
// share over the looks that were the first to pass a milestone (at most 1). If each look's p is
// valid by itself, P(this ever falls to α or below) ≤ α under the null by the union bound, so it
// may go into adjust() like any other p. Looks in order of time. Source of spending by information
// rather than by date: Lan & DeMets 1983. Errors: insight/bad_probability, insight/bad_order
// (exposures that fall).
Result<double> anytime_p(std::span<const Look> looks);

// The same while the looks come, one after the other: no p is asked for that would not count.
class AnytimeP {
 public:
  // Whether a look at so many occasions, no fewer than at the one before, would be a new test.
  [[nodiscard]] bool is_due(int exposures) const { return milestones_passed(exposures) > passed_; }
  // What a p found at them, 0 to 1, has to be divided by.
  [[nodiscard]] static double share(int exposures) {
    return milestone_share(milestones_passed(exposures));
  }
  void look(int exposures, double p);
  [[nodiscard]] double value() const { return least_; }

 private:
  double least_ = 1;
  int passed_ = 0;
};

}  // namespace ajar::insight
