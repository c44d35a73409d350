// Views over whole simulated lives: they answer, they do not depend on the order of records, and
// nobody unsafe is ever suggested.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <set>

#include "engine/content/sample.h"
#include "engine/simulate/sample_words.h"
#include "engine/simulate/simulate.h"
#include "engine/view/book.h"
#include "engine/view/view.h"

namespace ajar::view {
namespace {

const content::Content& sample() {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  return content;
}

constexpr Date kStart{20000};

std::vector<std::string> life(std::uint64_t seed, int days) {
  const auto text =
      simulate::simulate(sample(), simulate::sample_words(), {"ordinary", seed, days, kStart});
  EXPECT_TRUE(text);
  std::vector<std::string> lines;
  std::string_view rest = text->lines;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return lines;
}

std::string args(Date day, std::string_view more = {}) {
  return R"({"now":")" + format(day) + R"(T20:00:00+01:00")" + std::string(more) + "}";
}

rapidjson::Document ask(const journal::Journal& journal, std::string_view name,
                        const std::string& arguments) {
  const auto answer = view(sample(), journal, name, arguments);
  rapidjson::Document document;
  EXPECT_TRUE(answer) << name;
  if (answer) document.Parse(answer->c_str());
  EXPECT_FALSE(document.HasParseError()) << name;
  return document;
}

constexpr std::string_view kPlainViews[] = {
    "today",    "check",     "steps",   "people",    "moment", "write",   "journey", "help",
    "settings", "look_back", "support", "protector", "series", "beliefs", "seek"};

TEST(Life, EveryViewAnswersOnIt) {
  const journal::Journal journal = fold(life(1, 500));
  const Date today = kStart + 500;
  for (const std::string_view name : kPlainViews) {
    EXPECT_TRUE(ask(journal, name, args(today)).IsObject()) << name;
  }
  const Id check = journal.all<record::Check>().back().record->id;
  const auto mirror = ask(journal, "mirror", args(today, R"(,"check":")" + format(check) + '"'));
  EXPECT_GT(mirror["checks"].GetInt(), 20);
  EXPECT_GE(mirror["sentences"].Size(), 2u);
  const auto journey = ask(journal, "journey", args(today, R"(,"limit":200)"));
  EXPECT_EQ(journey["items"].Size(), 200u);
  EXPECT_EQ(journey["river"].Size(), 120u);
  EXPECT_EQ(journey["days"]["noted"].Size(), 400u);
  const auto found = ask(journal, "search", args(today, R"(,"q":"sentences")"));
  EXPECT_GT(found["total"].GetUint(), 0u);
  const auto people = ask(journal, "people", args(today));
  EXPECT_EQ(people["people"].Size(), 11u);
}

TEST(Life, JourneyShowsEachRecordOnceOverAllItsPages) {
  const journal::Journal journal = fold(life(4, 200));
  std::set<std::string> seen;
  std::size_t shown = 0;
  std::string before;
  for (;;) {
    const auto page = ask(journal, "journey", args(kStart + 200, R"(,"limit":37)" + before));
    for (const auto& item : page["items"].GetArray()) {
      seen.insert(item["id"].GetString());
      ++shown;
    }
    if (page["next"].IsNull()) break;
    before = R"(,"before":")" + std::string(page["next"].GetString()) + '"';
  }
  EXPECT_EQ(shown, seen.size());
  const std::size_t apart = journal.count(record::Kind::person) +
                            journal.count(record::Kind::setting) +
                            journal.count(record::Kind::plan);
  EXPECT_EQ(shown, journal.timeline().size() - apart);
}

TEST(Life, NoViewDependsOnTheOrderOfRecords) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const int days = *rc::gen::inRange(1, 60);
    std::vector<std::string> lines = life(seed, days);
    const journal::Journal as_written = fold(lines);
    // Any order: a few random swaps and a turn.
    const auto swaps = *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(
        40, rc::gen::pair(rc::gen::inRange<std::size_t>(0, lines.size()),
                          rc::gen::inRange<std::size_t>(0, lines.size())));
    for (const auto& [a, b] : swaps) std::swap(lines[a], lines[b]);
    if (*rc::gen::arbitrary<bool>()) std::reverse(lines.begin(), lines.end());
    const journal::Journal shuffled = fold(lines);
    for (const std::string_view name : kPlainViews) {
      const auto here = view(sample(), as_written, name, args(kStart + days));
      const auto there = view(sample(), shuffled, name, args(kStart + days));
      RC_ASSERT(here && there);
      RC_ASSERT(*here == *there);
    }
  }));
}

// A life in which people are found to be unsafe as it goes on, and some of them are safe again
// later.
class Unsafe {
 public:
  explicit Unsafe(std::uint64_t seed) : lines_(life(seed, kDays)) {}

  static constexpr int kDays = 1000;

  // Folds what was written until the end of `day`, then changes who is safe.
  void live(int day) {
    const auto end = std::uint64_t(kStart.days + day + 1) * 86400000;
    for (; next_ < lines_.size(); ++next_) {
      auto record = record::parse(lines_[next_]);
      if (record->rev.milliseconds > end) break;
      journal_.add(std::move(*record));
    }
    if (day % 90 == 30) mark(day, "unsafe");
    if (day % 270 == 200) mark(day, "safe");
  }

  // Whoever may not be suggested now, with their relations.
  std::set<std::string> people() const {
    std::set<std::string> ids;
    for (const auto& [record, body] : journal_.all<record::Person>()) {
      if (body->safety == record::Safety::unsafe) ids.insert(format(record->id));
    }
    return ids;
  }
  std::set<std::string> relations() const {
    std::set<std::string> names;
    for (const auto& [record, body] : journal_.all<record::Person>()) {
      if (body->safety == record::Safety::unsafe) {
        names.emplace(record::name(body->relation));
      }
    }
    return names;
  }
  const journal::Journal& journal() const { return journal_; }

 private:
  void mark(int day, std::string_view safety) {
    const auto all = journal_.all<record::Person>();
    const auto& [record, body] = all[static_cast<std::size_t>(day) % all.size()];
    record::Person changed = *body;
    changed.safety = record::from_name<record::Safety>(safety);
    record::Envelope envelope{record->id, "person", record->at, {}, journal_.over_for(record->id)};
    envelope.rev = *next(journal_.latest(), 0, Id{});
    auto composed = record::compose(envelope, record::encode(changed));
    ASSERT_TRUE(composed);
    journal_.add(std::move(*composed));
  }

  std::vector<std::string> lines_;
  std::size_t next_ = 0;
  journal::Journal journal_;
};

void expect_safe(const rapidjson::Value& offer, const Unsafe& life) {
  if (offer.IsNull()) return;
  const std::string relation = offer["relation"].IsNull() ? "" : offer["relation"].GetString();
  if (offer["person"].IsNull()) {
    EXPECT_FALSE(life.relations().contains(relation)) << relation;
  } else {
    EXPECT_FALSE(life.people().contains(offer["person"]["id"].GetString()));
  }
}

// What comes back or is asked about again: moments, kept words, the card.
void expect_nobody_unsafe(const Unsafe& life, Date day) {
  const auto is_unsafe = [&](const rapidjson::Value& person) {
    return !person.IsNull() && life.people().contains(person["id"].GetString());
  };
  const auto back = ask(life.journal(), "look_back", args(day));
  for (const auto& moment : back["moments"].GetArray()) EXPECT_FALSE(is_unsafe(moment["person"]));
  const auto support = ask(life.journal(), "support", args(day));
  if (!support["again"].IsNull()) {
    EXPECT_FALSE(is_unsafe(support["again"]["person"]));
  }
  const auto steps = ask(life.journal(), "steps", args(day));
  for (const auto& open : steps["open"].GetArray()) EXPECT_FALSE(is_unsafe(open["person"]));
  for (const std::string& person : life.people()) {
    const auto plan = ask(life.journal(), "may_plan", args(day, R"(,"person":")" + person + '"'));
    EXPECT_FALSE(plan["allowed"].GetBool());
  }
}

TEST(Life, NobodyUnsafeIsSuggestedInAThousandDays) {
  Unsafe life(11);
  int offers = 0;
  std::size_t most_unsafe = 0;
  for (int day = 0; day < Unsafe::kDays; ++day) {
    life.live(day);
    most_unsafe = std::max(most_unsafe, life.people().size());
    const auto today = ask(life.journal(), "today", args(kStart + day, R"(,"ask":true)"));
    expect_safe(today["step"], life);
    expect_safe(today["easier"], life);
    offers += today["step"].IsNull() ? 0 : 1;
    for (const auto& open : today["open"].GetArray()) {
      if (!open["person"].IsNull()) {
        EXPECT_FALSE(life.people().contains(open["person"]["id"].GetString()));
      }
    }
    if (day % 10 != 0) continue;
    const auto moment = ask(life.journal(), "moment", args(kStart + day));
    if (!moment["last_person"].IsNull()) {
      EXPECT_FALSE(life.people().contains(moment["last_person"].GetString()));
    }
    expect_nobody_unsafe(life, kStart + day);
    const Id check = life.journal().all<record::Check>().back().record->id;
    const auto mirror =
        ask(life.journal(), "mirror", args(kStart + day, R"(,"check":")" + format(check) + '"'));
    expect_safe(mirror["step"], life);
    for (const auto& [record, body] : life.journal().all<record::Step>()) {
      if (record->at.seconds / 86400 < kStart.days + day - 10) continue;
      const auto step =
          ask(life.journal(), "step", args(kStart + day, R"(,"id":")" + format(record->id) + '"'));
      expect_safe(step["offer"], life);
    }
  }
  EXPECT_GT(offers, 900);
  EXPECT_GE(most_unsafe, 3u);
}

}  // namespace
}  // namespace ajar::view
