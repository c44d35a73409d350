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

  // The names of an object's members, ascending.
  Result<std::vector<std::string>> names() const {
    if (!value_.is(json::Type::object)) return error("content/bad_type", "object");
    std::vector<std::string> names;
    names.reserve(value_.size());
    for (const json::Value member : value_) names.emplace_back(member.name());
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<std::string> text() const {
    if (!value_.is(json::Type::string)) return error("content/bad_type", "string");
    return std::string(value_.text());
  }

  Result<bool> boolean() const {
    if (!value_.is(json::Type::boolean)) return error("content/bad_type", "boolean");
    return value_.boolean();
  }

  Result<int> integer(int low, int high) const {
    const auto number = value_.integer();
    if (!number) return error("content/bad_type", "integer");
    if (*number < low || *number > high) return error("content/out_of_range", value_.text());
    return static_cast<int>(*number);
  }

  Result<double> number(double low, double high) const {
    const auto number = value_.number();
    if (!number) return error("content/bad_type", "number");
    if (*number < low || *number > high) return error("content/out_of_range", value_.text());
    return *number;
  }

  // An id: [a-z][a-z0-9_]{0,39}.
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

// Reads member `name` of `parent` into `target` by one of Node's readers.
#define READ(target, parent, name, reader) target = TRY(TRY((parent).member(name)).reader)

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

Result<Statements> read_statements(const Node& node) {
  Statements statements;
  READ(statements.version, node, "version", integer(1, 1000));
  statements.contexts = TRY(ids(TRY(node.member("contexts"))));
  statements.items = TRY(ids(TRY(node.member("items"))));
  const Node scale = TRY(node.member("scale"));
  statements.scale = static_cast<int>(TRY(scale.elements()).size());
  // A record keeps an answer as 0–4 (spec/records.md), whatever the labels say.
  if (statements.scale != 5) return scale.error("content/out_of_range");
  statements.since = TRY(ids(TRY(node.member("since"))));
  return statements;
}

Result<Vocabulary> read_vocabulary(const Node& node) {
  Vocabulary words;
  const Node emotions = TRY(node.member("emotions"));
  TRY(ids(emotions));
  for (const Node& element : TRY(emotions.elements())) {
    Emotion& emotion = words.emotions.emplace_back();
    READ(emotion.id, element, "id", token());
    READ(emotion.pleasant, element, "pleasant", integer(-100, 100));
    READ(emotion.activated, element, "activated", integer(-100, 100));
  }
  const Node did = TRY(node.member("did"));
  TRY(ids(did));
  for (const Node& element : TRY(did.elements())) {
    Strategy& strategy = words.did.emplace_back();
    READ(strategy.id, element, "id", token());
    READ(strategy.deactivating, element, "deactivating", boolean());
  }
  words.situations = TRY(ids(TRY(node.member("situations"))));
  words.needs = TRY(ids(TRY(node.member("needs"))));
  words.body = TRY(ids(TRY(node.member("body"))));
  return words;
}

Result<std::vector<LadderStep>> read_ladder(const Node& node) {
  std::vector<LadderStep> ladder;
  TRY(ids(node));
  for (const Node& element : TRY(node.elements())) {
    LadderStep& step = ladder.emplace_back();
    READ(step.id, element, "id", token());
    READ(step.relation, element, "relation", token());
    READ(step.domain, element, "domain", token());
    READ(step.difficulty, element, "difficulty", integer(1, 10));
    READ(step.waits, element, "waits", boolean());
  }
  return ladder;
}

Result<Practice::Stretch> read_stretch(const Node& node) {
  Practice::Stretch stretch;
  READ(stretch.chance, node, "chance", number(0.01, 0.99));
  READ(stretch.gentle_chance, node, "gentle_chance", number(0.01, 0.99));
  READ(stretch.easier_chance, node, "easier_chance", number(0.01, 0.99));
  READ(stretch.zone, node, "zone", number(0, 0.5));
  READ(stretch.gentle_after_skips, node, "gentle_after_skips", integer(1, 100));
  READ(stretch.gentle_after_distress, node, "gentle_after_distress", integer(0, 10));
  return stretch;
}

Result<Practice::Ability> read_ability(const Node& node) {
  Practice::Ability ability;
  READ(ability.start, node, "start", number(-20, 20));
  READ(ability.middle, node, "middle", number(-100, 100));
  READ(ability.logits_per_difficulty, node, "logits_per_difficulty", number(0.01, 10));
  READ(ability.step, node, "step", number(0, 10));
  READ(ability.step_decay, node, "step_decay", number(0, 10));
  READ(ability.difficulty_step, node, "difficulty_step", number(0, 10));
  READ(ability.felt_step, node, "felt_step", number(0, 1));
  READ(ability.pool, node, "pool", number(0.01, 1000));
  return ability;
}

Result<Practice::Rest> read_rest(const Node& node) {
  Practice::Rest rest;
  READ(rest.distress, node, "distress", integer(0, 10));
  READ(rest.hard_distress, node, "hard_distress", integer(0, 10));
  READ(rest.hard_steps, node, "hard_steps", integer(1, 100));
  READ(rest.hard_days, node, "hard_days", integer(1, 366));
  READ(rest.rupture_days, node, "rupture_days", integer(0, 366));
  rest.rupture_situations = TRY(ids(TRY(node.member("rupture_situations"))));
  return rest;
}

Result<Practice> read_practice(const Node& node) {
  Practice practice;
  practice.stretch = TRY(read_stretch(TRY(node.member("stretch"))));
  practice.ability = TRY(read_ability(TRY(node.member("ability"))));
  practice.rest = TRY(read_rest(TRY(node.member("rest"))));
  const Node preference = TRY(node.member("preference"));
  READ(practice.preference.neglected, preference, "neglected", number(0, 100));
  READ(practice.preference.untested, preference, "untested", number(0, 100));
  READ(practice.preference.new_person, preference, "new_person", number(0, 100));
  const Node newcomer = TRY(node.member("newcomer"));
  READ(practice.newcomer.difficulty, newcomer, "difficulty", integer(1, 10));
  READ(practice.newcomer.steps, newcomer, "steps", integer(0, 100));
  const Node mirror = TRY(node.member("mirror"));
  READ(practice.mirror.close, mirror, "close", integer(1, 4));
  READ(practice.mirror.far, mirror, "far", integer(0, practice.mirror.close - 1));
  READ(practice.mirror.name_at_most, mirror, "name_at_most", integer(1, 100));
  const Node outward = TRY(node.member("outward"));
  READ(practice.outward.entries, outward, "entries", integer(1, 10000));
  READ(practice.outward.days, outward, "days", integer(1, 3660));
  practice.only_where_known = TRY(ids(TRY(node.member("only_where_known"))));
  READ(practice.neglected_days, node, "neglected_days", integer(1, 3660));
  READ(practice.default_ceiling, node, "default_ceiling", integer(1, 10));
  READ(practice.repeat_days, node, "repeat_days", integer(1, 366));
  READ(practice.open_days, node, "open_days", integer(1, 3660));
  READ(practice.invitations_per_week, node, "invitations_per_week", integer(0, 7));
  READ(practice.ask_safety_from, node, "ask_safety_from", integer(1, 11));
  READ(practice.ring_before_days, node, "ring_before_days", integer(1, 3660));
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
  json::Document document;
  auto parsed = document.parse(text, {kMaximumBytes, 32});
  if (!parsed) return std::move(parsed.error());
  const Node root(*parsed, "");
  Content content;
  READ(content.language, root, "language", text());
  READ(content.version, root, "version", text());
  content.statements = TRY(read_statements(TRY(root.member("statements"))));
  content.vocabulary = TRY(read_vocabulary(TRY(root.member("vocabulary"))));
  content.ladder = TRY(read_ladder(TRY(root.member("ladder"))));
  content.prompts = TRY(ids(TRY(root.member("prompts"))));
  content.practice = TRY(read_practice(TRY(root.member("practice"))));
  READ(content.messages, root, "messages", names());
  TRY(check_references(content));
  return content;
}

}  // namespace ajar::content
