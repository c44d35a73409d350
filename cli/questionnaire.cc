// `ajar questionnaire`: a published questionnaire whose text the person brings, answered and scored
// here.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include "cli/chart.h"
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/text.h"
#include "engine/questionnaire/fhir.h"
#include "platform/files.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr int kRuler = 33;
constexpr std::size_t kMostShown = 8;  // times of one scale

struct Options {
  std::optional<std::string> file;
  std::optional<std::string> id;
  std::optional<std::string> key;
  std::optional<std::string> title;
  std::optional<std::string> about;
  std::optional<std::string> answers;
  std::optional<std::string> at;
  std::optional<std::string> scale;
  std::optional<std::string> spread;
  std::optional<std::string> retest;
  std::optional<std::string> from;
};

double real_member(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found != nullptr && found->IsNumber() ? found->GetDouble() : 0;
}
const Value* object_member(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found != nullptr && found->IsObject() ? found : nullptr;
}
const Value* list_member(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found != nullptr && found->IsArray() ? found : nullptr;
}

std::string scale_name(const Context& context, const std::string& scale) {
  return context.say("questionnaire.scale", {{"scale", scale}});
}
std::string about_name(const Context& context, const std::string& about) {
  return context.say("questionnaire.about", {{"about", about}});
}

Result<std::vector<questionnaire::Instrument>> instruments_of(const Context& context) {
  const Value* keys = member(context.words.content(), "instruments");
  return questionnaire::read_instruments(keys == nullptr ? std::string() : to_json(*keys));
}

// ---------------------------------------------------------------- adding

Result<std::string> read_file(const Context& context, const Options& options) {
  if (!options.file) return Error{.code = "cli/missing", .field = "file"};
  if (*options.file == "-") {
    if (context.passphrase_file == "-") return Error{.code = "cli/stdin_taken"};
    return read_input(questionnaire::kMostFileBytes);
  }
  const auto bytes = TRY(platform::read_file(*options.file, questionnaire::kMostFileBytes));
  return std::string(bytes.begin(), bytes.end());
}

// The key that scores the form: the one that was named, or its own name means, or is chosen here.
Result<questionnaire::Keyed> key_of(Context& context, const questionnaire::Form& form,
                                    const std::vector<questionnaire::Instrument>& all,
                                    const std::optional<std::string>& wanted) {
  auto keyed = questionnaire::choose(form, all, wanted.value_or(""));
  if (keyed || keyed.error().code != "questionnaire/which_key" || !context.can_ask()) return keyed;
  std::vector<Choice> choices;
  for (const std::string& id : split_list(keyed.error().detail)) {
    const auto* one = questionnaire::find(all, id);
    choices.push_back({id, one->called + ": " + one->full});
  }
  const auto chosen = TRY(ask_choice(context, context.say("questionnaire.which_key"), choices));
  if (!chosen) return Error{.code = "cli/stopped"};
  return questionnaire::choose(form, all, *chosen);
}

Status add(Context& context, const Options& options) {
  const std::string text = TRY(read_file(context, options));
  const auto form = TRY(questionnaire::read_form(text));
  const std::string kept_text = TRY(questionnaire::compact(text));
  const auto all = TRY(instruments_of(context));
  const auto keyed = TRY(key_of(context, form, all, options.key));
  Document body(rapidjson::kObjectType);
  set_text(body, "instrument", keyed.instrument->id);
  const std::string title = options.title.value_or(form.title);
  if (!title.empty()) set_text(body, "title", one_line(title, 190));
  set_text(body, "text", kept_text);
  auto home = TRY(Home::open_or_begin(context));
  const auto kept = TRY(home.put("questionnaire", body));
  if (context.json) {
    context.out.line("{\"id\":" + json_string(kept.id) +
                     ",\"instrument\":" + json_string(keyed.instrument->id) +
                     ",\"questions\":" + std::to_string(form.questions.size()) + "}");
    return ok();
  }
  context.out.words(context.say("cli.questionnaire.added",
                                {{"called", keyed.instrument->called},
                                 {"count", static_cast<std::int64_t>(form.questions.size())}}));
  context.out.words(context.say("cli.questionnaire.key", {{"full", keyed.instrument->full},
                                                          {"from", keyed.instrument->from}}),
                    Style::soft);
  context.out.line();
  context.out.pair(context.say("cli.questionnaire.next"),
                   "ajar questionnaire answer " + short_id(kept.id), 12, 2);
  return ok();
}

// ---------------------------------------------------------------- which one

// An added one by the beginning of its id, or by its key where only one has that.
Result<std::string> wanted_id(const Home& home, const std::optional<std::string>& typed) {
  const auto view = TRY(home.view("questionnaires"));
  const Value& added = view["added"];
  if (!typed) {
    if (added.Size() == 1) return text_member(added[0], "id");
    return Error{.code = "cli/missing", .field = "id"};
  }
  std::vector<std::string> found;
  for (const auto& each : added.GetArray()) {
    if (text_member(each, "instrument") == *typed) found.push_back(text_member(each, "id"));
  }
  if (found.size() == 1) return found.front();
  return home.find_id(*typed);
}

Result<Document> view_of(const Home& home, const std::string& id) {
  return home.view("questionnaire", {{"id", json_string(id)}});
}

void print_added(Context& context, const Value& each, const std::string& today) {
  const Value* open = object_member(each, "open");
  std::string note = text_member(each, "title");
  const auto called = text_member(each, "called");
  if (!called.empty() && called != note) note += " (" + called + ")";
  if (!is_true(each, "known_here")) {
    note += ", " + context.say("questionnaire.key_unknown");
  } else {
    note += ", " +
            context.say("questionnaire.times", {{"n", std::int64_t{number_member(each, "times")}}});
    const auto last = text_member(each, "last");
    if (!last.empty()) note += ", " + context.words.date(last, today);
    if (open != nullptr) {
      note += ", " + context.say("questionnaire.broken_off",
                                 {{"n", static_cast<std::int64_t>((*open)["items"].MemberCount())},
                                  {"of", std::int64_t{number_member(each, "count")}}});
    }
  }
  context.out.pair(short_id(text_member(each, "id")), harmless(note), 10, 2);
}

Status list(Context& context) {
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json("questionnaires")));
    return ok();
  }
  const auto view = TRY(home.view("questionnaires"));
  const auto today = format(local_date(TRY(now_of(context))));
  if (view["added"].Empty()) {
    context.out.words(context.say("questionnaire.none"));
    context.out.words(context.say("questionnaire.where_from"), Style::soft);
    return ok();
  }
  for (const auto& each : view["added"].GetArray()) print_added(context, each, today);
  return ok();
}

// ---------------------------------------------------------------- keys

std::string known_sentence(const Context& context, const Value& figure) {
  const auto source = text_member(figure, "source");
  auto known = context.say("questionnaire.known", {{"known", text_member(figure, "known")}});
  if (!source.empty()) known += ": " + context.say("instrument.source." + source);
  return known;
}

void print_figure(Context& context, const Value& each) {
  const double value = real_member(each, "value");
  const double to = real_member(each, "to");
  const auto scale = text_member(each, "scale");
  const auto kind = text_member(each, "kind");
  std::string line =
      to > value ? context.say("questionnaire.figure_range",
                               {{"scale", scale}, {"kind", kind}, {"value", value}, {"to", to}})
                 : context.say("questionnaire.figure",
                               {{"scale", scale},
                                {"kind", kind},
                                {"value", value},
                                {"days", std::int64_t{number_member(each, "days")}}});
  std::vector<std::string> who;
  for (const auto& name : each["about"].GetArray()) {
    who.push_back(about_name(context, name.GetString()));
  }
  if (!who.empty()) {
    line += " " + context.say("questionnaire.holds_for", {{"who", context.words.list(who)}});
  }
  context.out.words(line + " " + known_sentence(context, each) + ".", Style::soft, 2);
}

void print_key(Context& context, const Value& one) {
  context.out.line(text_member(one, "called"), Style::title);
  context.out.words(text_member(one, "full") + ". " + text_member(one, "from"), Style::plain, 2);
  const auto id = text_member(one, "instrument");
  if (context.words.has("instrument.note." + id)) {
    context.out.words(context.say("instrument.note." + id), Style::plain, 2);
  }
  context.out.words(
      context.say("questionnaire.shape", {{"count", std::int64_t{number_member(one, "count")}},
                                          {"low", std::int64_t{number_member(one, "low")}},
                                          {"high", std::int64_t{number_member(one, "high")}}}),
      Style::plain, 2);
  context.out.words(
      context.say("questionnaire.key_known", {{"known", known_sentence(context, one["key"])}}),
      Style::soft, 2);
  for (const auto& each : one["steadiness"].GetArray()) print_figure(context, each);
  for (const auto& each : one["norms"].GetArray()) {
    context.out.words(scale_name(context, text_member(each, "scale")) + ": " +
                          sentence_of(context, member(each, "sentence")) + " " +
                          known_sentence(context, each) + ".",
                      Style::soft, 2);
  }
  context.out.pair(context.say("cli.questionnaire.key_name"), id, 12, 2);
  context.out.line();
}

Status keys(Context& context) {
  const auto home = TRY(Home::open_or_begin(context));
  const auto view = TRY(home.view("questionnaires"));
  if (context.json) {
    context.out.line(to_json(view["instruments"]));
    return ok();
  }
  context.out.words(context.say("questionnaire.where_from"));
  context.out.words(context.say("questionnaire.known_means"), Style::soft);
  context.out.line();
  for (const auto& one : view["instruments"].GetArray()) print_key(context, one);
  return ok();
}

// ---------------------------------------------------------------- results

// "1 ····├──●──┤···· 7": a score with its error.
std::string ruler(double value, double error, double low, double high) {
  std::vector<std::string> cells(kRuler, "·");
  const auto at = [&](double where) {
    const double share = (where - low) / (high - low);
    return std::clamp(static_cast<int>(std::lround(share * (kRuler - 1))), 0, kRuler - 1);
  };
  if (error > 0) {
    const int from = at(value - error);
    const int to = at(value + error);
    for (int n = from; n <= to; ++n) cells[static_cast<std::size_t>(n)] = "─";
    cells[static_cast<std::size_t>(from)] = "├";
    cells[static_cast<std::size_t>(to)] = "┤";
  }
  cells[static_cast<std::size_t>(at(value))] = "●";
  std::string out;
  for (const auto& cell : cells) out += cell;
  return out;
}

std::string short_number(double value) {
  std::string text = std::to_string(std::lround(std::fabs(value) * 10));
  if (text.size() < 2) text.insert(0, 2 - text.size(), '0');
  text.insert(text.size() - 1, ".");
  return (value < 0 ? "−" : "") + text;
}

// The path of one scale: a line a time, each with its error.
void print_path(Context& context, const Value& result, const Value& scale) {
  const auto id = text_member(scale, "scale");
  const Value* trust = object_member(scale, "retest");
  if (trust == nullptr) trust = object_member(scale, "looser");
  const double error = trust == nullptr ? 0 : real_member(*trust, "error");
  const auto& times = result["times"];
  const std::size_t skip = times.Size() > kMostShown ? times.Size() - kMostShown : 0;
  for (std::size_t n = skip; n < times.Size(); ++n) {
    const auto& time = times[static_cast<rapidjson::SizeType>(n)];
    const Value* score = member(time["scores"], id);
    const auto day = text_member(time, "at").substr(0, 10);
    if (score == nullptr || !score->IsNumber()) {
      context.out.line("  " + day + "  " + context.say("questionnaire.no_score_short"),
                       Style::soft);
      continue;
    }
    const double value = score->GetDouble();
    context.out.line("  " + day + "  " +
                     ruler(value, error, real_member(scale, "low"), real_member(scale, "high")) +
                     "  " + short_number(value));
  }
}

void print_trust(Context& context, const Value& scale) {
  bool any = false;
  for (const auto* name : {"retest", "looser"}) {
    const Value* trust = object_member(scale, name);
    if (trust == nullptr) continue;
    any = true;
    context.out.words(sentence_of(context, member(*trust, "sentence")) + " " +
                          known_sentence(context, *trust) + ".",
                      Style::soft, 2);
  }
  if (!any) context.out.words(context.say("questionnaire.trust.none"), Style::soft, 2);
}

void print_scale(Context& context, const Value& result, const Value& scale) {
  context.out.words(sentence_of(context, member(scale, "sentence")));
  print_path(context, result, scale);
  for (const auto* name : {"change", "mean"}) {
    if (const Value* part = object_member(scale, name)) {
      context.out.words(sentence_of(context, member(*part, "sentence")), Style::plain, 2);
    }
  }
  print_trust(context, scale);
  if (const Value* norm = object_member(scale, "norm")) {
    context.out.words(sentence_of(context, member(*norm, "sentence")) + " " +
                          known_sentence(context, *norm) + ".",
                      Style::soft, 2);
  }
  context.out.line();
}

void print_result(Context& context, const Value& result) {
  const auto about = text_member(result, "about");
  if (!about.empty()) context.out.line(about_name(context, about), Style::title);
  for (const auto& scale : result["scales"].GetArray()) print_scale(context, result, scale);
  if (const Value* plane = object_member(result, "plane")) {
    context.out.words(sentence_of(context, member(*plane, "sentence")));
    context.out.line();
  }
}

void print_broken(Context& context, const Value& broken) {
  context.out.words(context.say("error." + text_member(broken, "code"),
                                {{"line", std::int64_t{number_member(broken, "line")}},
                                 {"field", harmless(text_member(broken, "field"))},
                                 {"detail", harmless(text_member(broken, "detail"))}}));
}

Status show(Context& context, const Options& options) {
  const auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, options.id));
  if (context.json) {
    context.out.line(TRY(home.view_json("questionnaire", {{"id", json_string(id)}})));
    return ok();
  }
  const auto view = TRY(view_of(home, id));
  context.out.line(harmless(text_member(view, "title")), Style::title);
  if (!is_true(view, "known_here")) {
    context.out.words(context.say("questionnaire.key_unknown"));
    return ok();
  }
  if (const Value* broken = object_member(view, "broken")) print_broken(context, *broken);
  if (view["results"].Empty()) {
    context.out.words(context.say("questionnaire.not_answered"));
    return ok();
  }
  context.out.line();
  for (const auto& result : view["results"].GetArray()) print_result(context, result);
  context.out.words(context.say("questionnaire.no_type"), Style::soft);
  return ok();
}

// ---------------------------------------------------------------- answering

// Whom it is about, where the instrument asks that; empty where it does not.
Result<std::string> whom(Context& context, const Value& view, const Options& options) {
  const Value& list = view["about"];
  std::vector<Choice> choices;
  for (const auto& each : list.GetArray()) {
    choices.push_back({each.GetString(), about_name(context, each.GetString())});
  }
  if (options.about) {
    auto found = match_choice(*options.about, choices);
    if (!found) found.error().field = "--about";
    return found;
  }
  if (choices.empty()) return std::string();
  if (!context.can_ask()) return Error{.code = "cli/missing", .field = "--about"};
  const auto chosen = TRY(ask_choice(context, context.say("questionnaire.whom"), choices));
  if (!chosen) return Error{.code = "cli/stopped"};
  return *chosen;
}

std::string token_of(const Value& question) {
  return "i" + std::to_string(number_member(question, "number"));
}

void print_question(Context& context, const Value& question, std::int64_t number, std::int64_t of) {
  context.err.line();
  for (const auto& each : question["before"].GetArray()) {
    context.err.words(harmless(each.GetString()), Style::soft);
  }
  context.err.line(context.say("cli.check.number", {{"number", number}, {"of", of}}), Style::soft);
  context.err.lit(harmless(text_member(question, "text")), Style::title);
}

void print_options(Context& context, const Value& question) {
  for (const auto& each : question["options"].GetArray()) {
    context.err.pair(std::to_string(number_member(each, "value")),
                     harmless(text_member(each, "label")), 4, 2);
  }
  if (question["options"].Empty()) {
    context.err.words(context.say("questionnaire.from_to",
                                  {{"low", std::int64_t{number_member(question, "low")}},
                                   {"high", std::int64_t{number_member(question, "high")}}}),
                      Style::plain, 2);
  }
  context.err.words(context.say("cli.questionnaire.keys"), Style::soft, 2);
}

enum class Heard { answer, skip, back, stop };

bool takes_a_key(const Value& question) {
  return number_member(question, "low") >= 0 && number_member(question, "high") <= 9;
}

// One answer: a key where every answer is one digit (`keys` is there then), else a typed number.
Heard hear(Context& context, const Value& question, const std::optional<Keys>& keys, int& answer) {
  const int low = number_member(question, "low");
  const int high = number_member(question, "high");
  if (!keys) {
    const auto typed = ask_number(context, context.say("questionnaire.your_answer"), low, high);
    if (!typed) return Heard::stop;
    if (!*typed) return Heard::skip;
    answer = **typed;
    return Heard::answer;
  }
  const char skip = context.say("cli.check.key_skip").front();
  const char back = context.say("cli.check.key_back").front();
  while (true) {
    const auto key = keys->next(context);
    if (!key) return Heard::stop;
    if (*key == skip) return Heard::skip;
    if (*key == back) return Heard::back;
    if (*key >= '0' + low && *key <= '0' + high) {
      answer = *key - '0';
      return Heard::answer;
    }
  }
}

void set_answer(Document& body, const std::string& token, std::optional<double> value) {
  Value& items = body["items"];
  items.RemoveMember(token.c_str());
  if (!value) return;
  Value answer;
  if (std::floor(*value) == *value) {
    answer.SetInt(static_cast<int>(*value));
  } else {
    answer.SetDouble(*value);
  }
  items.AddMember(Value(token.c_str(), body.GetAllocator()), answer, body.GetAllocator());
}

// Asks from the first question that has no answer on. False: stopped on the way.
bool ask_all(Context& context, const Value& questions, Document& body) {
  rapidjson::SizeType at = 0;
  while (at < questions.Size() && member(body["items"], token_of(questions[at])) != nullptr) ++at;
  // One for as long as keys answer: what is pressed between two questions is the next one's, and
  // Ctrl-D there would be lost.
  std::optional<Keys> keys;
  while (at < questions.Size()) {
    const Value& question = questions[at];
    if (!takes_a_key(question)) {
      keys.reset();
    } else if (!keys) {
      keys.emplace();
    }
    print_question(context, question, at + 1, questions.Size());
    print_options(context, question);
    int answer = 0;
    switch (hear(context, question, keys, answer)) {
      case Heard::stop:
        return false;
      case Heard::back:
        if (at > 0) --at;
        break;
      case Heard::skip:
        set_answer(body, token_of(question), std::nullopt);
        context.err.words(context.say("cli.check.left_out"), Style::light, 2);
        ++at;
        break;
      case Heard::answer:
        set_answer(body, token_of(question), answer);
        context.err.words(std::to_string(answer), Style::light, 2);
        ++at;
        break;
    }
  }
  return true;
}

// All answers in one line, in the order in which they are asked; "-" for one left out.
Status read_answers(const std::string& typed, const Value& questions, Document& body) {
  const auto parts = split_list(typed);
  if (parts.size() != questions.Size()) {
    return Error{.code = "questionnaire/answers",
                 .field = "--answers",
                 .detail = std::to_string(parts.size()) + "/" + std::to_string(questions.Size())};
  }
  for (rapidjson::SizeType n = 0; n < questions.Size(); ++n) {
    const std::string& part = parts[n];
    if (part == "-") continue;
    const bool digits =
        part.size() <= 3 && part.find_first_not_of("0123456789") == std::string::npos;
    const int answer = digits ? std::stoi(part) : -1;
    if (answer < number_member(questions[n], "low") ||
        answer > number_member(questions[n], "high")) {
      return Error{.code = "cli/bad_value", .field = "--answers", .detail = part};
    }
    set_answer(body, token_of(questions[n]), answer);
  }
  return ok();
}

// What was broken off about the same person goes on; else a new one begins.
std::string begin_body(const Value& view, const std::string& about, const std::string& of,
                       Document& body) {
  set_text(body, "questionnaire", text_member(view, "instrument"));
  set_text(body, "version", text_member(view, "version"));
  body.AddMember("items", Value(rapidjson::kObjectType), body.GetAllocator());
  if (!about.empty()) set_text(body, "context", about);
  set_text(body, "of", of);
  const Value* open = object_member(view, "open");
  if (open == nullptr || text_member(*open, "about") != about) return {};
  body["items"].CopyFrom((*open)["items"], body.GetAllocator());
  return text_member(*open, "id");
}

Status answer(Context& context, const Options& options) {
  auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, options.id));
  const auto view = TRY(view_of(home, id));
  if (!is_true(view, "known_here")) return Error{.code = "questionnaire/no_key"};
  if (const Value* broken = object_member(view, "broken")) {
    print_broken(context, *broken);
    return Error{.code = "questionnaire/unreadable"};
  }
  if (!options.answers && !context.can_ask()) {
    return Error{.code = "cli/missing", .field = "--answers"};
  }
  const auto about = TRY(whom(context, view, options));
  Document body(rapidjson::kObjectType);
  const auto going_on = begin_body(view, about, id, body);
  bool whole = true;
  if (options.answers) {
    body["items"].RemoveAllMembers();
    TRY(read_answers(*options.answers, view["questions"], body));
  } else {
    whole = ask_all(context, view["questions"], body);
    for (const auto& each : view["after"].GetArray()) {
      if (whole) context.err.words(harmless(each.GetString()), Style::soft);
    }
  }
  if (!whole && body["items"].ObjectEmpty()) return Error{.code = "cli/stopped"};
  if (!whole) body.AddMember("open", Value(true), body.GetAllocator());
  const LocalTime at = options.at ? TRY(read_time(context, *options.at)) : TRY(now_of(context));
  TRY(home.put("answers", body, going_on, format(at)));
  if (!whole) {
    context.err.line();
    context.err.words(context.say("cli.questionnaire.stopped", {{"id", short_id(id)}}));
    return ok();
  }
  const auto results = TRY(view_of(home, id));
  if (context.json) {
    context.out.line(to_json(results["results"]));
    return ok();
  }
  context.out.line();
  for (const auto& result : results["results"].GetArray()) {
    if (text_member(result, "about") == about) print_result(context, result);
  }
  context.out.words(context.say("questionnaire.no_type"), Style::soft);
  return ok();
}

// ---------------------------------------------------------------- own figures, and away with it

Result<double> figure(const std::string& typed, const char* option, double low, double high) {
  const bool plain = !typed.empty() && typed.size() < 12 &&
                     typed.find_first_not_of("0123456789.") == std::string::npos &&
                     std::count(typed.begin(), typed.end(), '.') <= 1 && typed != ".";
  const double value = plain ? std::stod(typed) : -1;
  if (!plain || value <= low || value >= high) {
    return Error{.code = "cli/bad_value", .field = option, .detail = typed};
  }
  return value;
}

void set_figure(Document& body, const char* list, const std::string& scale, double value) {
  if (member(body, list) == nullptr) {
    body.AddMember(Value(list, body.GetAllocator()), Value(rapidjson::kObjectType),
                   body.GetAllocator());
  }
  body[list].RemoveMember(scale.c_str());
  body[list].AddMember(Value(scale.c_str(), body.GetAllocator()), Value(value),
                       body.GetAllocator());
}

Status figures(Context& context, const Options& options) {
  auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, options.id));
  const auto view = TRY(view_of(home, id));
  if (!options.scale) return Error{.code = "cli/missing", .field = "--scale"};
  std::vector<Choice> choices;
  if (const Value* scales = list_member(view, "scales")) {
    for (const auto& each : scales->GetArray()) {
      const auto scale = text_member(each, "scale");
      choices.push_back({scale, scale_name(context, scale)});
    }
  }
  auto scale = match_choice(*options.scale, choices);
  if (!scale) {
    scale.error().field = "--scale";
    return scale.error();
  }
  if (!options.spread && !options.retest) return Error{.code = "cli/missing", .field = "--spread"};
  auto body = TRY(home.body(id, "questionnaire"));
  if (options.spread) {
    set_figure(body, "spread", *scale, TRY(figure(*options.spread, "--spread", 0, 1000)));
  }
  if (options.retest) {
    set_figure(body, "retest", *scale, TRY(figure(*options.retest, "--retest", 0, 1)));
  }
  if (options.from) set_text(body, "figures_from", *options.from);
  say_kept(context, TRY(home.put("questionnaire", body, id)), "cli.questionnaire.figures");
  return ok();
}

Status remove(Context& context, const Options& options) {
  auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, options.id));
  TRY(home.body(id, "questionnaire"));
  TRY(home.remove(id));
  if (context.json) {
    context.out.line("{\"id\":" + json_string(id) + "}");
    return ok();
  }
  context.out.words(context.say("cli.questionnaire.removed", {{"id", short_id(id)}}));
  return ok();
}

}  // namespace

void add_questionnaire(Command& root) {
  auto options = std::make_shared<Options>();
  auto command = root.command("questionnaire", "back");
  command.run([](Context& context) { return list(context); });
  command.command("add")
      .positional("file", options->file)
      .option("--key", options->key, "name")
      .option("--title", options->title, "words")
      .run([options](Context& context) { return add(context, *options); });
  command.command("list").run([](Context& context) { return list(context); });
  command.command("keys").run([](Context& context) { return keys(context); });
  command.command("answer")
      .positional("id", options->id)
      .option("--about", options->about, "token")
      .option("--answers", options->answers, "answers")
      .option("--at", options->at, "time")
      .run([options](Context& context) { return answer(context, *options); });
  command.command("show").positional("id", options->id).run([options](Context& context) {
    return show(context, *options);
  });
  command.command("figures")
      .positional("id", options->id)
      .option("--scale", options->scale, "token")
      .option("--spread", options->spread, "number")
      .option("--retest", options->retest, "number")
      .option("--from", options->from, "words")
      .run([options](Context& context) { return figures(context, *options); });
  command.command("remove").positional("id", options->id).run([options](Context& context) {
    return remove(context, *options);
  });
}

}  // namespace ajar::cli
