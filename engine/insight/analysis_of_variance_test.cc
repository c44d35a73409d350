// Variance components against textbook figures, against the likelihood written out with full
// matrices, and against their own laws.
#include "engine/insight/analysis_of_variance.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "engine/insight/reference_test.h"

namespace ajar::insight {
namespace {

std::vector<Answer> shrout_fleiss() {
  std::vector<Answer> answers;
  int relationship = 0;
  for (const Row& row : reference_table("icc_shrout_fleiss_input.csv")) {
    int occasion = 0;
    for (const char* column : {"V1", "V2", "V3", "V4"}) {
      answers.push_back({relationship, occasion++, number(row, column)});
    }
    ++relationship;
  }
  return answers;
}

TEST(VarianceComponents, OfABalancedTableAreItsMeanSquares) {
  // Shrout & Fleiss 1979, table 2: MS between 11.24, between judges 32.49, residual 1.02.
  const VarianceComponents found = variance_components(shrout_fleiss()).value();
  EXPECT_TRUE(found.closed_form);
  EXPECT_TRUE(found.occasions_apart);
  EXPECT_NEAR(found.relationship, (11.2416666666666667 - 1.0194444444444444) / 4, 1e-12);
  EXPECT_NEAR(found.occasion, (32.4861111111111111 - 1.0194444444444444) / 6, 1e-12);
  EXPECT_NEAR(found.residual, 1.0194444444444444, 1e-12);
  EXPECT_EQ(found.answers, 24);
  EXPECT_EQ(found.relationships, 6);
  EXPECT_EQ(found.occasions, 4);
}

// log |V| + log |X′V⁻¹X| + (n − 1) log r²: the same with matrices of all answers.
double dense_deviance(const std::vector<Answer>& answers, double tr, double to) {
  const auto n = static_cast<Eigen::Index>(answers.size());
  Eigen::MatrixXd v = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd y(n);
  for (Eigen::Index a = 0; a < n; ++a) {
    const Answer& one = answers[static_cast<std::size_t>(a)];
    y(a) = one.value;
    for (Eigen::Index b = 0; b < n; ++b) {
      const Answer& other = answers[static_cast<std::size_t>(b)];
      if (one.relationship == other.relationship) v(a, b) += tr * tr;
      if (one.occasion == other.occasion) v(a, b) += to * to;
    }
  }
  const Eigen::MatrixXd inverse = v.inverse();
  const Eigen::VectorXd ones = Eigen::VectorXd::Ones(n);
  const double information = ones.dot(inverse * ones);
  const double mean = ones.dot(inverse * y) / information;
  const Eigen::VectorXd rest = y - mean * ones;
  return std::log(v.determinant()) + std::log(information) +
         static_cast<double>(n - 1) * std::log(rest.dot(inverse * rest));
}

// Some pairs missing, some twice, and always enough to tell occasions from the rest.
std::vector<Answer> some_answers() {
  const auto below = [](int most) { return *rc::gen::resize(100, rc::gen::inRange(0, most)); };
  const int relationships = 2 + below(3);
  const int occasions = 4 + below(5);
  std::vector<Answer> answers;
  const auto answer = [&](int r, int o, int shift) {
    answers.push_back({r * 7, o * 3, shift + o % 3 + below(40) / 10.0});
  };
  for (int r = 0; r < relationships; ++r) {
    const int shift = below(8);
    for (int o = 0; o < occasions; ++o) {
      if (o > 2 && below(4) == 0) continue;
      answer(r, o, shift);
      if (below(6) == 0) answer(r, o, shift);
    }
  }
  for (int o = 0; o < 3; ++o) answer(0, o, 3);
  answers.front().value += 0.05;  // never all the same
  return answers;
}

TEST(VarianceComponents, TheDevianceIsThatOfTheFullMatrices) {
  EXPECT_TRUE(rc::check([] {
    const auto answers = some_answers();
    const double tr = *rc::gen::inRange(0, 300) / 100.0;
    const double to = *rc::gen::inRange(0, 300) / 100.0;
    const auto ours = restricted_deviance(answers, tr, to).value();
    RC_ASSERT(std::fabs(ours - dense_deviance(answers, tr, to)) < 1e-7);
  }));
}

TEST(VarianceComponents, NoOtherRatiosAreMoreLikely) {
  EXPECT_TRUE(rc::check([] {
    const auto answers = some_answers();
    const VarianceComponents found = variance_components(answers).value();
    RC_ASSERT(found.residual > 0.0);
    const auto at = [&](double relationship, double occasion) {
      return restricted_deviance(answers, std::sqrt(relationship / found.residual),
                                 std::sqrt(occasion / found.residual))
          .value();
    };
    const double least = at(found.relationship, found.occasion);
    for (const double factor : {0.0, 0.5, 0.9, 0.999, 1.001, 1.1, 2.0}) {
      RC_ASSERT(at(found.relationship * factor, found.occasion) >= least - 1e-8);
      RC_ASSERT(at(found.relationship + (factor - 1) * 0.01 + 0.01, found.occasion) >=
                least - 1e-8);
      if (!found.occasions_apart) continue;
      RC_ASSERT(at(found.relationship, found.occasion * factor) >= least - 1e-8);
      RC_ASSERT(at(found.relationship, found.occasion + factor * 0.01) >= least - 1e-8);
    }
  }));
}

TEST(VarianceComponents, LikelihoodAndMeanSquaresMeet) {
  // One answer doubled makes the table unbalanced, and must hardly move the closed form.
  std::vector<Answer> answers = shrout_fleiss();
  const VarianceComponents balanced = variance_components(answers).value();
  answers.push_back(answers.front());
  const VarianceComponents found = variance_components(answers).value();
  EXPECT_FALSE(found.closed_form);
  EXPECT_NEAR(found.relationship, balanced.relationship, 0.3);
  EXPECT_NEAR(found.occasion, balanced.occasion, 0.5);
  EXPECT_NEAR(found.residual, balanced.residual, 0.3);
}

TEST(VarianceComponents, ABalancedTableWithANegativeEstimateIsSolvedAtItsBound) {
  // Every relationship has the same mean: its ANOVA estimate is below nothing.
  const std::vector<Answer> answers = {{0, 0, 1}, {0, 1, 5}, {0, 2, 3},
                                       {1, 0, 5}, {1, 1, 1}, {1, 2, 3}};
  const VarianceComponents found = variance_components(answers).value();
  EXPECT_FALSE(found.closed_form);
  EXPECT_EQ(found.relationship, 0);
  EXPECT_EQ(found.occasion, 0);
  EXPECT_NEAR(found.residual, 16.0 / 5, 1e-9);  // all squares over n − 1
}

TEST(VarianceComponents, NeitherOrderNorUnitMatters) {
  EXPECT_TRUE(rc::check([] {
    auto answers = some_answers();
    const VarianceComponents found = variance_components(answers).value();
    RC_ASSERT(found.residual > 0.0);
    std::reverse(answers.begin(), answers.end());
    for (Answer& answer : answers) answer.value = 100 - 10 * answer.value;
    const auto other = variance_components(answers).value();
    const double whole = found.relationship + found.occasion + found.residual;
    RC_ASSERT(std::fabs(other.relationship / 100 - found.relationship) < 1e-3 * whole);
    RC_ASSERT(std::fabs(other.occasion / 100 - found.occasion) < 1e-3 * whole);
    RC_ASSERT(std::fabs(other.residual / 100 - found.residual) < 1e-3 * whole);
  }));
}

TEST(VarianceComponents, OneAnswerAnOccasionLeavesOccasionsInTheResidual) {
  std::vector<Answer> answers;
  for (int n = 0; n < 12; ++n) answers.push_back({n % 2, n, (n % 2) * 4.0 + (n % 3)});
  const VarianceComponents found = variance_components(answers).value();
  EXPECT_FALSE(found.occasions_apart);
  EXPECT_EQ(found.occasion, 0);
  // A balanced one-way table has a closed form: MS between 96/… less MS within, over six each.
  EXPECT_NEAR(found.residual, 0.8, 1e-6);
  EXPECT_NEAR(found.relationship, (48 - 0.8) / 6, 1e-4);
}

TEST(VarianceComponents, AnswersThatSayNothingAreRefused) {
  const auto code = [](const std::vector<Answer>& answers) {
    return variance_components(answers).error().code;
  };
  EXPECT_EQ(code({}), "insight/too_few");
  EXPECT_EQ(code({{0, 0, 1}, {0, 1, 2}, {0, 2, 3}}), "insight/too_few");
  EXPECT_EQ(code({{0, 0, 1}, {1, 0, 2}}), "insight/too_few");
  EXPECT_EQ(code({{0, 0, 3}, {0, 1, 3}, {1, 0, 3}, {1, 1, 3}}), "insight/no_variation");
  EXPECT_EQ(code({{0, 0, 3}, {-1, 1, 3}, {1, 0, 3}}), "insight/bad_count");
  EXPECT_EQ(code({{0, 0, std::nan("")}, {0, 1, 3}, {1, 0, 3}}), "insight/not_finite");
  EXPECT_EQ(code(std::vector<Answer>(most_answers + 1)), "insight/too_many");
  EXPECT_EQ(restricted_deviance(shrout_fleiss(), -1, 0).error().code, "insight/bad_ratio");
}

TEST(MeanSquares, OfTheTextbookTable) {
  std::vector<double> table;
  for (const Answer& answer : shrout_fleiss()) table.push_back(answer.value);
  const MeanSquares ms = mean_squares(table, 4).value();
  EXPECT_NEAR(ms.targets, 11.2416666666666667, 1e-12);
  EXPECT_NEAR(ms.within, 6.2638888888888889, 1e-12);
  EXPECT_NEAR(ms.raters, 32.4861111111111111, 1e-12);
  EXPECT_NEAR(ms.residual, 1.0194444444444444, 1e-12);
}

}  // namespace
}  // namespace ajar::insight
