// `ajar text`: what the rules about sentences say of texts, a line each, so that anyone can measure
// them on their own sentences. No vault is touched and nothing is kept.
#include "cli/reading.h"

#include <iostream>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/text.h"
#include "engine/base/utf8.h"
#include "engine/view/reading.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::size_t kMostBytes = std::size_t{1} << 18;  // 60,000 scalar values at four bytes fit

// The words that a cue marks: its place is counted in UTF-16 units.
std::string marked(std::string_view text, const Value& cue) {
  const auto start = static_cast<std::size_t>(number_member(cue, "start"));
  const auto length = static_cast<std::size_t>(number_member(cue, "length"));
  std::size_t units = 0;
  std::size_t from = text.size();
  for (std::size_t at = 0; at < text.size();) {
    if (units == start) from = at;
    if (units >= start + length) return std::string(text.substr(from, at - from));
    units += utf8::next(text, at) > 0xFFFF ? 2 : 1;
  }
  return std::string(text.substr(std::min(from, text.size())));
}

std::string cue_line(const Context& context, std::string_view text, const Value& cue) {
  return context.say("cli.text.cue",
                     {{"words", harmless(one_line(marked(text, cue), 60))},
                      {"question", context.say(text_member(*member(cue, "question"), "id"))}});
}

void print_reading(Context& context, std::string_view text, const Document& reading) {
  context.out.words(harmless(text));
  for (const Value& cue : (*member(reading, "cues")).GetArray())
    context.out.words(cue_line(context, text, cue), Style::soft, 2);
  if (text_member(reading, "safety") == "ask")
    context.out.words(context.say("cli.text.ask"), Style::soft, 2);
}

Status read_lines(Context& context) {
  if (!context.has_piped_input()) return Error{.code = "cli/no_lines"};
  const auto rules = TRY(sentence_rules(context.words.language()));
  std::string line;
  for (std::int64_t number = 1; std::getline(std::cin, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.size() > kMostBytes) return Error{.code = "cli/line_too_long", .line = number};
    auto json = view::read_text(rules, nullptr, line);
    if (!json) return Error{.code = json.error().code, .line = number};
    if (context.json) {
      context.out.line(*json);
      continue;
    }
    Document reading;
    reading.Parse(json->data(), json->size());
    print_reading(context, line, reading);
  }
  return ok();
}

}  // namespace

Status say_reading(Context& context, const Home& home, std::string_view text) {
  const auto reading = TRY(home.read_text(text));
  const auto cues = (*member(reading, "cues")).GetArray();
  if (!cues.Empty()) context.err.words(cue_line(context, text, cues[0]), Style::soft);
  if (text_member(reading, "safety") == "ask") context.err.words(context.say("cli.text.ask"));
  return ok();
}

void add_text(Command& root) {
  root.command("text", "more").run([](Context& context) { return read_lines(context); });
}

}  // namespace ajar::cli
