// `ajar received`, `ajar gave` and `ajar support`: what came in, in its exact words, and what was
// given.
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

struct SupportOptions {
  explicit SupportOptions(std::string_view kind) : fields(kind) {}
  FieldOptions fields;
  std::optional<std::string> at;
};

// The order in which it happens: what it was, the words, the impulse, what was done with them.
Status converse(Context& context, const Home& home, std::string_view kind, Document& body) {
  const auto& words = context.words.chapter("notice");
  context.err.words(text_member(*member(words, kind), "lead"), Style::soft);
  context.err.words(context.say("cli.ask.skip"), Style::soft);
  if (kind == "received") {
    return ask_fields(context, home, kind,
                      {"what", "words", "person", "impulse", "response", "urge", "absorbed"}, body);
  }
  return ask_fields(context, home, kind, {"what", "words", "person"}, body);
}

Status keep(Context& context, const SupportOptions& options, const char* kind) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open_or_begin(context));
  const LocalTime at = options.at ? TRY(read_time(context, *options.at)) : TRY(now_of(context));
  Document body(rapidjson::kObjectType);
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  TRY(apply_form(context, people, kind, words, body));
  if (words.empty() && context.can_ask()) TRY(converse(context, home, kind, body));
  if (body.ObjectEmpty()) return Error{.code = "cli/nothing_to_keep"};
  if (text_member(body, "what").empty()) return Error{.code = "cli/missing", .field = "--what"};
  const std::string said =
      kind == std::string_view("received") ? "cli.received.kept" : "cli.gave.kept";
  say_kept(context, TRY(home.put(kind, body, {}, format(at))), said);
  return ok();
}

void print_row(Context& context, const Value& row, std::string_view vocabulary) {
  auto note = label_of(context, vocabulary, text_member(row, "what"));
  const Value* person = member(row, "person");
  if (person != nullptr && person->IsObject()) {
    note += ", " + shown_alias(context, text_member(*person, "alias"));
  }
  const auto words = text_member(row, "words");
  context.out.pair(short_id(text_member(row, "id")),
                   words.empty() ? note : note + ": " + harmless(words), 8, 2, Style::soft);
}

void print_rows(Context& context, const Value& rows, std::string_view vocabulary,
                std::string_view title, std::size_t limit) {
  if (rows.Empty()) return;
  context.out.line();
  context.out.line(context.say(title), Style::title);
  std::size_t shown = 0;
  for (const auto& row : rows.GetArray()) {
    if (shown++ == limit) break;
    print_row(context, row, vocabulary);
  }
}

// Kept words of another day first, then both ways.
Status list(Context& context) {
  constexpr std::size_t kAtOnce = 10;
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json("support")));
    return ok();
  }
  const auto view = TRY(home.view("support"));
  if (view["received"].Empty() && view["gave"].Empty()) {
    context.out.words(context.say("support.empty"));
    return ok();
  }
  const Value* again = member(view, "again");
  if (again != nullptr && again->IsObject())
    context.out.lit(harmless(text_member(*again, "words")));
  const Value& counts = view["counts"];
  context.out.line();
  context.out.words(
      context.say("support.came_in", {{"n", std::int64_t{number_member(counts, "received")}}}) +
      "; " + context.say("support.went_out", {{"n", std::int64_t{number_member(counts, "gave")}}}));
  print_rows(context, view["received"], "received", "support.where.received", kAtOnce);
  print_rows(context, view["gave"], "gave", "support.where.gave", kAtOnce);
  return ok();
}

}  // namespace

void add_support(Command& root) {
  auto received = std::make_shared<SupportOptions>("received");
  auto came_in = root.command("received", "day");
  received->fields.add(came_in, "--what", "what")
      .add(came_in, "--from", "person")
      .add(came_in, "--urge", "urge")
      .add(came_in, "--absorbed", "absorbed");
  came_in.option("--at", received->at, "time");
  came_in.run([received](Context& context) { return keep(context, *received, "received"); });

  auto gave = std::make_shared<SupportOptions>("gave");
  auto went_out = root.command("gave", "day");
  gave->fields.add(went_out, "--what", "what").add(went_out, "--to", "person");
  went_out.option("--at", gave->at, "time");
  went_out.run([gave](Context& context) { return keep(context, *gave, "gave"); });

  root.command("support", "back").run([](Context& context) { return list(context); });
}

}  // namespace ajar::cli
