// `ajar step`: plan a small step with its prediction, and say afterwards what happened.
#include <algorithm>
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/offer.h"
#include "cli/safety.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

struct PlanOptions {
  FieldOptions fields{"step"};
  std::optional<std::string> ladder;
  std::optional<std::string> safety;
  bool own = false;
};

struct DoneOptions {
  FieldOptions fields{"step"};
  std::optional<std::string> id;
};

// Piped words; those without a heading are the field `plain`.
Status apply_words(const Context& context, const People& people, const std::string& words,
                   std::string_view plain, Document& body) {
  const auto typed = TRY(read_form("step", words, Above::main_text, find_field("step", plain)));
  for (const auto& [field, value] : typed) {
    TRY(set_field(context, people, *field, value, body));
  }
  return ok();
}

// The step that today offers, as an offer; nothing while resting or where nothing may be offered.
Result<Document> offered(const Home& home) {
  auto view = TRY(home.view("today", {{"ask", "true"}}));
  Document offer;
  if (const Value* step = member(view, "step")) offer.CopyFrom(*step, offer.GetAllocator());
  return offer;
}

void take_number(Document& body, const Value& from, const char* name) {
  const Value* value = member(from, name);
  if (value == nullptr || !value->IsInt() || body.HasMember(name)) return;
  body.AddMember(rapidjson::StringRef(name), Value(value->GetInt()), body.GetAllocator());
}

void take_text(Document& body, const Value& from, const char* name) {
  const auto text = text_member(from, name);
  if (!text.empty() && !body.HasMember(name)) set_text(body, name, text);
}

// What the ladder knows of its step goes into the plan, so that the record stands by itself.
Status take_ladder(const Context& context, const std::string& id, Document& body) {
  const Value* step = ladder_step(context, id);
  if (step == nullptr)
    return Error{.code = "cli/unknown_step", .detail = one_line(harmless(id), 40)};
  set_text(body, "ladder", id);
  for (const auto* name : {"relation", "domain"}) take_text(body, *step, name);
  take_number(body, *step, "difficulty");
  return ok();
}

Status choose_step(Context& context, const Home& home, const PlanOptions& options, Document& body) {
  if (options.own || !text_member(body, "own").empty()) return ok();
  if (options.ladder) return take_ladder(context, *options.ladder, body);
  const auto offer = TRY(offered(home));
  if (!offer.IsObject()) return Error{.code = "cli/no_offer"};
  const auto ladder = text_member(offer, "ladder");
  if (!ladder.empty()) {
    TRY(take_ladder(context, ladder, body));
  } else {
    for (const auto* name : {"own", "relation", "domain"}) take_text(body, offer, name);
    take_number(body, offer, "difficulty");
  }
  const Value* person = member(offer, "person");
  if (person != nullptr && person->IsObject() && !body.HasMember("person")) {
    set_text(body, "person", text_member(*person, "id"));
  }
  return ok();
}

// The ladder's own if and then stand where nothing else was said.
void take_if_then(const Context& context, Document& body) {
  if (const Value* step = ladder_step(context, text_member(body, "ladder"))) {
    take_text(body, *step, "if");
    take_text(body, *step, "then");
  }
}

void print_plan(Context& context, const Home& home, const Document& body) {
  context.out.lit(step_line(context, body), Style::title);
  const People people = home.people();
  for (const auto& field : fields_of("step")) {
    if (field.name == "own" || field.name == "ladder" || field.name == "status") continue;
    const auto shown = shown_field(context, people, field, body);
    if (!shown.empty()) context.out.pair(name_of(context, "step", field), harmless(shown), 24, 2);
  }
}

Status ask_plan(Context& context, const Home& home, const PlanOptions& options, Document& body) {
  context.err.words(context.say("cli.ask.skip"), Style::soft);
  if (options.own) {
    TRY(ask_fields(context, home, "step", {"own", "relation", "difficulty"}, body));
  } else {
    context.err.lit(step_line(context, body), Style::title);
  }
  if (!body.HasMember("person")) TRY(ask_fields(context, home, "step", {"person"}, body));
  return ok();
}

Status plan(Context& context, const PlanOptions& options) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open_or_begin(context));
  const auto now = TRY(now_of(context));
  Document body(rapidjson::kObjectType);
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  TRY(apply_words(context, people, words, options.own ? "own" : "feared", body));
  TRY(choose_step(context, home, options, body));
  const bool asks = context.can_ask() && !options.fields.any();
  if (asks) TRY(ask_plan(context, home, options, body));
  TRY(may_plan(context, home, body, options.safety.value_or("")));
  take_if_then(context, body);
  if (!body.HasMember("planned_for")) set_text(body, "planned_for", format(local_date(now)));
  if (asks) {
    TRY(ask_fields(
        context, home, "step",
        {"if", "then", "feared", "belief", "expected_distress", "safety_behaviour", "planned_for"},
        body));
  }
  set_text(body, "status", "planned");
  const auto kept = TRY(home.put("step", body, {}, format(now)));
  say_kept(context, kept, "cli.step.planned");
  if (!context.json) print_plan(context, home, body);
  return ok();
}

// The planned step that is meant: the one that is named, or the only one or newest that waits.
Result<std::string> open_step(const Home& home, const std::optional<std::string>& typed) {
  if (typed && *typed != "last") return home.find_id(*typed);
  const auto view = TRY(home.view("steps"));
  const Value* open = member(view, "open");
  if (open == nullptr || !open->IsArray() || open->Empty())
    return Error{.code = "cli/no_open_step"};
  return text_member((*open)[0], "id");
}

void print_difference(Context& context, const Document& body) {
  if (context.json || !body.HasMember("belief") || !body.HasMember("belief_after")) return;
  const int before = number_member(body, "belief");
  const int after = number_member(body, "belief_after");
  context.out.line();
  context.out.line("  " + dumbbell(before, after, 41));
  context.out.words(context.say("cli.step.difference",
                                {{"before", std::int64_t{before}}, {"after", std::int64_t{after}}}),
                    Style::soft, 2);
}

Status done(Context& context, const DoneOptions& options) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open(context));
  const auto id = TRY(open_step(home, options.id));
  Document body = TRY(home.body(id, "step"));
  const People people = home.people();
  const bool asks = context.can_ask() && !options.fields.any();
  set_text(body, "status", "done");
  TRY(options.fields.apply(context, people, body));
  // Plain words after a step are what happened.
  TRY(apply_words(context, people, words, "outcome", body));
  if (asks) {
    context.err.lit(step_line(context, body), Style::title);
    context.err.words(context.say("cli.ask.skip"), Style::soft);
    TRY(ask_fields(context, home, "step",
                   {"status", "outcome", "belief_after", "peak_distress", "surprise", "response",
                    "response_words", "learned"},
                   body));
  }
  set_text(body, "settled_at", format(TRY(now_of(context))));
  const auto kept = TRY(home.put("step", body, id));
  say_kept(context, kept, "cli.step.settled");
  print_difference(context, body);
  return ok();
}

void print_settled(Context& context, const Value& step, std::string_view today) {
  const auto when = context.words.date(text_member(step, "at"), today);
  context.out.pair(short_id(text_member(step, "id")),
                   step_line(context, step) + "\n" + when + ", " +
                       label_of(context, "status", text_member(step, "status")),
                   8);
  const Value* before = member(step, "belief");
  const Value* after = member(step, "belief_after");
  if (before != nullptr && before->IsInt() && after != nullptr && after->IsInt()) {
    context.out.line("        " + dumbbell(before->GetInt(), after->GetInt(), 41));
  }
}

Status list(Context& context, bool ladder) {
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json("steps")));
    return ok();
  }
  const auto view = TRY(home.view("steps"));
  const auto today = format(local_date(TRY(now_of(context))));
  if (ladder) {
    for (const auto& each : view["ladder"].GetArray()) {
      const auto id = text_member(each, "ladder");
      const auto reason = text_member(each, "reason");
      const auto why = reason.empty() ? "" : " (" + context.say("cli.step.not." + reason) + ")";
      context.out.pair(id, label_of(context, "ladder", id) + why, 14);
    }
    return ok();
  }
  const Value& open = view["open"];
  const Value& settled = view["settled"];
  if (open.Empty() && settled.Empty()) context.out.words(context.say("cli.step.none"));
  if (!open.Empty()) context.out.line(context.say("cli.step.open"), Style::title);
  for (const auto& each : open.GetArray()) {
    context.out.pair(short_id(text_member(each, "id")), step_line(context, each), 8);
  }
  if (!settled.Empty()) context.out.line(context.say("cli.step.settled_list"), Style::title);
  for (const auto& each : settled.GetArray()) print_settled(context, each, today);
  return ok();
}

Status show_offer(Context& context) {
  const auto home = TRY(Home::open(context));
  const auto offer = TRY(offered(home));
  if (context.json) {
    context.out.line(to_json(offer));
    return ok();
  }
  if (!offer.IsObject()) return Error{.code = "cli/no_offer"};
  print_offer(context, offer);
  context.out.line();
  context.out.pair(context.say("cli.act.plan"), "ajar step plan", 12, 2);
  context.out.pair(context.say("cli.act.rest"), "ajar rest", 12, 2);
  return ok();
}

}  // namespace

void add_step(Command& root) {
  auto command = root.command("step", "day");
  command.run(show_offer);

  auto planned = std::make_shared<PlanOptions>();
  auto plan_command = command.command("plan");
  plan_command.positional("step", planned->ladder).flag("--own", planned->own);
  planned->fields.add(plan_command, "--with", "person")
      .add(plan_command, "--relation", "relation")
      .add(plan_command, "--domain", "domain")
      .add(plan_command, "--difficulty", "difficulty")
      .add(plan_command, "--belief", "belief")
      .add(plan_command, "--distress", "expected_distress")
      .add(plan_command, "--on", "planned_for");
  plan_command.option("--safety", planned->safety, "safety");
  plan_command.run([planned](Context& context) { return plan(context, *planned); });

  auto settled = std::make_shared<DoneOptions>();
  auto done_command = command.command("done");
  done_command.positional("id", settled->id);
  settled->fields.add(done_command, "--status", "status")
      .add(done_command, "--belief-after", "belief_after")
      .add(done_command, "--peak", "peak_distress")
      .add(done_command, "--surprise", "surprise")
      .add(done_command, "--response", "response");
  done_command.run([settled](Context& context) { return done(context, *settled); });

  auto ladder = std::make_shared<bool>(false);
  command.command("list").flag("--ladder", *ladder).run([ladder](Context& context) {
    return list(context, *ladder);
  });
}

}  // namespace ajar::cli
