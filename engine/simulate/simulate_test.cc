// A simulated life is one that the app could hold: valid, repeatable, of the promised size.
#include "engine/simulate/simulate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "engine/content/sample.h"
#include "engine/journal/journal.h"

namespace ajar::simulate {
namespace {

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

constexpr Date kStart{20000};

std::string life(std::uint64_t seed, int days) {
  auto lines = simulate(sample(), {"ordinary", seed, days, kStart});
  EXPECT_TRUE(lines);
  return lines ? *lines : std::string();
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

TEST(Simulate, RefusesWhatItCannotDo) {
  EXPECT_EQ(simulate(sample(), {"bursts", 1, 10, kStart}).error().code, "simulate/unknown_profile");
  EXPECT_EQ(simulate(sample(), {"ordinary", 1, 0, kStart}).error().field, "days");
  EXPECT_EQ(simulate(sample(), {"ordinary", 1, kMostDays + 1, kStart}).error().field, "days");
  EXPECT_EQ(simulate(sample(), {"ordinary", 1, 10, Date{-1}}).error().field, "start");
  EXPECT_EQ(simulate(sample(), {"ordinary", 1, 10, Date{84000}}).error().field, "start");
  EXPECT_EQ(simulate(sample(), {"ordinary", 1, 10, Date{2147483640}}).error().field, "start");
}

}  // namespace
}  // namespace ajar::simulate
