// Rules about sentences: cutting, patterns, quotations, places in UTF-16, damage, and what does not
// grow.
#include "engine/text/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/utf8.h"

namespace ajar::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A program by hand (spec/sentences.md §4). Sets: 0 i/im, 1 fine, 2 not (what a gap stops at), 3
// die, 4 said, 5 ~suicidal, 6 want*, 7 today. Features: 0 "i ..2 fine", 1 "said", 2 "today", 3
// "~suicidal", 4 "i ++2 want* / die", 5 "^ fine $".
constexpr std::string_view kProgram = R"({
  "kinds": ["fine", "shrink"],
  "cues": [
    {"id": "fine_said", "cue": "fine", "say": [0], "with": [], "unless": [2], "unless_near": [],
     "unless_over": []},
    {"id": "fine_alone", "cue": "shrink", "say": [5], "with": [], "unless": [], "unless_near": [2],
     "unless_over": []}],
  "crisis": [
    {"id": "suicidal", "say": [3], "with": [], "unless": [], "unless_near": [],
     "unless_over": []},
    {"id": "crossing", "say": [4], "with": [2], "unless": [], "unless_near": [],
     "unless_over": []}],
  "asides": [], "own_speech": [1],
  "sets": [["i", "im"], ["fine"], ["not"], ["die"], ["said"], ["~suicidal"], ["want*"], ["today"]],
  "stop": 2, "features": 6,
  "starts": [0, 7, 9, 11, 13, 22],
  "code": [0,0, 3,5, 1,0, 3,5, 1,0, 0,1, 7,0,
           0,4, 7,1,
           0,7, 7,2,
           0,5, 7,3,
           0,0, 3,18, 2,0, 3,18, 2,0, 0,6, 6,0, 0,3, 7,4,
           5,1, 0,1, 5,1, 7,5]})";

Rules rules() {
  auto loaded = Rules::load(kProgram);
  EXPECT_TRUE(loaded) << loaded.error().code << " " << loaded.error().field;
  return std::move(*loaded);
}

std::vector<std::string> marked(std::string_view text, const std::vector<std::string>& off = {}) {
  const Rules all = rules();
  std::vector<std::string> found;
  for (const Cue& cue : all.read(text, off).cues)
    found.push_back(std::string(cue.id) + " " + std::to_string(cue.start) + "+" +
                    std::to_string(cue.length));
  return found;
}

bool asks(std::string_view text) {
  return rules().read(text).ask;
}

TEST(Tokens, APeriodEndsASentenceAndACommaAClause) {
  const Tokens cut = tokens("Hello, you. It is 2.5 km! yes");
  ASSERT_EQ(cut.words.size(), 8U);
  EXPECT_EQ(cut.sentences, 3U);
  EXPECT_EQ(cut.words[1].before, Break::clause);
  EXPECT_EQ(cut.words[2].before, Break::sentence);
  EXPECT_EQ(cut.words[5].before, Break::none) << "a point between digits parts nothing";
  EXPECT_EQ(cut.words[7].before, Break::sentence);
}

TEST(Tokens, ThreeDotsBeforeASmallLetterGoOn) {
  EXPECT_EQ(tokens("i just... want it").sentences, 1U);
  EXPECT_EQ(tokens("I just... Want it").sentences, 2U);
}

TEST(Tokens, ALineThatGoesOnInSmallLettersIsTheSameSentence) {
  EXPECT_EQ(tokens("it was\nnothing").sentences, 1U);
  EXPECT_EQ(tokens("it was\nNothing").sentences, 2U);
}

TEST(Tokens, WordsBetweenQuotationMarksAreQuotedWhereTheyClose) {
  const Tokens straight = tokens("she said \"go now\" twice");
  EXPECT_FALSE(straight.words[1].quoted);
  EXPECT_TRUE(straight.words[2].quoted);
  EXPECT_TRUE(straight.words[3].quoted);
  EXPECT_FALSE(straight.words[4].quoted);
  EXPECT_TRUE(tokens("„so“ und").words[0].quoted);
  for (const Token& word : tokens("a 5\" nail and more").words) EXPECT_FALSE(word.quoted);
  for (const Token& word : tokens("an \"open\nmark\" here").words) EXPECT_FALSE(word.quoted);
}

TEST(Reading, MarksAPhraseWithItsPlace) {
  EXPECT_THAT(marked("Yes. I'm really fine."), ElementsAre("fine 5+15"));
}

TEST(Reading, CountsUtf16Units) {
  EXPECT_THAT(marked("😀é i am fine"), ElementsAre("fine 4+9"));
}

TEST(Reading, AGapPassesNoNegationNoCommaAndNoSentence) {
  EXPECT_THAT(marked("I am not fine"), IsEmpty());
  EXPECT_THAT(marked("I did, so fine"), IsEmpty());
  EXPECT_THAT(marked("Me and I. Fine weather"), IsEmpty());
}

// "^ ..1 die": after the beginning of a clause a gap may pass the clause's own first words.
TEST(Reading, AGapAfterTheBeginningOfAClausePassesItsFirstWords) {
  const auto rules = Rules::load(
      R"({"kinds":[],"cues":[],"crisis":[{"id":"a","say":[0],"with":[],"unless":[],)"
      R"("unless_near":[],"unless_over":[]}],"asides":[],"own_speech":[],"sets":[["not"],["die"]],"stop":0,"features":1,)"
      R"("starts":[0],"code":[5,1, 3,3, 1,0, 0,1, 7,0]})");
  ASSERT_TRUE(rules) << rules.error().field;
  EXPECT_TRUE(rules->read("die").ask);
  EXPECT_TRUE(rules->read("So, plants die").ask);
  EXPECT_FALSE(rules->read("So the plants die").ask) << "two words are more than the gap has";
  EXPECT_FALSE(rules->read("well, not die").ask);
}

TEST(Reading, NeighboursMayLieOnBothSidesOfAComma) {
  EXPECT_THAT(marked("i, fine"), ElementsAre("fine 0+7"));
}

TEST(Reading, ARuleMindsWhatItDoesNotStandBeside) {
  EXPECT_THAT(marked("I am fine today"), IsEmpty());
  EXPECT_THAT(marked("I am fine. Today it rains."), ElementsAre("fine 0+9"));
}

TEST(Reading, UnlessNearLooksAtTheSentencesAround) {
  EXPECT_THAT(marked("fine"), ElementsAre("shrink 0+4"));
  EXPECT_THAT(marked("fine. Today it rains."), IsEmpty());
  EXPECT_THAT(marked("Today. Rain. fine"), ElementsAre("shrink 13+4"));
}

// Sets: 0 not, 1 die, 2 laughing, 3 once, 4 again. Features: 0 "die", 1 "die laughing", 2 "once", 3
// "again". What is found on the words of `die` takes back those alone; "once" does so for its
// sentence, unless "again" stands there.
constexpr std::string_view kExceptions =
    R"({"kinds":[],"cues":[],"crisis":[{"id":"a","say":[0],"with":[],"unless":[2],)"
    R"("unless_near":[],"unless_over":[1]}],"asides":[{"feature":[2],"by":[3]}],"own_speech":[],)"
    R"("sets":[["not"],["die"],["laughing"],["once"],["again"]],"stop":0,"features":4,)"
    R"("starts":[0,2,5,7],"code":[0,1, 7,0, 0,1, 0,2, 7,1, 0,3, 7,2, 0,4, 7,3]})";

TEST(Reading, ATurnOfPhraseTakesBackItsOwnWordsAlone) {
  const auto rules = Rules::load(kExceptions);
  ASSERT_TRUE(rules) << rules.error().field;
  EXPECT_TRUE(rules->read("i die").ask);
  EXPECT_FALSE(rules->read("i die laughing").ask);
  EXPECT_TRUE(rules->read("i die laughing and i die").ask);
}

TEST(Reading, AnExceptionIsSetAsideByWhatContradictsItInItsSentence) {
  const auto rules = Rules::load(kExceptions);
  ASSERT_TRUE(rules) << rules.error().field;
  EXPECT_FALSE(rules->read("once i die").ask);
  EXPECT_TRUE(rules->read("once i die again").ask);
  EXPECT_FALSE(rules->read("once i die. again").ask) << "another sentence";
}

TEST(Reading, OfTwoMarksOnTheSameWordsTheEarlierRuleStays) {
  EXPECT_THAT(marked("i: fine"), ElementsAre("fine 0+7"));
  EXPECT_THAT(marked("i: fine", {"fine"}), ElementsAre("shrink 3+4"));
}

TEST(Reading, KindsAndPhrasesAreSwitchedOffAlone) {
  EXPECT_THAT(marked("I am fine", {"fine"}), IsEmpty());
  EXPECT_THAT(marked("I am fine", {"fine_said"}), IsEmpty());
  EXPECT_THAT(marked("I am fine", {"shrink"}), ElementsAre("fine 0+9"));
}

TEST(Reading, OthersQuotedWordsDoNotCountAndOnesOwnDo) {
  EXPECT_THAT(marked("he wrote \"I am fine\" again"), IsEmpty());
  EXPECT_THAT(marked("said it: \"I am fine\" again"), ElementsAre("fine 10+9"));
  EXPECT_THAT(marked("\"I am fine\""), ElementsAre("fine 1+9")) << "nothing but a quotation";
}

TEST(Reading, ForgivesOneSlipOfTheFingers) {
  EXPECT_TRUE(asks("feeling suicidal"));
  EXPECT_TRUE(asks("feeling suicdal"));
  EXPECT_TRUE(asks("feeling sucidial") == false) << "two slips";
  EXPECT_TRUE(asks("SUICIDLA"));
  EXPECT_TRUE(one_slip_apart("myself", "myslef"));
  EXPECT_TRUE(one_slip_apart("myself", "myselff"));
  EXPECT_FALSE(one_slip_apart("myself", "myself"));
  EXPECT_FALSE(one_slip_apart("myself", "yselfm"));
}

TEST(Reading, APatternMayGoOverTheEndOfASentence) {
  EXPECT_TRUE(asks("Today i really wanted that. Die") == false);
  EXPECT_TRUE(asks("Today i really wanted. Die"));
  EXPECT_FALSE(asks("i really wanted. Die")) << "without what must stand beside it";
  EXPECT_FALSE(asks("Today i really wanted, die"));
}

TEST(Reading, AnEmptyProgramFindsNothing) {
  const auto empty = Rules::load(R"({"kinds":[],"cues":[],"crisis":[],"asides":[],"own_speech":[],)"
                                 R"("sets":[["not"]],"stop":0,"features":0,)"
                                 R"("starts":[],"code":[]})");
  ASSERT_TRUE(empty);
  EXPECT_THAT(empty->read("I am fine").cues, IsEmpty());
  EXPECT_THAT(empty->read("").cues, IsEmpty());
}

std::string with(std::string_view from, std::string_view to) {
  std::string text(kProgram);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Reading, AnAsideNamesOneFeatureThatIsThere) {
  for (const std::string_view feature : {"[]", "[1,2]", "[4]", "[-1]"}) {
    std::string text(kExceptions);
    constexpr std::string_view kGood = R"("feature":[2])";
    text.replace(text.find(kGood), kGood.size(), R"("feature":)" + std::string(feature));
    const auto loaded = Rules::load(text);
    ASSERT_FALSE(loaded) << feature;
    EXPECT_EQ(loaded.error().code, "rules/out_of_range") << feature;
  }
}

TEST(Reading, ADamagedProgramIsRefused) {
  const auto code = [](const std::string& text) {
    const auto loaded = Rules::load(text);
    return loaded ? std::string("none") : std::string(loaded.error().code);
  };
  EXPECT_EQ(code("{"), "rules/not_json");
  EXPECT_EQ(code("[]"), "rules/bad_type");
  EXPECT_EQ(code(with("\"stop\": 2,", "")), "rules/missing");
  EXPECT_EQ(code(with("\"stop\": 2", "\"stop\": 8")), "rules/out_of_range");
  EXPECT_EQ(code(with("[0,0, 3,5, 1,0, 3,5", "[0,0, 3,0, 1,0, 3,5")), "rules/out_of_range")
      << "a jump back would never end";
  EXPECT_EQ(code(with("7,5]", "0,1]")), "rules/out_of_range") << "nothing after the last word";
  EXPECT_EQ(code(with("[0, 7, 9, 11, 13, 22]", "[0, 99]")), "rules/out_of_range");
  EXPECT_EQ(code(with("\"say\": [3]", "\"say\": [6]")), "rules/out_of_range");
  EXPECT_EQ(code(with("\"want*\"", "\"w*\"")), "rules/out_of_range");
  EXPECT_EQ(code(with("\"id\": \"suicidal\", ", "")), "rules/missing");
  EXPECT_EQ(code(std::string(2U << 20U, ' ')), "rules/too_long");
}

TEST(Reading, WhatLiesBeyondTheLongestEntryIsNotLookedAt) {
  std::string text(kMaxRead, ' ');
  EXPECT_THAT(marked(text + "i am fine"), IsEmpty());
  text.resize(kMaxRead - 9);
  EXPECT_THAT(marked(text + "i am fine"), ElementsAre("fine 59991+9"));
}

// A gap of any words over a text of nothing but beginnings is the worst there is.
TEST(Reading, TheLongestTextOfBeginningsEnds) {
  std::string text;
  while (text.size() + 6 <= kMaxRead) text += "i ";
  EXPECT_THAT(marked(text + "fine"), ElementsAre("fine 59990+10"));
}

}  // namespace
}  // namespace ajar::text
