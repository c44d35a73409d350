// Reads content.json field by field; each error names the path that it was found at.
#include "engine/content/content.h"

#include <algorithm>
#include <set>

#include "engine/base/json.h"

namespace ajar::content {
namespace {

constexpr std::size_t kMaximumBytes = std::size_t{4} << 20;

// A JSON value together with its path, so that every error can say where.
class Node {
 public:
  Node(json::Value value, std::string path) : value_(value), path_(std::move(path)) {}

  Error error(std::string_view code, std::string_view detail = {}) const {
    return {code, 0, path_, std::string(detail.substr(0, 80))};
  }

  Result<Node> member(std::string_view name) const {
    if (!value_.is(json::Type::object)) return error("content/bad_type", "object");
    std::string path = path_.empty() ? std::string(name) : path_ + "." + std::string(name);
    const auto found = value_.find(name);
    if (!found) return Error{"content/missing", 0, std::move(path), {}};
    return Node(*found, std::move(path));
  }

  Result<std::vector<Node>> elements() const {
    if (!value_.is(json::Type::array)) return error("content/bad_type", "array");
    std::vector<Node> nodes;
    nodes.reserve(value_.size());
    for (const json::Value element : value_) {
      nodes.emplace_back(element, path_ + "[" + std::to_string(nodes.size()) + "]");
    }
    return nodes;
  }

  // Below, the reader with a name reads that member; the one without reads the value itself.

  // The names of an object's members, ascending.
  Result<std::vector<std::string>> names(std::string_view name) const {
    const Node node = TRY(member(name));
    return node.names();
  }
  Result<std::vector<std::string>> names() const {
    if (!value_.is(json::Type::object)) return error("content/bad_type", "object");
    std::vector<std::string> names;
    names.reserve(value_.size());
    for (const json::Value member : value_) names.emplace_back(member.name());
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<std::string> text(std::string_view name) const {
    const Node node = TRY(member(name));
    return node.text();
  }
  Result<std::string> text() const {
    if (!value_.is(json::Type::string)) return error("content/bad_type", "string");
    return std::string(value_.text());
  }

  Result<bool> boolean(std::string_view name) const {
    const Node node = TRY(member(name));
    return node.boolean();
  }
  Result<bool> boolean() const {
    if (!value_.is(json::Type::boolean)) return error("content/bad_type", "boolean");
    return value_.boolean();
  }

  Result<int> integer(std::string_view name, int low, int high) const {
    const Node node = TRY(member(name));
    return node.integer(low, high);
  }
  Result<int> integer(int low, int high) const {
    const auto number = value_.integer();
    if (!number) return error("content/bad_type", "integer");
    if (*number < low || *number > high) return error("content/out_of_range", value_.text());
    return static_cast<int>(*number);
  }

  Result<double> number(std::string_view name, double low, double high) const {
    const Node node = TRY(member(name));
    return node.number(low, high);
  }
  Result<double> number(double low, double high) const {
    const auto number = value_.number();
    if (!number) return error("content/bad_type", "number");
    if (*number < low || *number > high) return error("content/out_of_range", value_.text());
    return *number;
  }

  // An id: [a-z][a-z0-9_]{0,39}.
  Result<std::string> token(std::string_view name) const {
    const Node node = TRY(member(name));
    return node.token();
  }
  Result<std::string> token() const {
    std::string id = TRY(text());
    const bool good = !id.empty() && id.size() <= 40 && id[0] >= 'a' && id[0] <= 'z' &&
                      std::all_of(id.begin(), id.end(), [](char c) {
                        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                      });
    if (!good) return error("content/bad_value", id);
    return id;
  }

 private:
  json::Value value_;
  std::string path_;
};

// Reads the members of one object in a row and keeps the first error for the end: dozens of
// thresholds, each with an early return of its own, would make up a twentieth of the browser's
// module.
class Thresholds {
 public:
  explicit Thresholds(const Node& node) : node_(node) {}

  Thresholds& integer(int& into, std::string_view name, int low, int high) {
    return take(into, node_.integer(name, low, high));
  }
  Thresholds& number(double& into, std::string_view name, double low, double high) {
    return take(into, node_.number(name, low, high));
  }
  Status done() const { return first_; }

 private:
  template <class T>
  Thresholds& take(T& into, Result<T> read) {
    if (read) {
      into = *read;
    } else if (first_) {
      first_ = read.error();
    }
    return *this;
  }

  const Node& node_;
  Status first_ = ok();
};

// Adds `id` to the ids of one list, refusing the second of its name.
Status unique(std::set<std::string>& seen, const std::string& id, const Node& at) {
  if (!seen.insert(id).second) return at.error("content/duplicate", id);
  return ok();
}

// A list whose elements are ids, or objects with an `id`.
Result<std::vector<std::string>> ids(const Node& list) {
  std::vector<std::string> found;
  std::set<std::string> seen;
  for (const Node& element : TRY(list.elements())) {
    const auto member = element.member("id");
    std::string id = member ? TRY(member->token()) : TRY(element.token());
    TRY(unique(seen, id, element));
    found.push_back(std::move(id));
  }
  if (found.empty()) return list.error("content/missing");
  return found;
}

Result<std::vector<std::string>> ids(const Node& parent, std::string_view name) {
  const Node list = TRY(parent.member(name));
  return ids(list);
}

Result<Statements> read_statements(const Node& parent) {
  const Node node = TRY(parent.member("statements"));
  Statements statements;
  statements.version = TRY(node.integer("version", 1, 1000));
  statements.contexts = TRY(ids(node, "contexts"));
  statements.items = TRY(ids(node, "items"));
  const Node scale = TRY(node.member("scale"));
  statements.scale = static_cast<int>(TRY(scale.elements()).size());
  // A record keeps an answer as 0–4 (spec/records.md), whatever the labels say.
  if (statements.scale != 5) return scale.error("content/out_of_range");
  statements.since = TRY(ids(node, "since"));
  return statements;
}

Result<Vocabulary> read_vocabulary(const Node& parent) {
  const Node node = TRY(parent.member("vocabulary"));
  Vocabulary words;
  const Node emotions = TRY(node.member("emotions"));
  TRY(ids(emotions));
  for (const Node& element : TRY(emotions.elements())) {
    Emotion& emotion = words.emotions.emplace_back();
    emotion.id = TRY(element.token("id"));
    emotion.pleasant = TRY(element.integer("pleasant", -100, 100));
    emotion.activated = TRY(element.integer("activated", -100, 100));
  }
  const Node did = TRY(node.member("did"));
  TRY(ids(did));
  for (const Node& element : TRY(did.elements())) {
    Strategy& strategy = words.did.emplace_back();
    strategy.id = TRY(element.token("id"));
    strategy.deactivating = TRY(element.boolean("deactivating"));
  }
  words.situations = TRY(ids(node, "situations"));
  words.needs = TRY(ids(node, "needs"));
  words.body = TRY(ids(node, "body"));
  return words;
}

Result<std::vector<LadderStep>> read_ladder(const Node& parent) {
  const Node node = TRY(parent.member("ladder"));
  std::vector<LadderStep> ladder;
  TRY(ids(node));
  for (const Node& element : TRY(node.elements())) {
    LadderStep& step = ladder.emplace_back();
    step.id = TRY(element.token("id"));
    step.relation = TRY(element.token("relation"));
    step.domain = TRY(element.token("domain"));
    step.difficulty = TRY(element.integer("difficulty", 1, 10));
    step.waits = TRY(element.boolean("waits"));
  }
  return ladder;
}

Result<Practice::Stretch> read_stretch(const Node& parent) {
  const Node node = TRY(parent.member("stretch"));
  Practice::Stretch stretch;
  TRY(Thresholds(node)
          .number(stretch.chance, "chance", 0.01, 0.99)
          .number(stretch.gentle_chance, "gentle_chance", 0.01, 0.99)
          .number(stretch.easier_chance, "easier_chance", 0.01, 0.99)
          .number(stretch.neglected_chance, "neglected_chance", 0.01, 0.99)
          .integer(stretch.neglected_after_days, "neglected_after_days", 1, 3660)
          .number(stretch.zone, "zone", 0, 0.5)
          .integer(stretch.gentle_after_skips, "gentle_after_skips", 1, 100)
          .integer(stretch.gentle_after_distress, "gentle_after_distress", 0, 10)
          .done());
  return stretch;
}

Result<Practice::Ability> read_ability(const Node& parent) {
  const Node node = TRY(parent.member("ability"));
  Practice::Ability ability;
  TRY(Thresholds(node)
          .number(ability.start, "start", -20, 20)
          .number(ability.middle, "middle", -100, 100)
          .number(ability.logits_per_difficulty, "logits_per_difficulty", 0.01, 10)
          .number(ability.step, "step", 0, 10)
          .number(ability.mean_step, "mean_step", 0, 10)
          .number(ability.step_decay, "step_decay", 0, 10)
          .number(ability.difficulty_step, "difficulty_step", 0, 10)
          .number(ability.felt_step, "felt_step", 0, 1)
          .number(ability.pool, "pool", 0.01, 1000)
          .done());
  return ability;
}

Result<Practice::Rest> read_rest(const Node& parent) {
  const Node node = TRY(parent.member("rest"));
  Practice::Rest rest;
  TRY(Thresholds(node)
          .integer(rest.distress, "distress", 0, 10)
          .integer(rest.hard_distress, "hard_distress", 0, 10)
          .integer(rest.hard_steps, "hard_steps", 1, 100)
          .integer(rest.hard_days, "hard_days", 1, 366)
          .integer(rest.rupture_days, "rupture_days", 0, 366)
          .done());
  rest.rupture_situations = TRY(ids(node, "rupture_situations"));
  return rest;
}

Result<Practice> read_practice(const Node& parent) {
  const Node node = TRY(parent.member("practice"));
  Practice practice;
  practice.stretch = TRY(read_stretch(node));
  practice.ability = TRY(read_ability(node));
  practice.rest = TRY(read_rest(node));
  const Node preference = TRY(node.member("preference"));
  TRY(Thresholds(preference)
          .number(practice.preference.neglected, "neglected", 0, 100)
          .number(practice.preference.untested, "untested", 0, 100)
          .number(practice.preference.new_person, "new_person", 0, 100)
          .done());
  const Node newcomer = TRY(node.member("newcomer"));
  TRY(Thresholds(newcomer)
          .integer(practice.newcomer.difficulty, "difficulty", 1, 10)
          .integer(practice.newcomer.steps, "steps", 0, 100)
          .done());
  const Node mirror = TRY(node.member("mirror"));
  TRY(Thresholds(mirror).integer(practice.mirror.close, "close", 1, 4).done());
  TRY(Thresholds(mirror)
          .integer(practice.mirror.far, "far", 0, practice.mirror.close - 1)
          .integer(practice.mirror.name_at_most, "name_at_most", 1, 100)
          .done());
  const Node outward = TRY(node.member("outward"));
  TRY(Thresholds(outward)
          .integer(practice.outward.entries, "entries", 1, 10000)
          .integer(practice.outward.days, "days", 1, 3660)
          .done());
  const Node look_back = TRY(node.member("look_back"));
  TRY(Thresholds(look_back)
          .integer(practice.look_back.from_days, "from_days", 0, 366)
          .integer(practice.look_back.to_days, "to_days", 1, 366)
          .integer(practice.look_back.at_most, "at_most", 1, 100)
          .done());
  const Node card = TRY(node.member("card"));
  TRY(Thresholds(card)
          .integer(practice.card.urge, "urge", 1, 10)
          .integer(practice.card.hours, "hours", 1, 168)
          .done());
  const Node series = TRY(node.member("series"));
  TRY(Thresholds(series)
          .integer(practice.series.days, "days", 1, 14)
          .integer(practice.series.least_days, "least_days", 1, 14)
          .integer(practice.series.pause_days, "pause_days", 1, 366)
          .integer(practice.series.worse, "worse", 1, 10)
          .integer(practice.series.worse_days, "worse_days", 1, 14)
          .integer(practice.series.after_break_up_days, "after_break_up_days", 0, 3660)
          .integer(practice.series.look_back_days, "look_back_days", 1, 366)
          .done());
  TRY(Thresholds(series)
          .integer(practice.series.look_back_until, "look_back_until_days",
                   practice.series.look_back_days, 3660)
          .done());
  practice.only_where_known = TRY(ids(node, "only_where_known"));
  TRY(Thresholds(node)
          .integer(practice.neglected_days, "neglected_days", 1, 3660)
          .integer(practice.default_ceiling, "default_ceiling", 1, 10)
          .integer(practice.repeat_days, "repeat_days", 1, 366)
          .integer(practice.open_days, "open_days", 1, 3660)
          .integer(practice.invitations_per_week, "invitations_per_week", 0, 7)
          .integer(practice.ask_safety_from, "ask_safety_from", 1, 11)
          .integer(practice.ring_before_days, "ring_before_days", 1, 3660)
          .integer(practice.away_days, "away_days", 1, 3660)
          .done());
  return practice;
}

// Whatever names an id of another list must name one that is there.
Status check_references(const Content& content) {
  const auto& known = content.vocabulary.situations;
  const auto& used = content.practice.rest.rupture_situations;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (std::find(known.begin(), known.end(), used[i]) == known.end()) {
      return Error{"content/bad_value", 0,
                   "practice.rest.rupture_situations[" + std::to_string(i) + "]", used[i]};
    }
  }
  return ok();
}

}  // namespace

const LadderStep* Content::ladder_step(std::string_view id) const {
  const auto found = std::find_if(ladder.begin(), ladder.end(),
                                  [&](const LadderStep& step) { return step.id == id; });
  return found == ladder.end() ? nullptr : &*found;
}

bool Content::has_message(std::string_view id) const {
  return std::binary_search(messages.begin(), messages.end(), id);
}

Result<Content> load(std::string_view text) {
  if (text.size() > kMaximumBytes) {
    return Error{"content/too_long", 0, {}, std::to_string(kMaximumBytes)};
  }
  json::Document document;
  auto parsed = document.parse(text, {kMaximumBytes, 32});
  if (!parsed) {
    return Error{"content/not_json", 0, parsed.error().field, std::string(parsed.error().code)};
  }
  const Node root(*parsed, "");
  Content content;
  content.language = TRY(root.text("language"));
  content.version = TRY(root.text("version"));
  content.statements = TRY(read_statements(root));
  content.vocabulary = TRY(read_vocabulary(root));
  content.ladder = TRY(read_ladder(root));
  content.prompts = TRY(ids(root, "prompts"));
  content.practice = TRY(read_practice(root));
  content.messages = TRY(root.names("messages"));
  if (const auto insight = parsed->find("insight")) content.insight = insight->raw();
  if (const auto keys = parsed->find("instruments")) content.instruments = keys->raw();
  TRY(check_references(content));
  return content;
}

}  // namespace ajar::content
