// Whatever the circumstances are, no offer breaks a rule.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>

#include "engine/content/sample.h"
#include "engine/practice/today.h"

namespace ajar::practice {
namespace {

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

constexpr Date kToday{20000};
constexpr std::array<std::string_view, 5> kRelations = {"friend", "family", "partner", "work",
                                                        "other"};
constexpr std::array kStandings = {safety::Standing::not_asked, safety::Standing::safe,
                                   safety::Standing::unsure, safety::Standing::unsafe};
constexpr std::array kStatuses = {Status::planned, Status::done, Status::partly, Status::skipped,
                                  Status::rested};

template <class List>
const auto& one_of(const List& list) {
  return list[*rc::gen::inRange<std::size_t>(0, std::size(list))];
}

Id id(int n) {
  Id made;
  made.bytes[15] = static_cast<std::uint8_t>(n);
  return made;
}

safety::People some_people() {
  safety::People people;
  const int count = *rc::gen::inRange(0, 7);
  for (int n = 0; n < count; ++n) {
    const safety::Version version{one_of(kRelations), one_of(kStandings)};
    people.list.push_back({id(n), "P" + std::to_string(n), std::string(version.relation),
                           version.standing, *rc::gen::arbitrary<bool>()});
    safety::guard(people, std::span(&version, 1));
  }
  return people;
}

Past some_step(int n) {
  Past step;
  step.id = id(100 + n);
  const content::LadderStep& ladder = one_of(sample().ladder);
  if (*rc::gen::inRange(0, 5) == 0) {
    step.own = "an own step";
  } else {
    step.ladder = ladder.id;
  }
  step.relation = ladder.relation;
  step.domain = ladder.domain;
  step.difficulty = ladder.difficulty;
  if (*rc::gen::arbitrary<bool>()) step.person = id(*rc::gen::inRange(0, 9));
  step.status = one_of(kStatuses);
  step.planned = kToday - *rc::gen::inRange(0, 40);
  step.settled = step.planned + *rc::gen::inRange(0, 3);
  step.seconds = std::int64_t{step.settled.days} * 86400;
  step.feared = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) step.peak_distress = *rc::gen::inRange(0, 11);
  return step;
}

Circumstances some_circumstances() {
  Circumstances now;
  now.today = kToday;
  now.people = some_people();
  const int count = *rc::gen::inRange(0, 40);
  for (int n = 0; n < count; ++n) now.steps.push_back(some_step(n));
  order(now.steps);
  now.ceiling = *rc::gen::inRange(1, 11);
  for (const std::string_view relation : kRelations) {
    if (*rc::gen::inRange(0, 4) > 0) now.consent.push_back(relation);
  }
  if (*rc::gen::arbitrary<bool>()) now.contexts = {"partner"};
  now.swaps = {one_of(sample().ladder).id};
  now.checks = *rc::gen::inRange(0, 3);
  return now;
}

void assert_allowed(const Circumstances& now, const Offer& offer) {
  RC_ASSERT(offer.difficulty <= now.ceiling);
  RC_ASSERT(offer.chance > 0 && offer.chance < 1);
  RC_ASSERT(std::count(now.consent.begin(), now.consent.end(), offer.relation) == 1);
  RC_ASSERT(std::count(now.swaps.begin(), now.swaps.end(), offer.key()) == 0);
  for (const Past& step : now.steps) {
    if (step.key() != offer.key()) continue;
    RC_ASSERT(std::abs(now.today - step.settled) >= sample().practice.repeat_days);
    RC_ASSERT(std::abs(now.today - step.planned) >= sample().practice.repeat_days);
  }
  if (offer.person) {
    RC_ASSERT(!offer.person->hidden);
    RC_ASSERT(offer.person->standing != safety::Standing::unsafe);
    RC_ASSERT(offer.person->standing != safety::Standing::unsure ||
              offer.difficulty < sample().practice.ask_safety_from);
  } else {
    RC_ASSERT(!now.people.guards(offer.relation));
  }
  if (!offer.ladder.empty()) {
    RC_ASSERT(filter(sample(), now, *sample().ladder_step(offer.ladder), false) == Reason::none);
  }
}

TEST(Rules, AreKeptByEveryOffer) {
  EXPECT_TRUE(rc::check([] {
    const Circumstances now = some_circumstances();
    const Wish wish{*rc::gen::arbitrary<bool>(), one_of(kRelations)};
    const auto choice = choose(sample(), now, wish);
    RC_CLASSIFY(!choice, "nothing allowed");
    if (!choice) return;
    assert_allowed(now, choice->step);
    if (wish.small) RC_ASSERT(choice->step.difficulty <= sample().practice.newcomer.difficulty);
    if (!choice->easier) return;
    assert_allowed(now, *choice->easier);
    RC_ASSERT(choice->easier->chance > choice->step.chance);
    RC_ASSERT(choice->easier->difficulty < choice->step.difficulty);
  }));
}

TEST(Rules, DoNotDependOnTheOrderOfSteps) {
  EXPECT_TRUE(rc::check([] {
    Circumstances now = some_circumstances();
    const auto before = choose(sample(), now, {});
    std::reverse(now.steps.begin(), now.steps.end());
    order(now.steps);
    const auto after = choose(sample(), now, {});
    RC_ASSERT(before.has_value() == after.has_value());
    if (!before) return;
    RC_ASSERT(before->step.key() == after->step.key());
    RC_ASSERT(before->step.person == after->step.person);
    RC_ASSERT(before->why == after->why);
  }));
}

}  // namespace
}  // namespace ajar::practice
