// `ajar protector`: the talk with the part that shuts the door, warm or as plain facts; and the
// card for a strong urge.
#include <memory>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::string_view kCardId = "0000000000000000000000001b";  // spec/records.md §4

struct TalkOptions {
  FieldOptions fields{"protector"};
  bool cool = false;
};

Status ask_grip(Context& context, const Home& home, std::string_view message,
                std::string_view field, Document& body) {
  const auto grip = TRY(ask_number(context, context.say(message), 0, 10));
  if (!grip) return ok();
  return set_field(context, home.people(), *find_field("protector", field), std::to_string(*grip),
                   body);
}

// Six turns, each with its title, what it asks, and ways to begin; an empty answer leaves it out.
Status converse(Context& context, const Home& home, bool cool, Document& body) {
  const auto& words = context.words.chapter("protector");
  const char* version = cool ? "cool" : "warm";
  const People people = home.people();
  context.err.words(text_member(words, version));
  context.err.words(context.say("cli.ask.skip"), Style::soft);
  TRY(ask_grip(context, home, "protector.grip_before", "softness_before", body));
  for (const auto& turn : words["turns"].GetArray()) {
    const Value& asked = turn[version];
    context.err.line();
    context.err.words(text_member(asked, "lead"), Style::soft);
    for (const auto& start : asked["starts"].GetArray()) {
      context.err.words(text_member(start, "text"), Style::soft, 2);
    }
    const auto said = TRY(ask_text(context, text_member(asked, "title")));
    if (said.empty()) continue;
    TRY(set_field(context, people, *find_field("protector", text_member(turn, "id")), said, body));
  }
  return ask_grip(context, home, "protector.grip_after", "softness_after", body);
}

bool has_words(const Document& body) {
  for (const auto* name : {"guards", "thanks", "reassurance", "reminder", "request", "reply"}) {
    if (!text_member(body, name).empty()) return true;
  }
  return false;
}

Status talk(Context& context, const TalkOptions& options) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open_or_begin(context));
  Document body(rapidjson::kObjectType);
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  TRY(apply_form(context, people, "protector", words, body));
  if (words.empty() && context.can_ask()) TRY(converse(context, home, options.cool, body));
  if (!has_words(body)) return Error{.code = "cli/nothing_to_keep"};
  if (options.cool) body.AddMember("cool", true, body.GetAllocator());
  say_kept(context, TRY(home.put("protector", body)), "cli.protector.kept");
  return ok();
}

// The card as it stands; a new one by standard input or a question.
Status card(Context& context, bool away) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open_or_begin(context));
  const auto view = TRY(home.view("protector"));
  const Value* known = member(view, "card");
  const bool written = known != nullptr && known->IsObject();
  if (away) {
    if (!written) return Error{.code = "cli/nothing_to_keep"};
    say_kept(context, TRY(home.remove(kCardId)), "cli.protector.card_away");
    return ok();
  }
  std::string said(trimmed(words));
  if (said.empty() && !written && context.can_ask()) {
    const auto& about = context.words.chapter("protector")["card"];
    context.err.words(text_member(about, "lead"), Style::soft);
    said = trimmed(TRY(ask_text(context, context.say("card.words"))));
  }
  if (said.empty()) {
    if (context.json) {
      context.out.line(written ? to_json(*known) : std::string("null"));
    } else if (written) {
      context.out.lit(harmless(text_member(*known, "text")));
    } else {
      context.out.words(context.say("card.empty"));
    }
    return ok();
  }
  Document body(rapidjson::kObjectType);
  set_text(body, "key", "card");
  set_text(body, "value", said);
  say_kept(context, TRY(home.put("setting", body, kCardId)), "cli.protector.card_kept");
  return ok();
}

}  // namespace

void add_protector(Command& root) {
  auto options = std::make_shared<TalkOptions>();
  auto command = root.command("protector", "day");
  options->fields.add(command, "--grip-before", "softness_before")
      .add(command, "--grip-after", "softness_after");
  command.flag("--cool", options->cool);
  command.run([options](Context& context) { return talk(context, *options); });

  auto away = std::make_shared<bool>(false);
  command.command("card").flag("--away", *away).run([away](Context& context) {
    return card(context, *away);
  });
}

}  // namespace ajar::cli
