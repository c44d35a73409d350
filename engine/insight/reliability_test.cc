// Errors of measurement, repeated occasions and intraclass correlations against reference values.
#include "engine/insight/reliability.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "engine/insight/reference_test.h"

namespace ajar::insight {
namespace {

TEST(Reliability, ErrorsOfMeasurementReproduceTheReference) {
  const auto rows = reference_table("rci_table.csv");
  ASSERT_EQ(rows.size(), 40u);
  for (const Row& row : rows) {
    const MeasurementError error =
        measurement_error(number(row, "sd"), {ReliabilityKind::retest, number(row, "r")}).value();
    expect_close(error.of_score, number(row, "SEM"), 1e-9, "SEM");
    expect_close(error.of_difference, number(row, "Sdiff"), 1e-9, "Sdiff");
    expect_close(1.96 * error.of_difference, number(row, "RC95"), 1e-9, "RC95");
    expect_close(1.645 * error.of_difference, number(row, "RC90"), 1e-9, "RC90");
    const ReliableChange change = reliable_change(3, 3, error, 0.95).value();
    expect_close(change.bar, number(row, "RC95_exactz"), 1e-9, "exact");
  }
}

TEST(Reliability, ChangeBeyondTheBarIsSaidWithTheReliabilityItRestsOn) {
  const Reliability alpha{ReliabilityKind::internal_consistency, 0.75};
  const MeasurementError error = measurement_error(1, alpha).value();
  const ReliableChange less = reliable_change(4, 2.5, error, 0.95).value();
  EXPECT_TRUE(less.beyond);  // 1.96 · √2 · ½ = 1.386
  EXPECT_NEAR(less.index, -1.5 / std::sqrt(0.5), 1e-12);
  EXPECT_EQ(less.reliability.kind, ReliabilityKind::internal_consistency);
  EXPECT_FALSE(reliable_change(4, 2.7, error, 0.95).value().beyond);
}

TEST(Reliability, NoErrorIsNothingToCompareWith) {
  const MeasurementError none = measurement_error(1, {ReliabilityKind::retest, 1}).value();
  EXPECT_EQ(reliable_change(1, 2, none, 0.95).error().code, "insight/bad_reliability");
  EXPECT_EQ(measurement_error(0, {}).error().code, "insight/bad_deviation");
  EXPECT_EQ(measurement_error(1, {ReliabilityKind::retest, 1.2}).error().code,
            "insight/bad_reliability");
  const MeasurementError some = measurement_error(1, {ReliabilityKind::retest, 0.5}).value();
  EXPECT_EQ(reliable_change(1, std::nan(""), some, 0.95).error().code, "insight/not_finite");
  EXPECT_EQ(reliable_change(1, 2, some, 0).error().code, "insight/bad_level");
}

TEST(Reliability, RepeatedOccasionsReproduceTheReference) {
  const auto rows = reference_table("spearman_brown.csv");
  ASSERT_EQ(rows.size(), 117u);
  for (const Row& row : rows) {
    expect_close(spearman_brown(number(row, "icc"), number(row, "k")).value(), number(row, "rel"),
                 1e-9, row.at("icc") + " " + row.at("k"));
  }
  EXPECT_EQ(spearman_brown(0.5, 0).error().code, "insight/bad_count");
  EXPECT_EQ(spearman_brown(std::nan(""), 2).error().code, "insight/bad_reliability");
}

TEST(Reliability, CorrelatedOccasionsAreWorthFewer) {
  EXPECT_EQ(effective_occasions(10, 0).value(), 10);
  EXPECT_EQ(effective_occasions(10, -0.4).value(), 10);
  EXPECT_DOUBLE_EQ(effective_occasions(10, 1).value(), 1);
  EXPECT_DOUBLE_EQ(effective_occasions(2, 0.5).value(), 2 / 1.5);
  // Far from the ends of a long series it is n (1 − φ) / (1 + φ).
  EXPECT_NEAR(effective_occasions(100000, 0.5).value() / 100000, 1.0 / 3, 1e-4);
  EXPECT_EQ(effective_occasions(0, 0.5).error().code, "insight/bad_count");
  EXPECT_EQ(effective_occasions(5, 1.5).error().code, "insight/bad_correlation");
  EXPECT_TRUE(rc::check([] {
    const int n = *rc::gen::inRange(1, 200);
    const double phi = *rc::gen::inRange(0, 100) / 100.0;
    const double worth = effective_occasions(n, phi).value();
    RC_ASSERT(worth >= 1 - 1e-9);
    RC_ASSERT(worth <= n + 1e-9);
    RC_ASSERT(effective_occasions(n + 1, phi).value() >= worth - 1e-9);
    RC_ASSERT(effective_occasions(n, phi + 0.01).value() <= worth + 1e-9);
  }));
}

TEST(Reliability, TheSixFormsReproduceTheReference) {
  std::vector<double> ratings;
  for (const Row& row : reference_table("icc_shrout_fleiss_input.csv")) {
    for (const char* rater : {"V1", "V2", "V3", "V4"}) ratings.push_back(number(row, rater));
  }
  const auto rows = reference_table("icc_shrout_fleiss.csv");
  ASSERT_EQ(rows.size(), 6u);
  const IntraclassCorrelations ours = intraclass_correlations(ratings, 4, 0.95).value();
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const Row& row = rows[n];
    const std::string& form = row.at("type");
    expect_close(ours[n].value, number(row, "ICC"), 1e-6, form);
    expect_close(ours[n].f, number(row, "F"), 1e-6, form);
    expect_close(ours[n].p, number(row, "p"), 1e-5, form);
    EXPECT_EQ(ours[n].d1, number(row, "df1")) << form;
    EXPECT_EQ(ours[n].d2, number(row, "df2")) << form;
    // The reference's mean squares came from an iterated fit.
    expect_close(ours[n].limits.low, number(row, "lower"), 1e-3, form);
    expect_close(ours[n].limits.high, number(row, "upper"), 1e-3, form);
  }
}

std::vector<double> some_ratings(std::size_t targets, std::size_t raters) {
  std::vector<double> ratings(targets * raters);
  for (double& rating : ratings) rating = *rc::gen::inRange(1, 8);
  return ratings;
}

TEST(Reliability, TheSixFormsKeepTheirLaws) {
  EXPECT_TRUE(rc::check([] {
    const auto targets = *rc::gen::inRange<std::size_t>(2, 12);
    const auto raters = *rc::gen::inRange<std::size_t>(2, 6);
    std::vector<double> ratings = some_ratings(targets, raters);
    const auto forms = intraclass_correlations(ratings, static_cast<int>(raters), 0.95);
    if (!forms) {
      RC_ASSERT(forms.error().code == "insight/no_variation");
      return;
    }
    for (const IntraclassCorrelation& form : *forms) {
      RC_ASSERT(!std::isnan(form.value));
      RC_ASSERT(form.value <= 1 + 1e-12);
      RC_ASSERT(!std::isnan(form.limits.low));
      RC_ASSERT(!std::isnan(form.limits.high));
      RC_ASSERT(form.p >= 0.0);
      RC_ASSERT(form.p <= 1.0);
    }
    for (double& rating : ratings) rating = 3 - 2 * rating;  // another unit, turned round
    const auto other = intraclass_correlations(ratings, static_cast<int>(raters), 0.95).value();
    for (std::size_t n = 0; n < 6; ++n) {
      const double before = (*forms)[n].value;
      if (before < -1e6) {  // beside the pole of a mean's form
        RC_ASSERT(other[n].value < -1e5);
      } else {
        RC_ASSERT(std::fabs(other[n].value - before) <= 1e-6 * (1 + std::fabs(before)));
      }
    }
  }));
}

TEST(Reliability, TablesThatSayNothingAreRefused) {
  const auto code = [](const std::vector<double>& ratings, int raters) {
    return intraclass_correlations(ratings, raters, 0.95).error().code;
  };
  EXPECT_EQ(code({1, 2, 3}, 2), "insight/bad_shape");
  EXPECT_EQ(code({1, 2}, 2), "insight/too_few");
  EXPECT_EQ(code({1, 2, 3}, 1), "insight/too_few");
  EXPECT_EQ(code({4, 4, 4, 4}, 2), "insight/no_variation");
  EXPECT_EQ(code({1, 1, 4, 4}, 2), "insight/no_variation");
  EXPECT_EQ(code({1, std::nan(""), 4, 4}, 2), "insight/not_finite");
}

}  // namespace
}  // namespace ajar::insight
