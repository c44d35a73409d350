// `ajar check`: the seven statements toward one relationship, and the mirror of the answers.
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/offer.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

struct CheckOptions {
  std::optional<std::string> context;
  std::optional<std::string> answers;
  std::optional<std::string> since;
  std::optional<std::string> at;
};

const Value& statements(const Context& context) {
  return context.words.content()["statements"];
}

std::string statement_text(const Value& item, const std::string& relation) {
  const Value* text = member(item, "text");
  if (text != nullptr && text->IsString()) return text->GetString();
  return text == nullptr ? std::string() : text_member(*text, relation);
}

std::string scale_line(const Context& context) {
  std::string line;
  for (const auto& each : statements(context)["scale"].GetArray()) {
    if (!line.empty()) line += "   ";
    line += std::to_string(each["value"].GetInt()) + " " + text_member(each, "label");
  }
  return line;
}

std::string scale_label(const Context& context, char key) {
  for (const auto& each : statements(context)["scale"].GetArray()) {
    if (each["value"].GetInt() == key - '0') return text_member(each, "label");
  }
  return context.say("cli.check.left_out");
}

void print_statement(Context& context, const Value& item, const std::string& relation,
                     std::int64_t number, std::int64_t of) {
  context.err.line();
  context.err.line(context.say("cli.check.number", {{"number", number}, {"of", of}}), Style::soft);
  context.err.lit(statement_text(item, relation), Style::title);
}

// The scale and the keys stand there while they are needed.
std::size_t print_scale(Context& context) {
  const auto keys = context.say("cli.check.keys");
  context.err.words(scale_line(context), Style::plain, 2);
  context.err.words(keys, Style::soft, 2);
  const int width = context.err.width() - 2;
  return wrap(scale_line(context), width).size() + wrap(keys, width).size();
}

// The answers in the order of the statements, '-' for one left out. One key each; `back` changes
// the last.
Result<std::string> ask_answers(Context& context, const std::string& relation) {
  const auto& items = statements(context)["items"];
  const char skip = context.say("cli.check.key_skip").front();
  const char back = context.say("cli.check.key_back").front();
  const Keys keys;
  std::string answers;
  while (answers.size() < items.Size()) {
    const auto at = static_cast<rapidjson::SizeType>(answers.size());
    print_statement(context, items[at], relation, at + 1, items.Size());
    const auto scale = print_scale(context);
    while (true) {
      const auto key = keys.next(context);
      if (!key) return Error{.code = "cli/stopped"};
      if (*key == back && !answers.empty()) {
        answers.pop_back();
        context.err.take_back(scale);
        break;
      }
      if ((*key >= '0' && *key <= '4') || *key == skip) {
        answers += *key == skip ? '-' : *key;
        context.err.take_back(scale);
        context.err.words(scale_label(context, answers.back()), Style::light, 2);
        break;
      }
    }
  }
  return answers;
}

std::string spaced(const std::string& answers) {
  std::string out;
  for (const char c : answers) {
    if (!out.empty()) out += ' ';
    out += c;
  }
  return out;
}

Result<std::string> chosen_context(Context& context, const CheckOptions& options) {
  const auto choices = choices_of(context, "context");
  if (options.context) {
    auto found = match_choice(*options.context, choices);
    if (!found) found.error().field = "--toward";
    return found;
  }
  if (!context.can_ask()) return Error{.code = "cli/missing", .field = "--toward"};
  const auto chosen = TRY(ask_choice(context, context.say("cli.check.toward"), choices));
  if (!chosen) return Error{.code = "cli/stopped"};
  return *chosen;
}

Status ask_since(Context& context, const std::string& relation, Document& body) {
  const auto choices = choices_of(context, "since");
  const auto since = TRY(ask_choice(context, context.say("cli.check.since"), choices));
  const People nobody{};
  if (!since) return ok();
  return set_field(context, nobody, *find_field("check", "since." + relation), *since, body);
}

Status read_answers(Context& context, const CheckOptions& options, const std::string& relation,
                    Document& body) {
  const People nobody{};
  const bool asks = !options.answers && context.can_ask();
  if (!options.answers && !asks) return Error{.code = "cli/missing", .field = "--answers"};
  const auto answers = asks ? spaced(TRY(ask_answers(context, relation))) : *options.answers;
  auto kept =
      set_field(context, nobody, *find_field("check", "answers." + relation), answers, body);
  if (!kept) {
    kept.error().field = "--answers";
    return kept;
  }
  if (options.since) {
    return set_field(context, nobody, *find_field("check", "since." + relation), *options.since,
                     body);
  }
  return asks ? ask_since(context, relation, body) : ok();
}

void print_mirror(Context& context, const Value& mirror) {
  const Value* sentences = member(mirror, "sentences");
  if (sentences != nullptr && sentences->IsArray()) {
    for (const auto& each : sentences->GetArray()) context.out.words(sentence_of(context, &each));
  }
  const Value* step = member(mirror, "step");
  if (step == nullptr || !step->IsObject()) return;
  context.out.line();
  context.out.words(context.say("cli.check.step"), Style::soft);
  print_offer(context, *step);
  context.out.line();
  context.out.pair(context.say("cli.act.plan"), "ajar step plan " + text_member(*step, "ladder"),
                   12, 2);
}

Status check(Context& context, const CheckOptions& options) {
  // The answers come first: whoever has never been here meets the statements, not a passphrase.
  const auto relation = TRY(chosen_context(context, options));
  Document body(rapidjson::kObjectType);
  body.AddMember("version", Value(statements(context)["version"].GetInt()), body.GetAllocator());
  TRY(read_answers(context, options, relation, body));
  const LocalTime at = options.at ? TRY(read_time(context, *options.at)) : TRY(now_of(context));
  auto home = TRY(Home::open_or_begin(context));
  const auto kept = TRY(home.put("check", body, {}, format(at)));
  const auto mirror = TRY(home.view("mirror", {{"check", json_string(kept.id)}}));
  if (context.json) {
    context.out.line(to_json(mirror));
    return ok();
  }
  context.out.line();
  print_mirror(context, mirror);
  return ok();
}

}  // namespace

void add_check(Command& root) {
  auto options = std::make_shared<CheckOptions>();
  auto command = root.command("check", "day");
  command.option("--toward", options->context, "context")
      .option("--answers", options->answers, "answers")
      .option("--since", options->since, "since")
      .option("--at", options->at, "time")
      .run([options](Context& context) { return check(context, *options); });
}

}  // namespace ajar::cli
