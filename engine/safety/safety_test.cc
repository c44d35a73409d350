// Nobody unsafe is practised with, by whatever way a step would reach them.
#include "engine/safety/safety.h"

#include <gtest/gtest.h>

namespace ajar::safety {
namespace {

Id id(std::uint8_t n) {
  Id made;
  made.bytes[15] = n;
  return made;
}

constexpr int kAskFrom = 5;

// Max, an unsafe partner; Ines, a partner who is safe; Tomas, a friend not asked about; Ada, an
// unsure sister.
People people() {
  People made;
  made.list = {{id(1), "Max", "partner", Standing::unsafe, false},
               {id(2), "Ines", "partner", Standing::safe, false},
               {id(3), "Tomas", "friend", Standing::not_asked, false},
               {id(4), "Ada", "family", Standing::unsure, false}};
  made.guarded = {"partner"};
  return made;
}

Refusal plan(std::string_view relation, std::optional<Id> person, int difficulty,
             std::string_view words = {}) {
  return may_plan(people(), {relation, person, difficulty, words}, kAskFrom);
}

TEST(Safety, NothingIsPlannedTowardSomeoneUnsafe) {
  EXPECT_EQ(plan("partner", id(1), 1), Refusal::unsafe_person);
  EXPECT_EQ(plan("", id(1), 0), Refusal::unsafe_person);
  EXPECT_EQ(plan("friend", id(1), 1), Refusal::unsafe_person);
}

TEST(Safety, OneUnsafePersonGuardsTheRelationUnlessAnotherIsNamed) {
  EXPECT_EQ(plan("partner", std::nullopt, 1), Refusal::guarded);
  EXPECT_EQ(plan("partner", id(2), 1), Refusal::none);
  EXPECT_EQ(plan("partner", id(3), 1), Refusal::guarded) << "a friend is nobody of that relation";
  EXPECT_EQ(plan("partner", id(9), 1), Refusal::guarded) << "a person who is not there";
  EXPECT_EQ(plan("friend", std::nullopt, 1), Refusal::none);
}

TEST(Safety, WhereNothingIsAskedOnlyWhatIsKnownRefuses) {
  EXPECT_EQ(may_plan(people(), {"friend", id(3), 10, {}}, std::nullopt), Refusal::none);
  EXPECT_EQ(may_plan(people(), {"partner", id(1), 10, {}}, std::nullopt), Refusal::unsafe_person);
}

TEST(Safety, HarderStepsAskFirst) {
  EXPECT_EQ(plan("friend", id(3), 4), Refusal::none);
  EXPECT_EQ(plan("friend", id(3), 5), Refusal::ask_safety);
  EXPECT_EQ(plan("partner", id(2), 9), Refusal::none);
  EXPECT_EQ(plan("family", std::nullopt, 5), Refusal::ask_safety) << "it may well reach Ada";
  EXPECT_EQ(plan("family", std::nullopt, 4), Refusal::none);
}

TEST(Safety, WordsThatNameSomeoneUnsafeAreRefused) {
  EXPECT_EQ(plan("friend", std::nullopt, 1, "Write to Max, briefly"), Refusal::unsafe_person);
  EXPECT_EQ(plan("friend", std::nullopt, 1, "Max"), Refusal::unsafe_person);
  EXPECT_EQ(plan("friend", std::nullopt, 1, "Stay for Maxine's talk"), Refusal::none);
  EXPECT_EQ(plan("friend", std::nullopt, 1, "to the max"), Refusal::none);
  EXPECT_EQ(plan("friend", std::nullopt, 1, "Climax, then Max"), Refusal::unsafe_person);
}

TEST(Safety, NobodyHiddenIsSuggested) {
  People made = people();
  made.list[2].hidden = true;
  EXPECT_FALSE(may_suggest(made, {"friend", id(3), 1, {}}, kAskFrom));
  EXPECT_EQ(may_plan(made, {"friend", id(3), 1, {}}, kAskFrom), Refusal::none);
}

TEST(Safety, SuggestionsLeaveTheQuestionToPlanning) {
  EXPECT_TRUE(may_suggest(people(), {"friend", id(3), 7, {}}, kAskFrom));
  EXPECT_FALSE(may_suggest(people(), {"family", id(4), 7, {}}, kAskFrom)) << "unsure is not safe";
  EXPECT_TRUE(may_suggest(people(), {"family", id(4), 2, {}}, kAskFrom));
  EXPECT_FALSE(may_suggest(people(), {"partner", id(1), 1, {}}, kAskFrom));
  EXPECT_FALSE(may_suggest(people(), {"partner", std::nullopt, 1, {}}, kAskFrom));
}

TEST(Safety, WhereVersionsDisagreeTheMostCarefulCounts) {
  const Version versions[] = {{"friend", Standing::unsafe}, {"partner", Standing::safe}};
  EXPECT_EQ(most_careful(versions), Standing::unsafe);
  People made;
  guard(made, versions);
  guard(made, versions);
  EXPECT_EQ(made.guarded, (std::vector<std::string>{"friend", "partner"}));
  EXPECT_TRUE(made.guards("partner"));
  EXPECT_FALSE(made.guards("family"));
  const Version calm[] = {{"work", Standing::safe}, {"work", Standing::not_asked}};
  EXPECT_EQ(most_careful(calm), Standing::not_asked);
  guard(made, calm);
  EXPECT_FALSE(made.guards("work"));
}

}  // namespace
}  // namespace ajar::safety
