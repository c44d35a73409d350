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
#include "engine/practice/estimate.h"
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
// The content's own, at which everybody begins, and a high one that somebody set.
constexpr std::array kCeilings = {5, 8};
constexpr std::array<std::string_view, 7> kDomains = {"ask",  "accept", "disclose", "stay",
                                                      "need", "repair", "care"};

struct Walk {
  int ceiling = 0;
  std::vector<Past> steps;
  // By domain: how often another step was chosen although this domain had not come up for long and
  // had an allowed step with at least the chance at which that makes it worth a try. Days on which
  // steps are lighter for a reason do not count.
  std::map<std::string_view, int> waited;
  double share(int from, int to) const {
    double sum = 0;
    for (int i = from; i < to; ++i) {
      const Status status = steps[static_cast<std::size_t>(i)].status;
      sum += status == Status::done ? 1 : (status == Status::partly ? 0.5 : 0);
    }
    return sum / (to - from);
  }
};

Circumstances circumstances(int ceiling, std::vector<std::string_view> relations) {
  Circumstances now;
  now.ceiling = ceiling;
  now.consent = std::move(relations);
  now.contexts = {"partner", "friends"};
  now.checks = 1;
  return now;
}

// The domains never met that are due now, by the rule of the content, worked out apart from the
// choice.
std::set<std::string_view> due(const Circumstances& now) {
  const auto& rules = sample().practice.stretch;
  std::set<std::string_view> domains;
  if (now.steps.empty() || now.today - now.steps.front().settled < rules.neglected_after_days) {
    return domains;
  }
  const Estimate estimate(sample(), now.steps);
  for (const content::LadderStep& step : sample().ladder) {
    const bool met = std::any_of(now.steps.begin(), now.steps.end(),
                                 [&](const Past& past) { return past.domain == step.domain; });
    if (met || filter(sample(), now, step, false) != Reason::none) continue;
    const double chance = estimate.chance_of(step.id, step.relation, step.domain, step.difficulty);
    if (chance >= rules.neglected_chance) domains.insert(step.domain);
  }
  return domains;
}

// A step every other day.
Walk walk(unsigned seed, int ceiling, std::vector<std::string_view> relations) {
  Taker taker(seed);
  Circumstances now = circumstances(ceiling, std::move(relations));
  Walk made;
  made.ceiling = ceiling;
  for (int n = 0; n < kSteps; ++n) {
    now.today = Date{20000 + static_cast<std::int32_t>(seed) + 2 * n};
    const bool beginning = at_the_beginning(sample().practice, now);
    const auto choice = choose(sample(), now, {beginning, beginning ? "partner" : ""});
    EXPECT_TRUE(choice);
    if (!choice) break;
    if (choice->why != Why::gentle_skips && choice->why != Why::gentle_distress) {
      for (const std::string_view domain : due(now)) {
        if (domain != choice->step.domain) ++made.waited[domain];
      }
    }
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
  made.steps = std::move(now.steps);
  return made;
}

std::vector<Walk> walks_of(int ceiling, const std::vector<std::string_view>& relations) {
  std::vector<Walk> made;
  for (unsigned seed = 0; seed < kTakers; ++seed) made.push_back(walk(seed, ceiling, relations));
  return made;
}

const std::vector<Walk>& walks(int ceiling) {
  static std::map<int, std::vector<Walk>> all;
  const auto [found, is_new] = all.try_emplace(ceiling);
  if (is_new) found->second = walks_of(ceiling, {"friend", "family", "partner", "work"});
  return found->second;
}

class Takers : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Ceilings, Takers, testing::ValuesIn(kCeilings));

TEST_P(Takers, DoAboutThreeInFour) {
  double first = 0;
  double second = 0;
  for (const Walk& one : walks(GetParam())) {
    first += one.share(0, 20) / kTakers;
    second += one.share(20, 40) / kTakers;
  }
  EXPECT_GE(first, 0.70);
  EXPECT_LE(first, 0.80);
  EXPECT_GE(second, 0.70);
  EXPECT_LE(second, 0.80);
}

TEST_P(Takers, AreNeverOfferedMoreThanTheCeiling) {
  for (const Walk& one : walks(GetParam())) {
    for (const Past& step : one.steps) EXPECT_LE(step.difficulty, GetParam());
  }
}

std::set<std::string_view> domains_of(const Walk& walk) {
  std::set<std::string_view> domains;
  for (const Past& step : walk.steps) domains.insert(step.domain);
  return domains;
}

// Each taker alone: what is due waits for no more than the others that are due.
void expect_due_is_met(const Walk& walk) {
  for (const auto& [domain, times] : walk.waited) {
    EXPECT_LT(times, static_cast<int>(kDomains.size())) << domain;
  }
}

TEST_P(Takers, ReachEveryDomain) {
  std::map<std::string_view, int> takers_in;
  int in_all = 0;
  for (const Walk& one : walks(GetParam())) {
    const std::set<std::string_view> domains = domains_of(one);
    // These begin at difficulty 1 or 2, so that nobody misses them.
    for (const char* domain : {"ask", "accept", "disclose", "stay", "need"}) {
      EXPECT_TRUE(domains.contains(domain)) << domain;
    }
    in_all += domains.size() == kDomains.size();
    for (const std::string_view domain : domains) ++takers_in[domain];
    expect_due_is_met(one);
  }
  // Care begins at difficulty 3 and repair at 4: whoever is far from that is not sent there.
  EXPECT_GE(takers_in["care"], kTakers * 95 / 100);
  EXPECT_GE(takers_in["repair"], kTakers * 3 / 4);
  EXPECT_GE(in_all, kTakers * 3 / 4);
}

// Steps of one relation alone: the domains that it has at or below the ceiling.
TEST(FewRelations, ReachWhatTheirRelationHas) {
  for (const std::string_view relation : {"friend", "family", "partner", "work"}) {
    std::set<std::string_view> there;
    for (const content::LadderStep& step : sample().ladder) {
      if (step.relation == relation && step.difficulty <= kCeilings[0]) there.insert(step.domain);
    }
    std::set<std::string_view> met;
    for (const Walk& one : walks_of(kCeilings[0], {relation})) {
      met.merge(domains_of(one));
      expect_due_is_met(one);
    }
    EXPECT_EQ(met, there) << relation;
  }
}

TEST_P(Takers, NeverMeetTheSameStepTwiceInAWeek) {
  for (const Walk& one : walks(GetParam())) {
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
