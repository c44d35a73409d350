// What was feared and what happened: beliefs from 0 to 1 against outcomes that came true or did
// not.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

struct Prediction {
  double belief = 0;      // 0 to 1: how likely the feared outcome seemed before
  bool happened = false;  // whether it came true
};

// Predictions with a belief in [from, to), the last bin with its upper end.
struct CalibrationBin {
  double from = 0;
  double to = 0;
  int predictions = 0;
  int happened = 0;
  double mean_belief = 0;          // 0 for an empty bin
  std::optional<Interval> limits;  // of the rate that came true, Jeffreys; none for an empty bin
};

struct Calibration {
  int predictions = 0;
  int happened = 0;
  double mean_gap = 0;  // mean of belief − outcome, −1 to 1: above 0, more was feared than came
  Interval gap_limits;  // see below
  double brier = 0;     // mean of (belief − outcome)², 0 to 1: lower is better
  double brier_at_rate = 0;  // Brier score of always saying the rate that came true
  std::vector<CalibrationBin> bins;
};

// Needs least_predictions; before that each prediction is its own story and no number. The gap's
// limits are the mean belief less Jeffreys' limits of the rate that came true: beliefs are what was
// said, and only outcomes are chance. Assumes independent outcomes. Sources: Brier 1950; Brown, Cai
// & DasGupta 2001. Errors: insight/too_few, insight/too_many, insight/bad_probability (a belief
// outside 0 to 1, with its place), insight/bad_count (bins not 1 to 20), insight/bad_level.
Result<Calibration> calibrate(std::span<const Prediction> predictions, int bins, double level);
inline constexpr std::size_t least_predictions = 5;
inline constexpr std::size_t most_predictions = 100'000;

}  // namespace ajar::insight
