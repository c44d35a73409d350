// What the terminal program decides by itself: text on a screen, typed values, forms, times,
// messages.
#include <gtest/gtest.h>

#include "cli/ask.h"
#include "cli/chart.h"
#include "cli/clock.h"
#include "cli/form.h"
#include "cli/json.h"
#include "cli/offer.h"
#include "cli/program.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

Context fresh_context() {
  auto words = Words::load("en");
  EXPECT_TRUE(words);
  return Context(std::move(*words));
}

People two_people() {
  return {[](std::string_view alias) -> Result<std::string> {
            if (alias == "Sam") return std::string("1aaaaaaaaaaaaaaaaaaaaaaaaa");
            return Error{.code = "cli/no_such_person", .detail = std::string(alias)};
          },
          [](std::string_view) { return std::string("Sam"); }};
}

TEST(Text, CountsTheColumnsThatATerminalTakes) {
  EXPECT_EQ(display_width("door"), 4);
  EXPECT_EQ(display_width("Tür"), 3);
  EXPECT_EQ(display_width("u\u0308ber"), 4);  // a combining mark takes none
  EXPECT_EQ(display_width("扉"), 2);
  EXPECT_EQ(display_width("👩‍👧"), 2);  // joined pictures are one
  EXPECT_EQ(display_width("☎️"), 2);
  EXPECT_EQ(display_width("\xff"), 1);
}

TEST(Text, WrapsWhereALineMayBreak) {
  EXPECT_EQ(wrap("one two three four", 9), (std::vector<std::string>{"one two", "three", "four"}));
  EXPECT_EQ(wrap("a\n\nb", 20), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(wrap("", 20), (std::vector<std::string>{""}));
  EXPECT_EQ(wrap("扉扉扉扉扉", 8), (std::vector<std::string>{"扉扉扉扉", "扉"}));
  EXPECT_EQ(wrap("aaaaaaaaaaaa", 8), (std::vector<std::string>{"aaaaaaaa", "aaaa"}));
}

TEST(Text, KeepsOptionsAndPathsWhole) {
  EXPECT_EQ(wrap("give --passphrase-file", 18),
            (std::vector<std::string>{"give", "--passphrase-file"}));
  EXPECT_EQ(wrap("in ~/.local/share/ajar now", 20),
            (std::vector<std::string>{"in", "~/.local/share/ajar", "now"}));
}

TEST(Text, CutsToOneLine) {
  EXPECT_EQ(one_line("two\nlines", 20), "two lines");
  EXPECT_EQ(one_line("abcdefghij", 5), "abcd…");
  EXPECT_EQ(one_line("扉扉扉", 5), "扉扉…");
}

TEST(Text, LetsNothingThroughThatSteersATerminal) {
  EXPECT_EQ(harmless("a\033[31mb"), "a[31mb");
  EXPECT_EQ(harmless("a\u009b31mb"), "a31mb");    // the one-character form of the same
  EXPECT_EQ(harmless("a\u202eb\u2066c"), "abc");  // nor turns the direction of what follows
  EXPECT_EQ(harmless("tab\tand\nline"), "tab\tand\nline");
  EXPECT_EQ(harmless("\xff"), "\uFFFD");
}

TEST(Choices, AreFoundByNumberTokenLabelOrBeginning) {
  const std::vector<Choice> choices = {
      {"went_quiet", "went quiet"}, {"went_numb", "went numb"}, {"said_fine", "said “I’m fine”"}};
  EXPECT_EQ(*match_choice("2", choices), "went_numb");
  EXPECT_EQ(*match_choice("went_quiet", choices), "went_quiet");
  EXPECT_EQ(*match_choice("Went Quiet", choices), "went_quiet");
  EXPECT_EQ(*match_choice("said-fine", choices), "said_fine");
  EXPECT_EQ(*match_choice("said", choices), "said_fine");
  EXPECT_EQ(match_choice("went", choices).error().code, "cli/ambiguous_choice");
  EXPECT_EQ(match_choice("flew", choices).error().code, "cli/unknown_choice");
  EXPECT_EQ(match_choice("4", choices).error().code, "cli/unknown_choice");
  EXPECT_EQ(match_choice("", choices).error().code, "cli/unknown_choice");
}

TEST(Form, ReadsWhatItWrites) {
  const Context context = fresh_context();
  const People people = two_people();
  rapidjson::Document body(rapidjson::kObjectType);
  const std::vector<std::pair<const char*, const char*>> typed = {
      {"trigger", "[urge] is how this line begins\n\\[meant] and this"},
      {"urge", "7"},
      {"mood.pleasant", "-40"},
      {"mood.activated", "+30"},
      {"person", "Sam"},
      {"did", "went quiet, 12"},
      {"note", "two\n\nparagraphs"}};
  for (const auto& [name, value] : typed) {
    ASSERT_TRUE(set_field(context, people, *find_field("moment", name), value, body)) << name;
  }
  const auto form = write_form(context, people, "moment", body, "A remark.\n[not a field");
  rapidjson::Document again(rapidjson::kObjectType);
  ASSERT_TRUE(apply_form(context, people, "moment", form, again, Above::remark));
  EXPECT_EQ(to_json(again), to_json(body));
}

TEST(Form, TakesPlainWordsAsTheMainText) {
  const Context context = fresh_context();
  rapidjson::Document body(rapidjson::kObjectType);
  ASSERT_TRUE(apply_form(context, two_people(), "moment", "First.\r\n\n[meant]\nSecond.\n", body));
  EXPECT_EQ(to_json(body), R"({"meant":"Second.","trigger":"First."})");
  ASSERT_TRUE(apply_form(context, two_people(), "moment", "[meant]\n\n", body));
  EXPECT_EQ(to_json(body), R"({"trigger":"First."})");
}

TEST(Form, NamesWhatItCannotTake) {
  const Context context = fresh_context();
  const auto code = [&](const char* kind, const char* text) {
    rapidjson::Document body(rapidjson::kObjectType);
    const auto status = apply_form(context, two_people(), kind, text, body);
    return status ? std::string_view() : status.error().code;
  };
  EXPECT_EQ(code("moment", "[colour]\nblue"), "cli/unknown_field");
  EXPECT_EQ(code("moment", "[note]\na\n[note]\nb"), "cli/repeated_field");
  EXPECT_EQ(code("moment", "words\n[trigger]\nmore"), "cli/repeated_field");
  EXPECT_EQ(code("moment", "\xff"), "cli/bad_utf8");
  EXPECT_EQ(code("rest", "words"), "cli/no_words_here");
  EXPECT_EQ(code("moment", "[urge]\n11"), "cli/out_of_range");
  EXPECT_EQ(code("moment", "[urge]\n7.5"), "cli/bad_value");
  EXPECT_EQ(code("moment", "[person]\nRobin"), "cli/no_such_person");
  EXPECT_EQ(code("moment", "[emotions]\ncalm, sad, hurt, numb"), "cli/too_many");
  EXPECT_EQ(code("person", ("[alias]\n" + std::string(61, 'a')).c_str()), "cli/too_long");
  EXPECT_EQ(code("person", ("[alias]\n" + std::string(60, 'a')).c_str()), "");
}

TEST(Form, ReadsTheAnswersOfACheck) {
  const Context context = fresh_context();
  rapidjson::Document body(rapidjson::kObjectType);
  const Field& field = *find_field("check", "answers.partner");
  ASSERT_TRUE(set_field(context, {}, field, "3 4 2 - 1 0 4", body));
  EXPECT_EQ(typed_field(context, {}, field, body), "3 4 2 - 1 0 4");
  EXPECT_EQ(body["answers"]["partner"].MemberCount(), 6U);
  EXPECT_EQ(set_field(context, {}, field, "3 4 2", body).error().code, "cli/answer_count");
  EXPECT_EQ(set_field(context, {}, field, "3 4 2 - 1 0 5", body).error().code, "cli/bad_value");
}

TEST(Form, EveryFieldHasAName) {
  const Context context = fresh_context();
  for (const auto& kind : choices_of(context, "kind")) {
    for (const auto& field : fields_of(kind.token)) {
      const auto id = "cli.field." + kind.token + "." + std::string(field.name);
      EXPECT_TRUE(context.words.has(id)) << id;
      if (!field.vocabulary.empty() && field.vocabulary != "what") {
        EXPECT_FALSE(choices_of(context, field.vocabulary).empty()) << id;
      }
    }
  }
  for (const auto vocabulary : vocabularies()) {
    for (const auto& each : choices_of(context, vocabulary)) {
      EXPECT_FALSE(each.label.empty() || each.label.starts_with("cli.")) << each.token;
    }
  }
}

TEST(Clock, ReadsTimesAsTheyAreTyped) {
  setenv("TZ", "UTC", 1);
  tzset();
  Context context = fresh_context();
  context.today = "2026-05-14";
  const auto read = [&](const char* typed) {
    const auto time = read_time(context, typed);
    return time ? format(*time) : std::string(time.error().code);
  };
  EXPECT_EQ(read("18:20"), "2026-05-14T18:20:00+00:00");
  EXPECT_EQ(read("2026-05-13"), "2026-05-13T12:00:00+00:00");
  EXPECT_EQ(read("2026-05-13 7:05"), "2026-05-13T07:05:00+00:00");
  EXPECT_EQ(read("2026-05-13T07:05:09"), "2026-05-13T07:05:09+00:00");
  EXPECT_EQ(read("2026-05-13T07:05:09+02:00"), "2026-05-13T07:05:09+02:00");
  for (const auto* bad : {"", "18", "24:00", "18:60", "2026-02-30", "2026-05-13x", "yesterday"}) {
    EXPECT_EQ(read(bad), "cli/bad_time") << bad;
  }
  EXPECT_EQ(format(*now_of(context)), "2026-05-14T12:00:00+00:00");
  context.today = "2026-02-30";
  EXPECT_EQ(now_of(context).error().code, "cli/bad_date");
}

TEST(Clock, KeepsTheOffsetOfTheDayThatIsMeant) {
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  tzset();
  Context context = fresh_context();
  EXPECT_EQ(format(*read_time(context, "2026-01-10 09:00")), "2026-01-10T09:00:00+01:00");
  EXPECT_EQ(format(*read_time(context, "2026-07-10 09:00")), "2026-07-10T09:00:00+02:00");
  setenv("TZ", "UTC", 1);
  tzset();
}

TEST(Words, SpeaksIcu) {
  const Context context = fresh_context();
  EXPECT_EQ(context.say("cli.unlock.done", {{"minutes", std::int64_t{1}}}),
            "Open for a minute. “ajar lock” shuts it sooner.");
  EXPECT_EQ(context.say("no.such_message"), "no.such_message");
  EXPECT_EQ(context.words.list({"a", "b", "c"}), "a, b, and c");
  EXPECT_EQ(context.words.date("2026-05-14", "2026-01-01"), "Thursday, May 14");
  EXPECT_EQ(context.words.date("2025-05-14", "2026-01-01"), "Wednesday, May 14, 2025");
}

TEST(Words, SaysAViewsSentence) {
  const Context context = fresh_context();
  rapidjson::Document sentence;
  sentence.Parse(R"({"id":"mirror.farthest","args":{"statements":
      {"of":"statement","ids":["keep_in","of_tomorrow"]}}})");
  EXPECT_EQ(sentence_of(context, &sentence),
            "Farthest from you: keeping things in and of_tomorrow.");
}

TEST(Names, AreShownAsTheSettingWants) {
  Context context = fresh_context();
  EXPECT_EQ(shown_alias(context, "Aunt Élise"), "Aunt Élise");
  context.names = "initials";
  EXPECT_EQ(shown_alias(context, "Aunt Élise"), "A.É.");
  context.names = "hidden";
  EXPECT_EQ(shown_alias(context, "Aunt Élise"), "someone");
}

TEST(Dumbbell, StandsOnOneRuler) {
  EXPECT_EQ(dumbbell(70, 20, 11), "··●────○···");
  EXPECT_EQ(dumbbell(0, 100, 11), "○─────────●");
  EXPECT_EQ(dumbbell(50, 50, 11), "·····●·····");
}

TEST(Charts, SayWhatTheSentencesSay) {
  EXPECT_EQ(sparkline({0, 5, 10, std::nullopt}, 0, 10, 8), "▁▅█·");
  EXPECT_EQ(sparkline({0, 0, 10, 10}, 0, 10, 2), "▁█");
  EXPECT_EQ(sparkline({3}, 3, 3, 5), "▁");
  EXPECT_EQ(tally(2, 3, 12), "●●○");
  EXPECT_EQ(tally(20, 40, 10), "●●●●●○○○○○");
  EXPECT_EQ(density({0, 4, 4, 4, 4, 4}, 0, 4, 2, 5), "░·│··█");
  EXPECT_EQ(estimate(1, 0.5, 2, 2, 9), "····│─●──");
  EXPECT_EQ(estimate(0, -9, 9, 1, 5), "──●──");
}

TEST(ExitCodes, FollowTheKindOfError) {
  const auto code = [](std::string_view of) { return exit_code(Error{.code = of}); };
  EXPECT_EQ(code("cli/unknown_option"), 2);
  EXPECT_EQ(code("vault/wrong_key"), 3);
  EXPECT_EQ(code("store/damaged"), 4);
  EXPECT_EQ(code("cli/not_found"), 5);
  EXPECT_EQ(code("safety/guarded"), 6);
  EXPECT_EQ(code("store/full"), 7);
  EXPECT_EQ(code("store/newer"), 8);
  EXPECT_EQ(code("newer_critical"), 8);
  EXPECT_EQ(code("record/bad_value"), 9);
  EXPECT_EQ(code("something/else"), 1);
}

}  // namespace
}  // namespace ajar::cli
