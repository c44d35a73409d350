// `ajar people`: who there is, how near, and whether it is safe with them.
#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/safety.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

struct PeopleOptions {
  FieldOptions fields{"person"};
  std::optional<std::string> alias;
};

std::string about(const Context& context, const Value& person) {
  std::string line = label_of(context, "relation", text_member(person, "relation"));
  const auto add = [&](const std::string& part) { line += ", " + part; };
  if (text_member(person, "safety") == "unsafe") add(context.say("cli.people.unsafe"));
  const int gave = number_member(person, "gave");
  const int received = number_member(person, "received");
  if (gave + received > 0) {
    add(context.say("cli.people.support",
                    {{"gave", std::int64_t{gave}}, {"received", std::int64_t{received}}}));
  }
  return line;
}

std::string ring_name(const Context& context, int ring) {
  const Value* rings = member(context.words.content()["vocabulary"], "rings");
  if (rings != nullptr && rings->IsArray()) {
    for (const auto& each : rings->GetArray()) {
      if (number_member(each, "id") == ring) return text_member(each, "label");
    }
  }
  return context.say("cli.people.no_ring");
}

// Without any sign of who it is the list would say nothing: hidden names stand as initials here.
std::string initials(const Context& context, const Value& person) {
  Context shown = context;
  shown.names = "initials";
  return shown_alias(shown, text_member(person, "alias"));
}

void print_ring(Context& context, const Value& people, int ring, bool all) {
  bool named = false;
  for (const auto& each : people.GetArray()) {
    if (number_member(each, "ring") != ring) continue;
    if (is_true(each, "hidden") && !all) continue;
    if (!named) context.out.line(ring_name(context, ring), Style::soft);
    named = true;
    context.out.pair(
        context.names == "full" ? harmless(text_member(each, "alias")) : initials(context, each),
        about(context, each), 20, 2, Style::plain);
  }
}

Status list(Context& context, bool all) {
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json("people")));
    return ok();
  }
  const auto view = TRY(home.view("people"));
  const Value& people = view["people"];
  if (people.Empty()) {
    context.out.words(context.say("cli.people.none"));
    return ok();
  }
  for (const int ring : {1, 2, 3, 4, 0}) print_ring(context, people, ring, all);
  const Value* guarded = member(view, "guarded");
  if (guarded != nullptr && guarded->IsArray() && !guarded->Empty()) {
    std::vector<std::string> labels;
    for (const auto& each : guarded->GetArray()) {
      labels.push_back(label_of(context, "relation", each.GetString()));
    }
    context.out.line();
    context.out.words(
        context.say("cli.people.guarded", {{"relations", context.words.list(labels)}}));
  }
  return ok();
}

Status add(Context& context, const PeopleOptions& options) {
  std::string alias(trimmed(TRY(piped_words(context))));
  auto home = TRY(Home::open_or_begin(context));
  Document body(rapidjson::kObjectType);
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  if (context.can_ask()) {
    TRY(ask_fields(context, home, "person", {"alias"}, body));
    if (text_member(body, "relation").empty()) {
      TRY(ask_fields(context, home, "person", {"relation"}, body));
    }
    if (!body.HasMember("ring")) TRY(ask_fields(context, home, "person", {"ring"}, body));
    if (!body.HasMember("safety")) TRY(ask_safety(context, body));
  } else {
    TRY(set_field(context, people, *find_field("person", "alias"), alias, body));
  }
  if (text_member(body, "alias").empty()) return Error{.code = "cli/missing_alias"};
  if (text_member(body, "relation").empty()) {
    return Error{.code = "cli/missing", .field = "--relation"};
  }
  say_kept(context, TRY(home.put("person", body)), "cli.people.kept");
  if (text_member(body, "safety") == "unsafe") print_protection(context);
  return ok();
}

// Changes one person: the options that were given, or else the form in the editor.
Status change(Context& context, const PeopleOptions& options, const char* hidden) {
  if (!options.alias) return Error{.code = "cli/missing", .field = "alias"};
  auto home = TRY(Home::open(context));
  const People people = home.people();
  const auto id = TRY(people.id(*options.alias));
  Document body = TRY(home.body(id));
  TRY(options.fields.apply(context, people, body));
  if (hidden != nullptr) {
    TRY(set_field(context, people, *find_field("person", "hidden"), hidden, body));
  } else if (!options.fields.any()) {
    if (context.can_ask()) {
      TRY(edit_form(context, home, "person", false, body));
    } else {
      TRY(apply_form(context, people, "person", TRY(piped_words(context)), body));
    }
  }
  say_kept(context, TRY(home.put("person", body, id)), "cli.people.changed");
  if (text_member(body, "safety") == "unsafe") print_protection(context);
  return ok();
}

void add_fields(Command& command, PeopleOptions& options) {
  options.fields.add(command, "--relation", "relation")
      .add(command, "--ring", "ring")
      .add(command, "--safety", "safety");
}

}  // namespace

void add_people(Command& root) {
  auto all = std::make_shared<bool>(false);
  auto command = root.command("people", "day");
  command.flag("--all", *all).run([all](Context& context) { return list(context, *all); });

  auto added = std::make_shared<PeopleOptions>();
  auto add_command = command.command("add");
  add_fields(add_command, *added);
  add_command.run([added](Context& context) { return add(context, *added); });

  auto edited = std::make_shared<PeopleOptions>();
  auto edit_command = command.command("edit");
  edit_command.positional("alias", edited->alias);
  add_fields(edit_command, *edited);
  edit_command.run([edited](Context& context) { return change(context, *edited, nullptr); });

  for (const bool hide : {true, false}) {
    auto options = std::make_shared<PeopleOptions>();
    command.command(hide ? "hide" : "unhide")
        .positional("alias", options->alias)
        .run([options, hide](Context& context) {
          return change(context, *options, hide ? "true" : "false");
        });
  }
}

}  // namespace ajar::cli
