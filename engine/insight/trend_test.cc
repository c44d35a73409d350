// Trends, change points and phases against reference values and their own laws.
#include "engine/insight/trend.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/json.h"
#include "engine/insight/change_point.h"
#include "engine/insight/phases.h"
#include "engine/insight/reference_test.h"

namespace ajar::insight {
namespace {

std::map<std::string, std::vector<double>> reference_series() {
  std::ifstream file(AJAR_SOURCE_DIR "/tests/reference/trend_series_input.json");
  EXPECT_TRUE(file);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string kept = text.str();
  json::Document document;
  const json::Value root = document.parse(kept).value();
  std::map<std::string, std::vector<double>> all;
  for (const Row& row : reference_table("trend_reference.csv")) {
    const std::string& name = row.at("series");
    const json::Value series = root.find(name).value();
    for (const json::Value value : series) {
      all[name].push_back(value.number().value());
    }
  }
  return all;
}

std::vector<double> order_of(std::size_t size) {
  std::vector<double> times(size);
  std::iota(times.begin(), times.end(), 1);
  return times;
}

TEST(Trend, ReproducesTheReferenceSeries) {
  const auto all = reference_series();
  const auto rows = reference_table("trend_reference.csv");
  ASSERT_EQ(rows.size(), 14u);
  for (const Row& row : rows) {
    const std::string& name = row.at("series");
    const std::vector<double>& series = all.at(name);
    ASSERT_EQ(series.size(), static_cast<std::size_t>(number(row, "n"))) << name;
    const std::vector<double> times = order_of(series.size());

    const Kendall tau = kendall(times, series).value();
    expect_close(tau.tau, number(row, "kendall_tau_b"), 1e-9, name);
    expect_close(tau.p, number(row, "kendall_p_normal"), 1e-9, name);
    EXPECT_EQ(tau.score, number(row, "MK_S")) << name;

    const MannKendall trend = mann_kendall(series, false).value();
    EXPECT_EQ(trend.score, number(row, "MK_S")) << name;
    expect_close(trend.variance, number(row, "MK_varS"), 1e-6, name);  // in single precision there
    expect_close(trend.z, number(row, "mk_trend_z"), 1e-9, name);
    expect_close(trend.p, number(row, "mk_trend_p"), 1e-9, name);

    const Slope slope = theil_sen(times, series, 0.95).value();
    expect_close(slope.value, number(row, "sen_slope"), 1e-9, name);
    if (std::isnan(number(row, "sen_lo95"))) {
      EXPECT_FALSE(slope.limits) << name;
    } else {
      ASSERT_TRUE(slope.limits) << name;
      expect_close(slope.limits->low, number(row, "sen_lo95"), 1e-9, name);
      expect_close(slope.limits->high, number(row, "sen_hi95"), 1e-9, name);
    }

    expect_close(autocorrelations(series, 1).value()[0], number(row, "acf1"), 1e-9, name);
    const LjungBox box = ljung_box(series, 1).value();
    expect_close(box.q, number(row, "ljung_box1"), 1e-9, name);
    expect_close(box.p, number(row, "lb_p"), 1e-9, name);
  }
}

TEST(ChangePoint, ReproducesTheReferenceSeries) {
  const auto all = reference_series();
  for (const Row& row : reference_table("trend_reference.csv")) {
    const Pettitt split = pettitt(all.at(row.at("series"))).value();
    EXPECT_EQ(split.last_before, number(row, "pettitt_K")) << row.at("series");
    expect_close(split.p, number(row, "pettitt_p"), 1e-9, row.at("series"));
  }
  const auto posterior = change_point_posterior(all.at("Nile")).value();
  const auto rows = reference_table("nile_exact_single_cp_posterior.csv");
  ASSERT_EQ(posterior.size(), rows.size());
  ASSERT_EQ(rows.size(), 99u);
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const double theirs = number(rows[n], "post");
    EXPECT_NEAR(posterior[n], theirs, 1e-9 * theirs) << rows[n].at("tau");
  }
}

TEST(Phases, ReproduceTheReference) {
  const auto rows = reference_table("tauU_reference.csv");
  ASSERT_EQ(rows.size(), 40u);
  for (const Row& row : rows) {
    const PhaseContrast ours =
        contrast(numbers(row.at("A")), numbers(row.at("B")), Better::lower).value();
    const std::string what = row.at("A") + " then " + row.at("B");
    expect_close(ours.tau, number(row, "Tau"), 1e-9, what);
    expect_close(ours.tau_error, number(row, "Tau_SE"), 1e-9, what);
    expect_close(ours.tau_u, number(row, "Tau_U"), 1e-9, what);
    expect_close(ours.non_overlap, number(row, "NAP"), 1e-9, what);
  }
}

std::vector<double> some_series(std::size_t least, std::size_t most) {
  std::vector<double> series(*rc::gen::resize(100, rc::gen::inRange(least, most)));
  for (double& value : series) value = *rc::gen::inRange(-10, 11);
  return series;
}

TEST(Trend, TurnsRoundWithTime) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> series = some_series(3, 40);
    const std::vector<double> backward(series.rbegin(), series.rend());
    const std::vector<double> times = order_of(series.size());
    const Slope slope = theil_sen(times, series, 0.9).value();
    RC_ASSERT(std::fabs(slope.value + theil_sen(times, backward, 0.9).value().value) < 1e-12);
    if (slope.limits) {
      RC_ASSERT(slope.limits->low <= slope.value);
      RC_ASSERT(slope.value <= slope.limits->high);
    }
    for (const bool respect : {false, true}) {
      const auto forth = mann_kendall(series, respect);
      const auto back = mann_kendall(backward, respect);
      if (!forth) {
        RC_ASSERT(forth.error().code == "insight/no_variation");
        continue;
      }
      RC_ASSERT(forth->score == -back.value().score);
      RC_ASSERT(std::fabs(forth->z + back->z) < 1e-9);
      RC_ASSERT(forth->p >= 0.0);
      RC_ASSERT(forth->p <= 1.0);
      RC_ASSERT(forth->inflation >= 1.0);
    }
  }));
}

TEST(Trend, KendallsTauIsSymmetricAndWithinItsBounds) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> x = some_series(2, 40);
    std::vector<double> y = x;
    for (double& value : y) value = *rc::gen::inRange(-5, 6);
    const auto one = kendall(x, y);
    const auto other = kendall(y, x);
    if (!one) {
      RC_ASSERT(one.error().code == "insight/no_variation");
      return;
    }
    RC_ASSERT(std::fabs(one->tau - other.value().tau) < 1e-12);
    RC_ASSERT(std::fabs(one->tau) <= 1 + 1e-12);
    RC_ASSERT(one->p >= 0.0);
    RC_ASSERT(one->p <= 1.0);
  }));
}

TEST(Trend, OnlyRanksCountForKendallAndUnitsScaleTheSlope) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> series = some_series(3, 40);
    const std::vector<double> times = order_of(series.size());
    std::vector<double> bent = series;
    for (double& value : bent) value = std::exp(value / 4);
    std::vector<double> scaled = series;
    for (double& value : scaled) value = 7 + 3 * value;
    const auto plain = kendall(times, series);
    if (plain) RC_ASSERT(std::fabs(plain->tau - kendall(times, bent).value().tau) < 1e-12);
    const double slope = theil_sen(times, series, 0.9).value().value;
    const double of_scaled = theil_sen(times, scaled, 0.9).value().value;
    RC_ASSERT(std::fabs(of_scaled - 3 * slope) < 1e-9);
  }));
}

TEST(Trend, ASeriesThatNeverMovesHasNoSlopeAndNoP) {
  const std::vector<double> still(30, 4.0);
  const Slope slope = theil_sen(order_of(30), still, 0.95).value();
  EXPECT_EQ(slope.value, 0);
  EXPECT_EQ(mann_kendall(still, true).error().code, "insight/no_variation");
  EXPECT_EQ(kendall(order_of(30), still).error().code, "insight/no_variation");
}

TEST(Trend, ValuesThatLingerMakeAClaimRarer) {
  std::vector<double> lingering;
  for (int n = 0; n < 80; ++n) lingering.push_back(std::sin(n / 8.0) * 5 + (n * 7 % 5) * 0.2);
  const MannKendall plain = mann_kendall(lingering, false).value();
  const MannKendall careful = mann_kendall(lingering, true).value();
  EXPECT_EQ(plain.inflation, 1);
  EXPECT_GT(careful.inflation, 2);
  EXPECT_NEAR(careful.z, plain.z / std::sqrt(careful.inflation), 1e-12);
}

TEST(Trend, AStraightLineIsSeenAsOne) {
  const std::vector<double> times = {0, 1, 4, 9, 10, 20};
  std::vector<double> values;
  for (const double t : times) values.push_back(3 - 0.5 * t);
  const Slope slope = theil_sen(times, values, 0.9).value();
  EXPECT_DOUBLE_EQ(slope.value, -0.5);
  EXPECT_EQ(mann_kendall(values, true).value().score, -15);
}

TEST(Trend, AutocorrelationsStayWithinTheirBounds) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> series = some_series(3, 40);
    const auto found = autocorrelations(series, static_cast<int>(series.size()) - 1);
    if (!found) {
      RC_ASSERT(found.error().code == "insight/no_variation");
      return;
    }
    double sum = 0;
    for (const double r : *found) {
      RC_ASSERT(std::fabs(r) <= 1 + 1e-12);
      sum += r;
    }
    RC_ASSERT(std::fabs(sum + 0.5) < 1e-9);  // deviations add up to nothing
    RC_ASSERT(ljung_box(series, 2).value().p >= 0.0);
  }));
}

TEST(ChangePoint, ThePosteriorIsOneAndTurnsRoundWithTime) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<double> series = some_series(4, 40);
    const std::vector<double> backward(series.rbegin(), series.rend());
    const auto forth = change_point_posterior(series);
    if (!forth) {
      RC_ASSERT(forth.error().code == "insight/no_variation");
      return;
    }
    const auto back = change_point_posterior(backward).value();
    double whole = 0;
    for (std::size_t t = 0; t < forth->size(); ++t) {
      whole += (*forth)[t];
      RC_ASSERT(std::fabs((*forth)[t] - back[back.size() - 1 - t]) < 1e-9);
    }
    RC_ASSERT(std::fabs(whole - 1) < 1e-12);
  }));
}

TEST(ChangePoint, ASeriesOfEqualsHasNone) {
  const Pettitt none = pettitt(std::vector<double>(8, 2.5)).value();
  EXPECT_EQ(none.statistic, 0);
  EXPECT_EQ(none.p, 1);
  EXPECT_EQ(change_point_posterior(std::vector<double>(8, 0.1)).error().code,
            "insight/no_variation");
}

TEST(Phases, TurnRoundWithTheDirectionOfImprovement) {
  EXPECT_TRUE(rc::check([] {
    const auto before = some_series(2, 20);
    const auto after = some_series(2, 20);
    const PhaseContrast up = contrast(before, after, Better::higher).value();
    const PhaseContrast down = contrast(before, after, Better::lower).value();
    RC_ASSERT(std::fabs(up.tau + down.tau) < 1e-12);
    RC_ASSERT(std::fabs(up.tau_u + down.tau_u) < 1e-12);
    RC_ASSERT(std::fabs(up.tau_error - down.tau_error) < 1e-9);
    RC_ASSERT(up.non_overlap >= 0.0);
    RC_ASSERT(up.non_overlap <= 1.0);
    RC_ASSERT(!std::isnan(up.tau_error));
  }));
}

TEST(Trend, SeriesThatSayNothingAreRefused) {
  const std::vector<double> flat(6, 1.5);
  const std::vector<double> two = {1, 2};
  const std::vector<double> broken = {1, 2, std::nan(""), 4};
  const std::vector<double> endless(most_values + 1);
  EXPECT_EQ(mann_kendall(flat, true).error().code, "insight/no_variation");
  EXPECT_EQ(mann_kendall(two, false).error().code, "insight/too_few");
  EXPECT_EQ(mann_kendall(broken, false).error().code, "insight/not_finite");
  EXPECT_EQ(mann_kendall(endless, false).error().code, "insight/too_many");
  EXPECT_EQ(kendall(flat, order_of(6)).error().code, "insight/no_variation");
  EXPECT_EQ(kendall(two, flat).error().code, "insight/bad_shape");
  EXPECT_EQ(theil_sen(two, flat, 0.9).error().code, "insight/bad_shape");
  EXPECT_EQ(theil_sen(flat, flat, 0.9).error().field, "times[1]");
  EXPECT_EQ(theil_sen(two, two, 2).error().code, "insight/bad_level");
  EXPECT_EQ(theil_sen(order_of(6), flat, 0.9).value().value, 0);
  EXPECT_EQ(autocorrelations(two, 2).error().code, "insight/bad_count");
  EXPECT_EQ(autocorrelations(std::vector<double>(7, 0.1), 1).error().code, "insight/no_variation");
  EXPECT_EQ(ljung_box(two, 0).error().code, "insight/bad_count");
  EXPECT_EQ(pettitt(two).error().code, "insight/too_few");
  EXPECT_EQ(pettitt(broken).error().code, "insight/not_finite");
  EXPECT_EQ(change_point_posterior({}).error().code, "insight/too_few");
  EXPECT_EQ(change_point_posterior(endless).error().code, "insight/too_many");
  EXPECT_EQ(contrast(flat, std::vector<double>{1}, Better::lower).error().code, "insight/too_few");
  EXPECT_EQ(contrast(broken, flat, Better::lower).error().code, "insight/not_finite");
  EXPECT_EQ(contrast(endless, flat, Better::lower).error().code, "insight/too_many");
}

}  // namespace
}  // namespace ajar::insight
