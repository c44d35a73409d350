// `ajar journey` and `ajar search`: what was noted and done, found again.
#include <memory>

#include "cli/chart.h"
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

constexpr int kIdColumn = 8;
constexpr int kMostItems = 200;

struct JourneyOptions {
  std::vector<std::string> kinds;
  std::optional<std::string> person;
  std::optional<std::string> before;
  std::optional<std::string> limit;
  bool river = false;
};

std::string who(const Context& context, const Value& item) {
  const Value* person = member(item, "person");
  if (person == nullptr || !person->IsObject()) return {};
  return " " +
         context.say("cli.with", {{"person", shown_alias(context, text_member(*person, "alias"))}});
}

// Small facts as words: an urge, what was done, how a step ended.
std::string facts(const Context& context, const Value& item) {
  const Value* fields = member(item, "fields");
  if (fields == nullptr || !fields->IsObject()) return {};
  const auto kind = text_member(item, "kind");
  std::string line;
  for (const auto& each : fields->GetObject()) {
    const std::string name = each.name.GetString();
    const Field* field = find_field(kind, name);
    // What says nothing that the words beside it do not.
    const bool dull = name == "mode" || name == "seconds" || each.value.IsFalse();
    if (field == nullptr || field->shape == Shape::text || dull) continue;
    rapidjson::Document body(rapidjson::kObjectType);
    body.AddMember(rapidjson::StringRef(each.name.GetString()),
                   Value(each.value, body.GetAllocator()), body.GetAllocator());
    const auto shown = shown_field(context, People{}, *field, body);
    if (shown.empty()) continue;
    const auto label = name_of(context, kind, *field);
    line += (line.empty() ? "" : "; ") + (name == "ladder" ? shown : label + " " + shown);
  }
  return harmless(line);
}

void print_item(Context& context, const Value& item) {
  const auto kind = text_member(item, "kind");
  const auto clock = text_member(item, "at").substr(11, 5);
  std::string head = clock + " " + label_of(context, "kind", kind) + who(context, item);
  if (number_member(item, "versions", 1) > 1) head += ", " + context.say("cli.journey.versions");
  context.out.pair(short_id(text_member(item, "id")), head, kIdColumn);
  const auto excerpt = harmless(text_member(item, "excerpt"));
  // Own words in a list are one paragraph each; `show` has them as they were set.
  if (!excerpt.empty()) context.out.words(one_line(excerpt, 4096), Style::plain, kIdColumn + 2);
  const auto known = facts(context, item);
  if (!known.empty()) context.out.words(known, Style::soft, kIdColumn + 2);
}

void print_items(Context& context, const Value& items, const std::string& today) {
  std::string day;
  for (const auto& each : items.GetArray()) {
    const auto date = text_member(each, "at").substr(0, 10);
    if (date != day) {
      if (!day.empty()) context.out.line();
      context.out.line(context.words.date(date, today), Style::title);
      day = date;
    }
    print_item(context, each);
  }
}

Result<std::string> kinds_json(const Context& context, const std::vector<std::string>& typed) {
  std::string list;
  for (const auto& each : typed) {
    for (const auto& part : split_list(each)) {
      const auto kind = match_choice(part, choices_of(context, "kind"));
      if (!kind) {
        return Error{.code = kind.error().code, .field = "--kind", .detail = harmless(part)};
      }
      list += (list.empty() ? "" : ",") + json_string(*kind);
    }
  }
  return "[" + list + "]";
}

Result<ViewArguments> journey_arguments(const Context& context, const Home& home,
                                        const JourneyOptions& options) {
  ViewArguments arguments;
  if (!options.kinds.empty()) {
    arguments.emplace_back("kinds", TRY(kinds_json(context, options.kinds)));
  }
  if (options.person) {
    arguments.emplace_back("person", json_string(TRY(home.people().id(*options.person))));
  }
  if (options.before) arguments.emplace_back("before", json_string(*options.before));
  int limit = 20;
  if (options.limit) {
    const auto& typed = *options.limit;
    const bool digits = !typed.empty() && typed.size() < 5 &&
                        typed.find_first_not_of("0123456789") == std::string::npos;
    limit = digits ? std::stoi(typed) : 0;
    if (limit < 1 || limit > kMostItems) {
      return Error{.code = "cli/out_of_range", .field = "--limit", .detail = "1…200"};
    }
  }
  arguments.emplace_back("limit", std::to_string(limit));
  return arguments;
}

// Closeness over the days that the view `river` shows: one sign a day, a dot where nothing was
// said.
Status print_river(Context& context, const Home& home, const std::string& today) {
  constexpr int kWidth = 60;
  const auto view = TRY(home.view("river"));
  const Value& days = view["days"];
  if (days.Empty()) return ok();
  std::vector<std::optional<double>> values;
  auto date = TRY(parse_date(text_member(days[0], "date")));
  for (const auto& day : days.GetArray()) {
    const auto next = TRY(parse_date(text_member(day, "date")));
    for (; date < next; date = date + 1) values.emplace_back();
    const Value* close = member(day, "close_week");
    const bool said = close != nullptr && close->IsNumber();
    values.push_back(said ? std::optional(close->GetDouble()) : std::nullopt);
    date = next + 1;
  }
  context.out.line(sparkline(values, 0, 10, kWidth));
  context.out.words(
      context.say("cli.journey.river",
                  {{"from", context.words.date(text_member(days[0], "date"), today)},
                   {"to", context.words.date(text_member(days[days.Size() - 1], "date"), today)}}),
      Style::soft);
  context.out.line();
  return ok();
}

Status journey(Context& context, const JourneyOptions& options) {
  const auto home = TRY(Home::open(context));
  const auto arguments = TRY(journey_arguments(context, home, options));
  if (context.json) {
    context.out.line(TRY(home.view_json("journey", arguments)));
    return ok();
  }
  const auto view = TRY(home.view("journey", arguments));
  const Value& items = view["items"];
  if (items.Empty()) {
    context.out.words(context.say("cli.journey.none"));
    return ok();
  }
  const auto today = format(local_date(TRY(now_of(context))));
  if (options.river) TRY(print_river(context, home, today));
  print_items(context, items, today);
  const auto next = text_member(view, "next");
  if (!next.empty()) {
    context.out.line();
    context.out.line(context.say("cli.journey.more"), Style::soft);
    context.out.line("  ajar journey --before " + next, Style::soft);
  }
  return ok();
}

// The excerpt with its hits in the light. Marks count UTF-16 units.
std::string marked(const Context& context, const Value& hit) {
  const auto excerpt = text_member(hit, "excerpt");
  const Value* marks = member(hit, "marks");
  if (marks == nullptr || !marks->IsArray()) return harmless(excerpt);
  std::string out;
  std::size_t byte = 0;
  std::int64_t unit = 0;
  const auto take_until = [&](std::int64_t target) {
    std::string part;
    while (byte < excerpt.size() && unit < target) {
      const auto lead = static_cast<unsigned char>(excerpt[byte]);
      const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      part += excerpt.substr(byte, length);
      byte += length;
      unit += length == 4 ? 2 : 1;
    }
    return harmless(part);
  };
  for (const auto& mark : marks->GetArray()) {
    out += take_until(mark[0].GetInt64());
    out += context.out.styled(take_until(mark[0].GetInt64() + mark[1].GetInt64()), Style::light);
  }
  return out + harmless(excerpt.substr(byte));
}

void print_hit(Context& context, const Value& hit, const std::string& today) {
  const auto head = context.words.date(text_member(hit, "at"), today) + ", " +
                    label_of(context, "kind", text_member(hit, "kind"));
  context.out.pair(short_id(text_member(hit, "id")), head, kIdColumn);
  // Marked words carry colour codes, which count no columns only where there are none: one line
  // each, cut by the view.
  context.out.words(one_line(marked(context, hit), 4096), Style::plain, kIdColumn + 2);
}

Status search(Context& context, const std::vector<std::string>& words) {
  std::string query;
  for (const auto& each : words) query += (query.empty() ? "" : " ") + each;
  if (query.empty()) query = trimmed(TRY(piped_words(context)));
  if (query.empty() && context.can_ask())
    query = TRY(ask_line(context, context.say("cli.search.words")));
  if (query.empty()) return Error{.code = "cli/missing", .field = "words"};
  const auto home = TRY(Home::open(context));
  const ViewArguments arguments = {{"q", json_string(query)}};
  if (context.json) {
    context.out.line(TRY(home.view_json("search", arguments)));
    return ok();
  }
  const auto view = TRY(home.view("search", arguments));
  const auto today = format(local_date(TRY(now_of(context))));
  for (const auto& hit : view["hits"].GetArray()) print_hit(context, hit, today);
  const std::int64_t shown = view["hits"].Size();
  const std::int64_t total = number_member(view, "total");
  context.out.words(context.say("cli.search.total", {{"total", total}}), Style::soft);
  if (shown < total) {
    context.out.words(context.say("cli.search.shown", {{"shown", shown}}), Style::soft);
  }
  return ok();
}

}  // namespace

void add_journey(Command& root) {
  auto options = std::make_shared<JourneyOptions>();
  root.command("journey", "back")
      .options("--kind", options->kinds, "kind")
      .option("--with", options->person, "alias")
      .option("--before", options->before, "cursor")
      .option("--limit", options->limit, "number")
      .flag("--river", options->river)
      .run([options](Context& context) { return journey(context, *options); });
}

void add_search(Command& root) {
  auto words = std::make_shared<std::vector<std::string>>();
  root.command("search", "back").positionals("words", *words).run([words](Context& context) {
    return search(context, *words);
  });
}

}  // namespace ajar::cli
