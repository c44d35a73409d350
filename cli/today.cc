// `ajar` alone: the day's one small step, why this one, something lighter, and rest.
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/offer.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Value;

constexpr int kKeyColumn = 12;

void print_act(Context& context, std::string_view act, const std::string& how) {
  context.out.pair(context.say("cli.act." + std::string(act)), how, kKeyColumn, 2);
}

void print_open(Context& context, const Value& view, std::string_view today) {
  const Value* open = member(view, "open");
  if (open == nullptr || !open->IsArray() || open->Empty()) return;
  context.out.words(sentence_of(context, member(view, "why")));
  context.out.line();
  for (const auto& each : open->GetArray()) {
    context.out.lit(step_line(context, each), Style::title);
    std::string about;
    const Value* person = member(each, "person");
    if (person != nullptr && person->IsObject()) {
      about = context.say("cli.with",
                          {{"person", shown_alias(context, text_member(*person, "alias"))}});
    }
    const auto planned = text_member(each, "planned_for");
    const auto when =
        context.words.date(planned.empty() ? text_member(each, "at") : planned, today);
    context.out.words(context.say("cli.today.planned",
                                  {{"date", when}, {"about", about.empty() ? "none" : about}}),
                      Style::soft, 2);
    print_act(context, "afterwards", "ajar step done " + short_id(text_member(each, "id")));
  }
}

void print_step(Context& context, const Value& view) {
  const Value* step = member(view, "step");
  if (step == nullptr || !step->IsObject()) return;
  print_offer(context, *step);
  context.out.line();
  context.out.words(sentence_of(context, member(view, "why")), Style::soft);
  context.out.line();
  print_act(context, "plan", "ajar step plan");
  const Value* easier = member(view, "easier");
  if (easier != nullptr && easier->IsObject()) {
    print_act(context, "lighter",
              step_line(context, *easier) + "\najar step plan " + text_member(*easier, "ladder"));
  }
  print_act(context, "rest", "ajar rest");
}

// Why nothing is asked, as loud as a step would be.
void print_pause(Context& context, const Value& view, const std::string& state,
                 std::string_view today) {
  context.out.lit(context.say("today." + state + ".words"), Style::title);
  context.out.words(sentence_of(context, member(view, "why")));
  const Value* rest = member(view, "rest");
  const auto until = rest != nullptr ? text_member(*rest, "until") : std::string();
  if (state == "resting" && !until.empty() && until != today) {
    context.out.words(
        context.say("today.rest_until", {{"date", context.words.date(until, today)}}));
  }
}

void print_newcomer(Context& context) {
  context.out.lit(context.say("today.newcomer.words"), Style::title);
  context.out.words(context.say("today.newcomer.hint"));
  context.out.line();
  print_act(context, "check", "ajar check");
  print_act(context, "step", "ajar step");
}

void print_today(Context& context, const Value& view) {
  const auto date = text_member(view, "date");
  const auto state = text_member(view, "state");
  context.out.line(context.words.date(date, date), Style::title);
  context.out.line();
  if (is_true(view, "newcomer") && state == "step") {
    print_newcomer(context);
  } else if (state == "step") {
    print_step(context, view);
  } else if (state == "open") {
    print_open(context, view, date);
  } else {
    print_pause(context, view, state, date);
  }
  const auto outward = sentence_of(context, member(view, "outward"));
  if (!outward.empty()) {
    context.out.line();
    context.out.words(outward);
  }
}

// Nothing is created by looking: a newcomer is told what this is and how to begin.
Status welcome(Context& context) {
  if (context.json) return Error{.code = "cli/no_home", .detail = TRY(Home::folder(context))};
  context.out.words(context.say("cli.welcome.what"));
  context.out.line();
  context.out.words(context.say("cli.welcome.where", {{"folder", TRY(Home::folder(context))}}));
  context.out.line();
  for (const auto* act : {"check", "note", "help", "all"}) {
    context.out.pair(context.say(std::string("cli.welcome.command.") + act),
                     context.say(std::string("cli.welcome.about.") + act), 16, 2, Style::plain);
  }
  return ok();
}

Status today(Context& context) {
  if (!Home::exists(context)) return welcome(context);
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json("today")));
    return ok();
  }
  print_today(context, TRY(home.view("today")));
  // Only this machine has them so far.
  if (const auto left = static_cast<std::int64_t>(home.unsynced()); left != 0) {
    context.out.line();
    context.out.words(context.say("cli.sync.left", {{"count", left}, {"hub", TRY(home.hub())}}),
                      Style::soft);
  }
  return ok();
}

}  // namespace

void add_today(Command& root) {
  root.run(today);
  root.command("today", "day").run(today);
}

}  // namespace ajar::cli
