// The rating's formulas against reference values and their own laws.
#include "engine/practice/rating.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace ajar::practice {
namespace {

TEST(Rating, ReproducesTheReferenceUpdates) {
  std::ifstream file(AJAR_SOURCE_DIR "/tests/reference/elo_rasch_updates.csv");
  ASSERT_TRUE(file);
  std::string line;
  std::getline(file, line);
  ASSERT_EQ(line, R"("theta","b","y","K","p","theta_new","b_new")");
  int rows = 0;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<double> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(std::stod(cell));
    ASSERT_EQ(row.size(), 7u);
    const Update after = update(row[0], row[1], row[2], row[3], row[3]);
    EXPECT_NEAR(after.expected, row[4], 1e-9);
    EXPECT_NEAR(after.ability, row[5], 1e-9);
    EXPECT_NEAR(after.difficulty, row[6], 1e-9);
    ++rows;
  }
  EXPECT_EQ(rows, 60);
}

TEST(Rating, StepsShrinkWithCount) {
  EXPECT_DOUBLE_EQ(step_size(0.8, 0.15, 0), 0.8);
  EXPECT_DOUBLE_EQ(step_size(0.8, 0.15, 20), 0.2);
}

TEST(Rating, PoolingDrawsTowardTheMeanAndLetsGoWithCount) {
  EXPECT_DOUBLE_EQ(pooled({2.0, 0}, -1.0, 4), -1.0);
  EXPECT_DOUBLE_EQ(pooled({2.0, 4}, -1.0, 4), 0.5);
  EXPECT_NEAR(pooled({2.0, 4000}, -1.0, 4), 2.0, 0.01);
}

}  // namespace
}  // namespace ajar::practice
