// Adjustments against reference values and their own laws; what looking again costs.
#include "engine/insight/multiplicity.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/insight/reference_test.h"

namespace ajar::insight {
namespace {

constexpr Adjustment all[] = {Adjustment::benjamini_hochberg, Adjustment::benjamini_yekutieli,
                              Adjustment::holm, Adjustment::hochberg, Adjustment::bonferroni};

TEST(Multiplicity, ReproducesTheReference) {
  const char* columns[] = {"BH", "BY", "holm", "hochberg", "bonf"};
  std::map<std::string, std::vector<Row>> sets;
  for (const Row& row : reference_table("p_adjust.csv")) sets[row.at("set")].push_back(row);
  ASSERT_EQ(sets.size(), 2u);
  for (const auto& [set, rows] : sets) {
    std::vector<double> p;
    for (const Row& row : rows) p.push_back(number(row, "p"));
    for (std::size_t method = 0; method < std::size(all); ++method) {
      const std::vector<double> ours = adjust(p, all[method]).value();
      for (std::size_t n = 0; n < rows.size(); ++n) {
        expect_close(ours[n], number(rows[n], columns[method]), 1e-9, set + columns[method]);
      }
    }
  }
}

std::vector<double> some_p() {
  const auto whole = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1001));
  std::vector<double> p;
  for (const int n : whole) p.push_back(n / 1000.0);
  return p;
}

TEST(Multiplicity, NeitherOrderNorMethodBreaksTheRanks) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> p = some_p();
    std::vector<double> backward(p.rbegin(), p.rend());
    for (const Adjustment how : all) {
      const std::vector<double> adjusted = adjust(p, how).value();
      std::vector<double> mirrored = adjust(backward, how).value();
      std::reverse(mirrored.begin(), mirrored.end());
      RC_ASSERT(adjusted == mirrored);
      for (std::size_t a = 0; a < p.size(); ++a) {
        RC_ASSERT(adjusted[a] >= p[a] * (1 - 1e-12));
        RC_ASSERT(adjusted[a] <= 1.0);
        for (std::size_t b = 0; b < p.size(); ++b) {
          if (p[a] <= p[b]) RC_ASSERT(adjusted[a] <= adjusted[b]);
        }
      }
    }
  }));
}

TEST(Multiplicity, WeakerMethodsNeverClaimLess) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> p = some_p();
    const auto bh = adjust(p, Adjustment::benjamini_hochberg).value();
    const auto hochberg = adjust(p, Adjustment::hochberg).value();
    const auto holm = adjust(p, Adjustment::holm).value();
    const auto bonferroni = adjust(p, Adjustment::bonferroni).value();
    for (std::size_t n = 0; n < p.size(); ++n) {
      RC_ASSERT(bh[n] <= hochberg[n] + 1e-12);
      RC_ASSERT(hochberg[n] <= holm[n] + 1e-12);
      RC_ASSERT(holm[n] <= bonferroni[n] + 1e-12);
    }
  }));
}

TEST(Multiplicity, WhatIsNoProbabilityIsRefused) {
  EXPECT_EQ(adjust(std::vector{0.1, std::nan("")}, Adjustment::holm).error().field, "p[1]");
  EXPECT_EQ(adjust(std::vector{-0.1}, Adjustment::holm).error().code, "insight/bad_probability");
  EXPECT_EQ(adjust(std::vector<double>(most_questions + 1), Adjustment::holm).error().code,
            "insight/too_many");
  EXPECT_TRUE(adjust({}, Adjustment::holm).value().empty());
}

TEST(Looks, TheSharesOfAllMilestonesAreOne) {
  double all_shares = 0;
  for (int k = 1; k < 300; ++k) all_shares += milestone_share(k);
  EXPECT_NEAR(all_shares, 1, 1e-12);
  EXPECT_EQ(milestone_share(0), 0);
}

TEST(Looks, MilestonesStandAQuarterApart) {
  std::vector<int> stand;
  for (int exposures = 0; exposures < 50; ++exposures) {
    if (milestones_passed(exposures) > milestones_passed(exposures - 1)) stand.push_back(exposures);
  }
  EXPECT_EQ(stand, (std::vector{8, 10, 13, 16, 20, 24, 31, 38, 48}));
  EXPECT_EQ(milestones_passed(std::numeric_limits<int>::max()), 80);
}

TEST(Looks, LookingAgainBetweenMilestonesCostsAndGainsNothing) {
  const std::vector<Look> once = {{8, 0.2}, {13, 0.002}};
  const std::vector<Look> often = {{8, 0.2}, {8, 1e-9}, {13, 0.002}, {14, 1e-9}, {14, 1e-9}};
  EXPECT_EQ(anytime_p(once).value(), anytime_p(often).value());
  EXPECT_DOUBLE_EQ(anytime_p(once).value(), 0.002 / milestone_share(3));
}

TEST(Looks, BeforeTheFirstMilestoneThereIsNothingToSay) {
  EXPECT_EQ(anytime_p(std::vector<Look>{{7, 0}}).value(), 1);
  EXPECT_EQ(anytime_p({}).value(), 1);
}

TEST(Looks, ALaterLookNeverTakesBackAnEarlierOne) {
  EXPECT_TRUE(rc::check([] {
    std::vector<Look> looks;
    int exposures = 0;
    double before = 1;
    for (const double p : some_p()) {
      exposures += *rc::gen::inRange(0, 6);
      looks.push_back({exposures, p});
      const double now = anytime_p(looks).value();
      RC_ASSERT(now <= before);
      RC_ASSERT(now >= 0.0);
      before = now;
    }
  }));
}

TEST(Looks, ExposuresThatFallAreRefused) {
  EXPECT_EQ(anytime_p(std::vector<Look>{{6, 0.1}, {5, 0.1}}).error().code, "insight/bad_order");
  EXPECT_EQ(anytime_p(std::vector<Look>{{6, 1.5}}).error().code, "insight/bad_probability");
}

}  // namespace
}  // namespace ajar::insight
