// A content file is read whole or refused with the path of what is wrong.
#include "engine/content/content.h"

#include <gtest/gtest.h>

#include "engine/content/sample.h"

namespace ajar::content {
namespace {

// The sample with the first `before` replaced by `after`, which must change something.
std::string changed(const std::string& before, const std::string& after) {
  std::string text = sample_json();
  const auto at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return at == std::string::npos ? text : text.replace(at, before.size(), after);
}

Error refusal(const std::string& text) {
  const auto content = load(text);
  EXPECT_FALSE(content.has_value());
  return content ? Error{} : content.error();
}

TEST(Content, ReadsIdsAndRules) {
  const auto content = load(sample_json());
  ASSERT_TRUE(content) << content.error().code << " " << content.error().field;
  EXPECT_EQ(content->language, "en");
  EXPECT_EQ(content->ladder.size(), 60u);
  EXPECT_EQ(content->statements.items.size(), 7u);
  EXPECT_EQ(content->vocabulary.emotions[1].pleasant, -22);
  EXPECT_TRUE(content->vocabulary.did[0].deactivating);
  EXPECT_EQ(content->practice.stretch.chance, 0.75);
  EXPECT_EQ(content->practice.rest.rupture_situations,
            (std::vector<std::string>{"break_up", "conflict"}));
  EXPECT_TRUE(content->has_message("app.name"));
  EXPECT_FALSE(content->has_message("app.nam"));
}

TEST(Content, FindsAStepByItsId) {
  const auto content = load(sample_json());
  ASSERT_TRUE(content);
  const LadderStep* step = content->ladder_step("friend_5r");
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->domain, "repair");
  EXPECT_EQ(step->difficulty, 5);
  EXPECT_EQ(content->ladder_step("friend_9z"), nullptr);
}

TEST(Content, NamesThePathOfWhatIsWrong) {
  const struct {
    std::string before, after;
    std::string_view code, field;
  } cases[] = {
      {R"("language":"en",)", "", "content/missing", "language"},
      {R"("close":3)", R"("close":"3")", "content/bad_type", "practice.mirror.close"},
      {R"("chance":0.75)", R"("chance":1.5)", "content/out_of_range", "practice.stretch.chance"},
      {R"("difficulty":1,)", R"("difficulty":11,)", "content/out_of_range", "ladder[0].difficulty"},
      {R"("id":"friend_1a")", R"("id":"friend_1c")", "content/duplicate", "ladder[1]"},
      {R"("id":"friend_1c")", R"("id":"Friend")", "content/bad_value", "ladder[0].id"},
      {R"("waits":true)", R"("waits":1)", "content/bad_type", "ladder[0].waits"},
      {R"(["break_up",)", R"(["breakup",)", "content/bad_value",
       "practice.rest.rupture_situations[0]"},
      {R"(,{"value":4}])", "]", "content/out_of_range", "statements.scale"},
      {R"("prompts":[{"id":"situations_withdraw"},{"id":"almost_said"}])", R"("prompts":[])",
       "content/missing", "prompts"},
      {R"("far":1)", R"("far":3)", "content/out_of_range", "practice.mirror.far"},
      {R"("needs":[)", R"("needs":{},"no":[)", "content/bad_type", "vocabulary.needs"},
  };
  for (const auto& test : cases) {
    const Error error = refusal(changed(test.before, test.after));
    EXPECT_EQ(error.code, test.code) << test.field;
    EXPECT_EQ(error.field, test.field);
  }
}

TEST(Content, RefusesWhatIsNotJsonAndSaysWhatItIs) {
  const auto detail = [](const std::string& text) {
    const Error error = refusal(text);
    EXPECT_EQ(error.code, "content/not_json");
    return error.detail;
  };
  EXPECT_EQ(detail(""), "json/syntax");
  EXPECT_EQ(detail(sample_json() + "}"), "json/syntax");
  EXPECT_EQ(detail(changed(R"("prompts")", R"("language":"de","prompts")")),
            "json/duplicate_member");
  EXPECT_EQ(refusal(std::string(std::size_t{5} << 20, ' ')).code, "content/too_long");
}

}  // namespace
}  // namespace ajar::content
