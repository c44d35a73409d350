// The mirror repeats what was said, in order of closeness, and nothing else.
#include "engine/check/mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "engine/content/sample.h"

namespace ajar::check {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

std::vector<Sentence> said(const ContextAnswers& answers) {
  return sentences(sample().practice, reflect(sample(), answers));
}

TEST(Mirror, OrdersByClosenessThenAsAsked) {
  const Reflection seen = reflect(
      sample(),
      {"partner", {{"no_burden", 4}, {"keep_in", 0}, {"open_up", 4}, {"step_back", 2}}, "always"});
  EXPECT_THAT(seen.order, ElementsAre("open_up", "no_burden", "step_back", "keep_in"));
  EXPECT_THAT(seen.closest, ElementsAre("open_up", "no_burden"));
  EXPECT_THAT(seen.middle, ElementsAre("step_back"));
  EXPECT_THAT(seen.farthest, ElementsAre("keep_in"));
}

TEST(Mirror, SaysTheClosestForHowLongAndTheFarthest) {
  const auto lines = said(
      {"partner", {{"no_burden", 4}, {"keep_in", 0}, {"open_up", 4}, {"step_back", 2}}, "always"});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(message(lines[0].line), "mirror.closest");
  EXPECT_EQ(lines[0].context, "partner");
  EXPECT_EQ(lines[0].since, "always");
  EXPECT_THAT(lines[0].statements, ElementsAre("open_up", "no_burden"));
  EXPECT_EQ(lines[0].number, 2);
  EXPECT_EQ(message(lines[1].line), "mirror.farthest");
  EXPECT_THAT(lines[1].statements, ElementsAre("keep_in"));
  EXPECT_EQ(lines[1].since, "");
}

TEST(Mirror, CountsWhatIsTooManyToName) {
  const auto lines = said({"friends",
                           {{"open_up", 3},
                            {"keep_in", 3},
                            {"rely_on_no_one", 3},
                            {"alone_as_always", 3},
                            {"step_back", 1}},
                           "years"});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(message(lines[0].line), "mirror.closest_many");
  EXPECT_EQ(lines[0].number, 4);
  EXPECT_THAT(lines[0].statements, IsEmpty());
  EXPECT_EQ(lines[0].since, "years");
  EXPECT_EQ(message(lines[1].line), "mirror.farthest");
}

TEST(Mirror, AllAlikeIsOneSentence) {
  const auto lines = said(
      {"family", {{"open_up", 4}, {"keep_in", 4}, {"step_back", 4}, {"no_burden", 4}}, "lately"});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(message(lines[0].line), "mirror.alike");
  EXPECT_EQ(lines[0].number, 4);
}

TEST(Mirror, SaysWhenNothingIsClose) {
  const auto lines = said({"family", {{"open_up", 2}, {"keep_in", 1}, {"step_back", 0}}, "lately"});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(message(lines[0].line), "mirror.none_close");
  EXPECT_EQ(lines[0].since, "") << "how long says nothing about what is not there";
}

TEST(Mirror, OneAnswerIsEnoughAndNoneSaysNothing) {
  EXPECT_EQ(said({"family", {{"open_up", 3}}, ""}).size(), 1u);
  EXPECT_THAT(said({"family", {}, "always"}), IsEmpty());
}

TEST(Mirror, KeepsAStatementThatTheContentDoesNotKnow) {
  const Reflection seen =
      reflect(sample(), {"partner", {{"from_later", 4}, {"another", 4}, {"keep_in", 4}}, ""});
  EXPECT_THAT(seen.order, ElementsAre("keep_in", "another", "from_later"));
}

TEST(Mirror, DoesNotDependOnTheOrderOfAnswersAndLosesNone) {
  EXPECT_TRUE(rc::check([] {
    const auto values = *rc::gen::container<std::vector<int>>(7, rc::gen::inRange(0, 5));
    ContextAnswers answers{"partner", {}, "years"};
    for (std::size_t i = 0; i < values.size(); ++i) {
      answers.answers.push_back({sample().statements.items[i], values[i]});
    }
    const Reflection before = reflect(sample(), answers);
    const auto places = *rc::gen::container<std::vector<int>>(7, rc::gen::arbitrary<int>());
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6};
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(places[a], a) < std::pair(places[b], b);
    });
    ContextAnswers shuffled{"partner", {}, "years"};
    for (const std::size_t i : order) shuffled.answers.push_back(answers.answers[i]);
    const Reflection after = reflect(sample(), shuffled);
    RC_ASSERT(before.order == after.order);
    RC_ASSERT(before.closest == after.closest);
    RC_ASSERT(before.closest.size() + before.middle.size() + before.farthest.size() == 7u);
  }));
}

}  // namespace
}  // namespace ajar::check
