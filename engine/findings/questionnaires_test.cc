// Questionnaires on a screen: what was added, what its answers say, and what they do not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "engine/base/json.h"
#include "engine/content/sample.h"
#include "engine/findings/findings.h"
#include "engine/view/book.h"

namespace ajar::findings {
namespace {

using view::Book;

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

// Six questions of nobody's, answered 1 to 5.
std::string six() {
  std::string items;
  for (int n = 1; n <= 6; ++n) {
    items += (n > 1 ? "," : "") + std::string(R"({"linkId":"q)") + std::to_string(n) +
             R"(","text":"Made up","type":"choice","answerOption":[)";
    for (int value = 1; value <= 5; ++value) {
      items +=
          (value > 1 ? "," : "") + std::string(R"({"valueInteger":)") + std::to_string(value) + "}";
    }
    items += "]}";
  }
  return R"({"resourceType":"Questionnaire","item":[)" + items + "]}";
}

std::string added_body(const std::string& more = "") {
  std::string text;
  json::append_string(text, six());
  return R"({"instrument":"made_up","title":"Six","text":)" + text + more + "}";
}

std::string answers(const std::string& values, const std::string& more = "") {
  std::string items;
  for (std::size_t n = 0; n < values.size(); ++n) {
    if (values[n] == '-') continue;
    items +=
        (items.empty() ? "" : ",") + std::string("\"i") + std::to_string(n + 1) + "\":" + values[n];
  }
  return R"({"questionnaire":"made_up","version":"1","items":{)" + items + "}" + more + "}";
}

class Answer {
 public:
  Answer(const Book& book, std::string_view name, const std::string& args,
         const char* now = "2026-05-14T18:00:00+00:00") {
    const auto answered =
        view::view(sample(), book.journal(), name,
                   R"({"now":")" + std::string(now) + R"(",)" + args + "}", table());
    EXPECT_TRUE(answered.has_value());
    text_ = answered ? *answered : "{}";
  }
  // The value at a path of names and numbers, as it is written; "-" where there is none.
  std::string at(std::initializer_list<std::string_view> path) const {
    json::Document document;
    auto value = *document.parse(text_);
    for (const std::string_view part : path) {
      if (value.is(json::Type::array)) {
        std::size_t left = static_cast<std::size_t>(part[0] - '0');
        if (left >= value.size()) return "-";
        auto each = value.begin();
        for (; left > 0; --left) ++each;
        value = *each;
        continue;
      }
      const auto found = value.find(part);
      if (!found) return "-";
      value = *found;
    }
    return std::string(value.raw());
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

struct Life {
  Book book;
  Id id = book.put("questionnaire", "2026-01-02", added_body());

  void answered(const char* day, const std::string& values, const char* about = "partner") {
    book.put("answers", day, answers(values, std::string(R"(,"context":")") + about + "\""));
  }
  Answer seen() const { return Answer(book, "questionnaire", R"("id":")" + format(id) + "\""); }
};

TEST(Questionnaires, ListWhatCanBeScoredAndWhatWasAdded) {
  Life life;
  life.answered("2026-02-01", "111555");
  const Answer seen(life.book, "questionnaires", R"("x":1)");
  EXPECT_EQ(seen.at({"instruments", "0", "called"}), "\"MU-6\"");
  EXPECT_EQ(seen.at({"instruments", "0", "axes"}), "true");
  EXPECT_EQ(seen.at({"instruments", "0", "norms", "0", "known"}), "\"second_hand\"");
  EXPECT_EQ(seen.at({"added", "0", "title"}), "\"Six\"");
  EXPECT_EQ(seen.at({"added", "0", "times"}), "1");
  EXPECT_EQ(seen.at({"added", "0", "open"}), "null");
}

TEST(Questionnaires, OneTimeHasScoresAndNoChange) {
  Life life;
  life.answered("2026-02-01", "515115");
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"questions", "5", "number"}), "6");
  EXPECT_EQ(seen.at({"results", "0", "about"}), "\"partner\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "latest"}), "5");
  EXPECT_EQ(seen.at({"results", "0", "scales", "1", "latest"}), "1");
  EXPECT_EQ(seen.at({"results", "0", "scales", "2", "latest"}), "4");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "change"}), "null");
  EXPECT_EQ(seen.at({"results", "0", "plane"}), "null") << "two axes need two times";
}

TEST(Questionnaires, AnErrorNamesItsReliabilityAndTheLooserOneIsBeside) {
  Life life;
  life.answered("2026-02-01", "515115");
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "retest", "reliability"}), "0.8");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "looser", "kind"}), "\"alpha\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "1", "retest"}), "null");
  EXPECT_EQ(seen.at({"results", "0", "scales", "1", "looser", "sentence", "id"}),
            "\"questionnaire.trust.latent\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "2", "retest"}), "null");
}

TEST(Questionnaires, ADifferenceIsNoiseUntilItIsMore) {
  Life life;
  life.answered("2026-02-01", "333333");
  life.answered("2026-03-01", "433333");
  EXPECT_EQ(life.seen().at({"results", "0", "scales", "0", "change", "verdict"}), "\"noise\"");
  EXPECT_EQ(life.seen().at({"results", "0", "plane", "verdict"}), "\"noise\"");
  life.answered("2026-04-01", "515553");
  const Answer seen = life.seen();
  // Avoidance 3 to 5 past a bar of 0.99; anxiety 3 to 4.3 past its looser bound only.
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "change", "verdict"}), "\"beyond\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "1", "change", "verdict"}), "\"open\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "2", "change", "verdict"}), "\"unknown\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "mean", "n"}), "3");
  EXPECT_EQ(seen.at({"results", "0", "plane", "points", "2", "avoidance"}), "5");
  EXPECT_EQ(seen.at({"results", "0", "plane", "verdict"}), "\"beyond\"");
}

TEST(Questionnaires, TwoAxesTogetherAreWrongNoMoreOftenThanOne) {
  Life life;
  life.answered("2026-02-01", "333333");
  life.answered("2026-03-01", "424333");
  const Answer seen = life.seen();
  // A difference of 1 is past the bar of one axis, 0.99, and within that of two, 1.13.
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "change", "verdict"}), "\"beyond\"");
  EXPECT_EQ(seen.at({"results", "0", "plane", "verdict"}), "\"noise\"");
}

TEST(Questionnaires, TheAxesAreJudgedOverAllTimesThoughTheNewestAreDrawn) {
  Life life;
  life.answered("2026-01-03", "333333");
  for (int n = 0; n < 60; ++n) {
    const int month = 2 + n / 28;
    const int day = 1 + n % 28;
    const std::string date =
        "2026-0" + std::to_string(month) + (day < 10 ? "-0" : "-") + std::to_string(day);
    life.answered(date.c_str(), "515333");
  }
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"results", "0", "plane", "points", "0", "avoidance"}), "5");
  EXPECT_EQ(seen.at({"results", "0", "plane", "verdict"}), "\"beyond\"");
  EXPECT_EQ(seen.at({"results", "0", "plane", "sentence", "args", "avoidance_from"}), "3");
}

TEST(Questionnaires, ATimeThatLeftTooMuchOutHasNoScoreAndNoPlaceOnTheAxes) {
  Life life;
  life.answered("2026-02-01", "333333");
  life.answered("2026-03-01", "3-3333");
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"results", "0", "times", "1", "scores", "avoidance"}), "null");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "sentence", "id"}),
            "\"questionnaire.no_score\"");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "times"}), "1");
  EXPECT_EQ(seen.at({"results", "0", "plane"}), "null");
}

TEST(Questionnaires, PeopleAreKeptApart) {
  Life life;
  life.answered("2026-02-01", "333333");
  life.answered("2026-03-01", "555555", "friend");
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"results", "0", "about"}), "\"friend\"");
  EXPECT_EQ(seen.at({"results", "1", "about"}), "\"partner\"");
  EXPECT_EQ(seen.at({"results", "1", "scales", "0", "times"}), "1");
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "retest"}), "null")
      << "the retest is of partners only";
}

TEST(Questionnaires, WhatWasBrokenOffIsThereToGoOnWithAndCountsNowhere) {
  Life life;
  life.book.put("answers", "2026-02-01", answers("33----", R"(,"context":"partner","open":true)"));
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"open", "items"}), R"({"i1":3,"i2":3})");
  EXPECT_EQ(seen.at({"results"}), "[]");
  EXPECT_EQ(Answer(life.book, "questionnaires", R"("x":1)").at({"added", "0", "times"}), "0");
}

TEST(Questionnaires, OwnFiguresGoBeforePublishedOnes) {
  Life life;
  life.book.put(
      life.id, "questionnaire", "2026-01-03",
      added_body(R"(,"spread":{"model_self":3},"retest":{"model_self":0.75,"avoidance":0.9})"));
  life.answered("2026-02-01", "333333");
  const Answer seen = life.seen();
  EXPECT_EQ(seen.at({"results", "0", "scales", "0", "retest", "reliability"}), "0.9");
  EXPECT_EQ(seen.at({"results", "0", "scales", "2", "retest", "error"}), "1.5");
  EXPECT_EQ(seen.at({"results", "0", "scales", "2", "retest", "known"}), "\"own\"");
}

TEST(Questionnaires, ATextThatCannotBeReadAndAKeyOfANewerVersionAreSaid) {
  Book book;
  const Id broken =
      book.put("questionnaire", "2026-01-02", R"({"instrument":"made_up","text":"{}"})");
  const Id newer = book.put("questionnaire", "2026-01-02", R"({"instrument":"newer","text":"{}"})");
  const Answer first(book, "questionnaire", R"("id":")" + format(broken) + "\"");
  EXPECT_EQ(first.at({"broken", "code"}), "\"questionnaire/not_fhir\"");
  EXPECT_EQ(first.at({"questions"}), "[]");
  const Answer second(book, "questionnaire", R"("id":")" + format(newer) + "\"");
  EXPECT_EQ(second.at({"known_here"}), "false");
  EXPECT_EQ(second.at({"instrument"}), "\"newer\"");
}

TEST(Questionnaires, WhatLiesAheadDoesNotCountAndOrderDoesNotMatter) {
  Life life;
  life.answered("2026-02-01", "333333");
  life.answered("2026-06-01", "555555");
  EXPECT_EQ(life.seen().at({"results", "0", "scales", "0", "times"}), "1");
  auto lines = life.book.lines();
  std::reverse(lines.begin(), lines.end());
  const std::string args = R"({"now":"2026-05-14T18:00:00+00:00","id":")" + format(life.id) + "\"}";
  EXPECT_EQ(*view::view(sample(), view::fold(lines), "questionnaire", args, table()),
            life.seen().text());
}

TEST(Questionnaires, AnIdThatIsNoneIsSaid) {
  const Book book;
  const auto answered = view::view(
      sample(), book.journal(), "questionnaire",
      R"({"now":"2026-05-14T18:00:00+00:00","id":"00000000000000000000000009"})", table());
  EXPECT_EQ(answered.error().code, "view/unknown_id");
}

}  // namespace
}  // namespace ajar::findings
