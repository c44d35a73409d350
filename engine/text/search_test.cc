// Search: what is found, what is shown of it, and that the index keeps up with the journal.
#include "engine/text/search.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/record/random_record.h"
#include "engine/text/fold.h"
#include "engine/text/words.h"

namespace ajar::text {
namespace {

using journal::Journal;
using journal::Record;
using record::Dice;

class Life {
 public:
  // Adds a record, or a version of one, and returns its id.
  Id add(std::string_view kind, std::string_view body, const Id* of = nullptr,
         std::vector<Rev> over = {}) {
    const Id id = of ? *of : dice_.id();
    const record::Envelope envelope{id,
                                    std::string(kind),
                                    {++clock_, 0},
                                    {static_cast<std::uint64_t>(clock_), 0, Id{}},
                                    std::move(over)};
    journal.add(record::compose(envelope, body).value());
    return id;
  }
  Id note(const std::string& text) {
    json::Writer body;
    body.begin_object().member("text", text).end_object();
    return add("entry", body.text());
  }
  void edit(const Id& id, const std::string& text) {
    json::Writer body;
    body.begin_object().member("text", text).end_object();
    add("entry", body.text(), &id, journal.over_for(id));
  }
  void remove(const Id& id) { add("entry", "", &id, journal.over_for(id)); }

  std::vector<Id> ids(std::string_view query) {
    std::vector<Id> out;
    for (const Hit& hit : index.search(journal, query, 100).hits) out.push_back(hit.record->id);
    return out;
  }
  Hit first(std::string_view query) { return index.search(journal, query, 1).hits.at(0); }

  Journal journal;
  Index index;

 private:
  Dice dice_{1};
  std::int64_t clock_ = 0;
};

// The excerpt with brackets around what is marked.
std::string shown(const Hit& hit) {
  std::string out;
  std::uint32_t units = 0;
  auto mark = hit.marks.begin();
  for (std::size_t at = 0; at <= hit.excerpt.size();) {
    if (mark != hit.marks.end() && units == mark->start + mark->length) {
      out += ']';
      ++mark;
    }
    if (mark != hit.marks.end() && units == mark->start) out += '[';
    if (at == hit.excerpt.size()) break;
    const char32_t c = utf8::next(hit.excerpt, at);
    utf8::append(out, c);
    units += c >= 0x10000 ? 2 : 1;
  }
  return out;
}

TEST(Search, AllWordsMustOccurAndTheLastMayBeABeginning) {
  Life life;
  const Id old = life.note("She offered help and I said no.");
  const Id young = life.note("Help came; I let it in.");
  EXPECT_EQ(life.ids("help"), (std::vector{young, old}));
  EXPECT_EQ(life.ids("HELP sai"), std::vector{old});
  EXPECT_EQ(life.ids("i help"), (std::vector{young, old}));
  EXPECT_TRUE(life.ids("hel came").empty());
  EXPECT_TRUE(life.ids("elp").empty());
  EXPECT_TRUE(life.ids("").empty());
  EXPECT_TRUE(life.ids(" — ").empty());
}

TEST(Search, CaseAndAccentsDoNotMatter) {
  Life life;
  const Id id = life.note("Über das Café in der Straße");
  for (const char* query : {"uber", "ÜBER", "cafe", "CAFÉ", "cafe\u0301", "strasse", "STRASSE",
                            "straße", "stra", "stras"}) {
    EXPECT_EQ(life.ids(query), std::vector{id}) << query;
  }
}

TEST(Search, MarksShowTheWrittenWords) {
  Life life;
  life.note("🙂 Ich war im Café, im CAFE\u0301 — und in der Straße.");
  EXPECT_EQ(shown(life.first("cafe")),
            "🙂 Ich war im [Café], im [CAFE\u0301] — und in der Straße.");
  EXPECT_EQ(life.first("cafe").marks, (std::vector<Mark>{{14, 4}, {23, 5}}));
  EXPECT_EQ(shown(life.first("stras")),
            "🙂 Ich war im Café, im CAFE\u0301 — und in der [Straß]e.");
  EXPECT_EQ(shown(life.first("im ca")),
            "🙂 Ich war [im] [Ca]fé, [im] [CA]FE\u0301 — und in der Straße.");
}

TEST(Search, AWordWithAHyphenIsAPhrase) {
  Life life;
  const Id joined = life.note("my well-being today");
  life.note("being well");
  EXPECT_EQ(life.ids("well-being"), std::vector{joined});
  EXPECT_EQ(shown(life.first("well-being")), "my [well-being] today");
}

TEST(Search, ScriptsWithoutSpacesAreFoundInTheMiddle) {
  Life life;
  const Id id = life.note("今天我很难过");
  EXPECT_EQ(life.ids("难过"), std::vector{id});
  EXPECT_TRUE(life.ids("过难").empty());
  EXPECT_EQ(shown(life.first("很难")), "今天我[很难]过");
}

TEST(Search, LongTextsAreCutAroundTheMatch) {
  Life life;
  std::string words;
  for (int i = 0; i < 400; ++i) words += "word" + std::to_string(i) + (i % 10 == 9 ? "\n" : " ");
  life.note(words);
  const Hit hit = life.first("word200");
  EXPECT_TRUE(hit.excerpt.starts_with("…word")) << hit.excerpt;
  EXPECT_TRUE(hit.excerpt.ends_with("…"));
  EXPECT_LE(utf8::count(hit.excerpt), kExcerptCharacters + 2);
  EXPECT_EQ(hit.excerpt.find('\n'), std::string::npos);
  EXPECT_NE(shown(hit).find(" [word200] "), std::string::npos) << shown(hit);
  EXPECT_EQ(life.first("word0").excerpt.find("…"), life.first("word0").excerpt.size() - 3);
}

TEST(Search, AMatchLongerThanTheExcerptIsShownFromItsBeginning) {
  Life life;
  life.note("x " + std::string(1000, 'a'));
  const Hit hit = life.first(std::string(150, 'a'));
  ASSERT_EQ(hit.marks.size(), 1u);
  EXPECT_EQ(hit.marks[0], (Mark{2, 150}));
}

TEST(Search, EveryKindOfWritingIsFoundUnderItsField) {
  for (std::size_t k = 0; k < record::kKnownKinds; ++k) {
    Dice dice(k + 77);
    for (int i = 0; i < 40; ++i) {
      const auto kind = static_cast<record::Kind>(k);
      Journal journal;
      journal.add(record::parse(random_line(dice, kind, {1, 0, Id{}})).value());
      Index index;
      for_each_text(*journal.timeline()[0]->body, [&](std::string_view, const std::string& text) {
        const Folded folded = fold(text);
        if (folded.text == " " || utf8::count(text) > kMaxQuery) return;
        const Hits hits = index.search(journal, text, 5);
        ASSERT_EQ(hits.total, 1u) << text;
        EXPECT_FALSE(hits.hits[0].field.empty());
        EXPECT_FALSE(hits.hits[0].marks.empty());
      });
    }
  }
}

TEST(Search, WordsMayStandInDifferentFields) {
  Life life;
  const Id id = life.add("moment", R"({"trigger":"the phone rang","meant":"too close"})");
  EXPECT_EQ(life.ids("phone close"), std::vector{id});
  EXPECT_EQ(life.first("phone close").field, "trigger");
  EXPECT_TRUE(life.ids("rang-too").empty());
}

TEST(Search, ListsAndExamplesAreFoundAndSettingsAreNot) {
  Life life;
  const Id plan = record::plan_id();
  life.add("plan", R"({"items":["walk","ring Noor"]})", &plan);
  const Id check =
      life.add("check", R"({"version":1,"answers":{},"examples":{"kept_in":"the birthday"}})");
  const Id language = record::setting_id(record::SettingKey::language);
  life.add("setting", R"({"key":"language","value":"birthday"})", &language);
  EXPECT_EQ(life.ids("noor"), std::vector{plan});
  EXPECT_EQ(life.first("noor").field, "items");
  EXPECT_EQ(life.ids("birthday"), std::vector{check});
  EXPECT_EQ(life.first("birthday").field, "examples");
}

TEST(Search, TheIndexFollowsEditsAndDeletions) {
  Life life;
  const Id id = life.note("a draft about trains");
  EXPECT_EQ(life.ids("trains"), std::vector{id});
  life.edit(id, "a draft about ships");
  EXPECT_TRUE(life.ids("trains").empty());
  EXPECT_EQ(life.ids("ships"), std::vector{id});
  life.remove(id);
  EXPECT_TRUE(life.ids("ships").empty());
}

TEST(Search, ManyEditsOfALongTextLeaveEverythingFindable) {
  Life life;
  const Id other = life.note("a quiet lake");
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "lorem ";
  const Id id = life.note(text);
  // More than is kept of replaced words before the index starts afresh.
  for (int i = 0; i < 60; ++i) {
    life.edit(id, text.substr(6) + "edit" + std::to_string(i));
    EXPECT_EQ(life.ids("lorem edit" + std::to_string(i)), std::vector{id});
    EXPECT_TRUE(life.ids("edit" + std::to_string(i - 1) + " lorem").empty());
  }
  EXPECT_EQ(life.ids("lake"), std::vector{other});
}

TEST(Search, BothVersionsOfAnUnsettledRecordAreFoundOnce) {
  Life life;
  const Id id = life.add("entry", R"({"text":"shared and early"})");
  life.add("entry", R"({"text":"shared and late"})", &id);
  EXPECT_EQ(life.ids("shared"), std::vector{id});
  EXPECT_EQ(life.ids("early"), std::vector{id});
  EXPECT_EQ(shown(life.first("early")), "shared and [early]");
  EXPECT_TRUE(life.ids("early late").empty());
}

TEST(Search, TheLimitCutsTheListAndNotTheCount) {
  Life life;
  for (int i = 0; i < 12; ++i) life.note("again " + std::to_string(i));
  const Hits hits = life.index.search(life.journal, "again", 5);
  EXPECT_EQ(hits.total, 12u);
  ASSERT_EQ(hits.hits.size(), 5u);
  EXPECT_EQ(hits.hits[0].excerpt, "again 11");
}

TEST(Search, AnIndexThatCaughtUpStepByStepAnswersAsANewOne) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    Life life;
    std::vector<Id> ids;
    const char* words[] = {"rain", "tea", "Ärger", "letter", "no", "ring"};
    for (int i = 0; i < 60; ++i) {
      std::string text;
      for (int w = 0; w < 3; ++w) text += std::string(words[dice.between(0, 5)]) + ' ';
      if (ids.empty() || dice.one_in(2)) {
        ids.push_back(life.note(text));
      } else {
        const Id id = ids[static_cast<std::size_t>(dice.between(0, std::ssize(ids) - 1))];
        dice.one_in(3) ? life.remove(id) : life.edit(id, text);
      }
      if (dice.one_in(10)) life.journal.forget_superseded();
      if (!dice.one_in(4)) continue;
      for (const char* query : {"rain", "arger", "tea no", "r"}) {
        Index fresh;
        const Hits wanted = fresh.search(life.journal, query, 10);
        const Hits found = life.index.search(life.journal, query, 10);
        RC_ASSERT(found.total == wanted.total);
        for (std::size_t h = 0; h < wanted.hits.size(); ++h) {
          RC_ASSERT(found.hits[h].record == wanted.hits[h].record);
          RC_ASSERT(shown(found.hits[h]) == shown(wanted.hits[h]));
        }
      }
    }
  }));
}

}  // namespace
}  // namespace ajar::text
