// Which step is offered, when none is, and what is never offered.
#include "engine/practice/today.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "engine/content/sample.h"
#include "engine/practice/rest.h"

namespace ajar::practice {
namespace {

using testing::ElementsAre;

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

Id id(int n) {
  Id made;
  made.bytes[14] = static_cast<std::uint8_t>(n >> 8);
  made.bytes[15] = static_cast<std::uint8_t>(n);
  return made;
}

constexpr Date kToday{20000};

Circumstances circumstances() {
  Circumstances now;
  now.today = kToday;
  now.ceiling = 8;
  now.consent = {"friend", "family", "partner", "work"};
  now.contexts = {"partner", "friends"};
  now.checks = 1;
  return now;
}

Past past(int n, std::string_view ladder, Status status, int days_ago) {
  const content::LadderStep* step = sample().ladder_step(ladder);
  Past made;
  made.id = id(n);
  made.ladder = step->id;
  made.relation = step->relation;
  made.domain = step->domain;
  made.difficulty = step->difficulty;
  made.status = status;
  made.planned = kToday - days_ago;
  made.settled = made.planned;
  made.seconds = std::int64_t{made.settled.days} * 86400 + n;
  return made;
}

Reason reason(const Circumstances& now, std::string_view ladder, bool rests = false) {
  return filter(sample(), now, *sample().ladder_step(ladder), rests);
}

TEST(Filter, GivesEachReason) {
  Circumstances now = circumstances();
  EXPECT_EQ(reason(now, "friend_1a"), Reason::none);
  EXPECT_EQ(reason(now, "partner_9r"), Reason::ceiling);
  EXPECT_EQ(reason(now, "friend_1a", true), Reason::resting);

  now.steps = {past(1, "friend_1a", Status::done, 6)};
  EXPECT_EQ(reason(now, "friend_1a"), Reason::just_done);
  now.steps = {past(1, "friend_1a", Status::done, 7)};
  EXPECT_EQ(reason(now, "friend_1a"), Reason::none);
  now.steps = {past(1, "friend_1a", Status::planned, 0)};
  EXPECT_EQ(reason(now, "friend_1a"), Reason::just_done);

  now.consent = {"work"};
  EXPECT_EQ(reason(now, "friend_1a"), Reason::consent);
  now.contexts = {"friends"};
  now.consent = {"partner"};
  EXPECT_EQ(reason(now, "partner_2d"), Reason::context);
  now.people.list = {{id(50), "Max", "partner", safety::Standing::safe, false}};
  EXPECT_EQ(reason(now, "partner_2d"), Reason::none);
  now.people.list = {{id(50), "Max", "partner", safety::Standing::unsafe, false}};
  now.people.guarded = {"partner"};
  EXPECT_EQ(reason(now, "partner_2d"), Reason::unsafe);
}

TEST(Filter, SafetyComesBeforeEveryOtherReason) {
  Circumstances now = circumstances();
  now.people.list = {{id(50), "Max", "partner", safety::Standing::unsafe, false}};
  now.people.guarded = {"partner"};
  now.consent = {};
  EXPECT_EQ(reason(now, "partner_9r", true), Reason::unsafe);
}

TEST(Choice, BeginsSmallWithTheRelationOnOnesMind) {
  Circumstances now = circumstances();
  EXPECT_TRUE(at_the_beginning(sample().practice, now));
  for (std::int32_t day = 0; day < 60; ++day) {
    now.today = kToday + day;
    const auto choice = choose(sample(), now, {true, "partner"});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->step.relation, "partner");
    EXPECT_LE(choice->step.difficulty, 2);
    EXPECT_FALSE(sample().ladder_step(choice->step.ladder)->waits);
    EXPECT_EQ(choice->why, Why::first);
  }
}

TEST(Choice, LeavesTheBeginningWithTheFirstOutcomeWhetherOrNotThereWasACheck) {
  Circumstances now = circumstances();
  now.checks = 0;
  now.steps = {past(1, "friend_2d", Status::rested, 2)};
  EXPECT_TRUE(at_the_beginning(sample().practice, now));
  now.steps.push_back(past(2, "friend_2d", Status::skipped, 1));
  EXPECT_FALSE(at_the_beginning(sample().practice, now));
}

TEST(Choice, IsTheSameForTheSameDayAndVariesOverDays) {
  Circumstances now = circumstances();
  now.steps = {past(1, "friend_2d", Status::done, 20)};
  EXPECT_EQ(choose(sample(), now, {})->step.key(), choose(sample(), now, {})->step.key());
  std::set<std::string> seen;
  for (std::int32_t day = 0; day < 30; ++day) {
    now.today = kToday + day;
    seen.emplace(choose(sample(), now, {})->step.key());
  }
  EXPECT_GT(seen.size(), 3u);
}

TEST(Choice, GetsLighterAfterTwoSkips) {
  Circumstances now = circumstances();
  now.steps = {past(1, "friend_3d", Status::skipped, 9), past(2, "work_3k", Status::rested, 8),
               past(3, "family_3s", Status::skipped, 8)};
  order(now.steps);
  const auto choice = choose(sample(), now, {});
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->why, Why::gentle_skips);
  EXPECT_EQ(choice->number, 2);
  EXPECT_NEAR(choice->step.chance, sample().practice.stretch.gentle_chance,
              sample().practice.stretch.zone);
}

TEST(Choice, GetsLighterAfterAHardStep) {
  Circumstances now = circumstances();
  now.steps = {past(1, "friend_3d", Status::done, 9)};
  now.steps[0].peak_distress = 8;
  const auto choice = choose(sample(), now, {});
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->why, Why::gentle_distress);
  EXPECT_THAT(choice->records, ElementsAre(id(1)));
  EXPECT_GT(choice->step.chance, 0.77);
}

TEST(Choice, ReachesForADomainThatWasNeglectedForLong) {
  Circumstances now = circumstances();
  now.consent = {"family"};  // where repair begins at 6, beyond what is usually worth a try
  for (int n = 0; n < 10; ++n) {
    now.steps.push_back(past(n + 1, "family_4n", Status::done, 40 - 2 * n));
  }
  for (const char* recent : {"family_2a", "family_3d", "family_3s", "family_3c", "family_4k"}) {
    now.steps.push_back(past(static_cast<int>(now.steps.size()) + 1, recent, Status::done, 12));
  }
  order(now.steps);
  const auto choice = choose(sample(), now, {});
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->step.ladder, "family_6r");
  EXPECT_EQ(choice->why, Why::new_domain);
  EXPECT_GE(choice->step.chance, sample().practice.stretch.neglected_chance);
  EXPECT_LT(choice->step.chance, sample().practice.stretch.chance - sample().practice.stretch.zone);

  for (Past& step : now.steps) step.planned = step.settled = std::max(step.settled, kToday - 20);
  EXPECT_NE(choose(sample(), now, {})->step.ladder, "family_6r") << "three weeks are not long";
}

TEST(Choice, PrefersAFearThatWasNeverTried) {
  Circumstances now = circumstances();
  for (const char* done : {"friend_2d", "work_2d", "family_2n", "partner_2s", "friend_1c"}) {
    now.steps.push_back(past(static_cast<int>(now.steps.size()) + 1, done, Status::done, 12));
  }
  now.steps.push_back(past(20, "friend_3a", Status::rested, 10));
  now.steps.back().feared = true;
  order(now.steps);
  const auto choice = choose(sample(), now, {});
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->step.ladder, "friend_3a");
  EXPECT_EQ(choice->why, Why::untested);
  EXPECT_THAT(choice->records, ElementsAre(id(20)));

  now.steps.push_back(past(21, "friend_3a", Status::done, 8));
  order(now.steps);
  EXPECT_NE(choose(sample(), now, {})->why, Why::untested);
}

TEST(Choice, BringsBackAnOwnStepWhoseFearWasNeverTriedUnlessItIsUnsafe) {
  Circumstances now = circumstances();
  now.people.list = {{id(50), "Max", "friend", safety::Standing::not_asked, false}};
  Past own = past(1, "friend_3a", Status::skipped, 9);
  own.ladder = {};
  own.own = "Ask Max about the boat";
  own.person = id(50);
  own.feared = true;
  now.steps = {own};
  for (const content::LadderStep& step : sample().ladder) now.swaps.push_back(step.id);
  const auto choice = choose(sample(), now, {});
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->step.own, "Ask Max about the boat");
  ASSERT_NE(choice->step.person, nullptr);
  EXPECT_EQ(choice->step.person->alias, "Max");

  now.people.list[0].standing = safety::Standing::unsafe;
  now.people.guarded = {"friend"};
  EXPECT_FALSE(choose(sample(), now, {}));
}

TEST(Choice, OffersAnEasierSwapAndLeavesOutWhatWasTurnedDown) {
  Circumstances now = circumstances();
  now.steps = {past(1, "friend_2d", Status::done, 20), past(2, "work_4c", Status::done, 19),
               past(3, "family_4n", Status::done, 18)};
  const auto choice = choose(sample(), now, {});
  ASSERT_TRUE(choice && choice->easier);
  EXPECT_LT(choice->easier->difficulty, choice->step.difficulty);
  EXPECT_GT(choice->easier->chance, choice->step.chance);
  EXPECT_NE(choice->easier->key(), choice->step.key());

  const std::string turned_down(choice->step.ladder);
  now.swaps = {turned_down};
  EXPECT_NE(choose(sample(), now, {})->step.ladder, turned_down);
}

TEST(Choice, NamesSomeoneOfTheRelation) {
  Circumstances now = circumstances();
  now.consent = {"friend"};
  now.people.list = {{id(50), "Tomas", "friend", safety::Standing::safe, false},
                     {id(51), "Hidden", "friend", safety::Standing::safe, true},
                     {id(52), "Max", "friend", safety::Standing::unsafe, false}};
  now.people.guarded = {"friend"};
  for (std::int32_t day = 0; day < 40; ++day) {
    now.today = kToday + day;
    const auto choice = choose(sample(), now, {});
    ASSERT_TRUE(choice && choice->step.person);
    EXPECT_EQ(choice->step.person->alias, "Tomas");
  }
}

TEST(Choice, IsNoneWhereNothingIsAllowed) {
  Circumstances now = circumstances();
  now.consent = {};
  EXPECT_FALSE(choose(sample(), now, {}));
}

TEST(Resting, FollowsThePersonsWordUntilItsLastDay) {
  Circumstances now = circumstances();
  now.rests = {{id(1), "ill", kToday - 2, kToday}};
  const auto rest = resting(sample().practice, now);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->reason, "ill");
  EXPECT_EQ(rest->until, kToday);
  now.today = kToday + 1;
  EXPECT_FALSE(resting(sample().practice, now));
}

TEST(Resting, FollowsDistressOfTheDay) {
  Circumstances now = circumstances();
  now.strains = {{id(1), kToday, false, 8}, {id(2), kToday - 1, false, 10}};
  const auto rest = resting(sample().practice, now);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->reason, "distress");
  EXPECT_THAT(rest->records, ElementsAre(id(1)));
  now.strains[0].distress = 7;
  EXPECT_FALSE(resting(sample().practice, now));
}

TEST(Resting, FollowsARuptureForADay) {
  Circumstances now = circumstances();
  now.strains = {{id(1), kToday - 1, true, 0}};
  const auto rest = resting(sample().practice, now);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->reason, "rupture");
  EXPECT_EQ(rest->until, kToday);
  now.strains[0].day = kToday - 2;
  EXPECT_FALSE(resting(sample().practice, now));
}

TEST(Resting, FollowsThreeHardStepsInAWeek) {
  Circumstances now = circumstances();
  for (int n = 1; n <= 3; ++n) {
    now.steps.push_back(past(n, "friend_3d", Status::done, 2 * n));
    now.steps.back().peak_distress = 7;
  }
  order(now.steps);
  const auto rest = resting(sample().practice, now);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->reason, "hard_week");
  EXPECT_EQ(rest->records.size(), 3u);
  now.today = kToday + 1;
  EXPECT_FALSE(resting(sample().practice, now)) << "the first of them is a week ago";
}

TEST(Enough, IsFourDaysAWeekOrOneStepADay) {
  Circumstances now = circumstances();
  now.steps = {past(1, "friend_2d", Status::done, 1), past(2, "work_2d", Status::done, 2),
               past(3, "family_2n", Status::planned, 3)};
  EXPECT_FALSE(enough(sample().practice, now));
  now.rests = {{id(9), "no", kToday - 5, kToday - 5}};
  EXPECT_TRUE(enough(sample().practice, now));
  now.rests.clear();
  now.steps.push_back(past(4, "work_1a", Status::skipped, 0));
  EXPECT_TRUE(enough(sample().practice, now)) << "today's was settled already";
}

TEST(Estimate, OneSkipDoesNotSwingItAndRestSaysNothing) {
  std::vector<Past> steps;
  for (int n = 1; n <= 8; ++n) steps.push_back(past(n, "friend_3d", Status::done, 40 - n));
  order(steps);
  const double before = Estimate(sample(), steps).chance_of("friend_5d", "friend", "disclose", 5);
  steps.push_back(past(20, "friend_3d", Status::rested, 3));
  EXPECT_DOUBLE_EQ(Estimate(sample(), steps).chance_of("friend_5d", "friend", "disclose", 5),
                   before);
  steps.push_back(past(21, "friend_3d", Status::skipped, 2));
  const double after = Estimate(sample(), steps).chance_of("friend_5d", "friend", "disclose", 5);
  EXPECT_LT(after, before);
  EXPECT_GT(after, before - 0.15);
}

TEST(Estimate, FeltDistressCorrectsTheDigit) {
  std::vector<Past> steps{past(1, "friend_3d", Status::done, 9)};
  const double unfelt = Estimate(sample(), steps).chance_of("friend_3d", "friend", "disclose", 3);
  steps[0].peak_distress = 9;
  const double hard = Estimate(sample(), steps).chance_of("friend_3d", "friend", "disclose", 3);
  steps[0].peak_distress = 0;
  const double easy = Estimate(sample(), steps).chance_of("friend_3d", "friend", "disclose", 3);
  EXPECT_LT(hard, unfelt);
  EXPECT_GT(easy, unfelt);
}

TEST(Estimate, WhatIsLearntInOneKindReachesTheOthersWeakly) {
  std::vector<Past> steps;
  for (int n = 1; n <= 5; ++n) steps.push_back(past(n, "work_3k", Status::done, 30 - n));
  const Estimate none(sample(), {});
  const Estimate some(sample(), steps);
  const double here =
      some.chance_of("work_6k", "work", "care", 6) - none.chance_of("work_6k", "work", "care", 6);
  const double there = some.chance_of("family_6r", "family", "repair", 6) -
                       none.chance_of("family_6r", "family", "repair", 6);
  EXPECT_GT(there, 0);
  EXPECT_GT(here, there);
}

}  // namespace
}  // namespace ajar::practice
