// Means and differences against textbook data, and the laws they keep.
#include "engine/insight/usual.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace ajar::insight {
namespace {

// Hours of sleep gained under two drugs by ten patients (Student 1908, data set `sleep` of R). The
// figures are those of R's t.test.
const std::vector<double> first_drug = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> second_drug = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(Usual, TheMeanOfStudentsDataHasHisLimits) {
  std::vector<double> gains;
  for (std::size_t n = 0; n < first_drug.size(); ++n) {
    gains.push_back(first_drug[n] - second_drug[n]);
  }
  const Mean mean = mean_with_limits(gains, 0.95).value();
  EXPECT_EQ(mean.n, 10);
  EXPECT_NEAR(mean.value, -1.58, 1e-12);
  EXPECT_NEAR(mean.limits.low, -2.4598858, 1e-7);
  EXPECT_NEAR(mean.limits.high, -0.7001142, 1e-7);
}

TEST(Usual, TheDifferenceOfStudentsGroupsIsWelchs) {
  const Difference found = difference(first_drug, second_drug, 0.95).value();
  EXPECT_NEAR(found.value, -1.58, 1e-12);
  EXPECT_NEAR(found.limits.low, -3.3654832, 1e-7);
  EXPECT_NEAR(found.limits.high, 0.2054832, 1e-7);
  EXPECT_NEAR(found.p, 0.0793941, 1e-7);
  EXPECT_NEAR(found.value / found.error, -1.8608135, 1e-7);
}

std::vector<double> some_values(int least, int most) {
  std::vector<double> values(static_cast<std::size_t>(*rc::gen::inRange(least, most)));
  for (double& value : values) value = *rc::gen::inRange(-20, 21) / 2.0;
  return values;
}

TEST(Usual, ADifferenceTurnsRoundWithItsGroupsAndIgnoresOrder) {
  EXPECT_TRUE(rc::check([] {
    auto one = some_values(2, 20);
    const auto other = some_values(2, 20);
    const Difference forth = difference(one, other, 0.9).value();
    const Difference back = difference(other, one, 0.9).value();
    RC_ASSERT(std::fabs(forth.value + back.value) < 1e-9);
    RC_ASSERT(std::fabs(forth.limits.low + back.limits.high) < 1e-9);
    RC_ASSERT(std::fabs(forth.p - back.p) < 1e-9);
    RC_ASSERT(forth.p >= 0.0);
    RC_ASSERT(forth.p <= 1.0);
    RC_ASSERT(forth.limits.low <= forth.value);
    RC_ASSERT(forth.value <= forth.limits.high);
    std::reverse(one.begin(), one.end());
    RC_ASSERT(std::fabs(difference(one, other, 0.9).value().p - forth.p) < 1e-9);
  }));
}

TEST(Usual, PoolingDrawsDifferencesTogetherAndNeverPastEachOther) {
  EXPECT_TRUE(rc::check([] {
    std::vector<Difference> all(static_cast<std::size_t>(*rc::gen::inRange(2, 8)));
    double low = 1e9;
    double high = -1e9;
    for (Difference& one : all) {
      one.value = *rc::gen::inRange(-30, 31) / 10.0;
      one.error = *rc::gen::inRange(1, 30) / 10.0;
      low = std::min(low, one.value);
      high = std::max(high, one.value);
    }
    const auto pooled = pool_differences(all, 0.95).value();
    RC_ASSERT(pooled.size() == all.size());
    for (const Difference& one : pooled) {
      RC_ASSERT(low - 1e-9 <= one.value);
      RC_ASSERT(one.value <= high + 1e-9);
      RC_ASSERT(std::isfinite(one.error));
      RC_ASSERT(one.limits.low <= one.limits.high);
    }
    std::vector<Difference> turned(all.rbegin(), all.rend());
    RC_ASSERT(std::fabs(pool_differences(turned, 0.95).value().back().value -
                        pooled.front().value) < 1e-9);
  }));
}

TEST(Usual, OneDifferenceAloneStaysAsItIs) {
  const Difference found = difference(first_drug, second_drug, 0.95).value();
  const auto pooled = pool_differences(std::vector<Difference>{found}, 0.95).value();
  EXPECT_EQ(pooled[0].value, found.value);
  EXPECT_EQ(pooled[0].limits.low, found.limits.low);
  EXPECT_TRUE(pool_differences({}, 0.95)->empty());
}

TEST(Usual, EqualValuesAreNoCertainty) {
  const std::vector<double> same(6, 4.1);
  EXPECT_EQ(difference(same, same, 0.95).value().p, 1);
  EXPECT_EQ(difference(same, std::vector<double>(7, 0.3), 0.95).value().p, 1);
  EXPECT_EQ(anytime_mean_p(std::vector<double>(7, 9.0), 5).value(), 1) << "the first look is at 8";
  EXPECT_GT(anytime_mean_p(std::vector<double>(8, 9.0), 5).value(), 1e-4);
  EXPECT_EQ(mean_with_limits(same, 0.95).value().error, 0);
}

TEST(Usual, AMeanThatWasShownStaysShown) {
  EXPECT_TRUE(rc::check([] {
    const auto values = some_values(1, 60);
    double before = 1;
    for (std::size_t n = 1; n <= values.size(); ++n) {
      const double p = anytime_mean_p(std::span(values).first(n), 0.5).value();
      RC_ASSERT(p >= 0.0);
      RC_ASSERT(p <= before);
      before = p;
    }
  }));
}

TEST(Usual, TheUsualValueStaysOnItsScaleInOrder) {
  EXPECT_TRUE(rc::check([] {
    std::vector<double> answers(static_cast<std::size_t>(*rc::gen::inRange(1, 15)));
    for (double& answer : answers) answer = *rc::gen::inRange(0, 5);
    const double effective =
        *rc::gen::inRange(1, 101) / 100.0 * static_cast<double>(answers.size());
    const auto bricks = usual_value(answers, effective, {0, 4, 0.7}, 20).value();
    RC_ASSERT(bricks.size() == 20u);
    RC_ASSERT(std::is_sorted(bricks.begin(), bricks.end()));
    RC_ASSERT(bricks.front() >= 0.0);
    RC_ASSERT(bricks.back() <= 4.0);
    auto higher = answers;
    for (double& answer : higher) answer = std::min(4.0, answer + 1);
    if (*std::max_element(answers.begin(), answers.end()) <= 3) {
      const auto moved = usual_value(higher, effective, {0, 4, 0.7}, 20).value();
      for (std::size_t n = 0; n < bricks.size(); ++n) RC_ASSERT(bricks[n] <= moved[n] + 1e-12);
    }
  }));
}

TEST(Usual, WhatSaysNothingIsRefused) {
  const double none = std::nan("");
  EXPECT_EQ(mean_with_limits(std::vector<double>{1}, 0.95).error().code, "insight/too_few");
  EXPECT_EQ(mean_with_limits(std::vector<double>{1, none}, 0.95).error().code,
            "insight/not_finite");
  EXPECT_EQ(mean_with_limits(first_drug, 1).error().code, "insight/bad_level");
  EXPECT_EQ(difference(first_drug, std::vector<double>{1}, 0.95).error().code, "insight/too_few");
  EXPECT_EQ(anytime_mean_p(first_drug, 0).error().code, "insight/bad_deviation");
  EXPECT_EQ(anytime_mean_p(std::vector<double>{none}, 1).error().code, "insight/not_finite");
  EXPECT_EQ(anytime_mean_p({}, 1).value(), 1);
  EXPECT_EQ(pool_differences(std::vector<Difference>{{1, 0, 1, {}}}, 0.95).error().code,
            "insight/not_finite");
  EXPECT_EQ(usual_value({}, 1, {0, 4, 1}, 20).error().code, "insight/too_few");
  EXPECT_EQ(usual_value(first_drug, 11, {0, 4, 1}, 20).error().code, "insight/bad_count");
  EXPECT_EQ(usual_value(first_drug, 5, {0, 4, 0}, 20).error().code, "insight/bad_deviation");
}

}  // namespace
}  // namespace ajar::insight
