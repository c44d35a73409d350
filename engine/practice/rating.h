// How likely a step is to be done: a Rasch model whose two sides are updated after each outcome, as
// in Elo ratings.
#pragma once

namespace ajar::practice {

// One side's rating in logits and how many outcomes it rests on.
struct Rating {
  double value = 0;
  int count = 0;
};

// The chance that someone of `ability` does a step of `difficulty`, both in logits: 1 / (1 +
// e^(difficulty − ability)). Source: Rasch 1960.
double chance(double ability, double difficulty);

// How far the next outcome moves a rating that rests on `count` outcomes: start / (1 + decay ·
// count), so that the first outcomes count most. Source: the uncertainty function of Pelánek 2016,
// "Applications of the Elo rating system in adaptive educational systems", section 3.
double step_size(double start, double decay, int count);

struct Update {
  double expected;    // the chance before the outcome was known
  double ability;     // logits, after
  double difficulty;  // logits, after
};

// One outcome, 0 (skipped) to 1 (done): ability moves by k_ability · (outcome − expected),
// difficulty by k_difficulty · (expected − outcome). Source: Pelánek 2016, section 2.
Update update(double ability, double difficulty, double outcome, double k_ability,
              double k_difficulty);

// `own` drawn toward `common` as if `common` were worth `weight` outcomes more: (count · own +
// weight · common) / (count + weight), so one outcome does not swing it. weight > 0.
double pooled(Rating own, double common, double weight);

}  // namespace ajar::practice
