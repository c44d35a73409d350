// What a passage is cut into, how a file of classifiers is read and refused, and what a learned
// judgement does to marks and to the question.
#include "engine/text/classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/text/learned.h"
#include "engine/text/reading.h"

namespace ajar::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kBits = 10;

Ngrams passage(std::string_view text) {
  const Tokens all = tokens(text);
  return ngrams(all, 0, static_cast<std::uint32_t>(all.words.size()));
}

std::uint64_t hash_of(std::string_view word) {
  // A word alone is the one n-gram of words that two texts with nothing else in common share.
  const auto one = passage("aa " + std::string(word) + " bb")[0];
  const auto other = passage("cc dd " + std::string(word) + " ee")[0];
  for (const Ngram& a : one)
    for (const Ngram& b : other)
      if (a.hash == b.hash && a.first == a.last && a.first == 1) return a.hash;
  ADD_FAILURE() << word;
  return 0;
}

// A classifier that knows one word, with this many steps of weight.
Classifier knows(const std::string& id, std::string_view word, std::int8_t steps,
                 std::int32_t rule = 0) {
  Classifier::Parts parts{
      .id = id, .bias = -100'000, .step = 1'000'000, .rule = rule, .threshold = 0, .weights = {}};
  parts.weights.resize(std::size_t{1} << kBits);
  if (!word.empty()) parts.weights[static_cast<std::size_t>(hash_of(word) >> (64 - kBits))] = steps;
  return Classifier(std::move(parts));
}

TEST(Ngrams, WordsInOnesTwosAndThreesWithTheEdgesOfThePassage) {
  // ^ a b $: four pieces, three pairs, two threes.
  EXPECT_EQ(passage("one two")[0].size(), 9U);
  // ^ _ b, a _ $, and ^ _ _ $.
  EXPECT_EQ(passage("one two")[1].size(), 3U);
}

TEST(Ngrams, EachOnceAndAscending) {
  const auto words = passage("no no no no")[0];
  for (std::size_t i = 1; i < words.size(); ++i) EXPECT_LT(words[i - 1].hash, words[i].hash);
}

TEST(Ngrams, CaseAccentsAndApostrophesMakeNoDifference) {
  EXPECT_EQ(passage("I Don’t, José")[0], passage("i dont, jose")[0]);
}

TEST(Ngrams, TheEndOfASentenceIsNotThatOfAClause) {
  EXPECT_NE(passage("go. Away")[0], passage("go, away")[0]);
  EXPECT_NE(passage("go away")[0], passage("go, away")[0]);
}

TEST(Ngrams, ATextWithoutWordsHasNone) {
  for (const auto& kind : passage("… !")) EXPECT_THAT(kind, IsEmpty());
}

TEST(Classifier, TheScoreIsTheWeightsOverTheRootOfTheirNumber) {
  const auto one = knows("crisis", "two", 6);
  const auto kinds = passage("one two");
  double expected = -0.1;
  for (const auto& kind : kinds) {
    double sum = 0;
    for (const Ngram& ngram : kind)
      sum += one.parts().weights[static_cast<std::size_t>(ngram.hash >> (64 - kBits))];
    expected += sum / std::sqrt(static_cast<double>(kind.size()));
  }
  EXPECT_GT(expected, 1.8);  // 6 / √9 of the word alone, and what shares its place by chance
  EXPECT_NEAR(one.margin(kinds), expected, 1e-9);
}

TEST(Classifier, ARuleThatStandsAddsItsOwnWeight) {
  const auto one = knows("crisis", "", 0, 300'000);
  EXPECT_NEAR(one.margin(passage("anything")), -0.1, 1e-9);
  EXPECT_NEAR(one.margin(passage("anything"), true), 0.2, 1e-9);
}

TEST(Classifier, SharesAddUpToTheScoreWithoutBias) {
  const auto one = knows("cue", "two", 6);
  const auto kinds = passage("one two three");
  double sum = 0;
  for (const double share : one.shares(kinds, 0, 3)) sum += share;
  EXPECT_NEAR(sum - 0.1, one.margin(kinds), 1e-9);
}

std::string written(std::vector<Classifier> classifiers) {
  return write_learned({.classifiers = std::move(classifiers), .networks = {}});
}

TEST(ClassifierFile, ReadsBackWhatWasWritten) {
  const auto bytes = written({knows("crisis", "two", -7, 5), knows("cue", "one", 3)});
  const auto read = read_learned(bytes);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->classifiers.size(), 2U);
  EXPECT_EQ(read->classifiers[0].id(), "crisis");
  EXPECT_EQ(read->classifiers[0].parts().bias, -100'000);
  EXPECT_EQ(read->classifiers[0].parts().rule, 5);
  EXPECT_EQ(read->classifiers[1].parts().weights, knows("cue", "one", 3).parts().weights);
  EXPECT_EQ(write_learned(*read), bytes);
}

TEST(ClassifierFile, EveryPrefixIsRefusedAndSoIsWhatComesAfter) {
  const auto bytes = written({knows("crisis", "two", 1)});
  for (std::size_t size = 0; size < bytes.size(); size += size < 60 ? 1 : 97) {
    const auto read = read_learned(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, "learned/bad_file");
  }
  EXPECT_FALSE(read_learned(bytes + "x"));
}

TEST(ClassifierFile, MoreBitsThanThereMayBeAreRefusedBeforeAnythingIsMadeForThem) {
  auto bytes = written({knows("crisis", "two", 1)});
  const auto at = bytes.find("crisis") + 6 + 16;
  ASSERT_EQ(bytes[at], kBits);
  bytes[at] = 60;
  EXPECT_EQ(read_learned(bytes).error().code, "learned/bad_file");
}

// No cue by rule but "fine", no crisis rule but "die".
constexpr std::string_view kRules = R"({
  "kinds": ["fine"],
  "cues": [{"id": "fine_said", "cue": "fine", "say": [0], "with": [], "unless": [],
            "unless_near": [], "unless_over": []}],
  "crisis": [{"id": "dying", "say": [1], "with": [], "unless": [], "unless_near": [],
              "unless_over": []}],
  "asides": [], "own_speech": [], "sets": [["fine"], ["die"]], "stop": 0, "features": 2,
  "starts": [0, 2], "code": [0,0, 7,0, 0,1, 7,1]})";

Rules learned() {
  auto rules = Rules::load(kRules);
  EXPECT_TRUE(rules);
  EXPECT_TRUE(rules->learn(written(
      {knows("crisis", "gone", 20, 50'000), knows("cue", "whatever", 20), knows("fine", "", 0)})));
  return std::move(*rules);
}

std::vector<std::string> marks(std::string_view text, const std::vector<std::string>& off = {}) {
  const Rules rules = learned();
  std::vector<std::string> found;
  for (const Cue& cue : rules.read(text, off).cues)
    found.push_back(std::string(cue.rule) + ": " + std::string(text.substr(cue.start, cue.length)));
  return found;
}

TEST(Learned, AFileWithoutAKindIsRefusedByName) {
  auto rules = Rules::load(kRules);
  const auto status = rules->learn(written({knows("crisis", "", 0), knows("cue", "", 0)}));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "learned/missing");
  EXPECT_EQ(status.error().detail, "fine");
  EXPECT_TRUE(rules->read("I want to die").ask) << "and the rules go on by themselves";
}

TEST(Learned, ItAsksByWhatWasLearnedAndNotByARuleAlone) {
  EXPECT_EQ(learned().read("I will be gone").asked_by, "learned");
  EXPECT_FALSE(learned().read("the battery will die").ask);
}

TEST(Learned, NothingWrittenAfterwardsTakesAQuestionBack) {
  std::string text = "I will be gone.";
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(learned().read(text).ask) << text;
    text += " And the kettle is on again for the two of us and the dog.";
  }
}

TEST(Learned, TheClauseThatSpeaksForItIsMarked) {
  EXPECT_THAT(marks("He called me today, but whatever you say, and I went home."),
              ElementsAre("fine_learned: but whatever you say"));
}

TEST(Learned, ARuleThatStandsThereSaysWhichWords) {
  EXPECT_THAT(marks("Whatever, I am fine with it."), ElementsAre("fine_said: fine"));
}

TEST(Learned, KindAndRuleAndWhatWasLearnedAreSwitchedOffByName) {
  EXPECT_THAT(marks("Whatever it is, fine.", {"fine"}), IsEmpty());
  EXPECT_THAT(marks("Whatever it is, fine.", {"fine_said"}), IsEmpty())
      << "a phrase that was left out is not marked by another name";
  EXPECT_THAT(marks("Whatever it is, so be it.", {"fine_learned"}), IsEmpty());
  EXPECT_TRUE(learned().knows("fine_learned"));
}

TEST(Learned, ASentenceIsMarkedOnceWhateverIsReadWithIt) {
  EXPECT_EQ(marks("Whatever you say. Then tea. Then bed. Then the news. Then sleep.").size(), 1U);
}

}  // namespace
}  // namespace ajar::text
