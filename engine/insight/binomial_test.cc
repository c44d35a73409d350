// Limits for a rate and comparisons of two against reference values and their own laws.
#include "engine/insight/binomial.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "engine/insight/distribution.h"
#include "engine/insight/reference_test.h"

namespace ajar::insight {
namespace {

using Limits = Result<Interval> (*)(Proportion, double);

TEST(Binomial, LimitsReproduceTheReference) {
  const struct {
    Limits limits;
    const char* low;
    const char* high;
  } methods[] = {{wilson, "wilson.lower", "wilson.upper"},
                 {clopper_pearson, "exact.lower", "exact.upper"},
                 {agresti_coull, "agresti_coull.lower", "agresti_coull.upper"},
                 {jeffreys, "jeffreys_lo", "jeffreys_hi"},
                 {jeffreys_adjusted, "jeffreys_lo_adj", "jeffreys_hi_adj"}};
  const auto rows = reference_table("binomial_intervals_95.csv");
  ASSERT_EQ(rows.size(), 439u);
  for (const Row& row : rows) {
    const Proportion seen{std::stoi(row.at("x")), std::stoi(row.at("n"))};
    for (const auto& method : methods) {
      const Interval ours = method.limits(seen, 0.95).value();
      expect_close(ours.low, number(row, method.low), 1e-9, row.at("x") + "/" + row.at("n"));
      expect_close(ours.high, number(row, method.high), 1e-9, row.at("x") + "/" + row.at("n"));
    }
  }
}

TEST(Binomial, FisherAndSuperiorityReproduceTheReference) {
  const auto rows = reference_table("fisher_and_beta_superiority.csv");
  ASSERT_EQ(rows.size(), 70u);
  for (const Row& row : rows) {
    const Proportion a{std::stoi(row.at("a")), std::stoi(row.at("n1"))};
    const Proportion b{std::stoi(row.at("b")), std::stoi(row.at("n2"))};
    const std::string what = row.at("a") + " and " + row.at("b");
    expect_close(fisher_exact(a, b).value().two_sided, number(row, "fisher.p"), 1e-9, what);
    const double greater =
        probability_greater(jeffreys_posterior(a).value(), jeffreys_posterior(b).value()).value();
    // The reference was integrated to a tolerance of its own.
    EXPECT_NEAR(greater, number(row, "prob_p1_gt_p2_jeffreys"), 1e-8) << what;
  }
}

// P(X₁ > X₂) rises by B(a₁+a₂, b₁+b₂) / (a₁ B(a₁, b₁) B(a₂, b₂)) when a₁ rises by one, and so on;
// from ½ at four equal parts that gives it exactly, without an integral.
double greater_by_recurrence(Proportion first, Proportion second) {
  const auto log_beta = [](double a, double b) {
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
  };
  double a1 = 0.5;
  double b1 = 0.5;
  double a2 = 0.5;
  double b2 = 0.5;
  double probability = 0.5;
  const auto grow = [&](double& part, double sign) {
    probability +=
        sign * std::exp(log_beta(a1 + a2, b1 + b2) - log_beta(a1, b1) - log_beta(a2, b2)) / part;
    part += 1;
  };
  for (int k = 0; k < first.successes; ++k) grow(a1, 1);
  for (int k = 0; k < second.trials - second.successes; ++k) grow(b2, 1);
  for (int k = 0; k < second.successes; ++k) grow(a2, -1);
  for (int k = 0; k < first.trials - first.successes; ++k) grow(b1, -1);
  return probability;
}

Proportion some_proportion(int most) {
  const int trials = *rc::gen::inRange(0, most + 1);
  return {*rc::gen::inRange(0, trials + 1), trials};
}

TEST(Binomial, SuperiorityIsExactForWholeCounts) {
  EXPECT_TRUE(rc::check([] {
    const Proportion first = some_proportion(400);
    const Proportion second = some_proportion(400);
    const Beta a = jeffreys_posterior(first).value();
    const Beta b = jeffreys_posterior(second).value();
    const double ours = probability_greater(a, b).value();
    RC_ASSERT(std::fabs(ours - greater_by_recurrence(first, second)) <
              1e-10);  // the recurrence's rounding
    RC_ASSERT(std::fabs(ours + probability_greater(b, a).value() - 1) < 1e-11);
  }));
}

TEST(Binomial, SuperiorityOfVeryUnequalBeliefsStaysAProbability) {
  EXPECT_TRUE(rc::check([] {
    const auto part = [] { return std::exp(*rc::gen::inRange(-45, 161) / 10.0); };
    const Beta a{part(), part()};
    const Beta b{part(), part()};
    const double greater = probability_greater(a, b).value();
    RC_ASSERT(greater >= 0.0);
    RC_ASSERT(greater <= 1.0);
    // One more success never makes it less probable that the rate is higher.
    RC_ASSERT(probability_greater({a.a + 1, a.b}, b).value() >= greater - 1e-10);
  }));
}

TEST(Binomial, LimitsMirrorWhenSuccessAndFailureAreExchanged) {
  EXPECT_TRUE(rc::check([] {
    Proportion seen = some_proportion(300);
    seen.trials += 1;
    const Proportion mirrored{seen.trials - seen.successes, seen.trials};
    const double level = *rc::gen::inRange(1, 1000) / 1000.0;
    for (const Limits limits : {wilson, clopper_pearson, agresti_coull, jeffreys}) {
      const Interval one = limits(seen, level).value();
      const Interval other = limits(mirrored, level).value();
      RC_ASSERT(std::fabs(one.low + other.high - 1) < 1e-12);
      RC_ASSERT(std::fabs(one.high + other.low - 1) < 1e-12);
      RC_ASSERT(one.low <= one.high);
      if (limits == agresti_coull) continue;  // near 0 and 1 its limits do not nest
      const Interval wider = limits(seen, (1 + level) / 2).value();
      RC_ASSERT(wider.low <= one.low);
      RC_ASSERT(wider.high >= one.high);
    }
  }));
}

TEST(Binomial, MoreSuccessesNeverLowerALimit) {
  EXPECT_TRUE(rc::check([] {
    Proportion seen = some_proportion(300);
    seen.trials += 1;
    const Proportion more{seen.successes + 1, seen.trials};
    for (const Limits limits : {wilson, clopper_pearson, agresti_coull, jeffreys}) {
      RC_ASSERT(limits(more, 0.95).value().low >= limits(seen, 0.95).value().low - 1e-12);
      RC_ASSERT(limits(more, 0.95).value().high >= limits(seen, 0.95).value().high - 1e-12);
    }
  }));
}

TEST(Binomial, FishersTailsOverlapInTheTableSeen) {
  EXPECT_TRUE(rc::check([] {
    const Proportion first = some_proportion(200);
    const Proportion second = some_proportion(200);
    const Fisher test = fisher_exact(first, second).value();
    const Fisher swapped = fisher_exact(second, first).value();
    RC_ASSERT(std::fabs(test.two_sided - swapped.two_sided) < 1e-12);
    RC_ASSERT(std::fabs(test.greater - swapped.less) < 1e-12);
    RC_ASSERT(test.greater + test.less >= 1.0);
    RC_ASSERT(test.two_sided <= 1.0);
    RC_ASSERT(test.two_sided >= std::min(test.greater, test.less) * (1 - 1e-12));
  }));
}

TEST(Binomial, FarApartCountsGiveZeroAndNotNoNumber) {
  const Fisher far = fisher_exact({100000, 100000}, {0, 100000}).value();
  EXPECT_EQ(far.greater, 0);
  EXPECT_EQ(far.two_sided, 0);
  EXPECT_EQ(far.less, 1);
  EXPECT_EQ(fisher_exact({0, 0}, {3, 5}).value().two_sided, 1);
}

TEST(Binomial, WhatIsNoCountIsRefused) {
  EXPECT_EQ(wilson({2, 1}, 0.95).error().code, "insight/bad_count");
  EXPECT_EQ(jeffreys({-1, 1}, 0.95).error().field, "successes");
  EXPECT_EQ(fisher_exact({0, -1}, {0, 1}).error().field, "trials");
  EXPECT_EQ(fisher_exact({0, 1}, {0, most_trials + 1}).error().field, "trials");
  EXPECT_EQ(clopper_pearson({0, 0}, 0.95).error().code, "insight/too_few");
  EXPECT_EQ(agresti_coull({0, 1}, 1.0).error().code, "insight/bad_level");
  EXPECT_EQ(wilson({0, 1}, std::nan("")).error().code, "insight/bad_level");
  EXPECT_EQ(beta_interval({0, 1}, 0.9).error().code, "insight/bad_beta");
  EXPECT_EQ(probability_greater({1, 1}, {1, std::nan("")}).error().code, "insight/bad_beta");
  EXPECT_EQ(probability_above({1, 1}, 1.5).error().code, "insight/bad_probability");
}

TEST(Binomial, ABeliefAboveAThreshold) {
  EXPECT_NEAR(probability_above({1, 1}, 0.25).value(), 0.75, 1e-15);
  EXPECT_NEAR(probability_above({3.5, 3.5}, 0.5).value(), 0.5, 1e-15);
  EXPECT_EQ(mean({3, 1}), 0.75);
}

TEST(Distribution, TailsAreInverseToTheirQuantiles) {
  EXPECT_NEAR(normal_limit(0.95), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_quantile(0.025), -1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_cdf(normal_quantile(1e-12)), 1e-12, 1e-24);
  EXPECT_NEAR(normal_two_sided(-1.959963984540054), 0.05, 1e-15);
  EXPECT_TRUE(rc::check([] {
    const double d1 = *rc::gen::inRange(1, 400) / 2.0;
    const double d2 = *rc::gen::inRange(1, 400) / 2.0;
    const double p = *rc::gen::inRange(1, 1000) / 1000.0;
    RC_ASSERT(std::fabs(f_upper(f_quantile(p, d1, d2), d1, d2) - (1 - p)) < 1e-9);
    RC_ASSERT(std::fabs(beta_cdf(d1, d2, beta_quantile(d1, d2, p)) - p) < 1e-9);
  }));
  // With two degrees of freedom both have a closed form.
  EXPECT_NEAR(chi_squared_upper(3.0, 2), std::exp(-1.5), 1e-15);
  EXPECT_NEAR(f_upper(3.0, 2, 10), std::pow(1 + 2 * 3.0 / 10, -5), 1e-15);
}

}  // namespace
}  // namespace ajar::insight
