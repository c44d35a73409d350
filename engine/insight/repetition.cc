// The share of repetition.h.
#include "engine/insight/repetition.h"

#include <algorithm>
#include <cmath>

#include "engine/insight/reliability.h"

namespace ajar::insight {

void Repetition::add(bool yes) {
  if (count_ == 0) first_ = yes;
  if (count_ > 0 && yes && last_) both_ += 1;
  count_ += 1;
  yes_ += yes ? 1 : 0;
  last_ = yes;
}

double Repetition::share() const {
  if (count_ < least_answers || yes_ == 0 || yes_ == count_) return 1;
  const double n = count_;
  const double rate = yes_ / n;
  // Σ (yₜ − ȳ)(yₜ₋₁ − ȳ) and Σ (yₜ − ȳ)², multiplied out.
  const double ends = (first_ ? 1 : 0) + (last_ ? 1 : 0);
  const double together = both_ - rate * (2 * yes_ - ends) + (n - 1) * rate * rate;
  const double r = together / (n * rate * (1 - rate));
  if (r <= 1.645 / std::sqrt(n)) return 1;
  const double unbiased = std::min(0.99, (n * r + 1) / (n - 4));
  const auto worth = effective_occasions(count_, unbiased);
  return worth ? *worth / n : 1;
}

}  // namespace ajar::insight
