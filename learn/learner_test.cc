// The learner on sentences whose answer is known.
#include "learn/learner.h"

#include <gtest/gtest.h>

#include <string_view>

#include "engine/text/learned.h"
#include "engine/text/tokens.h"

namespace ajar::learn {
namespace {

constexpr Shape kSmall{.bits = 14, .strictness = 1, .rule = 0.15};

Example example(std::string_view text, bool belongs, bool rule = false) {
  const auto tokens = text::tokens(text);
  return {text::passage_of(tokens, 0, static_cast<std::uint32_t>(tokens.words.size())), rule,
          belongs};
}

std::vector<Example> weather() {
  return {example("rain all day", true),      example("it rained again", true),
          example("so much rain here", true), example("rain, and I like it", true),
          example("sun all day", false),      example("the sun came out again", false),
          example("so much sun here", false), example("a walk, and I like it", false)};
}

text::Classifier learned(const std::vector<Example>& examples) {
  std::vector<const Example*> given;
  for (const Example& one : examples) given.push_back(&one);
  return learn("weather", given, kSmall);
}

TEST(Learner, PartsTheExamplesItWasGivenAndOthersLikeThem) {
  const auto examples = weather();
  const auto classifier = learned(examples);
  for (const Example& one : examples)
    EXPECT_EQ(classifier.margin(one.passage.ngrams) > 0, one.belongs);
  EXPECT_GT(classifier.margin(example("rain tomorrow", true).passage.ngrams), 0);
  EXPECT_LT(classifier.margin(example("sun tomorrow", false).passage.ngrams), 0);
}

TEST(Learner, TheSameExamplesGiveTheSameBytes) {
  const auto examples = weather();
  EXPECT_EQ(text::write_learned({{learned(examples)}, {}}),
            text::write_learned({{learned(examples)}, {}}));
}

TEST(Learner, WhatNoExampleHoldsWeighsNothing) {
  const auto classifier = learned(weather());
  std::size_t used = 0;
  for (const auto weight : classifier.parts().weights) used += weight != 0 ? 1 : 0;
  EXPECT_GT(used, 20U);
  EXPECT_LT(used, 400U);  // of 16,384: the n-grams of eight short sentences
}

TEST(Learner, ARuleThatStandsOnOneSideAloneSpeaksForIt) {
  auto examples = weather();
  for (Example& one : examples) one.rule_stands = one.belongs;
  EXPECT_GT(learned(examples).parts().rule, 0);
  EXPECT_EQ(learned(weather()).parts().rule, 0);
}

TEST(Learner, WithoutExamplesNothingBelongs) {
  EXPECT_LE(learned({}).margin(example("rain", true).passage.ngrams), 0);
}

}  // namespace
}  // namespace ajar::learn
