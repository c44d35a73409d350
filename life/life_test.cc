// A life from its first record to its last: sealed, reopened, edited, deleted, swept, imported and
// recovered.
#include "life/life.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "vault/test_random.h"

namespace ajar::life {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Log = std::vector<std::uint8_t>;

constexpr std::int64_t kStart = 1'790'000'000'000;

Clock clock_at(int minute) {
  return {*parse_local_time("2026-11-22T20:" + std::string(minute < 10 ? "0" : "") +
                            std::to_string(minute) + ":00+01:00"),
          kStart + minute * 60'000LL};
}

// A life with its log beside it, the way an edge keeps them.
struct Kept {
  Kept() {
    EXPECT_TRUE(vault::start());
    auto created = vault::create(random_);
    EXPECT_TRUE(created);
    secret_ = std::move(created->secret);
    log_ = created->frame;
    life_ = reopen();
  }

  Life reopen(const Log* log = nullptr) {
    auto life = Life::open(secret_.view());
    EXPECT_TRUE(life);
    const auto applied = life->apply(log == nullptr ? log_ : *log, true);
    EXPECT_THAT(applied.damaged, IsEmpty());
    return std::move(*life);
  }
  Prepared keep(Result<Prepared> prepared) {
    EXPECT_TRUE(prepared) << prepared.error().code << " " << prepared.error().field;
    if (!prepared) return {};
    log_.insert(log_.end(), prepared->frames.begin(), prepared->frames.end());
    life_->accept();
    return *prepared;
  }
  Prepared put(const std::string& kind, const std::string& body, std::optional<Id> id = {}) {
    return keep(life_->put({.kind = kind, .body = body, .id = id}, clock_at(minute_++), random_));
  }
  void sweep() {
    keep(life_->sweep());
    log_ = life_->strip(log_).log;
  }
  [[nodiscard]] bool log_grew_past(std::size_t size) const { return log_.size() > size; }

  vault::SeededRandom random_{"life"};
  vault::SecretBytes secret_;
  Log log_;
  std::optional<Life> life_;
  int minute_ = 0;
};

class LifeTest : public ::testing::Test, protected Kept {};

TEST_F(LifeTest, KeepsWhatWasSaidOverAReopening) {
  const auto kept = put("entry", R"({"text":"So I find a shelf."})");
  const Life again = reopen();
  ASSERT_NE(again.journal().get<record::Entry>(kept.id), nullptr);
  EXPECT_EQ(again.journal().get<record::Entry>(kept.id)->text, "So I find a shelf.");
  EXPECT_EQ(again.state().hash, life_->state().hash);
  EXPECT_THAT(std::string(log_.begin(), log_.end()), Not(HasSubstr("shelf")));
}

TEST_F(LifeTest, ChangesNothingBeforeItIsAccepted) {
  const auto before = life_->state().hash;
  const auto prepared =
      life_->put({.kind = "goal", .body = R"({"text":"a"})"}, clock_at(1), random_);
  ASSERT_TRUE(prepared);
  EXPECT_EQ(life_->state().hash, before);
  const auto second = life_->put({.kind = "goal", .body = R"({"text":"b"})"}, clock_at(2), random_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "life/busy");
  life_->discard();
  EXPECT_EQ(life_->state().hash, before);
  put("goal", R"({"text":"c"})");
  EXPECT_EQ(reopen().state().hash, life_->state().hash);
}

TEST_F(LifeTest, RefusesWhatIsNoRecordAndNamesTheField) {
  const auto wrong = life_->put({.kind = "moment", .body = R"({"urge":11})"}, clock_at(1), random_);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "record/out_of_range");
  EXPECT_EQ(wrong.error().field, "body.urge");
  put("moment", R"({"urge":10})");
}

TEST_F(LifeTest, EditsUnderOneIdAndKeepsTheTimeItHappened) {
  const auto first = put("moment", R"({"urge":7})");
  put("moment", R"({"urge":3})", first.id);
  EXPECT_EQ(life_->journal().get<record::Moment>(first.id)->urge, 3);
  EXPECT_THAT(life_->journal().versions(first.id), SizeIs(1));
  EXPECT_EQ(life_->journal().current(first.id)->at, clock_at(0).now);
  const auto other_kind = life_->put({.kind = "entry", .body = R"({"text":"a"})", .id = first.id},
                                     clock_at(9), random_);
  ASSERT_FALSE(other_kind);
  EXPECT_EQ(other_kind.error().code, "life/kind_changed");
}

TEST_F(LifeTest, AnEditSettlesAllVersionsThatThereAre) {
  const auto first = put("goal", R"({"text":"as here"})");
  const std::string beside =
      R"({"id":")" + format(first.id) +
      R"(","kind":"goal","at":"2026-11-22T20:00:00+01:00","rev":"000000000001.0000.0123456789abcdefghjkmnpqrs","body":{"text":"as there"}})";
  ASSERT_EQ(life_->import_check(beside)->fresh, 1u);
  const auto batch = life_->import_next(10, random_);
  ASSERT_TRUE(batch);
  log_.insert(log_.end(), batch->frames.begin(), batch->frames.end());
  life_->accept();
  EXPECT_THAT(life_->journal().versions(first.id), SizeIs(2));
  EXPECT_THAT(life_->journal().conflicts(), ElementsAre(first.id));
  put("goal", R"({"text":"as agreed"})", first.id);
  EXPECT_THAT(life_->journal().versions(first.id), SizeIs(1));
  const Life again = reopen();
  EXPECT_THAT(again.journal().conflicts(), IsEmpty());
  EXPECT_EQ(again.journal().get<record::Goal>(first.id)->text, "as agreed");
}

TEST_F(LifeTest, CarriesFieldsOfANewerVersionThroughAnEdit) {
  const auto first = put("moment", R"({"urge":7,"weather":"rain"})");
  put("moment", R"({"urge":3})", first.id);
  EXPECT_THAT(life_->journal().current(first.id)->raw, HasSubstr(R"("weather":"rain")"));
}

TEST_F(LifeTest, GivesSettingsAndThePlanTheirFixedPlace) {
  const auto one = put("setting", R"({"key":"ceiling","value":4})");
  const auto two = put("setting", R"({"key":"ceiling","value":6})");
  EXPECT_EQ(one.id, two.id);
  EXPECT_EQ(life_->journal().setting(record::SettingKey::ceiling)->ceiling, 6);
  put("plan", R"({"items":["Shoes on. To the river and back."]})");
  ASSERT_NE(life_->journal().plan(), nullptr);
  const auto unknown = life_->put({.kind = "setting", .body = R"({"key":"colour","value":1})"},
                                  clock_at(9), random_);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "record/bad_value");
}

TEST_F(LifeTest, DeletesAtOnceAndTakesItBackUntilTheSweep) {
  const auto kept = put("entry", R"({"text":"kind about it"})");
  keep(life_->remove(kept.id, clock_at(10), random_));
  EXPECT_TRUE(life_->journal().deleted(kept.id));
  keep(life_->restore(kept.id, clock_at(11), random_));
  EXPECT_EQ(life_->journal().get<record::Entry>(kept.id)->text, "kind about it");
  keep(life_->remove(kept.id, clock_at(12), random_));
  sweep();
  const auto late = life_->restore(kept.id, clock_at(13), random_);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "life/gone");
  EXPECT_EQ(reopen().state().hash, life_->state().hash);
}

TEST_F(LifeTest, DropsTheBodiesOfWhatWasReplaced) {
  const auto kept = put("entry", R"({"text":")" + std::string(5000, 'a') + R"("})");
  put("entry", R"({"text":"b"})", kept.id);
  const auto before = log_.size();
  sweep();
  EXPECT_LT(log_.size() + 4000, before);
  const Life again = reopen();
  EXPECT_EQ(again.state().hash, life_->state().hash);
  EXPECT_EQ(again.journal().get<record::Entry>(kept.id)->text, "b");
  const auto nothing_left = life_->sweep();
  ASSERT_TRUE(nothing_left);
  EXPECT_THAT(nothing_left->frames, IsEmpty());
}

TEST_F(LifeTest, AsksForTheStripThatACrashLeftOut) {
  const auto kept = put("entry", R"({"text":"a"})");
  put("entry", R"({"text":"b"})", kept.id);
  keep(life_->sweep());  // the tombstone is in the log, the rewrite never came
  auto again = Life::open(secret_.view());
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->apply(log_, true).strip);
  EXPECT_EQ(again->strip(log_).changed, 1U);
}

TEST_F(LifeTest, AnOldBackupDoesNotReviveWhatWasEditedSince) {
  const auto kept = put("entry", R"({"text":"a"})");
  const auto backup = life_->export_lines();
  put("entry", R"({"text":"b"})", kept.id);
  put("entry", R"({"text":"c"})", kept.id);
  sweep();
  const auto report = life_->import_check(backup);
  ASSERT_TRUE(report);
  const auto batch = life_->import_next(100, random_);
  ASSERT_TRUE(batch);
  life_->accept();
  EXPECT_THAT(life_->journal().versions(kept.id), SizeIs(1));
  EXPECT_EQ(life_->journal().get<record::Entry>(kept.id)->text, "c");
}

TEST_F(LifeTest, ImportsWholeOrNotAtAllAndTheStateAgrees) {
  for (int i = 0; i < 25; ++i) put("moment", R"({"urge":)" + std::to_string(i % 11) + "}");
  keep(life_->remove(life_->journal().all<record::Moment>().front().record->id, clock_at(30),
                     random_));
  const auto lines = life_->export_lines();

  Kept other;
  auto report = other.life_->import_check(lines);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->fresh, 25U);
  EXPECT_EQ(report->known, 0U);
  const auto before = other.life_->state().hash;
  ASSERT_TRUE(other.life_->import_next(10, other.random_));
  ASSERT_TRUE(other.life_->import_next(10, other.random_));
  other.life_->discard();
  EXPECT_EQ(other.life_->state().hash, before);

  ASSERT_TRUE(other.life_->import_check(lines));
  std::size_t left = 1;
  while (left > 0) {
    const auto batch = other.life_->import_next(10, other.random_);
    ASSERT_TRUE(batch);
    other.log_.insert(other.log_.end(), batch->frames.begin(), batch->frames.end());
    left = batch->left;
  }
  other.life_->accept();
  EXPECT_EQ(other.life_->state().hash, life_->state().hash);
  EXPECT_EQ(other.reopen().state().hash, life_->state().hash);
  EXPECT_EQ(other.life_->export_lines(), lines);

  const auto again = other.life_->import_check(lines);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->fresh, 0U);
  EXPECT_EQ(again->known, 25U);
}

TEST_F(LifeTest, NamesTheLinesOfABrokenImportAndKeepsNothing) {
  put("goal", R"({"text":"one"})");
  std::string lines = life_->export_lines() + "{\"id\":3}\nnot json\n";
  Kept other;
  const auto report = other.life_->import_check(lines);
  ASSERT_TRUE(report);
  ASSERT_THAT(report->errors, SizeIs(2));
  EXPECT_EQ(report->errors[0].line, 2);
  EXPECT_EQ(report->errors[1].line, 3);
  const auto batch = other.life_->import_next(10, other.random_);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->events, 0U);
}

TEST_F(LifeTest, RefusesToPlanAStepTowardSomeoneUnsafe) {
  const auto person = put("person", R"({"alias":"E.","relation":"partner","safety":"unsafe"})");
  const auto toward = [&](const std::string& more) {
    return life_->put(
        {.kind = "step", .body = R"({"own":"say hello","status":"planned")" + more + "}"},
        clock_at(40), random_);
  };
  auto named = toward(R"(,"relation":"partner","person":")" + format(person.id) + "\"");
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().code, "safety/unsafe_person");
  auto relation = toward(R"(,"relation":"partner")");
  ASSERT_FALSE(relation);
  EXPECT_EQ(relation.error().code, "safety/guarded");
  EXPECT_TRUE(toward(R"(,"relation":"friend")"));
  life_->discard();
}

TEST_F(LifeTest, WritesNothingOnceANewerVersionForbidsIt) {
  const std::string line =
      R"({"id":"0123456789abcdefghjkmnpqrs","kind":"dream","at":"2026-11-22T20:00:00+01:00","rev":"0123456789ab.0000.0123456789abcdefghjkmnpqrs","critical":true,"body":{}})";
  vault::Tip tip = life_->vault().tip();
  const auto sealed = life_->vault().seal_record(vault::text_bytes(line), random_, tip);
  ASSERT_TRUE(sealed);
  ASSERT_THAT(life_->apply(sealed->frame, true).damaged, IsEmpty());
  const auto refused =
      life_->put({.kind = "goal", .body = R"({"text":"a"})"}, clock_at(1), random_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "newer_critical");
  EXPECT_THAT(life_->export_lines(), HasSubstr("dream"));
}

TEST_F(LifeTest, ImportsNothingThatWouldEndAllWriting) {
  const std::string good =
      R"({"id":"1123456789abcdefghjkmnpqrs","kind":"goal","at":"2026-11-22T20:00:00+01:00","rev":"0123456789ab.0000.0123456789abcdefghjkmnpqrs","body":{"text":"a"}})";
  const std::string critical =
      R"({"id":"0123456789abcdefghjkmnpqrs","kind":"dream","at":"2026-11-22T20:00:00+01:00","rev":"0123456789ab.0000.0123456789abcdefghjkmnpqrs","critical":true,"body":{}})";
  const std::string last =
      R"({"id":"2123456789abcdefghjkmnpqrs","kind":"goal","at":"2026-11-22T20:00:00+01:00","rev":"ffffffffffff.ffff.0123456789abcdefghjkmnpqrs","body":{"text":"b"}})";
  const auto report = life_->import_check(good + "\n\n" + critical + "\r\n" + last + "\n");
  ASSERT_TRUE(report);
  ASSERT_THAT(report->errors, SizeIs(2));
  EXPECT_EQ(report->errors[0].code, "newer_critical");
  EXPECT_EQ(report->errors[0].line, 3);
  EXPECT_EQ(report->errors[1].code, "record/out_of_range");
  EXPECT_EQ(report->errors[1].line, 4);
  const auto batch = life_->import_next(10, random_);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->events, 0U);
  put("goal", R"({"text":"still writing"})");
}

TEST_F(LifeTest, VerifySaysWhereALogIsDamagedAndReadsTheRest) {
  put("goal", R"({"text":"one"})");
  const auto second_at = log_.size();
  put("goal", R"({"text":"two"})");
  const auto third_at = log_.size();
  const auto third = put("goal", R"({"text":"three"})");
  Log damaged = log_;
  damaged[(second_at + third_at) / 2 + 100] ^= 1;
  const auto report = Life::verify(secret_.view(), damaged);
  ASSERT_TRUE(report);
  ASSERT_THAT(report->problems, Not(IsEmpty()));
  EXPECT_EQ(report->problems.front().index, 2U);
  EXPECT_EQ(report->records, 2U);
  const auto sound = Life::verify(secret_.view(), log_);
  ASSERT_TRUE(sound);
  EXPECT_THAT(sound->problems, IsEmpty());
  EXPECT_EQ(sound->state.hash, life_->state().hash);
  EXPECT_NE(life_->journal().get<record::Goal>(third.id), nullptr);
}

TEST_F(LifeTest, ATailThatNeverFinishedIsNotDamage) {
  put("goal", R"({"text":"one"})");
  const auto whole = log_.size();
  put("goal", R"({"text":"two"})");
  for (const std::size_t cut : {whole + 1, whole + 100, log_.size() - 1}) {
    const Log torn(log_.begin(), log_.begin() + static_cast<std::ptrdiff_t>(cut));
    auto life = Life::open(secret_.view());
    ASSERT_TRUE(life);
    const auto applied = life->apply(torn, true);
    EXPECT_THAT(applied.damaged, IsEmpty()) << cut;
    EXPECT_EQ(applied.records, 1U) << cut;
    EXPECT_EQ(applied.tail, cut - whole) << cut;
  }
}

TEST_F(LifeTest, ComesBackWithTheWordsAlone) {
  const auto kept = put("entry", R"({"text":"still here"})");
  const auto words = life_->vault().keys().words;
  ASSERT_TRUE(words);
  auto renewed = vault::recover(*words, log_, random_);
  ASSERT_TRUE(renewed);
  log_.insert(log_.end(), renewed->certificate.frame.begin(), renewed->certificate.frame.end());
  secret_ = std::move(renewed->secret);
  life_ = reopen();
  EXPECT_EQ(life_->journal().get<record::Entry>(kept.id)->text, "still here");
  put("entry", R"({"text":"and on"})");
  EXPECT_EQ(reopen().state().hash, life_->state().hash);
}

}  // namespace
}  // namespace ajar::life
