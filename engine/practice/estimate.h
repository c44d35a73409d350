// How able a person is in each kind of step, and how hard each step is for them, from all outcomes
// so far.
#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/content/content.h"
#include "engine/practice/circumstances.h"
#include "engine/practice/rating.h"

namespace ajar::practice {

// A Rasch-type rating per domain × relation, drawn toward the person's mean; done counts 1, partly
// ½, skipped 0, and a rest nothing. The digit of a step is its difficulty until outcomes and felt
// distress correct it.
class Estimate {
 public:
  // `ordered` as order() leaves them. Keeps views into content and steps.
  Estimate(const content::Content& content, const std::vector<Past>& ordered);

  // The chance, 0–1, that a step is done. `key` is its ladder id or its own words, `digit` its
  // difficulty 1–10.
  double chance_of(std::string_view key, std::string_view relation, std::string_view domain,
                   int digit) const;

  struct Tally {
    int outcomes = 0;
    int done = 0;  // done or partly done
  };
  Tally tally(std::string_view relation, std::string_view domain) const;

 private:
  using Cell = std::pair<std::string_view, std::string_view>;

  double in_logits(double digit) const;
  double ability_in(const Cell& cell) const;
  void learn(const Past& step, int digit);

  content::Practice::Ability rules_;
  Rating mean_;
  std::map<Cell, Rating> abilities_;
  std::map<Cell, Tally> tallies_;
  std::map<std::string_view, Rating> difficulties_;  // of what was tried
};

}  // namespace ajar::practice
