// `ajar space`: a short note that asks for space and says when one is back, on standard output, for
// any messenger. Nothing is sent and nothing is kept.
#include <memory>

#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Value;

struct SpaceOptions {
  std::optional<std::string> back_at;
  std::optional<std::string> tone;
};

std::vector<Choice> tones(const Context& context) {
  std::vector<Choice> choices;
  for (const auto& each : context.words.chapter("practise")["space"]["items"].GetArray()) {
    choices.push_back({text_member(each, "id"), text_member(each, "label")});
  }
  return choices;
}

std::string with_time(std::string said, const std::string& time) {
  constexpr std::string_view kSlot = "{time}";
  const auto at = said.find(kSlot);
  return at == std::string::npos ? said : said.replace(at, kSlot.size(), time);
}

Status space(Context& context, const SpaceOptions& options) {
  const Value& words = context.words.chapter("practise")["space"];
  std::string time = options.back_at.value_or("");
  if (time.empty() && context.can_ask()) {
    context.err.words(text_member(words, "lead"), Style::soft);
    time = TRY(ask_line(context, context.say("space.time")));
  }
  if (time.empty()) return Error{.code = "cli/missing", .field = "--back-at"};
  const auto all = tones(context);
  const auto tone = options.tone ? TRY(match_choice(*options.tone, all)) : all.front().token;
  const auto said = with_time(text_member(*with_id(words["items"], tone), "said"), time);
  if (context.json) {
    context.out.line("{\"tone\":" + json_string(tone) + ",\"said\":" + json_string(said) + "}");
    return ok();
  }
  context.out.line(harmless(said));
  context.err.line();
  context.err.words(text_member(words, "after"), Style::soft);
  context.err.words(text_member(words, "note"), Style::soft);
  return ok();
}

}  // namespace

void add_space(Command& root) {
  auto options = std::make_shared<SpaceOptions>();
  root.command("space", "day")
      .option("--back-at", options->back_at, "time")
      .option("--tone", options->tone, "tone")
      .run([options](Context& context) { return space(context, *options); });
}

}  // namespace ajar::cli
