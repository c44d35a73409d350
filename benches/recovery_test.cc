// A small truth test with fixed seeds: what ./bench recovery holds at length, held in short.
#include "benches/recovery.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "engine/simulate/sample_words.h"

namespace ajar::benches {
namespace {

const content::Content& content() {
  static const content::Content loaded = [] {
    std::ifstream file(AJAR_CONTENT_FILE, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return std::move(*content::load(bytes));
  }();
  return loaded;
}

TEST(Recovery, LivesWithoutAnythingToFindSeldomShowAClaim) {
  const Recovery found = recover(content(), simulate::sample_words(), "null", 40, 365, 1);
  EXPECT_EQ(found.lives, 40);
  EXPECT_LE(found.lives_with_claim, 2);
  EXPECT_EQ(found.false_claims, found.claims);
  EXPECT_EQ(found.pattern_right, found.pattern_spoken);
  const Coverage rates = found.coverage.at("rate of a situation");
  EXPECT_EQ(rates.intervals, 40 * 26);
  EXPECT_GE(rates.covered, 0.93 * rates.intervals);
  EXPECT_LE(rates.covered, 0.97 * rates.intervals);
}

TEST(Recovery, PlantedTriggersAreFoundAndFewOthers) {
  const Recovery found = recover(content(), simulate::sample_words(), "triggers", 8, 900, 1);
  EXPECT_EQ(found.exposures.size(), 32u);
  const int until = exposures_until(found.exposures, 0.8);
  EXPECT_GT(until, 0);
  EXPECT_LE(until, 25);
  EXPECT_GE(found.claims, 32);
  EXPECT_LE(found.false_claims, 0.1 * found.claims);
}

TEST(Recovery, APatternWithThePartnerAloneIsToldFromOneWithEveryone) {
  const Recovery partner = recover(content(), simulate::sample_words(), "partner", 8, 240, 1);
  EXPECT_GT(partner.pattern_spoken, 100);
  EXPECT_GE(partner.pattern_right, 0.95 * partner.pattern_spoken);
  const Recovery crisis = recover(content(), simulate::sample_words(), "crisis", 8, 240, 1);
  EXPECT_GE(crisis.pattern_right, 0.95 * crisis.pattern_spoken);
}

TEST(Recovery, PiecesAddUpToTheWhole) {
  const auto lives = [](int count, std::uint64_t seed) {
    return recover(content(), simulate::sample_words(), "ingrained", count, 120, seed);
  };
  Recovery sum = from_json(to_json(lives(1, 5))).value();
  sum.add(from_json(to_json(lives(2, 6))).value());
  EXPECT_EQ(to_json(sum), to_json(lives(3, 5)));
  EXPECT_GT(sum.claims, 0);
  EXPECT_FALSE(from_json("{}"));
  EXPECT_FALSE(from_json("[1"));
}

TEST(Recovery, ExposuresAreCountedOverAllThatWasPlanted) {
  EXPECT_EQ(exposures_until({4, 9, 5, 30, -1}, 0.8), 30);
  EXPECT_EQ(exposures_until({4, 9, -1, -1}, 0.8), -1);
  EXPECT_EQ(exposures_until({}, 0.8), -1);
}

}  // namespace
}  // namespace ajar::benches
