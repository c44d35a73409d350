// A simulated life is one that the app could hold: valid, repeatable, of the promised size.
#include "engine/simulate/simulate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/content/sample.h"
#include "engine/journal/journal.h"
#include "engine/simulate/sample_words.h"

namespace ajar::simulate {
namespace {

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

constexpr Date kStart{20000};

std::string life(std::uint64_t seed, int days) {
  auto lines = simulate(sample(), sample_words(), {"ordinary", seed, days, kStart});
  EXPECT_TRUE(lines);
  return lines ? lines->lines : std::string();
}

journal::Journal fold(std::string_view lines) {
  journal::Journal journal;
  record::Parser parser;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    auto record = parser.parse(lines.substr(0, end));
    EXPECT_TRUE(record) << record.error().code << " " << record.error().field << "\n"
                        << lines.substr(0, end);
    if (record) {
      EXPECT_EQ(journal.add(std::move(*record)), journal::Added::added);
    }
    lines.remove_prefix(end + 1);
  }
  return journal;
}

TEST(Simulate, GivesTheSameLifeForTheSameSeed) {
  EXPECT_EQ(life(7, 60), life(7, 60));
  EXPECT_NE(life(7, 60), life(8, 60));
}

TEST(Simulate, BeginsAsAShorterLifeDoes) {
  const std::string shorter = life(3, 40);
  EXPECT_EQ(life(3, 90).substr(0, shorter.size()), shorter);
}

TEST(Simulate, WritesValidRecordsWithoutConflict) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const journal::Journal journal = fold(life(seed, 120));
    RC_ASSERT(journal.conflicts().empty());
    RC_ASSERT(journal.clashes().empty());
    RC_ASSERT(!journal.newer_critical());
  }));
}

TEST(Simulate, FillsTenYearsWithAboutTwentyThousandRecords) {
  const std::string lines = life(1, 3650);
  const auto count = std::count(lines.begin(), lines.end(), '\n');
  EXPECT_GT(count, 18000);
  EXPECT_LT(count, 23000);
  const journal::Journal journal = fold(lines);
  EXPECT_GT(journal.count(record::Kind::moment), 6000u);
  EXPECT_GT(journal.count(record::Kind::check), 150u);
  for (const record::Kind kind :
       {record::Kind::person, record::Kind::entry, record::Kind::step, record::Kind::received,
        record::Kind::gave, record::Kind::protector, record::Kind::rest, record::Kind::helped,
        record::Kind::letter, record::Kind::goal, record::Kind::plan, record::Kind::setting}) {
    EXPECT_GT(journal.count(kind), 0u) << record::name(kind);
  }
  EXPECT_LT(journal.live(), journal.total()) << "some were edited";
  std::size_t deleted = 0;
  for (const Id& id : journal.changed_since(0)) deleted += journal.deleted(id) ? 1 : 0;
  EXPECT_GT(deleted, 10u);
}

TEST(Simulate, HoldsStepsOfEveryStatusAndNoneTowardSomeoneUnsafe) {
  const journal::Journal journal = fold(life(2, 800));
  std::map<record::StepStatus, int> statuses;
  for (const auto& [record, body] : journal.all<record::Step>()) {
    ++statuses[body->status];
    ASSERT_TRUE(body->person);
    const auto* person = journal.get<record::Person>(*body->person);
    ASSERT_NE(person, nullptr);
    EXPECT_NE(person->safety, record::Safety::unsafe);
  }
  for (const auto status : {record::StepStatus::done, record::StepStatus::partly,
                            record::StepStatus::skipped, record::StepStatus::rested}) {
    EXPECT_GT(statuses[status], 5) << record::name(status);
  }
}

TEST(Simulate, WritesNothingBeforeItHappenedAndAllOfItInOrder) {
  const std::string lines = life(5, 300);
  Rev last;
  record::Parser parser;
  std::string_view rest = lines;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const auto record = parser.parse(rest.substr(0, end));
    ASSERT_TRUE(record);
    EXPECT_LT(last, record->rev);
    EXPECT_GE(static_cast<std::int64_t>(record->rev.milliseconds) / 1000, record->at.seconds);
    last = record->rev;
    rest.remove_prefix(end + 1);
  }
}

constexpr std::string_view kPlanted[] = {"null",      "crisis",   "ingrained", "partner",
                                         "improving", "leaning",  "triggers",  "sparse",
                                         "bursty",    "bad_days", "weekly",    "drift"};

Simulated planted(std::string_view profile, std::uint64_t seed, int days) {
  auto life = simulate(sample(), sample_words(), {profile, seed, days, kStart});
  EXPECT_TRUE(life) << profile;
  return life ? *life : Simulated();
}

TEST(PlantedLives, AreValidAndSayWhatIsInThem) {
  for (const std::string_view profile : kPlanted) {
    const Simulated life = planted(profile, 3, 120);
    EXPECT_EQ(life.lines, planted(profile, 3, 120).lines) << profile;
    EXPECT_NE(life.lines, planted(profile, 4, 120).lines) << profile;
    const journal::Journal journal = fold(life.lines);
    EXPECT_TRUE(journal.conflicts().empty()) << profile;
    EXPECT_GT(journal.count(record::Kind::moment), 10u) << profile;
    EXPECT_GT(journal.count(record::Kind::check), 3u) << profile;
    json::Document document;
    const auto truth = document.parse(life.truth);
    ASSERT_TRUE(truth) << life.truth;
    EXPECT_EQ(truth->find("profile")->text(), profile);
    for (const char* part : {"pattern", "situations", "when", "feelings", "change", "receiving",
                             "helped", "expectations", "one_person"}) {
      EXPECT_TRUE(truth->find(part)) << profile << " " << part;
    }
  }
}

TEST(PlantedLives, WithdrawWhereItWasPlanted) {
  const Simulated life = planted("triggers", 1, 700);
  json::Document document;
  const auto truth = document.parse(life.truth).value();
  std::set<std::string> triggers;
  const json::Value situations = truth.find("situations").value();
  for (const json::Value one : situations) triggers.emplace(one.find("id")->text());
  int with[2] = {0, 0};
  int of[2] = {0, 0};
  const journal::Journal journal = fold(life.lines);
  for (const auto& [record, body] : journal.all<record::Moment>()) {
    const bool triggered =
        std::any_of(body->situations.begin(), body->situations.end(),
                    [&](const std::string& one) { return triggers.contains(one); });
    of[triggered] += 1;
    with[triggered] += *body->urge >= 6 ? 1 : 0;
  }
  // The sample has four situations, so all of them are triggers here.
  EXPECT_EQ(triggers.size(), 4u);
  EXPECT_EQ(of[0], 0);
  EXPECT_NEAR(static_cast<double>(with[1]) / of[1], 0.7, 0.06);
}

TEST(PlantedLives, OnBadDaysAloneLeaveTheCalmOnesOut) {
  const auto moments = [](std::string_view profile) {
    return fold(planted(profile, 5, 300).lines).count(record::Kind::moment);
  };
  EXPECT_LT(moments("sparse"), moments("null") / 3);
  EXPECT_LT(moments("bad_days"), moments("triggers"));
}

TEST(Simulate, RefusesWhatItCannotDo) {
  EXPECT_EQ(simulate(sample(), sample_words(), {"nobody", 1, 10, kStart}).error().code,
            "simulate/unknown_profile");
  EXPECT_EQ(simulate(sample(), sample_words(), {"ordinary", 1, 0, kStart}).error().field, "days");
  EXPECT_EQ(
      simulate(sample(), sample_words(), {"ordinary", 1, kMostDays + 1, kStart}).error().field,
      "days");
  EXPECT_EQ(simulate(sample(), sample_words(), {"ordinary", 1, 10, Date{-1}}).error().field,
            "start");
  EXPECT_EQ(simulate(sample(), sample_words(), {"ordinary", 1, 10, Date{84000}}).error().field,
            "start");
  EXPECT_EQ(simulate(sample(), sample_words(), {"ordinary", 1, 10, Date{2147483640}}).error().field,
            "start");
}

}  // namespace
}  // namespace ajar::simulate
