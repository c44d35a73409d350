// Beliefs against outcomes: figures worked by hand, and their laws.
#include "engine/insight/calibration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/insight/binomial.h"

namespace ajar::insight {
namespace {

TEST(Calibration, FiguresWorkedByHand) {
  const std::vector<Prediction> predictions = {
      {0.9, false}, {0.8, true}, {0.7, false}, {0.2, false}, {1.0, false}};
  const Calibration found = calibrate(predictions, 5, 0.9).value();
  EXPECT_EQ(found.predictions, 5);
  EXPECT_EQ(found.happened, 1);
  EXPECT_NEAR(found.mean_gap, (3.6 - 1) / 5, 1e-15);
  EXPECT_NEAR(found.brier, (0.81 + 0.04 + 0.49 + 0.04 + 1) / 5, 1e-15);
  EXPECT_NEAR(found.brier_at_rate, 0.2 * 0.8, 1e-15);
  const Interval rate = jeffreys({1, 5}, 0.9).value();
  EXPECT_NEAR(found.gap_limits.low, 0.72 - rate.high, 1e-15);
  EXPECT_NEAR(found.gap_limits.high, 0.72 - rate.low, 1e-15);

  std::vector<int> counts;
  for (const CalibrationBin& bin : found.bins) counts.push_back(bin.predictions);
  EXPECT_EQ(counts, (std::vector{0, 1, 0, 1, 3}));
  EXPECT_FALSE(found.bins[0].limits);
  EXPECT_NEAR(found.bins[4].mean_belief, 0.9, 1e-15);
  EXPECT_EQ(found.bins[4].limits->low, jeffreys({1, 3}, 0.9).value().low);
}

TEST(Calibration, ABeliefOnABoundaryBelongsAbove) {
  const std::vector<Prediction> predictions(5, {0.7, true});
  const Calibration found = calibrate(predictions, 10, 0.95).value();
  EXPECT_EQ(found.bins[7].predictions, 5);
}

TEST(Calibration, KeepsItsLaws) {
  EXPECT_TRUE(rc::check([] {
    std::vector<Prediction> predictions(*rc::gen::inRange<std::size_t>(5, 60));
    for (Prediction& one : predictions) {
      one = {*rc::gen::inRange(0, 101) / 100.0, *rc::gen::arbitrary<bool>()};
    }
    const int bins = *rc::gen::inRange(1, 21);
    const Calibration found = calibrate(predictions, bins, 0.95).value();
    RC_ASSERT(found.gap_limits.low <= found.gap_limits.high);
    RC_ASSERT(found.brier >= found.mean_gap * found.mean_gap - 1e-12);
    RC_ASSERT(found.brier <= 1.0);
    int counted = 0;
    for (const CalibrationBin& bin : found.bins) {
      counted += bin.predictions;
      if (bin.predictions == 0) continue;
      RC_ASSERT(bin.mean_belief >= bin.from - 1e-12);
      RC_ASSERT(bin.mean_belief <= bin.to + 1e-12);
    }
    RC_ASSERT(counted == found.predictions);

    std::reverse(predictions.begin(), predictions.end());
    RC_ASSERT(std::fabs(calibrate(predictions, bins, 0.95).value().brier - found.brier) < 1e-12);
    // What is feared less by the same outcomes is less gap, and less of it unfulfilled.
    for (Prediction& one : predictions) one.belief /= 2;
    RC_ASSERT(calibrate(predictions, bins, 0.95).value().mean_gap <= found.mean_gap);
  }));
}

TEST(Calibration, FourPredictionsAreStories) {
  const std::vector<Prediction> four(4, {0.5, true});
  EXPECT_EQ(calibrate(four, 5, 0.95).error(), (Error{.code = "insight/too_few", .detail = "4"}));
  std::vector<Prediction> five(5, {0.5, true});
  EXPECT_EQ(calibrate(five, 0, 0.95).error().code, "insight/bad_count");
  EXPECT_EQ(calibrate(five, 5, 1).error().code, "insight/bad_level");
  five[3].belief = std::nan("");
  EXPECT_EQ(calibrate(five, 5, 0.95).error().field, "predictions[3]");
  EXPECT_EQ(calibrate(std::vector<Prediction>(most_predictions + 1), 5, 0.95).error().code,
            "insight/too_many");
}

}  // namespace
}  // namespace ajar::insight
