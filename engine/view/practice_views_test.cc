// The views of the practices: what they ask back, what they bring back, and when they keep silent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "engine/content/sample.h"
#include "engine/view/book.h"
#include "engine/view/view.h"

namespace ajar::view {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

std::string at(std::string_view time, std::string_view more = {}) {
  return R"({"now":")" + std::string(time) + R"(:00+00:00")" + std::string(more) + "}";
}

constexpr std::string_view kNow = "2026-05-14T18:00";

rapidjson::Document ask(const Book& book, std::string_view name,
                        const std::string& arguments = at(kNow)) {
  const auto answer = view(sample(), book.journal(), name, arguments);
  rapidjson::Document document;
  EXPECT_TRUE(answer) << name << ": " << (answer ? "" : answer.error().code);
  if (answer) document.Parse(answer->c_str());
  EXPECT_FALSE(document.HasParseError()) << name;
  return document;
}

std::vector<std::string> members(const rapidjson::Value& array, const char* name) {
  std::vector<std::string> list;
  for (const auto& each : array.GetArray()) list.emplace_back(each[name].GetString());
  return list;
}

std::vector<std::string> ids(std::initializer_list<Id> wanted) {
  std::vector<std::string> list;
  for (const Id& id : wanted) list.push_back(format(id));
  return list;
}

Id person(Book& book, std::string_view alias, std::string_view safety) {
  return book.put("person", "2026-01-01",
                  R"({"alias":")" + std::string(alias) + R"(","relation":"friend","safety":")" +
                      std::string(safety) + R"("})");
}

std::string with(const Id& id, std::string_view more) {
  return R"({"person":")" + format(id) + R"(",)" + std::string(more) + "}";
}

// ------------------------------------------------------------------ look back

TEST(LookBack, AsksAboutMomentsThatAreOverAndNotYetForgotten) {
  Book book;
  book.put("moment", "2026-04-20", R"({"urge":5})");  // too long ago
  const Id old = book.put("moment", "2026-05-01", R"({"urge":5,"trigger":"She asked."})");
  book.put("moment", "2026-05-05", R"({"urge":5,"later":"She came back to it."})");
  const Id late = book.put("moment", "2026-05-13", R"({"urge":5})");
  book.put("moment", "2026-05-14", R"({"urge":5})");  // today
  const auto asked = ask(book, "look_back");
  EXPECT_EQ(asked["count"].GetInt(), 2);
  EXPECT_EQ(members(asked["moments"], "id"), ids({late, old}));
  EXPECT_STREQ(asked["moments"][1]["excerpt"].GetString(), "She asked.");
}

TEST(LookBack, DoesNotLeadBackToSomeoneUnsafe) {
  Book book;
  const Id edgar = person(book, "Edgar", "unsafe");
  const Id ines = person(book, "Ines", "safe");
  book.put("moment", "2026-05-10", with(edgar, R"("urge":9)"));
  const Id kept = book.put("moment", "2026-05-11", with(ines, R"("urge":4)"));
  EXPECT_EQ(members(ask(book, "look_back")["moments"], "id"), ids({kept}));
}

TEST(LookBack, OffersNoMoreAtOnceThanTheContentSays) {
  Book book;
  for (int i = 0; i < 9; ++i) book.put("moment", "2026-05-10", R"({"urge":5})");
  const auto asked = ask(book, "look_back");
  EXPECT_EQ(asked["count"].GetInt(), 9);
  EXPECT_EQ(asked["moments"].Size(), 5u);
}

// ------------------------------------------------------------------ support

TEST(Support, GivesBothWaysNewestFirst) {
  Book book;
  const Id one = book.put("received", "2026-05-01", R"({"what":"help","words":"I am coming."})");
  const Id two = book.put("received", "2026-05-02", R"({"what":"gift","urge":7,"absorbed":3})");
  const Id gave = book.put("gave", "2026-05-03", R"({"what":"company"})");
  const auto both = ask(book, "support");
  EXPECT_EQ(members(both["received"], "id"), ids({two, one}));
  EXPECT_EQ(members(both["gave"], "id"), ids({gave}));
  EXPECT_EQ(both["received"][0]["absorbed"].GetInt(), 3);
  EXPECT_EQ(both["counts"]["gave"].GetInt(), 1);
}

TEST(Support, BringsKeptWordsBackEachInItsTurnAndNoneOfSomeoneUnsafe) {
  Book book;
  const Id edgar = person(book, "Edgar", "unsafe");
  book.put("received", "2026-05-01", with(edgar, R"("what":"gift","words":"You owe me.")"));
  book.put("received", "2026-05-01", R"({"what":"gift"})");  // no words
  EXPECT_TRUE(ask(book, "support")["again"].IsNull());
  const Id one = book.put("received", "2026-05-02", R"({"what":"help","words":"one"})");
  const Id two = book.put("received", "2026-05-03", R"({"what":"help","words":"two"})");
  book.put("received", "2026-05-14", R"({"what":"help","words":"today's"})");
  const auto again = [&](std::string_view now) {
    return std::string(ask(book, "support", at(now))["again"]["id"].GetString());
  };
  EXPECT_EQ(again("2026-05-14T08:00"), again("2026-05-14T23:00"));
  EXPECT_THAT((std::vector{again("2026-05-13T08:00"), again("2026-05-14T08:00")}),
              testing::UnorderedElementsAre(format(one), format(two)));
}

// ------------------------------------------------------------------ protector

Id card(Book& book) {
  const Id id = record::setting_id(record::SettingKey::card);
  book.put(id, "setting", "2026-05-01", R"({"key":"card","value":"This is old."})");
  return id;
}

TEST(Protector, HasNothingToBeginWith) {
  const Book book;
  const auto empty = ask(book, "protector");
  EXPECT_EQ(empty["times"].GetInt(), 0);
  EXPECT_TRUE(empty["card"].IsNull());
  EXPECT_THAT(members(empty["letters"], "id"), IsEmpty());
}

TEST(Protector, BringsTheCardBackForAStrongUrgeAndForSomeHours) {
  Book book;
  card(book);
  EXPECT_TRUE(ask(book, "protector")["card"]["due"].IsNull());
  const Id moment = book.put("moment", "2026-05-14", R"({"urge":8})");  // at 12:00
  const auto due = ask(book, "protector", at("2026-05-14T18:00"));
  EXPECT_EQ(due["card"]["due"]["moment"].GetString(), format(moment));
  EXPECT_STREQ(due["card"]["text"].GetString(), "This is old.");
  EXPECT_TRUE(ask(book, "protector", at("2026-05-14T18:01"))["card"]["due"].IsNull());
}

TEST(Protector, PutsTheCardAwayWhenTheUrgeWentDown) {
  Book book;
  card(book);
  book.put("moment", "2026-05-14", R"({"urge":8})");
  book.put("moment", "2026-05-14", R"({"urge":3})");
  EXPECT_TRUE(ask(book, "protector")["card"]["due"].IsNull());
}

TEST(Protector, KeepsTheCardBackWhereGoingIsProtection) {
  Book book;
  card(book);
  const Id edgar = person(book, "Edgar", "unsafe");
  book.put("moment", "2026-05-14", with(edgar, R"("urge":9)"));
  EXPECT_TRUE(ask(book, "protector")["card"]["due"].IsNull());
}

TEST(Protector, ListsTalksOldestFirstAndWhatWasWritten) {
  Book book;
  const Id first =
      book.put("protector", "2026-05-01", R"({"guards":"That nobody sees.","softness_before":8})");
  const Id second =
      book.put("protector", "2026-05-09", R"({"softness_before":8,"softness_after":6})");
  const Id letter = book.put("letter", "2026-05-10", R"({"to":"me at nine","text":"You …"})");
  book.put("entry", "2026-05-11", R"({"text":"a page"})");
  const Id safe = book.put("entry", "2026-05-12", R"({"prompt":"remembered","text":"The lake."})");
  const auto all = ask(book, "protector");
  EXPECT_EQ(members(all["talks"], "id"), ids({first, second}));
  EXPECT_EQ(all["talks"][1]["after"].GetInt(), 6);
  EXPECT_EQ(members(all["letters"], "id"), ids({letter}));
  EXPECT_EQ(members(all["remembered"], "id"), ids({safe}));
}

// ------------------------------------------------------------------ series

std::string page(int day, int before, int after, std::string_view series = {}) {
  return R"({"mode":"series","text":"x","series_day":)" + std::to_string(day) +
         R"(,"distress_before":)" + std::to_string(before) + R"(,"distress_after":)" +
         std::to_string(after) +
         (series.empty() ? std::string() : R"(,"series":")" + std::string(series) + '"') + "}";
}

TEST(Series, CountsItsPagesFromTheFirstOne) {
  Book book;
  EXPECT_TRUE(ask(book, "series")["current"].IsNull());
  const Id first = book.put("entry", "2026-05-12", page(1, 4, 5));
  book.put("entry", "2026-05-13", page(2, 5, 4, format(first)));
  const auto series = ask(book, "series");
  EXPECT_EQ(series["times"].GetInt(), 1);
  EXPECT_EQ(series["current"]["id"].GetString(), format(first));
  EXPECT_EQ(series["current"]["next"].GetInt(), 3);
  EXPECT_FALSE(series["current"]["today"].GetBool());
  EXPECT_FALSE(series["current"]["may_end"].GetBool());
  EXPECT_TRUE(series["current"]["ended"].IsNull());
}

TEST(Series, EndsWhereDistressStaysThreeAboveTheStart) {
  Book book;
  book.put("entry", "2026-05-13", page(1, 4, 7));
  const auto series = ask(book, "series");
  EXPECT_STREQ(series["current"]["ended"].GetString(), "distress");
  EXPECT_TRUE(series["current"]["next"].IsNull());
}

TEST(Series, EndsAfterTwoWorseDaysInARowOnly) {
  Book book;
  const Id first = book.put("entry", "2026-05-10", page(1, 4, 5));
  book.put("entry", "2026-05-11", page(2, 5, 4, format(first)));
  book.put("entry", "2026-05-12", page(3, 4, 6, format(first)));
  EXPECT_TRUE(ask(book, "series")["current"]["ended"].IsNull());
  EXPECT_TRUE(ask(book, "series")["current"]["may_end"].GetBool());
  Book worse;
  const Id one = worse.put("entry", "2026-05-12", page(1, 4, 5));
  worse.put("entry", "2026-05-13", page(2, 4, 6, format(one)));
  EXPECT_STREQ(ask(worse, "series")["current"]["ended"].GetString(), "worse_days");
}

TEST(Series, IsDoneAfterFourPagesAndOverAfterALongPause) {
  Book book;
  const Id first = book.put("entry", "2026-05-10", page(1, 4, 4));
  for (int day = 2; day <= 4; ++day) {
    book.put("entry", "2026-05-1" + std::to_string(day), page(day, 4, 4, format(first)));
  }
  EXPECT_STREQ(ask(book, "series")["current"]["ended"].GetString(), "done");
  EXPECT_TRUE(ask(book, "series")["current"]["today"].GetBool());
  Book paused;
  paused.put("entry", "2026-05-06", page(1, 4, 4));
  EXPECT_STREQ(ask(paused, "series")["current"]["ended"].GetString(), "paused");
}

TEST(Series, IsLookedBackAtAFortnightLaterWithTheSameDaysBeforeAndAfter) {
  Book book;
  const Id unsafe =
      book.put("person", "2026-03-01", R"({"alias":"E","relation":"friend","safety":"unsafe"})");
  book.put("moment", "2026-04-09", R"({"urge":1})");  // fifteen days before
  book.put("moment", "2026-04-10", R"({"urge":8,"close_after":2})");
  book.put("moment", "2026-04-23", R"({"urge":6,"mood":{"pleasant":-20,"activated":0}})");
  const Id first = book.put("entry", "2026-04-24", page(1, 5, 6));
  book.put("moment", "2026-04-25", R"({"urge":9})");  // between the pages
  book.put("entry", "2026-04-29", page(2, 5, 5, format(first)));
  book.put("moment", "2026-05-01", R"({"urge":5,"close_before":4})");
  book.put("moment", "2026-05-02", R"({"urge":10,"person":")" + format(unsafe) + "\"}");
  const auto asked = ask(book, "series");
  const auto& back = asked["look_back"];
  ASSERT_TRUE(back.IsObject());
  EXPECT_TRUE(back["due"].GetBool());
  EXPECT_FALSE(back["rated"].GetBool());
  EXPECT_STREQ(back["before"]["from"].GetString(), "2026-04-10");
  EXPECT_STREQ(back["before"]["to"].GetString(), "2026-04-23");
  EXPECT_EQ(back["before"]["moments"].GetInt(), 2);
  EXPECT_EQ(back["before"]["urge"]["n"].GetInt(), 2);
  EXPECT_EQ(back["before"]["urge"]["mean"].GetDouble(), 7);
  EXPECT_EQ(back["before"]["pleasant"]["mean"].GetDouble(), -20);
  EXPECT_STREQ(back["after"]["from"].GetString(), "2026-04-30");
  EXPECT_STREQ(back["after"]["to"].GetString(), "2026-05-13");
  EXPECT_EQ(back["after"]["moments"].GetInt(), 1);
  EXPECT_EQ(back["after"]["urge"]["mean"].GetDouble(), 5);
  EXPECT_EQ(back["after"]["close"]["mean"].GetDouble(), 4);
  EXPECT_TRUE(back["after"]["pleasant"]["mean"].IsNull());

  book.put("helped", "2026-05-13", R"({"what":"series","rating":0})");
  const auto rated = ask(book, "series");
  EXPECT_TRUE(rated["look_back"]["rated"].GetBool());
  EXPECT_FALSE(rated["look_back"]["due"].GetBool());
}

TEST(Series, IsNotLookedBackAtBeforeThatAndNotMentionedForEver) {
  Book early;
  EXPECT_TRUE(ask(early, "series")["look_back"].IsNull());
  early.put("entry", "2026-05-01", page(1, 5, 5));  // thirteen days ago
  EXPECT_TRUE(ask(early, "series")["look_back"].IsNull());
  Book late;
  late.put("entry", "2026-04-01", page(1, 5, 5));
  EXPECT_FALSE(ask(late, "series")["look_back"]["due"].GetBool());
}

TEST(Series, IsWithheldAfterABreakUp) {
  Book book;
  book.put("moment", "2026-01-02", R"({"situations":["break_up"]})");  // long enough ago
  EXPECT_EQ(ask(book, "series")["withheld"].Size(), 0u);
  const Id recent = book.put("moment", "2026-03-01", R"({"situations":["break_up"]})");
  EXPECT_STREQ(ask(book, "series")["withheld"][0].GetString(), format(recent).c_str());
}

// ------------------------------------------------------------------ beliefs, yours, seek

TEST(Beliefs, GatherTheStepsThatTriedThem) {
  Book book;
  const Id one = book.put(
      "step", "2026-05-01",
      R"({"ladder":"friend_1a","status":"done","tests":"burden","belief":80,"belief_after":60})");
  book.put("step", "2026-05-02", R"({"ladder":"friend_1a","status":"done"})");
  const Id two = book.put("step", "2026-05-03",
                          R"({"own":"Ask.","status":"planned","tests":"burden","belief":60})");
  const auto found = ask(book, "beliefs");
  ASSERT_EQ(found["beliefs"].Size(), 1u);
  EXPECT_STREQ(found["beliefs"][0]["belief"].GetString(), "burden");
  EXPECT_EQ(members(found["beliefs"][0]["steps"], "id"), ids({one, two}));
  EXPECT_EQ(found["beliefs"][0]["steps"][0]["belief_after"].GetInt(), 60);
}

constexpr std::string_view kSets =
    R"(,"sets":[{"id":"quiet","any":[{"kind":"moment","field":"did","in":["went_quiet"]}]},)"
    R"({"id":"strong","any":[{"kind":"moment","field":"urge","from":7}]},)"
    R"({"id":"settled","any":[{"kind":"step","field":"status","in":["done","partly"]}]},)"
    R"({"id":"compared","any":[{"kind":"step","field":"belief_after"}]},)"
    R"({"id":"both","any":[{"kind":"gave"},{"kind":"moment","field":"did","in":["went_quiet"]}]}])";

TEST(Yours, CountsEachNoteOnceWhereAnyLineFits) {
  Book book;
  const Id quiet = book.put("moment", "2026-05-01", R"({"did":["stayed","went_quiet"],"urge":7})");
  book.put("moment", "2026-05-02", R"({"did":["stayed"],"urge":6})");
  book.put("step", "2026-05-03", R"({"own":"Ask.","status":"planned"})");
  const Id step =
      book.put("step", "2026-05-04", R"({"own":"Ask.","status":"partly","belief_after":0})");
  const Id gave = book.put("gave", "2026-05-05", R"({"what":"help"})");
  const auto yours = ask(book, "yours", at(kNow, kSets));
  const auto records = [&](unsigned i) {
    std::vector<std::string> list;
    for (const auto& id : yours["sets"][i]["records"].GetArray()) list.emplace_back(id.GetString());
    return list;
  };
  EXPECT_EQ(records(0), ids({quiet}));
  EXPECT_EQ(records(1), ids({quiet}));
  EXPECT_EQ(records(2), ids({step}));
  EXPECT_EQ(records(3), ids({step}));
  EXPECT_EQ(records(4), ids({gave, quiet}));
  EXPECT_EQ(yours["sets"][4]["n"].GetInt(), 2);
}

TEST(Yours, NamesWhatIsWrongWithADescription) {
  const Book book;
  const auto field = [&](std::string_view sets) {
    const auto answer =
        view(sample(), book.journal(), "yours", at(kNow, R"(,"sets":)" + std::string(sets)));
    return answer ? std::string() : answer.error().field;
  };
  EXPECT_EQ(field("7"), "sets");
  EXPECT_EQ(field(R"([{"any":[]}])"), "sets.id");
  EXPECT_EQ(field(R"([{"id":"a"}])"), "sets.any");
  EXPECT_EQ(field(R"([{"id":"a","any":[{}]}])"), "sets.any.kind");
  EXPECT_EQ(field(R"([{"id":"a","any":[{"kind":"gave","in":3}]}])"), "sets.any.in");
  EXPECT_EQ(field(R"([{"id":"a","any":[{"kind":"gave","from":"x"}]}])"), "sets.any.from");
}

TEST(Seek, GathersGoalsAndWhatAPageMayHold) {
  Book book;
  const auto empty = ask(book, "seek");
  EXPECT_TRUE(empty["check"].IsNull());
  EXPECT_TRUE(empty["moments"]["urge"].IsNull());
  book.put("goal", "2026-05-01", R"({"text":"Say it sooner.","with":"therapist"})");
  book.put("moment", "2026-05-02", R"({"urge":4,"did":["went_quiet"]})");
  book.put("moment", "2026-05-03", R"({"urge":7,"did":["went_quiet","stayed"]})");
  book.put(
      "step", "2026-05-04",
      R"({"own":"Ask.","status":"done","belief":80,"belief_after":20,"learned":"He had time."})");
  book.put("step", "2026-05-05",
           R"({"own":"Ask.","status":"skipped","belief":10,"belief_after":90})");
  book.put("entry", "2026-05-06", R"({"text":"mine","outward":"mine"})");
  const Id page = book.put("entry", "2026-05-07", R"({"text":"hers","outward":"therapist"})");
  book.put("origin", "2026-05-08", R"({"told":"Stop that."})");
  const auto seek = ask(book, "seek");
  EXPECT_STREQ(seek["goals"][0]["text"].GetString(), "Say it sooner.");
  EXPECT_FALSE(seek["goals"][0]["done"].GetBool());
  EXPECT_EQ(seek["moments"]["n"].GetInt(), 2);
  EXPECT_EQ(seek["moments"]["urge"].GetDouble(), 5.5);
  EXPECT_EQ(members(seek["moments"]["did"], "token"),
            (std::vector<std::string>{"went_quiet", "stayed"}));
  EXPECT_EQ(seek["steps"]["n"].GetInt(), 1);
  EXPECT_EQ(seek["steps"]["belief_after"].GetDouble(), 20.0);
  EXPECT_EQ(members(seek["pages"], "id"), ids({page}));
  EXPECT_STREQ(seek["origin"]["body"]["told"].GetString(), "Stop that.");
}

// ------------------------------------------------------------------ away

TEST(Today, KnowsWhoComesBackAndSaysNothingOfOtherDays) {
  Book book;
  EXPECT_TRUE(ask(book, "today")["away"].IsNull());
  book.put("moment", "2026-04-23", R"({"urge":5})");
  book.put("person", "2026-05-13", R"({"alias":"Ines","relation":"friend"})");
  EXPECT_EQ(ask(book, "today")["away"].GetInt(), 21);
  EXPECT_TRUE(ask(book, "today", at("2026-05-13T18:00"))["away"].IsNull());
}

}  // namespace
}  // namespace ajar::view
