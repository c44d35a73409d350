// Reads the keys; the content's build has checked them, so this is strict and brief.
#include "engine/questionnaire/instruments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "engine/base/json.h"

namespace ajar::questionnaire {
namespace {

constexpr std::array<std::string_view, 3> kKnown = {"checked", "second_hand", "own"};
constexpr std::array<std::string_view, 3> kKinds = {"retest", "latent", "alpha"};
constexpr std::array<std::string_view, 2> kRules = {"mean", "sum"};

// One object of the content and its path.
class Node {
 public:
  Node(json::Value value, std::string path) : value_(value), path_(std::move(path)) {}

  [[nodiscard]] Error bad(std::string_view code, std::string_view name) const {
    return Error{code, 0, path_ + "." + std::string(name)};
  }
  Result<json::Value> member(std::string_view name, json::Type type) const {
    const auto found = value_.find(name);
    if (!found) return bad("content/missing", name);
    if (!found->is(type)) return bad("content/bad_type", name);
    return *found;
  }
  Result<std::string> text(std::string_view name) const {
    return std::string(TRY(member(name, json::Type::string)).text());
  }
  Result<int> integer(std::string_view name, int low, int high) const {
    const auto number = TRY(member(name, json::Type::number)).integer();
    if (!number || *number < low || *number > high) return bad("content/out_of_range", name);
    return static_cast<int>(*number);
  }
  Result<double> real(std::string_view name) const {
    const auto number = TRY(member(name, json::Type::number)).number();
    if (!number || !std::isfinite(*number)) return bad("content/out_of_range", name);
    return *number;
  }
  // One of `names`, as its place.
  template <std::size_t N>
  Result<std::size_t> choice(std::string_view name,
                             const std::array<std::string_view, N>& names) const {
    const auto text = TRY(member(name, json::Type::string)).text();
    const auto at = std::find(names.begin(), names.end(), text);
    if (at == names.end()) return bad("content/bad_value", name);
    return static_cast<std::size_t>(at - names.begin());
  }
  // Texts of a list; none where it is left out.
  Result<std::vector<std::string>> texts(std::string_view name) const {
    std::vector<std::string> out;
    if (!value_.find(name)) return out;
    const json::Value list = TRY(member(name, json::Type::array));
    for (const json::Value each : list) {
      if (!each.is(json::Type::string)) return bad("content/bad_type", name);
      out.emplace_back(each.text());
    }
    return out;
  }
  // The objects of a list; none where it is left out.
  Result<std::vector<Node>> list(std::string_view name) const {
    std::vector<Node> out;
    if (!value_.find(name)) return out;
    const json::Value list = TRY(member(name, json::Type::array));
    for (const json::Value each : list) {
      std::string path = path_ + "." + std::string(name) + "[" + std::to_string(out.size()) + "]";
      if (!each.is(json::Type::object)) return Error{"content/bad_type", 0, std::move(path)};
      out.emplace_back(each, std::move(path));
    }
    return out;
  }
  [[nodiscard]] bool has(std::string_view name) const { return value_.find(name).has_value(); }

 private:
  json::Value value_;
  std::string path_;
};

Result<Source> read_source(const Node& node) {
  return Source{static_cast<Known>(TRY(node.choice("status", kKnown))), TRY(node.text("source"))};
}

Result<Scale> read_scale(const Node& node, const Instrument& of) {
  Scale scale;
  scale.id = TRY(node.text("id"));
  scale.rule = static_cast<Rule>(TRY(node.choice("rule", kRules)));
  const json::Value items = TRY(node.member("items", json::Type::array));
  int turned = 0;
  for (const json::Value each : items) {
    const auto number = each.integer();
    if (!number || *number == 0 || std::abs(*number) > of.items) {
      return node.bad("content/out_of_range", "items");
    }
    scale.items.push_back({static_cast<int>(std::abs(*number)), *number < 0});
    turned += *number < 0 ? 1 : 0;
  }
  const int plain = static_cast<int>(scale.items.size()) - turned;
  if (scale.items.empty()) return node.bad("content/missing", "items");
  scale.low = scale.rule == Rule::mean ? of.low : plain * of.low - turned * of.high;
  scale.high = scale.rule == Rule::mean ? of.high : plain * of.high - turned * of.low;
  return scale;
}

Result<Norm> read_norm(const Node& node) {
  Norm norm;
  norm.scale = TRY(node.text("scale"));
  norm.mean = TRY(node.real("mean"));
  norm.deviation = TRY(node.real("deviation"));
  if (!(norm.deviation > 0)) return node.bad("content/out_of_range", "deviation");
  norm.people = TRY(node.integer("people", 1, 100'000'000));
  norm.source = TRY(read_source(node));
  return norm;
}

Result<Steadiness> read_steadiness(const Node& node) {
  Steadiness one;
  one.scale = TRY(node.text("scale"));
  one.kind = static_cast<SteadinessKind>(TRY(node.choice("kind", kKinds)));
  one.value = TRY(node.real("value"));
  one.to = node.has("to") ? TRY(node.real("to")) : one.value;
  if (one.value < 0 || one.to > 1 || one.to < one.value) {
    return node.bad("content/out_of_range", "value");
  }
  one.about = TRY(node.texts("about"));
  one.days = node.has("days") ? TRY(node.integer("days", 1, 36'600)) : 0;
  one.source = TRY(read_source(node));
  return one;
}

Result<Instrument> read_instrument(const Node& node) {
  constexpr int kMostItems = 200;
  Instrument one;
  one.id = TRY(node.text("id"));
  one.called = TRY(node.text("called"));
  one.full = TRY(node.text("full"));
  one.from = TRY(node.text("from"));
  one.version = TRY(node.text("version"));
  one.known_as = TRY(node.texts("known_as"));
  one.items = TRY(node.integer("items", 1, kMostItems));
  one.low = TRY(node.integer("low", 0, 100));
  one.high = TRY(node.integer("high", one.low + 1, 100));
  one.links = TRY(node.texts("links"));
  one.about = TRY(node.texts("about"));
  if (!one.links.empty() && static_cast<int>(one.links.size()) != one.items) {
    return node.bad("content/out_of_range", "links");
  }
  const json::Value key = TRY(node.member("key", json::Type::object));
  one.key = TRY(read_source(Node(key, "instruments.key")));
  for (const Node& each : TRY(node.list("scales")))
    one.scales.push_back(TRY(read_scale(each, one)));
  for (const Node& each : TRY(node.list("norms"))) one.norms.push_back(TRY(read_norm(each)));
  for (const Node& each : TRY(node.list("steadiness"))) {
    one.steadiness.push_back(TRY(read_steadiness(each)));
  }
  return one;
}

}  // namespace

std::string_view name(Known known) {
  return kKnown[static_cast<std::size_t>(known)];
}

std::string_view name(SteadinessKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

const Scale* Instrument::scale(std::string_view wanted) const {
  for (const Scale& one : scales) {
    if (one.id == wanted) return &one;
  }
  return nullptr;
}

bool Instrument::has_axes() const {
  return scale("avoidance") != nullptr && scale("anxiety") != nullptr;
}

Result<std::vector<Instrument>> read_instruments(std::string_view text) {
  std::vector<Instrument> all;
  if (text.empty()) return all;
  json::Document document;
  const auto root = document.parse(text);
  if (!root || !root->is(json::Type::array)) return Error{"content/bad_type", 0, "instruments"};
  for (const json::Value each : *root) {
    std::string path = "instruments[" + std::to_string(all.size()) + "]";
    if (!each.is(json::Type::object)) return Error{"content/bad_type", 0, std::move(path)};
    all.push_back(TRY(read_instrument(Node(each, std::move(path)))));
  }
  return all;
}

const Instrument* find(const std::vector<Instrument>& all, std::string_view id) {
  for (const Instrument& one : all) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace ajar::questionnaire
