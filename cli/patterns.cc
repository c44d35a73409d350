// `ajar patterns`: what the numbers say, in words and small pictures, with how many notes each
// rests on and from when to when.
#include <algorithm>
#include <array>
#include <cmath>
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

constexpr int kIndent = 2;
constexpr int kRuler = 33;
constexpr int kTally = 12;
constexpr int kName = 26;
constexpr std::size_t kMostShown = 8;  // dumbbells, and the ids of moments

struct PatternOptions {
  std::vector<std::string> about;
  bool moments = false;
};

// The screen under way: what every part prints with.
struct Page {
  Context& context;
  std::string today;
  bool moments;

  std::string say(std::string_view id, const Arguments& arguments = {}) const {
    return context.say(id, arguments);
  }
  void title(std::string_view part) {
    if (begun) context.out.line();
    begun = true;
    context.out.line(say("cli.patterns." + std::string(part)), Style::title);
  }
  void sentence(const Value& finding, int indent = kIndent) {
    context.out.words(harmless(sentence_of(context, member(finding, "sentence"))), Style::plain,
                      indent);
  }
  void picture(const std::string& text) { context.out.words(text, Style::plain, 2 * kIndent); }
  void soft(const std::string& text) { context.out.words(text, Style::soft, 2 * kIndent); }

  bool begun = false;
};

// To one decimal: more would promise what it does not know.
double tenths(double value) {
  return std::round(value * 10) / 10;
}
double real_member(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found != nullptr && found->IsNumber() ? found->GetDouble() : 0;
}
bool is_there(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found != nullptr && !found->IsNull();
}
bool is_claim(const Value& finding) {
  return text_member(finding, "status") == "claim";
}

// "12 checks, March 3 to May 14", and the ids of the newest where they are wanted.
void print_basis(Page& page, const Value& finding, std::string_view what) {
  const int n = number_member(finding, "n");
  if (n == 0 || !is_there(finding, "from")) return;
  const auto date = [&](std::string_view name) {
    return page.context.words.date(text_member(finding, name), page.today);
  };
  page.soft(page.say("cli.patterns.basis." + std::string(what),
                     {{"n", std::int64_t{n}}, {"from", date("from")}, {"to", date("to")}}));
  const Value* records = member(finding, "records");
  if (!page.moments || records == nullptr || !records->IsArray()) return;
  std::string ids;
  for (const auto& each : records->GetArray()) {
    if (ids.size() > kMostShown * 9) break;
    ids += (ids.empty() ? "" : " ") + short_id(each.GetString());
  }
  page.soft(page.say("cli.patterns.records", {{"ids", ids}}));
}

// ---------------------------------------------------------------- pattern or one-off

void print_relationship(Page& page, const Value& view, const Value& one) {
  page.sentence(one);
  const Value* bricks = member(one, "bricks");
  const bool kept_apart = text_member(one, "verdict") == "kept_apart";
  if (!kept_apart && bricks != nullptr && bricks->IsArray() && number_member(one, "n") >= 3) {
    std::vector<double> values;
    for (const auto& each : bricks->GetArray()) values.push_back(each.GetDouble());
    const double threshold = real_member(view, "threshold");
    page.picture(density(values, 0, real_member(view, "scale"), threshold, kRuler));
    page.soft(page.say("cli.patterns.past", {{"past", std::int64_t{number_member(one, "past")}},
                                             {"of", static_cast<std::int64_t>(values.size())}}));
  }
  print_basis(page, one, "checks");
  const Value* moments = member(one, "moments");
  if (!kept_apart && moments != nullptr && number_member(*moments, "of") > 0) {
    page.soft(page.say("cli.patterns.moments_beside",
                       {{"n", std::int64_t{number_member(*moments, "n")}},
                        {"of", std::int64_t{number_member(*moments, "of")}}}));
  }
}

Status print_pattern(Page& page, const Home& home) {
  const auto view = TRY(home.view("pattern"));
  page.title("pattern");
  for (const auto& one : view["relationships"].GetArray()) print_relationship(page, view, one);
  page.sentence(view["general"]);
  print_basis(page, view["general"], "checks");
  return ok();
}

// ---------------------------------------------------------------- the three questions

std::string name_of_mark(const Page& page, const Value& mark) {
  const auto kind = text_member(mark, "kind");
  const auto id = text_member(mark, "id");
  const Value* person = member(mark, "person");
  if (person != nullptr && person->IsObject()) {
    return shown_alias(page.context, text_member(*person, "alias"));
  }
  if (kind == "situation" || kind == "emotion") return label_of(page.context, kind, id);
  return page.say("cli.patterns.mark." + id);
}

void print_counts(Page& page, const Value& claim) {
  for (const char* side : {"with", "without"}) {
    const Value& count = claim[side];
    const auto line = tally(number_member(count, "n"), number_member(count, "of"), kTally);
    page.context.out.pair(
        page.say("cli.patterns." + std::string(side)),
        line + "  " +
            page.say("cli.patterns.of", {{"n", std::int64_t{number_member(count, "n")}},
                                         {"of", std::int64_t{number_member(count, "of")}}}),
        12, 2 * kIndent);
  }
}

void print_others(Page& page, const Value& others) {
  constexpr rapidjson::SizeType kOthers = 6;
  for (rapidjson::SizeType n = 0; n < std::min(others.Size(), kOthers); ++n) {
    const Value& with = others[n]["with"];
    page.context.out.pair(
        name_of_mark(page, others[n]["mark"]),
        page.say("cli.patterns.of", {{"n", std::int64_t{number_member(with, "n")}},
                                     {"of", std::int64_t{number_member(with, "of")}}}),
        kName, 2 * kIndent);
  }
}

void print_question(Page& page, const Value& view, const char* question) {
  const Value& answer = view[question];
  page.title(question);
  page.sentence(answer);
  for (const auto& claim : answer["claims"].GetArray()) {
    page.sentence(claim);
    print_counts(page, claim);
    print_basis(page, claim, "moments");
  }
  if (!answer["others"].Empty()) {
    page.soft(page.say(is_claim(answer) ? "cli.patterns.others" : "cli.patterns.looked_at"));
    print_others(page, answer["others"]);
  }
  print_basis(page, answer, "moments");
}

Status print_questions(Page& page, const Home& home) {
  const auto view = TRY(home.view("questions"));
  for (const char* question : {"situations", "when", "feelings"}) {
    print_question(page, view, question);
  }
  page.soft(page.say("cli.patterns.together"));
  return ok();
}

// ---------------------------------------------------------------- the cycle

std::string words_of_place(const Page& page, const Value& node, bool example) {
  const auto place = text_member(node, "place");
  if (example) return page.say("cycle.example." + place);
  const auto own = text_member(node, "own");
  if (!own.empty()) return harmless(own);
  std::string words;
  const std::string vocabulary = place == "trigger" ? "situation"
                                 : place == "did"   ? "did"
                                                    : "emotion";
  for (const auto& token : node["tokens"].GetArray()) {
    words += (words.empty() ? "" : ", ") + label_of(page.context, vocabulary, token.GetString());
  }
  const Value* quote = member(node, "quote");
  if (quote != nullptr && quote->IsObject()) {
    words +=
        (words.empty() ? "“" : " “") + one_line(harmless(text_member(*quote, "text")), 60) + "”";
  }
  if (is_there(node, "change")) {
    words += page.say("cli.patterns.closer", {{"by", tenths(real_member(node, "change"))}});
  }
  return words;
}

const Value* arrow_from(const Value& view, std::string_view place) {
  for (const auto& arrow : view["arrows"].GetArray()) {
    if (text_member(arrow, "from") == place) return &arrow;
  }
  return nullptr;
}

Status print_cycle(Page& page, const Home& home) {
  const auto view = TRY(home.view("cycle"));
  page.title("cycle");
  page.sentence(view);
  const bool example = is_true(view, "example");
  for (const auto& node : view["nodes"].GetArray()) {
    const auto words = words_of_place(page, node, example);
    if (words.empty()) continue;
    page.context.out.pair(page.say("cycle.place." + text_member(node, "place")), words, kName,
                          2 * kIndent);
    const Value* arrow = arrow_from(view, text_member(node, "place"));
    if (arrow == nullptr || number_member(*arrow, "of") == 0) continue;
    page.soft("↓ " +
              page.say("cli.patterns.of", {{"n", std::int64_t{number_member(*arrow, "n")}},
                                           {"of", std::int64_t{number_member(*arrow, "of")}}}));
  }
  const auto own = text_member(view, "own_way_out");
  if (!own.empty() || example) {
    page.context.out.pair(page.say("cycle.place.exit"),
                          example && own.empty() ? page.say("cycle.example.exit") : harmless(own),
                          kName, 2 * kIndent);
  }
  for (const auto& way : view["ways_out"].GetArray()) {
    page.context.out.pair(
        page.say("cycle.place.exit"),
        label_of(page.context, "did", text_member(way, "token")) + ", " +
            page.say("cli.patterns.of", {{"n", std::int64_t{number_member(way, "n")}},
                                         {"of", std::int64_t{number_member(way, "of")}}}),
        kName, 2 * kIndent);
  }
  if (!example) print_basis(page, view, "moments");
  return ok();
}

// ---------------------------------------------------------------- feared and happened

Status print_expectations(Page& page, const Home& home) {
  const auto view = TRY(home.view("expectations"));
  page.title("expectations");
  const Value& all = view["dumbbells"];
  const auto shown = std::min<rapidjson::SizeType>(all.Size(), kMostShown);
  for (rapidjson::SizeType n = all.Size() - shown; n < all.Size(); ++n) {
    const int before = number_member(all[n], "belief");
    const int after = number_member(all[n], "belief_after");
    page.context.out.pair(
        short_id(text_member(all[n], "id")),
        dumbbell(before, after, kRuler) + "  " +
            page.say("cli.patterns.before_after",
                     {{"before", std::int64_t{before}}, {"after", std::int64_t{after}}}),
        10, 2 * kIndent);
  }
  page.sentence(view["gap"]);
  page.sentence(view["calibration"]);
  print_basis(page, view["gap"], "steps");
  return ok();
}

// ---------------------------------------------------------------- over weeks

void print_points(Page& page, const Value& finding) {
  const Value* points = member(finding, "points");
  if (points == nullptr || points->Size() < 2) return;
  std::vector<std::optional<double>> values;
  double low = 1e9;
  double high = -1e9;
  for (const auto& point : points->GetArray()) {
    const double value = real_member(point, "value");
    values.emplace_back(value);
    low = std::min(low, value);
    high = std::max(high, value);
  }
  page.picture(sparkline(values, low, high, kRuler) + "  " +
               page.say("cli.patterns.range", {{"low", tenths(low)}, {"high", tenths(high)}}));
}

Status print_receiving(Page& page, const Home& home) {
  const auto view = TRY(home.view("receiving"));
  page.title("receiving");
  for (const char* series : {"urge", "absorbed"}) {
    page.sentence(view[series]);
    print_points(page, view[series]);
    print_basis(page, view[series], "times");
  }
  page.sentence(view["balance"]);
  page.sentence(view["one_person"]);
  return ok();
}

Status print_closeness(Page& page, const Home& home) {
  const auto view = TRY(home.view("closeness"));
  page.title("closeness");
  bool moved = false;
  for (const auto& one : view["people"].GetArray()) {
    if (!is_there(one, "sentence")) continue;
    page.sentence(one);
    moved = true;
  }
  if (view["people"].Empty()) {
    page.soft(page.say("cli.patterns.nothing_yet"));
  } else if (!moved) {
    page.soft(page.say("cli.patterns.nobody_moved"));
  }
  return ok();
}

Status print_helped(Page& page, const Home& home) {
  const auto view = TRY(home.view("helped"));
  page.title("helped");
  if (view["practices"].Empty()) page.soft(page.say("helped.empty"));
  for (const auto& one : view["practices"].GetArray()) {
    page.sentence(one);
    const Value* effect = member(one, "closeness");
    if (effect != nullptr && effect->IsObject()) {
      const double low = real_member(*effect, "low");
      const double high = real_member(*effect, "high");
      const double value = real_member(*effect, "difference");
      page.picture(
          estimate(value, low, high, 2, kRuler) + "  " +
          page.say("helped.limits",
                   {{"value", tenths(value)}, {"low", tenths(low)}, {"high", tenths(high)}}));
    }
    print_basis(page, one, "days");
  }
  page.soft(page.say("helped.caution"));
  return ok();
}

Status print_change(Page& page, const Home& home) {
  const auto view = TRY(home.view("change"));
  page.title("change");
  if (view["series"].Empty()) page.soft(page.say("cli.patterns.nothing_yet"));
  for (const auto& one : view["series"].GetArray()) {
    page.sentence(one);
    print_points(page, one);
    print_basis(page, one, text_member(one, "what").starts_with("check") ? "checks" : "moments");
  }
  return ok();
}

// ---------------------------------------------------------------- the command

struct Part {
  std::string_view name;
  Status (*print)(Page&, const Home&);
};
constexpr std::array kParts = {
    Part{"pattern", print_pattern},     Part{"questions", print_questions},
    Part{"cycle", print_cycle},         Part{"expectations", print_expectations},
    Part{"receiving", print_receiving}, Part{"closeness", print_closeness},
    Part{"helped", print_helped},       Part{"change", print_change},
};

Result<std::vector<const Part*>> chosen(const Context& context, const PatternOptions& options) {
  std::vector<const Part*> parts;
  if (options.about.empty()) {
    for (const auto& part : kParts) parts.push_back(&part);
    return parts;
  }
  for (const auto& typed : options.about) {
    for (const auto& word : split_list(typed)) {
      auto name = match_choice(word, choices_of(context, "finding"));
      if (!name) {
        return Error{.code = name.error().code, .field = "--about", .detail = harmless(word)};
      }
      const auto found = std::find_if(kParts.begin(), kParts.end(),
                                      [&](const Part& part) { return part.name == *name; });
      if (found != kParts.end()) parts.push_back(&*found);
    }
  }
  return parts;
}

Status patterns(Context& context, const PatternOptions& options) {
  const auto parts = TRY(chosen(context, options));
  const auto home = TRY(Home::open(context));
  if (context.json) {
    std::string all = "{";
    for (const Part* part : parts) {
      all += (all.size() > 1 ? ",\"" : "\"") + std::string(part->name) +
             "\":" + TRY(home.view_json(part->name));
    }
    context.out.line(all + "}");
    return ok();
  }
  Page page{context, format(local_date(TRY(now_of(context)))), options.moments};
  for (const Part* part : parts) TRY(part->print(page, home));
  return ok();
}

}  // namespace

void add_patterns(Command& root) {
  auto options = std::make_shared<PatternOptions>();
  root.command("patterns", "back")
      .options("--about", options->about, "finding")
      .flag("--moments", options->moments)
      .run([options](Context& context) { return patterns(context, *options); });
}

}  // namespace ajar::cli
