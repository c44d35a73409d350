// What a network learns that counting words cannot, that it is the same each time, and that its
// gradients are those of what it says.
#include "learn/recurrent_learner.h"

#include <gtest/gtest.h>

#include "engine/text/learned.h"

namespace ajar::learn {
namespace {

Example example(std::string_view source, bool belongs) {
  const auto tokens = text::tokens(source);
  const auto end = static_cast<std::uint32_t>(tokens.words.size());
  return {text::passage_of(tokens, 0, end), false, belongs};
}

// The same words in both classes, one way round and the other, at any distance.
std::vector<Example> by_order() {
  const std::vector<std::string> fillers{"", "so ", "very ", "rather ", "so very ", "much "};
  std::vector<Example> examples;
  for (int times = 0; times < 30; ++times) {
    for (const auto& a : fillers) {
      for (const auto& b : fillers) {
        examples.push_back(example("rain " + a + "then " + b + "sun", true));
        examples.push_back(example("sun " + a + "then " + b + "rain", false));
      }
    }
  }
  return examples;
}

text::RecurrentNetwork learned(const std::vector<Example>& examples, RecurrentShape shape = {}) {
  std::vector<const Example*> given;
  for (const Example& one : examples) given.push_back(&one);
  return learn_recurrent("order", given, shape);
}

TEST(Recurrent, LearnsAnOrderOfWords) {
  const auto examples = by_order();
  const auto network = learned(examples);
  for (const Example& one : examples)
    EXPECT_EQ(network.answer(one.passage.pieces) > 0, one.belongs);
  EXPECT_GT(network.answer(example("rain so then so much sun", true).passage.pieces), 0);
  EXPECT_LT(network.answer(example("sun so then so much rain", true).passage.pieces), 0);
}

TEST(Recurrent, TheSameExamplesGiveTheSameNetwork) {
  const auto examples = by_order();
  const RecurrentShape shape{.d = 8, .h = 8, .rounds = 1};
  EXPECT_EQ(text::write_learned({{}, {learned(examples, shape)}}),
            text::write_learned({{}, {learned(examples, shape)}}));
}

TEST(Recurrent, NeverAddsMoreThanItsBound) {
  const auto network =
      learned(by_order(), {.d = 8, .h = 8, .rounds = 2, .share = 2, .bound = 0.01});
  EXPECT_DOUBLE_EQ(network.most(), 0.02);
  EXPECT_LE(network.answer(example("rain then sun", true).passage.pieces), 0.02);
  EXPECT_GE(network.answer(example("sun then rain", true).passage.pieces), -0.02);
}

TEST(Recurrent, NothingToLearnFromSaysNextToNothing) {
  EXPECT_LE(std::abs(learned({}).answer(example("rain", true).passage.pieces)), learned({}).most());
}

}  // namespace
}  // namespace ajar::learn
