// Pooled rates against reference values and their own laws.
#include "engine/insight/pooling.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/insight/reference_test.h"

namespace ajar::insight {
namespace {

TEST(Pooling, ReproducesTheReferenceHerds) {
  const auto rows = reference_table("partial_pooling_cbpp.csv");
  ASSERT_EQ(rows.size(), 15u);
  std::vector<Proportion> herds;
  for (const Row& row : rows) {
    herds.push_back({std::stoi(row.at("incidence")), std::stoi(row.at("size"))});
  }
  const Pool pool = fit_pool(herds, 1000).value();
  // The zero of the likelihood's slope, found in another program to 14 digits.
  EXPECT_NEAR(pool.common.a, 1.9592732026027404, 1e-9);
  EXPECT_NEAR(pool.common.b, 11.987060805102526, 1e-8);
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const Beta belief = pooled(pool, herds[n]).value();
    const Interval limits = beta_interval(belief, 0.95).value();
    // The reference's own maximum stopped within 2 · 10⁻⁶ of it.
    expect_close(mean(belief), number(rows[n], "eb_mean"), 1e-6, rows[n].at("herd"));
    expect_close(limits.low, number(rows[n], "eb_lo"), 1e-5, rows[n].at("herd"));
    expect_close(limits.high, number(rows[n], "eb_hi"), 1e-5, rows[n].at("herd"));
  }
}

std::vector<Proportion> some_groups() {
  std::vector<Proportion> groups(*rc::gen::inRange<std::size_t>(2, 12));
  for (Proportion& group : groups) {
    group.trials = *rc::gen::inRange(1, 40);
    group.successes = *rc::gen::inRange(0, group.trials + 1);
  }
  return groups;
}

TEST(Pooling, DrawsEachRateTowardTheCommonOneAndNeverPastIt) {
  EXPECT_TRUE(rc::check([] {
    const auto groups = some_groups();
    const Pool pool = fit_pool(groups, 1000).value();
    for (const Proportion& group : groups) {
      const double raw = static_cast<double>(group.successes) / group.trials;
      const double drawn = mean(pooled(pool, group).value());
      RC_ASSERT(drawn >= std::min(raw, mean(pool.common)) - 1e-12);
      RC_ASSERT(drawn <= std::max(raw, mean(pool.common)) + 1e-12);
      RC_ASSERT(beta_interval(pooled(pool, group).value(), 0.95));
    }
  }));
}

TEST(Pooling, NeitherOrderNorEmptyGroupsMatter) {
  EXPECT_TRUE(rc::check([] {
    auto groups = some_groups();
    const Pool pool = fit_pool(groups, 1000).value();
    std::reverse(groups.begin(), groups.end());
    groups.push_back({0, 0});
    const Pool other = fit_pool(groups, 1000).value();
    RC_ASSERT(std::fabs(pool.common.a - other.common.a) <= 1e-6 * pool.common.a);
    RC_ASSERT(std::fabs(pool.common.b - other.common.b) <= 1e-6 * pool.common.b);
    RC_ASSERT(pool.groups == other.groups);
  }));
}

TEST(Pooling, SuccessAndFailureExchangedExchangesTheCommonBelief) {
  EXPECT_TRUE(rc::check([] {
    auto groups = some_groups();
    const Pool pool = fit_pool(groups, 1000).value();
    for (Proportion& group : groups) group.successes = group.trials - group.successes;
    const Pool mirrored = fit_pool(groups, 1000).value();
    RC_ASSERT(std::fabs(mean(pool.common) + mean(mirrored.common) - 1) < 1e-6);
  }));
}

TEST(Pooling, RatesThatDifferNoMoreThanByChanceArePooledToTheBound) {
  const std::vector<Proportion> alike(6, Proportion{5, 20});
  const Pool pool = fit_pool(alike, 200).value();
  EXPECT_TRUE(pool.no_spread);
  EXPECT_NEAR(pool.common.a + pool.common.b, 200, 1e-9);
  EXPECT_NEAR(mean(pool.common), 0.25, 2e-3);  // not quite ¼ while the weight is finite
}

TEST(Pooling, NoSuccessAtAllStillGivesABelief) {
  const Pool pool = fit_pool(std::vector<Proportion>{{0, 6}, {0, 3}}, 1000).value();
  EXPECT_DOUBLE_EQ(mean(pool.common), 0.05);
  EXPECT_TRUE(beta_interval(pooled(pool, {0, 6}).value(), 0.95));
}

TEST(Pooling, OneGroupHasNothingToLeanOn) {
  EXPECT_EQ(fit_pool(std::vector<Proportion>{{1, 2}, {0, 0}}, 100).error().code, "insight/too_few");
  EXPECT_EQ(fit_pool(std::vector<Proportion>{{3, 2}, {0, 1}}, 100).error().code,
            "insight/bad_count");
  EXPECT_EQ(fit_pool(std::vector<Proportion>{{1, 2}, {0, 1}}, 1).error().code,
            "insight/bad_weight");
  EXPECT_EQ(fit_pool(std::vector<Proportion>(most_groups + 1), 100).error().code,
            "insight/too_many");
}

}  // namespace
}  // namespace ajar::insight
