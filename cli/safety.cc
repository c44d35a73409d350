// "Is it safe with them?": the question, and what is said where it is not.
#include "cli/safety.h"

#include "cli/json.h"
#include "cli/keep.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

const Value& texts(const Context& context) {
  return context.words.content()["unsafe"];
}

std::string why_not(const Home& home, const Value& step, Error& failed) {
  ViewArguments arguments;
  for (const auto* name : {"relation", "person", "own"}) {
    const auto text = text_member(step, name);
    if (!text.empty()) arguments.emplace_back(name, json_string(text));
  }
  if (const Value* difficulty = member(step, "difficulty")) {
    arguments.emplace_back("difficulty", to_json(*difficulty));
  }
  const auto view = home.view("may_plan", arguments);
  if (!view) {
    failed = view.error();
    return {};
  }
  return text_member(*view, "reason");
}

Status keep_safety(Context& context, Home& home, const std::string& id, std::string_view safety) {
  Document person = TRY(home.body(id));
  TRY(set_field(context, home.people(), *find_field("person", "safety"), safety, person));
  TRY(home.put("person", person, id));
  return ok();
}

}  // namespace

Status ask_safety(Context& context, Document& body) {
  context.err.line();
  context.err.words(text_member(texts(context), "why"), Style::soft);
  for (const auto& sign : texts(context)["signs"].GetArray()) {
    context.err.words(text_member(sign, "text"), Style::plain, 2);
  }
  const auto answer = TRY(
      ask_choice(context, text_member(texts(context), "question"), choices_of(context, "safety")));
  if (answer) set_text(body, "safety", *answer);
  return ok();
}

void print_protection(Context& context) {
  if (context.json) return;
  for (const auto* part : {"distance", "advocates", "device"}) {
    context.out.line();
    context.out.words(text_member(texts(context), part));
  }
  context.out.line();
  context.out.pair(context.say("cli.act.help"), "ajar help-now", 12, 2);
}

Status may_plan(Context& context, Home& home, const Value& step, std::string_view safety) {
  for (bool asked = false;; asked = true) {
    Error failed{.code = ""};
    const auto reason = why_not(home, step, failed);
    if (!failed.code.empty()) return failed;
    if (reason.empty()) return ok();
    if (reason == "unsafe_person" || reason == "guarded") {
      if (reason == "unsafe_person") print_protection(context);
      return Error{.code = reason == "guarded" ? "safety/guarded" : "safety/unsafe_person"};
    }
    const auto person = text_member(step, "person");
    if (person.empty() || asked) return Error{.code = "cli/ask_safety"};
    if (!safety.empty()) {
      TRY(keep_safety(context, home, person, safety));
      continue;
    }
    if (!context.can_ask()) return Error{.code = "cli/ask_safety"};
    Document answer(rapidjson::kObjectType);
    context.err.words(text_member(texts(context), "before_step"));
    TRY(ask_safety(context, answer));
    if (!answer.HasMember("safety")) return Error{.code = "cli/ask_safety"};
    TRY(keep_safety(context, home, person, text_member(answer, "safety")));
  }
}

}  // namespace ajar::cli
