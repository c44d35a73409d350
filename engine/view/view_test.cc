// Each view on what a person may have: nothing, a little, something unsafe, something newer.
#include "engine/view/view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "engine/content/sample.h"
#include "engine/view/book.h"

namespace ajar::view {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

constexpr std::string_view kToday = "2026-05-14";

std::string args(std::string_view more = {}, std::string_view day = kToday) {
  return R"({"now":")" + std::string(day) + R"(T18:00:00+00:00")" + std::string(more) + "}";
}

rapidjson::Document ask(const journal::Journal& journal, std::string_view name,
                        const std::string& arguments = args()) {
  const auto answer = view(sample(), journal, name, arguments);
  rapidjson::Document document;
  EXPECT_TRUE(answer) << name << ": " << (answer ? "" : answer.error().code) << " "
                      << (answer ? "" : answer.error().field);
  if (answer) {
    document.Parse(answer->c_str());
    EXPECT_FALSE(document.HasParseError()) << *answer;
  }
  return document;
}

Error refusal(const journal::Journal& journal, std::string_view name,
              const std::string& arguments) {
  const auto answer = view(sample(), journal, name, arguments);
  EXPECT_FALSE(answer.has_value()) << name;
  return answer ? Error{} : answer.error();
}

std::vector<std::string> texts(const rapidjson::Value& array) {
  std::vector<std::string> list;
  for (const auto& element : array.GetArray()) list.emplace_back(element.GetString());
  return list;
}

std::string quoted(const Id& id) {
  return '"' + format(id) + '"';
}

const char* const kCheck =
    R"({"version":1,"answers":{"partner":{"open_up":4,"keep_in":0,"no_burden":4,"step_back":2}},"since":{"partner":"always"}})";

// ------------------------------------------------------------------ asking

TEST(View, RefusesWhatItDoesNotKnow) {
  const Book book;
  EXPECT_EQ(refusal(book.journal(), "tomorrow", args()).code, "view/unknown");
  EXPECT_EQ(refusal(book.journal(), "tomorrow", args()).detail, "tomorrow");
}

TEST(View, NamesTheArgumentThatIsWrong) {
  const Book book;
  const struct {
    std::string_view name;
    std::string arguments;
    std::string_view field;
  } cases[] = {
      {"today", "", ""},
      {"today", "[]", ""},
      {"today", "{}", "now"},
      {"today", R"({"now":"2026-05-14"})", "now"},
      {"today", args(R"(,"swaps":"friend_1a")"), "swaps"},
      {"today", args(R"(,"swaps":[1])"), "swaps"},
      {"today", args(R"(,"ask":"yes")"), "ask"},
      {"mirror", args(), "check"},
      {"mirror", args(R"(,"check":"x")"), "check"},
      {"journey", args(R"(,"limit":201)"), "limit"},
      {"journey", args(R"(,"limit":0)"), "limit"},
      {"journey", args(R"(,"limit":2.5)"), "limit"},
      {"journey", args(R"(,"before":"yesterday")"), "before"},
      {"journey", args(R"(,"person":7)"), "person"},
      {"search", args(R"(,"q":["a"])"), "q"},
      {"search", args(R"(,"q":"a","limit":101)"), "limit"},
      {"may_plan", args(R"(,"relation":"neighbour")"), "relation"},
      {"may_plan", args(R"(,"difficulty":11)"), "difficulty"},
      {"record", args(R"(,"id":null)"), "id"},
  };
  for (const auto& test : cases) {
    const Error error = refusal(book.journal(), test.name, test.arguments);
    EXPECT_EQ(error.code, "view/bad_args") << test.name << " " << test.arguments;
    EXPECT_EQ(error.field, test.field) << test.name << " " << test.arguments;
  }
}

TEST(View, RefusesAnIdThatIsNotThereOrOfAnotherKind) {
  Book book;
  const Id entry = book.put("entry", "2026-05-10", R"({"text":"a line"})");
  const std::string missing = R"("00000000000000000000000zzz")";
  EXPECT_EQ(refusal(book.journal(), "record", args(",\"id\":" + missing)).code, "view/unknown_id");
  EXPECT_EQ(refusal(book.journal(), "step", args(",\"id\":" + quoted(entry))).code,
            "view/unknown_id");
  EXPECT_EQ(refusal(book.journal(), "mirror", args(",\"check\":" + quoted(entry))).field, "check");
}

// ------------------------------------------------------------------ an empty journal

TEST(EmptyJournal, TodayMeetsANewcomerWithASmallStep) {
  const Book book;
  const auto today = ask(book.journal(), "today");
  EXPECT_STREQ(today["date"].GetString(), "2026-05-14");
  EXPECT_TRUE(today["newcomer"].GetBool());
  EXPECT_STREQ(today["state"].GetString(), "step");
  EXPECT_LE(today["step"]["difficulty"].GetInt(), 2);
  EXPECT_STREQ(today["why"]["id"].GetString(), "today.why.first");
  EXPECT_TRUE(today["rest"].IsNull());
  EXPECT_TRUE(today["outward"].IsNull());
  EXPECT_EQ(today["open"].Size(), 0u);
  EXPECT_EQ(today["counts"]["moments"].GetInt(), 0);
}

TEST(EmptyJournal, EveryOtherViewSaysThatThereIsNothing) {
  const Book book;
  const auto check = ask(book.journal(), "check");
  EXPECT_THAT(texts(check["order"]), ElementsAre("partner", "friends", "family"));
  EXPECT_EQ(check["contexts"][0]["times"].GetInt(), 0);
  EXPECT_TRUE(check["contexts"][0]["last"].IsNull());

  const auto steps = ask(book.journal(), "steps");
  EXPECT_EQ(steps["settled"].Size(), 0u);
  EXPECT_EQ(steps["ladder"].Size(), 60u);

  EXPECT_EQ(ask(book.journal(), "people")["people"].Size(), 0u);
  const auto moment = ask(book.journal(), "moment");
  EXPECT_TRUE(moment["last_person"].IsNull());
  EXPECT_EQ(moment["often"]["did"].Size(), 0u);
  const auto write = ask(book.journal(), "write");
  EXPECT_EQ(write["prompts"].Size(), 2u);
  EXPECT_EQ(write["solo"].GetInt(), 0);

  const auto journey = ask(book.journal(), "journey");
  EXPECT_EQ(journey["items"].Size(), 0u);
  EXPECT_TRUE(journey["next"].IsNull());
  EXPECT_TRUE(journey["first"].IsNull());
  EXPECT_TRUE(journey["days"]["from"].IsNull());
  EXPECT_EQ(journey["counts"].MemberCount(), 0u);

  EXPECT_EQ(ask(book.journal(), "search", args(R"(,"q":"rain")"))["total"].GetInt(), 0);
  EXPECT_TRUE(ask(book.journal(), "help")["plan"].IsNull());
  const auto settings = ask(book.journal(), "settings");
  EXPECT_EQ(settings["ceiling"].GetInt(), sample().practice.default_ceiling);
  EXPECT_EQ(settings["consent"].Size(), 5u);
  EXPECT_STREQ(settings["language"].GetString(), "en");
  EXPECT_STREQ(settings["names"].GetString(), "full");
  EXPECT_TRUE(settings["country"].IsNull());
}

// ------------------------------------------------------------------ today

TEST(Today, SpeaksOfTheOpenStepUntilItIsOld) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  const Id step =
      book.put("step", "2026-05-12",
               R"({"ladder":"friend_2d","status":"planned","if":"they ask","then":"one word"})");
  const auto today = ask(book.journal(), "today");
  EXPECT_STREQ(today["state"].GetString(), "open");
  EXPECT_TRUE(today["step"].IsNull());
  EXPECT_THAT(texts(today["records"]), ElementsAre(format(step)));
  EXPECT_STREQ(today["open"][0]["then"].GetString(), "one word");
  EXPECT_TRUE(today["open"][0]["planned_for"].IsNull());

  const auto asked = ask(book.journal(), "today", args(R"(,"ask":true)"));
  EXPECT_STREQ(asked["state"].GetString(), "step");
  EXPECT_STRNE(asked["step"]["ladder"].GetString(), "friend_2d");

  const auto later = ask(book.journal(), "today", args({}, "2026-07-14"));
  EXPECT_STREQ(later["state"].GetString(), "step") << "two months on nothing is held against one";
  EXPECT_EQ(later["open"].Size(), 1u);
}

TEST(Today, RestsWhenAskedToAndStillGivesAStepToWhoAsks) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  book.put("rest", "2026-05-13", R"({"reason":"ill","until":"2026-05-15"})");
  const auto today = ask(book.journal(), "today");
  EXPECT_STREQ(today["state"].GetString(), "resting");
  EXPECT_STREQ(today["rest"]["reason"].GetString(), "ill");
  EXPECT_STREQ(today["rest"]["until"].GetString(), "2026-05-15");
  EXPECT_STREQ(today["why"]["id"].GetString(), "today.resting");
  EXPECT_STREQ(today["why"]["args"]["reason"].GetString(), "ill");
  EXPECT_TRUE(today["step"].IsNull());
  EXPECT_STREQ(ask(book.journal(), "today", args(R"(,"ask":true)"))["state"].GetString(), "step");
  EXPECT_STREQ(ask(book.journal(), "today", args({}, "2026-05-16"))["state"].GetString(), "step");
}

TEST(Today, RestsAfterDistressWrittenToday) {
  Book book;
  book.put("entry", kToday, R"({"text":"too much","distress_before":9,"distress_after":8})");
  EXPECT_STREQ(ask(book.journal(), "today")["rest"]["reason"].GetString(), "distress");
  Book better;
  better.put("entry", kToday, R"({"text":"too much","distress_before":9,"distress_after":4})");
  EXPECT_TRUE(ask(better.journal(), "today")["rest"].IsNull());
}

TEST(Today, IsQuietWhenEnoughCameUpAndKeepsAStepAtHand) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  for (const char* day : {"2026-05-08", "2026-05-09", "2026-05-11", "2026-05-13"}) {
    book.put("step", day, R"({"ladder":"friend_2d","status":"done"})");
  }
  const auto today = ask(book.journal(), "today");
  EXPECT_STREQ(today["state"].GetString(), "quiet");
  EXPECT_TRUE(today["step"].IsObject());
  EXPECT_STREQ(today["why"]["id"].GetString(), "today.quiet");
  EXPECT_STREQ(ask(book.journal(), "today", args(R"(,"ask":true)"))["state"].GetString(), "step");
}

TEST(Today, SaysWhyThereIsNone) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  book.put(record::setting_id(record::SettingKey::consent), "setting", "2026-05-02",
           R"({"key":"consent","value":[]})");
  const auto today = ask(book.journal(), "today");
  EXPECT_STREQ(today["state"].GetString(), "none");
  EXPECT_STREQ(today["why"]["args"]["reason"].GetString(), "consent");
}

TEST(Today, OffersToShareASentenceAfterManySolitaryEntries) {
  Book book;
  book.put("step", "2026-03-20", R"({"ladder":"friend_2d","status":"done"})");
  for (int day = 10; day < 20; ++day) {
    book.put("entry", "2026-04-" + std::to_string(day), R"({"text":"a line"})");
  }
  const auto today = ask(book.journal(), "today");
  ASSERT_TRUE(today["outward"].IsObject());
  EXPECT_EQ(today["outward"]["args"]["number"].GetInt(), 10);
  EXPECT_EQ(ask(book.journal(), "write")["solo"].GetInt(), 10);
  book.put("entry", "2026-05-01", R"({"text":"shown","outward":"person"})");
  EXPECT_TRUE(ask(book.journal(), "today")["outward"].IsNull());
  EXPECT_EQ(ask(book.journal(), "write")["solo"].GetInt(), 0);
}

TEST(Today, KeepsTheCeilingThatWasSet) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  book.put(record::setting_id(record::SettingKey::ceiling), "setting", "2026-05-02",
           R"({"key":"ceiling","value":2})");
  for (const char* ladder : {"friend_2d", "work_2d", "family_2n", "work_1a"}) {
    book.put("step", "2026-03-01",
             R"({"ladder":")" + std::string(ladder) + R"(","status":"done"})");
  }
  for (int day = 1; day < 30; ++day) {
    const std::string date = (day < 10 ? "2026-06-0" : "2026-06-") + std::to_string(day);
    EXPECT_LE(ask(book.journal(), "today", args({}, date))["step"]["difficulty"].GetInt(), 2);
  }
}

// ------------------------------------------------------------------ safety

TEST(Unsafe, PersonIsNeitherSuggestedNorRemindedOf) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  const Id max =
      book.put("person", "2026-04-01", R"({"alias":"Max","relation":"partner","safety":"safe"})");
  book.put("step", "2026-05-12",
           R"({"ladder":"partner_2d","status":"planned","person":)" + quoted(max) + "}");
  const Id settled =
      book.put("step", "2026-05-02",
               R"({"ladder":"partner_2s","status":"done","person":)" + quoted(max) + "}");
  book.put("moment", "2026-05-13", R"({"person":)" + quoted(max) + R"(,"urge":6})");
  EXPECT_EQ(ask(book.journal(), "today")["open"].Size(), 1u);
  EXPECT_STREQ(ask(book.journal(), "moment")["last_person"].GetString(), format(max).c_str());
  EXPECT_TRUE(ask(book.journal(), "step", args(",\"id\":" + quoted(settled)))["offer"].IsObject());

  book.put(max, "person", "2026-05-14",
           R"({"alias":"Max","relation":"partner","safety":"unsafe"})");
  const auto today = ask(book.journal(), "today");
  EXPECT_EQ(today["open"].Size(), 0u);
  EXPECT_STREQ(today["state"].GetString(), "step");
  EXPECT_STRNE(today["step"]["relation"].GetString(), "partner");
  EXPECT_TRUE(ask(book.journal(), "moment")["last_person"].IsNull());
  EXPECT_THAT(texts(ask(book.journal(), "people")["guarded"]), ElementsAre("partner"));
  EXPECT_TRUE(ask(book.journal(), "step", args(",\"id\":" + quoted(settled)))["offer"].IsNull());
  const auto steps = ask(book.journal(), "steps");
  for (const auto& step : steps["ladder"].GetArray()) {
    if (std::string_view(step["relation"].GetString()) != "partner") continue;
    EXPECT_FALSE(step["allowed"].GetBool());
    EXPECT_STREQ(step["reason"].GetString(), "unsafe");
  }
}

TEST(Unsafe, AVersionOfAnotherDeviceIsEnough) {
  Book book;
  const Id max = book.put("person", "2026-04-01", R"({"alias":"Max","relation":"friend"})");
  book.put_beside(max, "person", "2026-04-02",
                  R"({"alias":"Max","relation":"friend","safety":"unsafe"})");
  book.put_beside(max, "person", "2026-04-03",
                  R"({"alias":"Maxim","relation":"family","safety":"safe"})");
  const auto people = ask(book.journal(), "people");
  EXPECT_STREQ(people["people"][0]["safety"].GetString(), "unsafe");
  EXPECT_THAT(texts(people["guarded"]), ElementsAre("family", "friend"));
}

TEST(Unsafe, PlanningIsRefusedWithItsReason) {
  Book book;
  const Id max =
      book.put("person", "2026-04-01", R"({"alias":"Max","relation":"family","safety":"unsafe"})");
  const Id ada = book.put("person", "2026-04-01", R"({"alias":"Ada","relation":"family"})");
  const auto plan = [&](const std::string& more) {
    return ask(book.journal(), "may_plan", args(more));
  };
  EXPECT_STREQ(plan(",\"person\":" + quoted(max))["reason"].GetString(), "unsafe_person");
  EXPECT_STREQ(plan(R"(,"own":"Ring Max")")["reason"].GetString(), "unsafe_person");
  EXPECT_STREQ(plan(R"(,"relation":"family")")["reason"].GetString(), "guarded");
  EXPECT_STREQ(
      plan(R"(,"relation":"family","difficulty":5,"person":)" + quoted(ada))["reason"].GetString(),
      "ask_safety");
  const auto fine = plan(R"(,"relation":"family","difficulty":4,"person":)" + quoted(ada));
  EXPECT_TRUE(fine["allowed"].GetBool());
  EXPECT_TRUE(fine["reason"].IsNull());
}

// ------------------------------------------------------------------ check and mirror

TEST(Check, GivesTheLastAnswersForEachContextAndCountsThem) {
  Book book;
  book.put("check", "2026-05-01", kCheck);
  book.put(
      "check", "2026-05-10",
      R"({"version":1,"answers":{"partner":{"open_up":3},"friends":{"open_up":1}},"since":{"friends":"years"}})");
  book.put(record::setting_id(record::SettingKey::contexts), "setting", "2026-05-02",
           R"({"key":"contexts","value":["friends"]})");
  const auto check = ask(book.journal(), "check");
  EXPECT_THAT(texts(check["order"]), ElementsAre("friends", "partner", "family"));
  const auto& friends = check["contexts"][0];
  const auto& partner = check["contexts"][1];
  EXPECT_EQ(friends["times"].GetInt(), 1);
  EXPECT_STREQ(friends["since"].GetString(), "years");
  EXPECT_EQ(partner["times"].GetInt(), 2);
  EXPECT_STREQ(partner["last"].GetString(), "2026-05-10");
  EXPECT_EQ(partner["answers"]["open_up"].GetInt(), 3);
  EXPECT_FALSE(partner["answers"].HasMember("keep_in"));
  EXPECT_TRUE(partner["since"].IsNull());
}

TEST(MirrorView, RepeatsWhatWasSaidAndOffersASmallStep) {
  Book book;
  const Id check = book.put("check", kToday, kCheck);
  const auto mirror = ask(book.journal(), "mirror", args(",\"check\":" + quoted(check)));
  EXPECT_EQ(mirror["checks"].GetInt(), 1);
  const auto& partner = mirror["contexts"][0];
  EXPECT_THAT(texts(partner["closest"]), ElementsAre("open_up", "no_burden"));
  EXPECT_THAT(texts(partner["farthest"]), ElementsAre("keep_in"));
  EXPECT_EQ(partner["answered"].GetInt(), 4);
  const auto& sentences = mirror["sentences"];
  ASSERT_EQ(sentences.Size(), 3u);
  EXPECT_STREQ(sentences[0]["id"].GetString(), "mirror.closest");
  EXPECT_STREQ(sentences[0]["args"]["since"].GetString(), "always");
  EXPECT_STREQ(sentences[0]["args"]["statements"]["of"].GetString(), "statement");
  EXPECT_THAT(texts(sentences[0]["args"]["statements"]["ids"]),
              ElementsAre("open_up", "no_burden"));
  EXPECT_STREQ(sentences[1]["id"].GetString(), "mirror.farthest");
  EXPECT_STREQ(sentences[2]["id"].GetString(), "mirror.pattern");
  EXPECT_LE(mirror["step"]["difficulty"].GetInt(), 2);
  EXPECT_STREQ(mirror["step"]["relation"].GetString(), "partner");
}

TEST(MirrorView, OffersNothingOnADayOfRest) {
  Book book;
  const Id check = book.put("check", kToday, kCheck);
  book.put("rest", kToday, R"({"reason":"no"})");
  EXPECT_TRUE(ask(book.journal(), "mirror", args(",\"check\":" + quoted(check)))["step"].IsNull());
}

// ------------------------------------------------------------------ steps

TEST(StepView, ShowsTheGapBetweenFearAndOutcome) {
  Book book;
  const Id second = book.put(
      "step", "2026-05-03",
      R"({"ladder":"friend_2d","status":"done","settled_at":"2026-05-09T10:00:00+00:00","belief":70,"belief_after":20})");
  const Id first = book.put(
      "step", "2026-05-04",
      R"({"own":"Ask for the key","status":"partly","settled_at":"2026-05-05T10:00:00+00:00","belief":60,"belief_after":50})");
  book.put("step", "2026-05-06", R"({"ladder":"work_2d","status":"skipped","belief":60})");
  const auto step = ask(book.journal(), "step", args(",\"id\":" + quoted(second)));
  EXPECT_STREQ(step["record"]["ladder"].GetString(), "friend_2d");
  EXPECT_EQ(step["versions"].Size(), 1u);
  EXPECT_STREQ(step["offer"]["domain"].GetString(), "disclose");
  ASSERT_EQ(step["dumbbells"].Size(), 2u);
  EXPECT_STREQ(step["dumbbells"][0]["id"].GetString(), format(first).c_str());
  EXPECT_FALSE(step["dumbbells"][0]["this"].GetBool());
  EXPECT_TRUE(step["dumbbells"][1]["this"].GetBool());
  EXPECT_EQ(step["dumbbells"][1]["belief_after"].GetInt(), 20);

  const auto steps = ask(book.journal(), "steps");
  EXPECT_EQ(steps["settled"].Size(), 3u);
  EXPECT_STREQ(steps["settled"][0]["id"].GetString(), format(second).c_str());
  for (const auto& rung : steps["ladder"].GetArray()) {
    if (std::string_view(rung["ladder"].GetString()) == "friend_2d") {
      EXPECT_EQ(rung["done"].GetInt(), 1);
      EXPECT_STREQ(rung["reason"].GetString(), "just_done");
    }
    if (std::string_view(rung["ladder"].GetString()) == "partner_9r") {
      EXPECT_STREQ(rung["reason"].GetString(), "context");
    }
  }
}

TEST(StepView, ShowsTheNewestStepsAndTheOldOneThatIsAskedAbout) {
  Book book;
  std::vector<Id> ids;
  for (int n = 0; n < 70; ++n) {
    const std::string day = "2025-0" + std::to_string(1 + n / 28) + "-" + (n % 28 < 9 ? "0" : "") +
                            std::to_string(n % 28 + 1);
    ids.push_back(book.put(
        "step", day, R"({"ladder":"friend_2d","status":"done","belief":60,"belief_after":30})"));
  }
  const auto dumbbells = [&](const Id& id) {
    const auto step = ask(book.journal(), "step", args(",\"id\":" + quoted(id)));
    std::vector<std::string> shown;
    for (const auto& one : step["dumbbells"].GetArray()) shown.emplace_back(one["id"].GetString());
    return shown;
  };
  EXPECT_EQ(dumbbells(ids[69]).size(), 60u);
  EXPECT_EQ(dumbbells(ids[69]).front(), format(ids[10]));
  EXPECT_EQ(dumbbells(ids[3]).size(), 61u);
  EXPECT_EQ(dumbbells(ids[3]).front(), format(ids[3]));
  EXPECT_EQ(dumbbells(ids[3])[1], format(ids[10]));
  const auto steps = ask(book.journal(), "steps", args(R"(,"limit":5)"));
  EXPECT_EQ(steps["settled"].Size(), 5u);
  EXPECT_STREQ(steps["settled"][0]["id"].GetString(), format(ids[69]).c_str());
  EXPECT_EQ(steps["settled_count"].GetInt(), 70);
}

// ------------------------------------------------------------------ people and moment

TEST(PeopleView, StandsByRingAndRemembersTheOneBefore) {
  Book book;
  const Id ines =
      book.put("person", "2026-01-02", R"({"alias":"Ines","relation":"friend","ring":3})");
  const Id ada = book.put("person", "2026-01-03", R"({"alias":"Ada","relation":"family"})");
  book.put(ines, "person", "2026-04-20", R"({"alias":"Ines","relation":"friend","ring":2})");
  book.put("gave", "2026-05-01", R"({"what":"help","person":)" + quoted(ines) + "}");
  book.put("received", "2026-05-02", R"({"what":"comfort","person":)" + quoted(ines) + "}");
  book.put("received", "2026-05-03", R"({"what":"help","person":)" + quoted(ines) + "}");
  const auto people = ask(book.journal(), "people");
  const auto& first = people["people"][0];
  EXPECT_STREQ(first["alias"].GetString(), "Ines");
  EXPECT_EQ(first["ring"].GetInt(), 2);
  EXPECT_EQ(first["ring_before"].GetInt(), 3);
  EXPECT_EQ(first["gave"].GetInt(), 1);
  EXPECT_EQ(first["received"].GetInt(), 2);
  EXPECT_STREQ(first["last"].GetString(), "2026-05-03");
  const auto& second = people["people"][1];
  EXPECT_STREQ(second["id"].GetString(), format(ada).c_str());
  EXPECT_TRUE(second["ring"].IsNull());
  EXPECT_TRUE(second["ring_before"].IsNull());
  EXPECT_TRUE(second["safety"].IsNull());
  EXPECT_TRUE(second["last"].IsNull());
}

TEST(MomentView, LeavesOutWhoIsHiddenAndCountsOwnWordsUnknownOnesToo) {
  Book book;
  const Id tomas =
      book.put("person", "2026-01-02", R"({"alias":"Tomas","relation":"friend","hidden":true})");
  book.put("person", "2026-01-03", R"({"alias":"Ada","relation":"family"})");
  book.put("moment", "2026-05-01",
           R"({"situations":["from_later","praised"],"did":["went_quiet"]})");
  book.put("moment", "2026-05-02",
           R"({"situations":["from_later"],"person":)" + quoted(tomas) + "}");
  const auto moment = ask(book.journal(), "moment");
  ASSERT_EQ(moment["people"].Size(), 1u);
  EXPECT_STREQ(moment["people"][0]["alias"].GetString(), "Ada");
  EXPECT_TRUE(moment["last_person"].IsNull());
  EXPECT_THAT(texts(moment["often"]["situations"]), ElementsAre("from_later", "praised"));
  EXPECT_THAT(texts(moment["often"]["did"]), ElementsAre("went_quiet"));
}

TEST(WriteView, CountsPromptsUnknownOnesToo) {
  Book book;
  book.put("entry", "2026-05-01", R"({"text":"x","prompt":"almost_said"})");
  book.put("entry", "2026-05-02", R"({"text":"y","prompt":"from_later"})");
  const auto prompts = ask(book.journal(), "write");
  ASSERT_EQ(prompts["prompts"].Size(), 3u);
  EXPECT_EQ(prompts["prompts"][1]["times"].GetInt(), 1);
  EXPECT_STREQ(prompts["prompts"][1]["last"].GetString(), "2026-05-01");
  EXPECT_STREQ(prompts["prompts"][2]["prompt"].GetString(), "from_later");
}

// ------------------------------------------------------------------ journey, record, search

TEST(JourneyView, TurnsPagesWithoutGapOrRepeat) {
  Book book;
  std::vector<std::string> newest_first;
  for (int n = 0; n < 25; ++n) {
    const std::string day = "2026-04-" + std::string(n < 15 ? "07" : "19");
    newest_first.insert(newest_first.begin(),
                        format(book.put("entry", day, R"({"text":"a line"})")));
  }
  book.put(record::setting_id(record::SettingKey::theme), "setting", "2026-05-02",
           R"({"key":"theme","value":"dark"})");
  std::vector<std::string> seen;
  std::string before;
  for (int pages = 0; pages < 10; ++pages) {
    const auto page = ask(book.journal(), "journey", args(R"(,"limit":10)" + before));
    for (const auto& item : page["items"].GetArray()) seen.emplace_back(item["id"].GetString());
    if (page["next"].IsNull()) break;
    before = R"(,"before":")" + std::string(page["next"].GetString()) + '"';
  }
  EXPECT_EQ(seen, newest_first);
}

TEST(JourneyView, ShowsOwnWordsFactsDaysAndTheRiver) {
  Book book;
  const Id ines = book.put("person", "2026-01-02", R"({"alias":"Ines","relation":"friend"})");
  book.put(
      "moment", "2026-05-01",
      R"({"trigger":"She asked.","urge":7,"close_before":2,"mood":{"pleasant":-40,"activated":10},"person":)" +
          quoted(ines) + "}");
  book.put("moment", "2026-05-01",
           R"({"close_before":9,"close_after":5,"emotions":["from_later"]})");
  book.put("rest", "2026-05-03", R"({"reason":"no"})");
  const auto journey = ask(book.journal(), "journey");
  EXPECT_EQ(journey["items"].Size(), 3u);
  const auto& asked = journey["items"][2];
  EXPECT_STREQ(asked["excerpt"].GetString(), "She asked.");
  EXPECT_EQ(asked["fields"]["urge"].GetInt(), 7);
  EXPECT_EQ(asked["fields"]["mood"]["pleasant"].GetInt(), -40);
  EXPECT_STREQ(asked["person"]["alias"].GetString(), "Ines");
  EXPECT_THAT(texts(journey["items"][1]["fields"]["emotions"]), ElementsAre("from_later"));
  EXPECT_EQ(journey["counts"]["moment"].GetInt(), 2);
  EXPECT_STREQ(journey["first"].GetString(), "2026-05-01");
  EXPECT_STREQ(journey["last"].GetString(), "2026-05-03");
  EXPECT_THAT(texts(journey["days"]["noted"]), ElementsAre("2026-05-03", "2026-05-01"));
  EXPECT_STREQ(journey["days"]["to"].GetString(), "2026-05-14");
  ASSERT_EQ(journey["river"].Size(), 1u);
  EXPECT_EQ(journey["river"][0]["close"].GetDouble(), 3.5);
  EXPECT_EQ(journey["river"][0]["pleasant"].GetDouble(), -40);
  EXPECT_EQ(journey["river"][0]["n"].GetInt(), 2);

  const auto of_ines = ask(book.journal(), "journey", args(",\"person\":" + quoted(ines)));
  EXPECT_EQ(of_ines["items"].Size(), 1u);
  const auto persons = ask(book.journal(), "journey", args(R"(,"kinds":["person","rest"])"));
  EXPECT_EQ(persons["items"].Size(), 2u);
}

TEST(JourneyView, ShowsWhatANewerVersionWrote) {
  Book book;
  book.put("weather", "2026-05-01", R"({"sky":"low"})");
  const auto journey = ask(book.journal(), "journey");
  ASSERT_EQ(journey["items"].Size(), 1u);
  EXPECT_STREQ(journey["items"][0]["kind"].GetString(), "weather");
  EXPECT_STREQ(journey["items"][0]["excerpt"].GetString(), "");
  EXPECT_EQ(journey["counts"]["unknown"].GetInt(), 1);
}

TEST(JourneyView, CutsWordsAtTwoHundredAndFortyCharacters) {
  Book book;
  std::string text;
  for (int n = 0; n < 300; ++n) text += "ä";
  book.put("entry", "2026-05-01", R"({"text":")" + text + R"("})");
  const auto journey = ask(book.journal(), "journey");
  EXPECT_EQ(journey["items"][0]["excerpt"].GetStringLength(), 480u);
}

TEST(RecordView, ShowsEveryVersionToSettle) {
  Book book;
  const Id entry = book.put("entry", "2026-05-01", R"({"text":"one"})");
  book.put_beside(entry, "entry", "2026-05-02", R"({"text":"two"})");
  const auto record = ask(book.journal(), "record", args(",\"id\":" + quoted(entry)));
  EXPECT_STREQ(record["current"]["text"].GetString(), "two");
  ASSERT_EQ(record["versions"].Size(), 2u);
  EXPECT_STREQ(record["versions"][0]["body"]["text"].GetString(), "one");
  EXPECT_FALSE(record["deleted"].GetBool());
  EXPECT_THAT(texts(ask(book.journal(), "settings")["conflicts"]), ElementsAre(format(entry)));
  const std::string raw = record["raw"].GetString();
  EXPECT_EQ(raw, book.lines()[1]);
}

TEST(RecordView, SaysThatARecordIsDeleted) {
  Book book;
  const Id entry = book.put("entry", "2026-05-01", R"({"text":"one"})");
  book.remove(entry, "entry", "2026-05-02");
  const auto record = ask(book.journal(), "record", args(",\"id\":" + quoted(entry)));
  EXPECT_TRUE(record["deleted"].GetBool());
  EXPECT_TRUE(record["current"].IsNull());
  EXPECT_STREQ(record["kind"].GetString(), "entry");
  EXPECT_EQ(ask(book.journal(), "journey")["items"].Size(), 0u);
}

TEST(SearchView, FindsWordsWithTheirMarks) {
  Book book;
  const Id entry = book.put("entry", "2026-05-01", R"({"text":"Café in the rain"})");
  const auto found = ask(book.journal(), "search", args(R"(,"q":"CAFE rai")"));
  EXPECT_EQ(found["total"].GetInt(), 1);
  const auto& hit = found["hits"][0];
  EXPECT_STREQ(hit["id"].GetString(), format(entry).c_str());
  EXPECT_STREQ(hit["field"].GetString(), "text");
  EXPECT_EQ(hit["marks"][0][0].GetInt(), 0);
  EXPECT_EQ(hit["marks"][0][1].GetInt(), 4);
}

TEST(SettingsView, GivesWhatWasSet) {
  Book book;
  const auto set = [&](record::SettingKey key, const std::string& value) {
    book.put(record::setting_id(key), "setting", "2026-05-02",
             R"({"key":")" + std::string(record::name(key)) + R"(","value":)" + value + "}");
  };
  set(record::SettingKey::ceiling, "4");
  set(record::SettingKey::contexts, R"(["family","partner"])");
  set(record::SettingKey::country, R"("US")");
  set(record::SettingKey::keys, R"({"moment":"m"})");
  set(record::SettingKey::cues, R"({"all":false})");
  set(record::SettingKey::names, R"("initials")");
  set(record::SettingKey::cycle, R"({"trigger":"the future comes up"})");
  book.put(record::plan_id(), "plan", "2026-05-03",
           R"({"items":["Shoes on."],"contacts":["Tomas"]})");
  const auto settings = ask(book.journal(), "settings");
  EXPECT_EQ(settings["ceiling"].GetInt(), 4);
  EXPECT_THAT(texts(settings["contexts"]), ElementsAre("family", "partner"));
  EXPECT_STREQ(settings["country"].GetString(), "US");
  EXPECT_STREQ(settings["keys"]["moment"].GetString(), "m");
  EXPECT_FALSE(settings["cues"]["all"].GetBool());
  EXPECT_STREQ(settings["names"].GetString(), "initials");
  EXPECT_STREQ(settings["cycle"]["trigger"].GetString(), "the future comes up");
  EXPECT_EQ(settings["records"].GetInt(), 8);
  const auto help = ask(book.journal(), "help");
  EXPECT_THAT(texts(help["plan"]["items"]), ElementsAre("Shoes on."));
  EXPECT_STREQ(help["country"].GetString(), "US");
}

// ------------------------------------------------------------------ one record of each kind

Book one_of_each() {
  Book book;
  const Id ines =
      book.put("person", "2026-01-02", R"({"alias":"Ines","relation":"friend","ring":2})");
  const std::string who = R"("person":)" + quoted(ines);
  book.put("moment", "2026-05-01", R"({"trigger":"a look","urge":3,)" + who + "}");
  book.put("entry", "2026-05-01", R"({"text":"a line","mode":"free"})");
  book.put("step", "2026-05-01", R"({"ladder":"friend_2d","status":"done",)" + who + "}");
  book.put("step", "2026-05-02", R"({"ladder":"from_later","status":"planned"})");
  book.put("received", "2026-05-01", R"({"what":"compliment","words":"well done",)" + who + "}");
  book.put("gave", "2026-05-01", R"({"what":"company",)" + who + "}");
  book.put("protector", "2026-05-01", R"({"guards":"the door"})");
  book.put("check", "2026-05-01", kCheck);
  book.put("answers", "2026-05-01", R"({"questionnaire":"some","version":"1","items":{"q1":3.5}})");
  book.put("origin", "2026-05-01", R"({"told":"hush"})");
  book.put("letter", "2026-05-01", R"({"text":"dear you"})");
  book.put("goal", "2026-05-01", R"({"text":"call once"})");
  book.put("helped", "2026-05-01", R"({"what":"walk","rating":1})");
  book.put("rest", "2026-05-01", R"({"reason":"no"})");
  book.put(record::plan_id(), "plan", "2026-05-01", R"({"items":["Shoes on."]})");
  book.put(record::setting_id(record::SettingKey::ceiling), "setting", "2026-05-01",
           R"({"key":"ceiling","value":5})");
  book.put("weather", "2026-05-01", R"({"sky":"low"})");
  return book;
}

constexpr std::string_view kPlainViews[] = {"today", "check",   "steps", "people",  "moment",
                                            "write", "journey", "help",  "settings"};

TEST(OneOfEachKind, EveryViewAnswers) {
  const Book book = one_of_each();
  for (const std::string_view name : kPlainViews) {
    EXPECT_TRUE(ask(book.journal(), name).IsObject()) << name;
  }
  const auto journey = ask(book.journal(), "journey");
  EXPECT_EQ(journey["items"].Size(), 15u);
  EXPECT_EQ(journey["counts"].MemberCount(), 17u);
  for (const record::Record* record : book.journal().timeline()) {
    const auto shown = ask(book.journal(), "record", args(",\"id\":" + quoted(record->id)));
    EXPECT_EQ(shown["kind"].GetString(), record->kind_name);
  }
}

TEST(OneOfEachKind, AnswersDoNotDependOnTheOrderOfRecords) {
  const Book book = one_of_each();
  std::vector<std::string> lines = book.lines();
  std::reverse(lines.begin(), lines.end());
  const journal::Journal reversed = fold(lines);
  for (const std::string_view name : kPlainViews) {
    const auto here = view(sample(), book.journal(), name, args());
    const auto there = view(sample(), reversed, name, args());
    ASSERT_TRUE(here && there) << name;
    EXPECT_EQ(*here, *there) << name;
  }
}

}  // namespace
}  // namespace ajar::view
