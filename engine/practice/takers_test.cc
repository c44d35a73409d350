// Simulated step-takers, who know their own ability: the choice must find it from outcomes alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>

#include "engine/content/sample.h"
#include "engine/practice/rating.h"
#include "engine/practice/today.h"

namespace ajar::practice {
namespace {

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

// Someone whose true ability per kind of step, and whose true difficulty of each step, differ from
// what the content supposes. Outcomes follow a Rasch model with these.
class Taker {
 public:
  explicit Taker(unsigned seed) : random_(seed), level_(0.3 + normal(0.9)) {}

  Status outcome(const Offer& offer, int& peak_distress) {
    const auto& rules = sample().practice.ability;
    const auto kind = std::pair(std::string(offer.relation), std::string(offer.domain));
    const auto able = abilities_.try_emplace(kind, level_ + normal(0.5)).first->second;
    const auto hard =
        difficulties_
            .try_emplace(
                std::string(offer.key()),
                (offer.difficulty - rules.middle) * rules.logits_per_difficulty + normal(0.4))
            .first->second;
    const double felt = 5 + 2 * (hard - able) + normal(1.0);
    peak_distress = static_cast<int>(std::clamp(felt, 0.0, 10.0));
    // Done, or else partly with the same mean: a tenth of the chance is split into halves.
    const double chance = practice::chance(able, hard);
    const double roll = uniform_(random_);
    if (roll < 0.9 * chance) return Status::done;
    return roll < 1.1 * chance ? Status::partly : Status::skipped;
  }

 private:
  double normal(double deviation) {
    return std::normal_distribution<double>(0, deviation)(random_);
  }

  std::mt19937 random_;
  std::uniform_real_distribution<double> uniform_{0, 1};
  double level_;
  std::map<std::pair<std::string, std::string>, double> abilities_;
  std::map<std::string, double> difficulties_;
};

constexpr int kTakers = 500;
constexpr int kSteps = 40;

struct Walk {
  std::vector<Past> steps;
  double share(int from, int to) const {
    double sum = 0;
    for (int i = from; i < to; ++i) {
      const Status status = steps[static_cast<std::size_t>(i)].status;
      sum += status == Status::done ? 1 : (status == Status::partly ? 0.5 : 0);
    }
    return sum / (to - from);
  }
};

Circumstances circumstances() {
  Circumstances now;
  now.ceiling = sample().practice.default_ceiling;
  now.consent = {"friend", "family", "partner", "work"};
  now.contexts = {"partner", "friends"};
  now.checks = 1;
  return now;
}

// A step every other day.
Walk walk(unsigned seed) {
  Taker taker(seed);
  Circumstances now = circumstances();
  for (int n = 0; n < kSteps; ++n) {
    now.today = Date{20000 + static_cast<std::int32_t>(seed) + 2 * n};
    const bool beginning = at_the_beginning(sample().practice, now);
    const auto choice = choose(sample(), now, {beginning, beginning ? "partner" : ""});
    EXPECT_TRUE(choice);
    if (!choice) break;
    Past step;
    step.id.bytes[15] = static_cast<std::uint8_t>(n);
    step.ladder = choice->step.ladder;
    step.relation = choice->step.relation;
    step.domain = choice->step.domain;
    step.difficulty = choice->step.difficulty;
    step.planned = step.settled = now.today;
    step.seconds = std::int64_t{now.today.days} * 86400;
    int peak = 0;
    step.status = taker.outcome(choice->step, peak);
    if (step.status != Status::skipped) step.peak_distress = peak;
    now.steps.push_back(step);
  }
  return {std::move(now.steps)};
}

const std::vector<Walk>& walks() {
  static const std::vector<Walk> all = [] {
    std::vector<Walk> made;
    for (unsigned seed = 0; seed < kTakers; ++seed) made.push_back(walk(seed));
    return made;
  }();
  return all;
}

TEST(Takers, DoAboutThreeInFour) {
  double first = 0;
  double second = 0;
  for (const Walk& one : walks()) {
    first += one.share(0, 20) / kTakers;
    second += one.share(20, 40) / kTakers;
  }
  EXPECT_GE(first, 0.70);
  EXPECT_LE(first, 0.80);
  EXPECT_GE(second, 0.70);
  EXPECT_LE(second, 0.80);
}

TEST(Takers, AreNeverOfferedMoreThanTheCeiling) {
  for (const Walk& one : walks()) {
    for (const Past& step : one.steps) {
      EXPECT_LE(step.difficulty, sample().practice.default_ceiling);
    }
  }
}

TEST(Takers, ReachEveryDomain) {
  std::map<std::string_view, int> takers_in;
  for (const Walk& one : walks()) {
    std::set<std::string_view> domains;
    for (const Past& step : one.steps) domains.insert(step.domain);
    // Care begins at difficulty 3 and repair at 4: whoever is far from that is not sent there.
    EXPECT_GE(domains.size(), 4u);
    for (const std::string_view domain : domains) ++takers_in[domain];
  }
  for (const char* domain : {"ask", "accept", "disclose", "stay", "need", "repair", "care"}) {
    EXPECT_GE(takers_in[domain], kTakers * 3 / 4) << domain;
  }
}

TEST(Takers, NeverMeetTheSameStepTwiceInAWeek) {
  for (const Walk& one : walks()) {
    std::map<std::string_view, Date> last;
    for (const Past& step : one.steps) {
      const auto [seen, is_new] = last.try_emplace(step.ladder, step.settled);
      if (!is_new) {
        EXPECT_GE(step.settled - seen->second, sample().practice.repeat_days);
      }
      seen->second = step.settled;
    }
  }
}

}  // namespace
}  // namespace ajar::practice
