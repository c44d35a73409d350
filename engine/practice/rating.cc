// The formulas of rating.h.
#include "engine/practice/rating.h"

#include <cmath>

namespace ajar::practice {

double chance(double ability, double difficulty) {
  return 1.0 / (1.0 + std::exp(difficulty - ability));
}

double advantage(double p) {
  return std::log(p / (1.0 - p));
}

double step_size(double start, double decay, int count) {
  return start / (1.0 + decay * count);
}

Update update(double ability, double difficulty, double outcome, double k_ability,
              double k_difficulty) {
  const double expected = chance(ability, difficulty);
  return {expected, ability + k_ability * (outcome - expected),
          difficulty + k_difficulty * (expected - outcome)};
}

double pooled(Rating own, double common, double weight) {
  return (own.count * own.value + weight * common) / (own.count + weight);
}

}  // namespace ajar::practice
