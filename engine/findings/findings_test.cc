// What the numbers say of hand-written lives: when they keep silent, when they speak, what they
// leave out.
#include "engine/findings/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidjson/document.h>

#include <algorithm>

#include "engine/content/sample.h"
#include "engine/simulate/sample_words.h"
#include "engine/simulate/simulate.h"
#include "engine/view/book.h"

namespace ajar::findings {
namespace {

using testing::ElementsAre;
using view::Book;

constexpr std::string_view kViews[] = {"pattern",      "questions", "cycle",
                                       "expectations", "closeness", "receiving",
                                       "river",        "helped",    "change"};

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

std::string args(std::string_view day, std::string_view more = {}) {
  return R"({"now":")" + std::string(day) + R"(T18:00:00+00:00")" + std::string(more) + "}";
}

rapidjson::Document ask(const journal::Journal& journal, std::string_view name,
                        const std::string& arguments = args("2026-12-31")) {
  const auto answer = view::view(sample(), journal, name, arguments, table());
  rapidjson::Document document;
  EXPECT_TRUE(answer) << name << ": " << (answer ? "" : answer.error().code) << " "
                      << (answer ? "" : answer.error().field);
  if (answer) {
    document.Parse(answer->c_str());
    EXPECT_FALSE(document.HasParseError()) << *answer;
  }
  return document;
}

std::string quoted(const Id& id) {
  return '"' + format(id) + '"';
}

std::string day(int n) {
  return format(*parse_date("2026-01-05") + n);
}

// A check of one context whose seven answers are all the same.
void put_check(Book& book, int at, const std::string& context, int answer) {
  std::string answers;
  for (const std::string& item : sample().statements.items) {
    answers += (answers.empty() ? "\"" : ",\"") + item + "\":" + std::to_string(answer);
  }
  book.put("check", day(at),
           R"({"version":1,"answers":{")" + context + R"(":{)" + answers + R"(}},"since":{")" +
               context + R"(":"years"}})");
}

TEST(Findings, AreUnknownWithoutTheirTable) {
  const Book book;
  EXPECT_EQ(view::view(sample(), book.journal(), "pattern", args("2026-05-14")).error().code,
            "view/unknown");
}

TEST(Findings, OfNothingAreTooEarly) {
  const Book book;
  for (const std::string_view name : kViews) ask(book.journal(), name);
  EXPECT_STREQ(ask(book.journal(), "pattern")["general"]["status"].GetString(), "too_early");
  const auto questions = ask(book.journal(), "questions");
  for (const char* question : {"situations", "when", "feelings"}) {
    EXPECT_STREQ(questions[question]["status"].GetString(), "too_early");
    EXPECT_EQ(questions[question]["missing"].Size(), 2u);
  }
  const auto cycle = ask(book.journal(), "cycle");
  EXPECT_TRUE(cycle["example"].GetBool());
  EXPECT_EQ(cycle["nodes"].Size(), 5u);
}

TEST(Findings, WithoutTheContentsRulesSayWhatIsMissing) {
  content::Content bare = sample();
  bare.insight.clear();
  const Book book;
  const auto answer = view::view(bare, book.journal(), "change", args("2026-05-14"), table());
  EXPECT_EQ(answer.error().code, "content/missing");
  bare.insight = R"({"level":0.95})";
  EXPECT_EQ(view::view(bare, book.journal(), "change", args("2026-05-14"), table()).error().field,
            "insight.support");
  bare.insight = sample().insight;
  bare.insight.replace(bare.insight.find("\"days\":21"), 9, "\"days\":20");
  const auto low = view::view(bare, book.journal(), "change", args("2026-05-14"), table());
  EXPECT_EQ(low.error().code, "content/out_of_range");
  EXPECT_EQ(low.error().field, "insight.pattern.days");
}

// ---------------------------------------------------------------- pattern

TEST(PatternView, SpeaksWhenAFewChecksOverWeeksAgree) {
  Book book;
  for (const int at : {0, 21, 42}) put_check(book, at, "partner", 4);
  const auto view = ask(book.journal(), "pattern");
  const auto& one = view["relationships"][0];
  EXPECT_STREQ(one["verdict"].GetString(), "pattern");
  EXPECT_STREQ(one["status"].GetString(), "claim");
  EXPECT_EQ(one["high"].GetInt(), 3);
  EXPECT_EQ(one["n"].GetInt(), 3);
  EXPECT_EQ(one["records"].Size(), 3u);
  EXPECT_STREQ(one["from"].GetString(), "2026-01-05");
  EXPECT_STREQ(one["to"].GetString(), "2026-02-16");
  EXPECT_STREQ(one["since"].GetString(), "years");
  EXPECT_EQ(one["bricks"].Size(), 20u);
  EXPECT_GE(one["past"].GetInt(), 18);
  EXPECT_EQ(one["statements"].Size(), 7u);
  // One relationship cannot establish a general pattern.
  EXPECT_STREQ(view["general"]["status"].GetString(), "too_early");
  EXPECT_EQ(view["general"]["missing"][0]["have"].GetInt(), 1);
}

TEST(PatternView, ABadMonthIsNotThreeOccasions) {
  Book book;
  for (const int at : {0, 7, 14, 21}) put_check(book, at, "partner", 4);
  const auto view = ask(book.journal(), "pattern");
  EXPECT_STREQ(view["relationships"][0]["verdict"].GetString(), "undecided");
  EXPECT_LT(view["relationships"][0]["effective"].GetDouble(), 2.5);
}

TEST(PatternView, SaysWhatIsMissing) {
  Book book;
  put_check(book, 0, "friends", 4);
  put_check(book, 5, "friends", 4);
  const auto view = ask(book.journal(), "pattern");
  const auto& one = view["relationships"][0];
  EXPECT_STREQ(one["verdict"].GetString(), "too_early");
  EXPECT_STREQ(one["missing"][0]["what"].GetString(), "occasions");
  EXPECT_EQ(one["missing"][0]["have"].GetInt(), 2);
  EXPECT_EQ(one["missing"][1]["have"].GetInt(), 5);
  EXPECT_EQ(one["sentence"]["args"]["days"].GetInt(), 16);
}

TEST(PatternView, InSomeIsNotInGeneral) {
  Book book;
  for (const int at : {0, 30, 60, 90}) {
    put_check(book, at, "partner", 4);
    put_check(book, at, "family", 0);
  }
  const auto view = ask(book.journal(), "pattern");
  EXPECT_STREQ(view["relationships"][1]["verdict"].GetString(), "one_off");
  EXPECT_STREQ(view["general"]["verdict"].GetString(), "in_some");
  EXPECT_NEAR(view["general"]["components"]["relationship"].GetDouble(), 1, 1e-6);
}

TEST(PatternView, WhatLiesAheadDoesNotCount) {
  Book book;
  for (const int at : {0, 21, 42}) put_check(book, at, "partner", 4);
  const auto view = ask(book.journal(), "pattern", args(day(41)));
  EXPECT_EQ(view["relationships"][0]["n"].GetInt(), 2);
}

TEST(PatternView, ChecksAnsweredInPartAndOtherVersionsDoNotCount) {
  Book book;
  book.put("check", day(0), R"({"version":1,"answers":{"partner":{"open_up":4,"keep_in":4}}})");
  book.put("check", day(1), R"({"version":2,"answers":{"partner":{"open_up":4,"keep_in":4,
    "rely_on_no_one":4,"alone_as_always":4,"step_back":4}}})");
  EXPECT_EQ(ask(book.journal(), "pattern")["relationships"].Size(), 0u);
}

TEST(PatternView, DistanceFromAnUnsafePartnerIsNoPattern) {
  Book book;
  book.put("person", day(0), R"({"alias":"E.","relation":"partner","safety":"unsafe"})");
  for (const int at : {0, 21, 42}) put_check(book, at, "partner", 4);
  const auto view = ask(book.journal(), "pattern");
  EXPECT_STREQ(view["relationships"][0]["verdict"].GetString(), "kept_apart");
  EXPECT_EQ(view["general"]["sentence"]["args"]["have"].GetInt(), 0);
}

// ---------------------------------------------------------------- questions

// Sixty moments, each third one with a trigger that always makes for withdrawal.
Book triggered(const std::string& more = {}) {
  Book book;
  for (int n = 0; n < 60; ++n) {
    const bool trigger = n % 3 == 0;
    book.put("moment", day(n),
             R"({"situations":[")" + std::string(trigger ? "conflict" : "praised") +
                 R"("],"did":[")" + (trigger ? "went_quiet" : "stayed") + "\"]" + more + "}");
  }
  return book;
}

TEST(QuestionsView, FindsWhatGoesWithWithdrawingAndOpensItsMoments) {
  const Book book = triggered();
  const auto view = ask(book.journal(), "questions");
  EXPECT_EQ(view["withdrawal"]["n"].GetInt(), 20);
  EXPECT_EQ(view["withdrawal"]["of"].GetInt(), 60);
  const auto& situations = view["situations"];
  ASSERT_EQ(situations["claims"].Size(), 1u);
  const auto& claim = situations["claims"][0];
  EXPECT_STREQ(claim["mark"]["id"].GetString(), "conflict");
  EXPECT_EQ(claim["with"]["n"].GetInt(), 20);
  EXPECT_EQ(claim["with"]["of"].GetInt(), 20);
  EXPECT_EQ(claim["without"]["n"].GetInt(), 0);
  EXPECT_EQ(claim["records"].Size(), 20u);
  EXPECT_LE(claim["adjusted_p"].GetDouble(), 0.05);
  EXPECT_GT(claim["pooled"]["low"].GetDouble(), 0.6);
  EXPECT_EQ(situations["looked_at"].GetInt(), 2);
  EXPECT_STREQ(situations["others"][0]["mark"]["id"].GetString(), "praised");
}

TEST(QuestionsView, LeavesOutWhoIsUnsafe) {
  Book book;
  const Id person =
      book.put("person", day(0), R"({"alias":"E.","relation":"other","safety":"unsafe"})");
  for (int n = 0; n < 60; ++n) {
    book.put("moment", day(n),
             n % 3 == 0 ? R"({"situations":["conflict"],"did":["went_quiet"],"person":)" +
                              quoted(person) + "}"
                        : std::string(R"({"situations":["praised"],"did":["stayed"]})"));
  }
  const auto view = ask(book.journal(), "questions");
  EXPECT_EQ(view["kept_apart"].GetInt(), 20);
  EXPECT_EQ(view["withdrawal"]["of"].GetInt(), 40);
  EXPECT_EQ(view["situations"]["claims"].Size(), 0u);
}

TEST(QuestionsView, ANumberAloneIsEnoughAndSilenceCountsNowhere) {
  Book book;
  book.put("moment", day(0), R"({"urge":6})");
  book.put("moment", day(1), R"({"urge":5})");
  book.put("moment", day(2), R"({"trigger":"a look"})");
  const auto view = ask(book.journal(), "questions");
  EXPECT_EQ(view["withdrawal"]["n"].GetInt(), 1);
  EXPECT_EQ(view["withdrawal"]["of"].GetInt(), 2);
}

TEST(QuestionsView, FindsWhatIsFeltWhenSupported) {
  Book book;
  for (int n = 0; n < 60; ++n) {
    book.put("moment", day(n),
             n % 3 == 0 ? R"({"situations":["praised"],"emotions":["anxious"]})"
                        : R"({"situations":["conflict"],"emotions":["lonely"]})");
  }
  const auto view = ask(book.journal(), "questions");
  const auto& feelings = view["feelings"];
  ASSERT_EQ(feelings["claims"].Size(), 1u);
  EXPECT_STREQ(feelings["claims"][0]["mark"]["id"].GetString(), "anxious");
  EXPECT_EQ(feelings["claims"][0]["with"]["of"].GetInt(), 20);
}

TEST(QuestionsView, FindsTheWeekday) {
  Book book;
  for (int n = 0; n < 140; ++n) {
    book.put("moment", day(n), n % 7 == 6 ? R"({"urge":9})" : R"({"urge":1})");
  }
  const auto view = ask(book.journal(), "questions");
  const auto& when = view["when"];
  ASSERT_EQ(when["claims"].Size(), 1u);
  EXPECT_STREQ(when["claims"][0]["mark"]["id"].GetString(), "sunday");
}

// ---------------------------------------------------------------- cycle

TEST(CycleView, IsTheWayTakenMostOftenInOnesOwnWords) {
  Book book;
  for (int n = 0; n < 9; ++n) {
    book.put("moment", day(2 * n),
             R"({"situations":["conflict"],"did":["went_quiet"],"trigger":"voices","meant":"I lose",
               "close_before":6,"close_after":4,"emotions":["lonely"]})");
    book.put("moment", day(2 * n + 1), R"({"emotions":["lonely"],"urge":1})");
  }
  book.put("moment", day(30),
           R"({"situations":["conflict"],"did":["stayed"],"close_before":5,"close_after":6})");
  book.put(record::setting_id(record::SettingKey::cycle), "setting", day(31),
           R"({"key":"cycle","value":{"trigger":"It gets loud","exit":"A walk, said aloud"}})");
  const auto view = ask(book.journal(), "cycle");
  EXPECT_FALSE(view["example"].GetBool());
  EXPECT_STREQ(view["nodes"][0]["tokens"][0].GetString(), "conflict");
  EXPECT_STREQ(view["nodes"][0]["own"].GetString(), "It gets loud");
  EXPECT_STREQ(view["nodes"][1]["quote"]["text"].GetString(), "I lose");
  EXPECT_EQ(view["nodes"][3]["change"].GetDouble(), -2);
  EXPECT_STREQ(view["nodes"][4]["tokens"][0].GetString(), "lonely");
  ASSERT_EQ(view["arrows"].Size(), 5u);
  EXPECT_STREQ(view["arrows"][4]["to"].GetString(), "trigger");
  EXPECT_EQ(view["arrows"][0]["of"].GetInt(), 10);
  EXPECT_EQ(view["arrows"][2]["n"].GetInt(), 9);
  ASSERT_EQ(view["ways_out"].Size(), 1u);
  EXPECT_STREQ(view["ways_out"][0]["token"].GetString(), "stayed");
  EXPECT_EQ(view["ways_out"][0]["closeness"].GetDouble(), 1);
  EXPECT_STREQ(view["own_way_out"].GetString(), "A walk, said aloud");
}

// ---------------------------------------------------------------- expectations

TEST(ExpectationsView, OneIsAStoryAndFiveAreANumber) {
  Book book;
  const auto put = [&](int at, int before, int after) {
    book.put("step", day(at),
             R"({"ladder":"friend_2d","status":"done","belief":)" + std::to_string(before) +
                 R"(,"belief_after":)" + std::to_string(after) + "}");
  };
  put(0, 70, 20);
  auto view = ask(book.journal(), "expectations");
  EXPECT_EQ(view["dumbbells"].Size(), 1u);
  EXPECT_FALSE(view["dumbbells"][0]["came_true"].GetBool());
  EXPECT_TRUE(view["gap"]["mean"].IsNull());
  EXPECT_EQ(view["calibration"]["missing"][0]["have"].GetInt(), 1);
  for (int n = 1; n < 20; ++n) put(n, 70, 20 + n % 3);
  view = ask(book.journal(), "expectations");
  EXPECT_NEAR(view["gap"]["mean"].GetDouble(), 49, 0.2);
  EXPECT_STREQ(view["gap"]["sentence"]["id"].GetString(), "expectations.gap.less");
  EXPECT_STREQ(view["calibration"]["status"].GetString(), "claim");
  EXPECT_NEAR(view["calibration"]["overestimate"].GetDouble(), 0.7, 1e-9);
  EXPECT_NEAR(view["calibration"]["brier"].GetDouble(), 0.49, 1e-9);
}

// ---------------------------------------------------------------- closeness, receiving, river

TEST(ClosenessView, TheTailEndsToday) {
  Book book;
  const Id ines =
      book.put("person", "2026-10-20", R"({"alias":"Ines","relation":"friend","ring":3})");
  book.put(ines, "person", "2026-11-20", R"({"alias":"Ines","relation":"friend","ring":2})");
  const auto view = ask(book.journal(), "closeness");
  const auto& one = view["people"][0];
  ASSERT_GE(one["tail"].Size(), 2u);
  EXPECT_STREQ(one["tail"][one["tail"].Size() - 1]["date"].GetString(), "2026-12-31");
  EXPECT_EQ(one["moved"].GetInt(), 1);
  EXPECT_STREQ(one["sentence"]["id"].GetString(), "closeness.moved");
}

TEST(ReceivingView, TheUrgeFallsOverWeeks) {
  Book book;
  for (int n = 0; n < 40; ++n) {
    book.put("received", day(7 * n),
             R"({"what":"comfort","urge":)" + std::to_string(9 - n / 5) + "}");
  }
  const auto view = ask(book.journal(), "receiving");
  const auto& urge = view["urge"];
  EXPECT_STREQ(urge["status"].GetString(), "claim");
  EXPECT_STREQ(urge["sentence"]["id"].GetString(), "receiving.urge.falling");
  EXPECT_EQ(urge["early"]["median"].GetDouble(), 7.5);
  EXPECT_LT(urge["slope"].GetDouble(), 0);
}

TEST(ReceivingView, OnePersonIsSaidOfWhatWasDoneLately) {
  Book book;
  const Id m = book.put("person", day(0), R"({"alias":"M.","relation":"partner"})");
  for (int n = 0; n < 12; ++n) {
    book.put("step", day(300 + n),
             R"({"ladder":"partner_1c","status":"done","person":)" + quoted(m) + "}");
  }
  const auto view = ask(book.journal(), "receiving", args(day(320)));
  const auto& one = view["one_person"];
  EXPECT_STREQ(one["status"].GetString(), "claim");
  EXPECT_STREQ(one["person"]["alias"].GetString(), "M.");
  EXPECT_EQ(one["share"]["n"].GetInt(), 12);
}

TEST(RiverView, HasItsDaysAndItsGaps) {
  Book book;
  book.put("moment", day(0), R"({"close_after":4,"mood":{"pleasant":-20,"activated":0}})");
  book.put("gave", day(1), R"({"what":"help"})");
  book.put("moment", day(10), R"({"close_before":6})");
  const auto view = ask(book.journal(), "river", args(day(12)));
  ASSERT_EQ(view["days"].Size(), 3u);
  EXPECT_EQ(view["days"][1]["n"].GetInt(), 0);
  EXPECT_EQ(view["days"][1]["close_week"].GetDouble(), 4);
  ASSERT_EQ(view["gaps"].Size(), 1u);
  EXPECT_EQ(view["gaps"][0]["days"].GetInt(), 8);
  EXPECT_EQ(view["n"].GetInt(), 2);
  const auto window = ask(book.journal(), "river",
                          args(day(12), R"(,"from":")" + day(9) + R"(","to":")" + day(11) + '"'));
  EXPECT_EQ(window["days"].Size(), 1u);
  EXPECT_EQ(view::view(sample(), book.journal(), "river", args(day(12), R"(,"from":"2020-01-01")"),
                       table())
                .error()
                .field,
            "from");
}

// ---------------------------------------------------------------- helped, change

TEST(HelpedView, SetsDaysAfterAPracticeBesideOthers) {
  Book book;
  for (int n = 0; n < 240; ++n) {
    const bool after = n % 8 < 2;  // a letter every eighth day lifts two days
    book.put("moment", day(n),
             R"({"close_after":)" + std::to_string((after ? 8 : 4) + n % 2) + "}");
    if (n % 8 == 0) book.put("letter", day(n), R"({"text":"."})");
  }
  book.put("helped", day(100), R"({"what":"letter","rating":2})");
  const auto view = ask(book.journal(), "helped");
  ASSERT_EQ(view["practices"].Size(), 1u);
  const auto& letter = view["practices"][0];
  EXPECT_STREQ(letter["status"].GetString(), "claim");
  EXPECT_STREQ(letter["sentence"]["id"].GetString(), "helped.closer");
  EXPECT_GT(letter["closeness"]["low"].GetDouble(), 2);
  EXPECT_EQ(letter["uses"].GetInt(), 30);
  EXPECT_EQ(letter["own"]["mean"].GetDouble(), 2);
}

TEST(ChangeView, SaysWhichWayAndSince) {
  Book book;
  for (int n = 0; n < 40; ++n) {
    const int urge = 9 - n / 6;
    book.put("moment", day(7 * n), R"({"urge":)" + std::to_string(urge + (n * 7) % 3 - 1) + "}");
  }
  const auto view = ask(book.journal(), "change", args(day(280)));
  const auto& urge = view["series"][0];
  EXPECT_STREQ(urge["what"].GetString(), "urge");
  EXPECT_STREQ(urge["status"].GetString(), "claim");
  EXPECT_STREQ(urge["direction"].GetString(), "falling");
  EXPECT_LE(std::string(urge["turn"]["low"].GetString()), urge["turn"]["date"].GetString());
  EXPECT_LT(urge["limits"]["high"].GetDouble(), 0);
  EXPECT_FALSE(urge["phases"].IsNull());
  const auto since =
      ask(book.journal(), "change", args(day(280), R"(,"since":")" + day(140) + '"'));
  EXPECT_EQ(since["series"][0]["phases"]["before"]["n"].GetInt(), 20);
  EXPECT_GT(since["series"][0]["phases"]["non_overlap"].GetDouble(), 0.9);
  EXPECT_GT(since["series"][0]["phases"]["low"].GetDouble(), 0);
}

// ---------------------------------------------------------------- whole lives

std::vector<std::string> lines_of(std::uint64_t seed, int days) {
  std::vector<std::string> lines;
  const auto text =
      simulate::simulate(sample(), simulate::sample_words(), {"ordinary", seed, days, Date{20000}});
  EXPECT_TRUE(text);
  std::string_view rest = text->lines;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return lines;
}

// Every message that a view says is among those of this list, and limits keep their order.
void check_values(const rapidjson::Value& value) {
  if (value.IsArray()) {
    for (const auto& each : value.GetArray()) check_values(each);
  }
  if (!value.IsObject()) return;
  const auto low = value.FindMember("low");
  const auto high = value.FindMember("high");
  if (low != value.MemberEnd() && high != value.MemberEnd() && low->value.IsNumber()) {
    RC_ASSERT(low->value.GetDouble() <= high->value.GetDouble());
  }
  const auto records = value.FindMember("records");
  if (records != value.MemberEnd() && records->value.IsArray()) {
    RC_ASSERT(records->value.Size() <= 200u);
  }
  for (const auto& each : value.GetObject()) check_values(each.value);
}

TEST(Findings, DoNotDependOnTheOrderOfRecords) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    std::vector<std::string> lines = lines_of(seed, *rc::gen::inRange(1, 200));
    const journal::Journal forward = view::fold(lines);
    std::reverse(lines.begin(), lines.end());
    const journal::Journal backward = view::fold(lines);
    const std::string arguments = R"({"now":")" + format(Date{20150}) + R"(T20:00:00+01:00"})";
    for (const std::string_view name : kViews) {
      const auto one = view::view(sample(), forward, name, arguments, table());
      const auto other = view::view(sample(), backward, name, arguments, table());
      RC_ASSERT(one.has_value());
      RC_ASSERT(*one == *other);
      rapidjson::Document document;
      RC_ASSERT(!document.Parse(one->c_str()).HasParseError());
      check_values(document);
    }
  }));
}

}  // namespace
}  // namespace ajar::findings
