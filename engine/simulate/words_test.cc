// The words of a made-up life: all groups are there, each line is one, and what is missing is
// named.
#include "engine/simulate/words.h"

#include <gtest/gtest.h>

#include "engine/simulate/sample_words.h"

namespace ajar::simulate {
namespace {

// The sample's text with the first `from` replaced.
std::string changed(std::string_view from, std::string_view to) {
  std::string text = sample_words_json();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Words, AreLinesByGroup) {
  const Words& words = sample_words();
  ASSERT_EQ(words.lines(Said::went_well).size(), 2u);
  EXPECT_EQ(words.lines(Said::went_well)[0], "{person}, went_well.");
  EXPECT_EQ(words.lines(Said::plan_items)[1], "Another plan_items.");
  EXPECT_EQ(words.situation("praised")[1], "Another praised.");
  EXPECT_EQ(words.name("dad"), "Mx dad");
  EXPECT_EQ(words.name("nobody"), "");
}

TEST(Words, HaveSomethingForWhatHasNoLinesOfItsOwn) {
  const Words& words = sample_words();
  EXPECT_EQ(words.situation("a_new_one")[1], "Another any.");
  EXPECT_EQ(words.opening("a_new_one")[1], "Another sentences.");
  EXPECT_EQ(words.fears("a_new_one")[1], "Another ask.");
}

TEST(Words, PutANameWhereSomeoneIs) {
  EXPECT_EQ(named("{person} and {person}, again.", "Noor"), "Noor and Noor, again.");
  EXPECT_EQ(named("Nobody.", "Noor"), "Nobody.");
  EXPECT_EQ(named("{person}", "{person}"), "{person}");
}

TEST(Words, SayWhatIsMissing) {
  const auto error = [](const std::string& text) { return Words::load(text).error(); };
  EXPECT_EQ(error("[").code, "content/not_json");
  EXPECT_EQ(error("[]").code, "content/bad_type");
  EXPECT_EQ(error("{}").field, "sample.people");
  EXPECT_EQ(error(changed("\"id\":\"goals\"", "\"id\":\"gaols\"")).field, "sample.lines.goals");
  EXPECT_EQ(error(changed("\"id\":\"any\"", "\"id\":\"all\"")).field, "sample.situations.any");
  EXPECT_EQ(error(changed("\"name\":\"Mx m\"", "\"name\":5")).field, "sample.people[0].name");
  EXPECT_EQ(error(changed("\"Mx m\"", "\"\"")).code, "content/missing");
  EXPECT_EQ(error(changed("{person}, notes.\\nAnother notes.", "\\n\\n")).field,
            "sample.lines.notes");
  EXPECT_EQ(error(std::string((std::size_t{1} << 20) + 1, ' ')).code, "content/too_long");
}

}  // namespace
}  // namespace ajar::simulate
