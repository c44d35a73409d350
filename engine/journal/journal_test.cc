// The fold: the same set of records gives the same journal, whatever the order, the repetition and
// the way there.
#include "engine/journal/journal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "engine/record/random_record.h"

namespace ajar::journal {
namespace {

using record::Dice;
using record::Gave;
using record::Goal;
using record::Kind;

Record read(const std::string& line) {
  return record::parse(line).value();
}

std::string state(const Journal& journal) {
  std::string out;
  journal.for_each_state_line([&](std::string_view line) { out.append(line) += '\n'; });
  return out;
}

// All that a journal says, as text: two journals that answer alike are alike.
std::string answers(const Journal& journal) {
  std::string out = state(journal);
  const auto add = [&](const auto& text) { out.append(text) += '\n'; };
  for (const Record* record : journal.timeline()) {
    add("current " + record->raw);
    add("over " + std::to_string(journal.over_for(record->id).size()));
  }
  for (std::size_t k = 0; k <= record::kKnownKinds; ++k) {
    add(std::to_string(journal.count(static_cast<Kind>(k))));
  }
  for (const auto& item : journal.all<record::Moment>()) add("moment " + item.record->raw);
  for (const auto& item : journal.all<Goal>()) add("goal " + item.body->text);
  for (const Id& id : journal.conflicts()) add("conflict " + format(id));
  for (const auto& clash : journal.clashes()) add("clash " + format(clash.rev));
  for (const auto& held : journal.superseded()) add("superseded " + format(held.rev));
  add(journal.newer_critical() ? "critical" : "free");
  add(format(journal.latest()));
  return out;
}

Journal fold(const std::vector<std::string>& lines) {
  Journal journal;
  for (const std::string& line : lines) journal.add(read(line));
  return journal;
}

// A history such as devices make: new records, edits and deletions that have seen some of what was
// there, copies of a device that write the same revision twice, kinds of a newer version.
std::vector<std::string> random_history(Dice& dice) {
  std::vector<std::string> lines;
  std::vector<Id> ids;
  std::vector<Rev> revs;
  const Id devices[] = {dice.id(), dice.id(), dice.id()};
  const std::int64_t size = dice.between(1, 40);
  for (std::int64_t i = 0; i < size; ++i) {
    const Rev rev{static_cast<std::uint64_t>(dice.between(1, 30)),
                  static_cast<std::uint16_t>(dice.between(0, 1)), devices[dice.between(0, 2)]};
    record::Body body = random_body(dice, record::random_kind(dice));
    std::string kind(record::kNames<Kind>[body.index()]);
    std::string json = encode(body);
    Id id = id_for(dice, body);
    const bool fixed = kind == "plan" || kind == "setting";
    if (!fixed && !ids.empty() && !dice.one_in(4)) {
      id = ids[static_cast<std::size_t>(dice.between(0, std::ssize(ids) - 1))];
    }
    if (!fixed) ids.push_back(id);
    record::Envelope envelope{id, kind, record::random_time(dice), rev};
    for (const Rev& other : revs) {
      if (other < rev && dice.one_in(2)) envelope.over.push_back(other);
    }
    revs.push_back(rev);
    if (!fixed && dice.one_in(12)) {
      envelope.kind = "dream";
      envelope.critical = dice.one_in(2);
    }
    if (dice.one_in(6)) json.clear();
    lines.push_back(record::write(envelope, json));
  }
  return lines;
}

TEST(Journal, AnyOrderAndAnyRepetitionGiveTheSameJournal) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    std::vector<std::string> lines = random_history(dice);
    const std::string expected = answers(fold(lines));
    for (int round = 0; round < 4; ++round) {
      const auto again = lines[static_cast<std::size_t>(dice.between(0, std::ssize(lines) - 1))];
      lines.push_back(again);
      for (std::size_t i = lines.size(); i > 1; --i) {
        std::swap(lines[i - 1], lines[dice.next() % i]);
      }
      RC_ASSERT(answers(fold(lines)) == expected);
    }
  }));
}

TEST(Journal, AskingBetweenRecordsChangesNothing) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    const std::vector<std::string> lines = random_history(dice);
    Journal asked;
    std::vector<std::string> so_far;
    for (const std::string& line : lines) {
      asked.add(read(line));
      so_far.push_back(line);
      RC_ASSERT(answers(asked) == answers(fold(so_far)));
    }
  }));
}

TEST(Journal, TheStateIsAllThatAJournalNeeds) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    const Journal journal = fold(random_history(dice));
    Journal again;
    journal.for_each_state_line([&](std::string_view line) { again.add(read(std::string(line))); });
    RC_ASSERT(state(again) == state(journal));
    RC_ASSERT(again.timeline().size() == journal.timeline().size());
    RC_ASSERT(again.conflicts() == journal.conflicts());
    RC_ASSERT(again.newer_critical() == journal.newer_critical());
  }));
}

TEST(Journal, EveryRecordHasALiveRevision) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    const std::vector<std::string> lines = random_history(dice);
    const Journal journal = fold(lines);
    for (const std::string& line : lines) {
      const Id id = read(line).id;
      const auto held = journal.held(id);
      RC_ASSERT(std::any_of(held.begin(), held.end(), [](const Held& h) { return h.live; }));
      RC_ASSERT(journal.deleted(id) == (journal.current(id) == nullptr));
    }
  }));
}

TEST(Journal, ForgettingWhatWasReplacedLeavesEveryAnswerAsItWas) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    const std::vector<std::string> lines = random_history(dice);
    Journal journal = fold(lines);
    const std::string before = state(journal);
    std::vector<std::string> timeline;
    for (const Record* record : journal.timeline()) timeline.push_back(record->raw);
    journal.forget_superseded();
    RC_ASSERT(state(journal) == before);
    RC_ASSERT(journal.superseded().empty());
    RC_ASSERT(journal.total() == journal.live());
    std::vector<std::string> after;
    for (const Record* record : journal.timeline()) after.push_back(record->raw);
    RC_ASSERT(after == timeline);
  }));
}

// A record's life with one writer that names what over_for says.
struct Writer {
  Journal journal;
  Id id;
  Id device;
  std::vector<std::string> written = {};

  void put(const std::string& words) {
    write_line("{\"what\":\"help\",\"words\":\"" + words + "\"}");
  }
  void remove() { write_line(""); }
  void write_line(const std::string& body) {
    const Rev rev = next(journal.latest(), 1000, device).value();
    written.push_back(record::write({id, "gave", {0, 0}, rev, journal.over_for(id)}, body));
    EXPECT_EQ(journal.add(read(written.back())), Added::added);
  }
};

TEST(Journal, AnOldBackupRevivesNothingAfterEditsAndASweep) {
  Writer writer{Journal(), Dice(1).id(), Dice(2).id()};
  writer.put("first");
  writer.put("second");
  writer.journal.forget_superseded();
  writer.put("third");
  writer.remove();
  writer.journal.forget_superseded();
  EXPECT_TRUE(writer.journal.deleted(writer.id));
  for (const std::string& line : writer.written) writer.journal.add(read(line));
  EXPECT_TRUE(writer.journal.deleted(writer.id));
  EXPECT_EQ(writer.journal.live(), 1u);
}

TEST(Journal, OverNamesEveryLiveRevisionAndAtMost64) {
  Writer writer{Journal(), Dice(1).id(), Dice(2).id()};
  for (int i = 0; i < 100; ++i) {
    writer.put(std::to_string(i));
    if (i % 7 == 0) writer.journal.forget_superseded();
    EXPECT_EQ(writer.journal.versions(writer.id).size(), 1u);
  }
  const auto over = writer.journal.over_for(writer.id);
  EXPECT_EQ(over.size(), 64u);
  EXPECT_EQ(over.back(), writer.journal.latest());
  EXPECT_TRUE(std::is_sorted(over.begin(), over.end()));
  EXPECT_TRUE(writer.journal.over_for(Dice(3).id()).empty());
}

TEST(Journal, ADeletionHidesOnlyWhatItSaw) {
  const Id id = Dice(1).id();
  const Id here = Dice(2).id();
  const Id there = Dice(3).id();
  const auto line = [&](std::uint64_t ms, const Id& device, std::vector<Rev> over,
                        const char* body) {
    return record::write({id, "goal", {0, 0}, {ms, 0, device}, std::move(over)}, body);
  };
  const std::string first = line(1, here, {}, R"({"text":"a"})");
  const std::string removed = line(3, here, {{1, 0, here}}, "");
  const std::string edited = line(2, there, {{1, 0, here}}, R"({"text":"b"})");
  Journal journal = fold({first, removed});
  EXPECT_TRUE(journal.deleted(id));
  EXPECT_TRUE(journal.all<Goal>().empty());
  journal.add(read(edited));
  EXPECT_FALSE(journal.deleted(id));
  EXPECT_EQ(journal.get<Goal>(id)->text, "b");
  ASSERT_EQ(journal.all<Goal>().size(), 1u);
  EXPECT_EQ(journal.all<Goal>()[0].body->text, "b");
  EXPECT_TRUE(journal.conflicts().empty());
}

TEST(Journal, SettingsAreLastWriterWins) {
  const auto theme = [](std::uint64_t ms, const char* value) {
    return record::write({setting_id(record::SettingKey::theme), "setting", {0, 0}, {ms, 0, Id{}}},
                         "{\"key\":\"theme\",\"value\":\"" + std::string(value) + "\"}");
  };
  const Journal journal = fold({theme(2, "dark"), theme(1, "light")});
  ASSERT_NE(journal.setting(record::SettingKey::theme), nullptr);
  EXPECT_EQ(journal.setting(record::SettingKey::theme)->theme, record::Theme::dark);
  EXPECT_TRUE(journal.conflicts().empty());
  EXPECT_EQ(journal.setting(record::SettingKey::ceiling), nullptr);
}

TEST(Journal, ListsAreSortedByTimeAndKnowOfLateNews) {
  Dice dice(9);
  Journal journal;
  std::uint64_t ms = 0;
  for (int i = 0; i < 500; ++i) {
    journal.add(read(random_line(dice, i % 2 ? Kind::gave : Kind::goal, {++ms, 0, Id{}})));
    // Now and then asked, so that both one insertion and a whole sort are taken.
    if (i % 90 == 3) {
      EXPECT_EQ(journal.timeline().size(), static_cast<std::size_t>(i + 1));
    }
  }
  const auto gave = journal.all<Gave>();
  const auto in_order = [](const auto& a, const auto& b) {
    return std::tie(a.record->at, a.record->id) < std::tie(b.record->at, b.record->id);
  };
  EXPECT_EQ(gave.size(), 250u);
  EXPECT_TRUE(std::is_sorted(gave.begin(), gave.end(), in_order));
  EXPECT_TRUE(std::all_of(gave.begin(), gave.end(), [](const Item<Gave>& item) {
    return item.record->get<Gave>() == item.body;
  }));
  EXPECT_EQ(journal.count(Kind::goal), 250u);
}

TEST(Journal, AnEditMovesARecordToItsNewTimeAndKind) {
  const Id id = Dice(1).id();
  Journal journal =
      fold({record::write({id, "gave", {100, 0}, {1, 0, Id{}}}, R"({"what":"help"})")});
  EXPECT_EQ(journal.all<Gave>().size(), 1u);
  journal.add(
      read(record::write({id, "goal", {50, 0}, {2, 0, Id{}}, {{1, 0, Id{}}}}, R"({"text":"x"})")));
  EXPECT_TRUE(journal.all<Gave>().empty());
  ASSERT_EQ(journal.all<Goal>().size(), 1u);
  EXPECT_EQ(journal.all<Goal>()[0].record->at.seconds, 50);
  EXPECT_EQ(journal.timeline().size(), 1u);
}

TEST(Journal, SaysWhatChangedSinceWhen) {
  Dice dice(5);
  Journal journal;
  const Record first = read(random_line(dice, Kind::gave, {1, 0, Id{}}));
  const Record second = read(random_line(dice, Kind::gave, {2, 0, Id{}}));
  EXPECT_EQ(journal.revision(), 0u);
  EXPECT_EQ(journal.add(Record(first)), Added::added);
  EXPECT_EQ(journal.revision(), 1u);
  EXPECT_EQ(journal.add(Record(first)), Added::known);
  EXPECT_EQ(journal.revision(), 1u);
  EXPECT_EQ(journal.add(Record(second)), Added::added);
  const auto changed = journal.changed_since(1);
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0], second.id);
  EXPECT_TRUE(journal.changed_since(99).empty());
}

TEST(Journal, AClashIsCountedOnceHoweverOftenItIsMet) {
  const Id id = Dice(1).id();
  const auto line = [&](const char* words) {
    return record::write({id, "gave", {0, 0}, {1, 0, Id{}}},
                         "{\"what\":\"help\",\"words\":\"" + std::string(words) + "\"}");
  };
  Journal journal;
  EXPECT_EQ(journal.add(read(line("b"))), Added::added);
  EXPECT_EQ(journal.add(read(line("c"))), Added::clash);
  EXPECT_EQ(journal.add(read(line("a"))), Added::clash);
  EXPECT_EQ(journal.add(read(line("b"))), Added::clash);
  EXPECT_EQ(journal.get<Gave>(id)->words, "a");
  EXPECT_EQ(journal.clashes().size(), 1u);
  EXPECT_EQ(journal.total(), 1u);
}

// Two devices apart for six weeks: each edits the same records many times, then they meet.
TEST(Journal, TwoDevicesThatWereApartAgreeAndKeepBothVersions) {
  Dice dice(11);
  std::vector<Id> ids;
  std::vector<std::string> common;
  const Id devices[] = {dice.id(), dice.id()};
  for (int i = 0; i < 20; ++i) {
    ids.push_back(dice.id());
    common.push_back(
        record::write({ids.back(), "goal", {i, 0}, {static_cast<std::uint64_t>(i + 1), 0, {}}},
                      R"({"text":"common"})"));
  }
  std::vector<std::string> written[2];
  for (int d = 0; d < 2; ++d) {
    Journal journal = fold(common);
    for (int edit = 0; edit < 2000; ++edit) {
      const Id id = ids[static_cast<std::size_t>(dice.between(0, 19))];
      const Rev rev = next(journal.latest(), 1000 + edit, devices[d]).value();
      const std::string text = R"({"text":"device )" + std::to_string(d) + "\"}";
      written[d].push_back(record::write({id, "goal", {0, 0}, rev, journal.over_for(id)}, text));
      journal.add(read(written[d].back()));
      if (edit % 100 == 0) journal.forget_superseded();
    }
  }
  const auto meet = [&](int first) {
    Journal journal = fold(common);
    for (const std::string& line : written[first]) journal.add(read(line));
    for (const std::string& line : written[1 - first]) journal.add(read(line));
    return journal;
  };
  const Journal a = meet(0);
  const Journal b = meet(1);
  EXPECT_EQ(state(a), state(b));
  EXPECT_EQ(a.live(), 40u);
  EXPECT_EQ(a.conflicts().size(), 20u);
  for (const Id& id : ids) {
    const auto versions = a.versions(id);
    ASSERT_EQ(versions.size(), 2u);
    EXPECT_NE(versions[0]->get<Goal>()->text, versions[1]->get<Goal>()->text);
  }
}

}  // namespace
}  // namespace ajar::journal
