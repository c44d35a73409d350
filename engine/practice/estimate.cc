// The estimate's updates, one outcome at a time.
#include "engine/practice/estimate.h"

#include <algorithm>

namespace ajar::practice {
namespace {

double share_done(Status status) {
  switch (status) {
    case Status::done:
      return 1.0;
    case Status::partly:
      return 0.5;
    case Status::planned:
    case Status::skipped:
    case Status::rested:
      break;
  }
  return 0.0;
}

}  // namespace

Estimate::Estimate(const content::Content& content, const std::vector<Past>& ordered)
    : rules_(content.practice.ability), mean_{rules_.start, 0} {
  for (const Past& step : ordered) {
    if (!step.has_outcome()) continue;
    const content::LadderStep* known = content.ladder_step(step.ladder);
    const int digit = step.difficulty != 0 ? step.difficulty : (known ? known->difficulty : 0);
    if (digit == 0) continue;  // an own step that never said how hard it is says nothing here
    learn(step, digit);
  }
}

double Estimate::in_logits(double digit) const {
  return (digit - rules_.middle) * rules_.logits_per_difficulty;
}

double Estimate::ability_in(const Cell& cell) const {
  const auto found = abilities_.find(cell);
  return found == abilities_.end() ? mean_.value : pooled(found->second, mean_.value, rules_.pool);
}

double Estimate::chance_of(std::string_view key, std::string_view relation, std::string_view domain,
                           int digit) const {
  const auto tried = difficulties_.find(key);
  const double difficulty = tried == difficulties_.end() ? in_logits(digit) : tried->second.value;
  return chance(ability_in({relation, domain}), difficulty);
}

Estimate::Tally Estimate::tally(std::string_view relation, std::string_view domain) const {
  const auto found = tallies_.find({relation, domain});
  return found == tallies_.end() ? Tally{} : found->second;
}

void Estimate::learn(const Past& step, int digit) {
  const Cell cell{step.relation, step.domain};
  Rating& own = abilities_.try_emplace(cell, Rating{mean_.value, 0}).first->second;
  Rating& hard = difficulties_.try_emplace(step.key(), Rating{in_logits(digit), 0}).first->second;
  const double outcome = share_done(step.status);
  const double ability = ability_in(cell);
  const auto k = [&](double start, int count) {
    return step_size(start, rules_.step_decay, count);
  };

  // One outcome, measured at the pooled ability, moves the cell, the mean and the step, each by its
  // own K.
  const Update after = update(ability, hard.value, outcome, k(rules_.step, own.count),
                              k(rules_.difficulty_step, hard.count));
  own.value += after.ability - ability;
  mean_.value += k(rules_.mean_step, mean_.count) * (outcome - after.expected);
  hard.value = after.difficulty;
  if (step.peak_distress) {
    const double felt = in_logits(std::max(1, *step.peak_distress));
    hard.value += rules_.felt_step / (1 + hard.count) * (felt - hard.value);
  }
  ++own.count;
  ++mean_.count;
  ++hard.count;

  Tally& tally = tallies_[cell];
  ++tally.outcomes;
  if (step.status != Status::skipped) ++tally.done;
}

}  // namespace ajar::practice
