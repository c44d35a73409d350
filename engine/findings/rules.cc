// Reads the thresholds of rules.h.
#include "engine/findings/rules.h"

#include "engine/base/json.h"

namespace ajar::findings {
namespace {

// Reads members by their path and keeps the first error for the end.
class Reader {
 public:
  explicit Reader(json::Value root) : root_(root) {}

  Reader& within(std::string_view name) {
    group_ = name;
    return *this;
  }
  Reader& integer(int& into, std::string_view name, int low, int high) {
    double number = 0;
    if (read(number, name, low, high)) into = static_cast<int>(number);
    return *this;
  }
  Reader& number(double& into, std::string_view name, double low, double high) {
    read(into, name, low, high);
    return *this;
  }
  Reader& tokens(std::vector<std::string>& into, std::string_view name) {
    const auto list = find(name);
    if (!list) return *this;
    if (!list->is(json::Type::array)) fail("content/bad_type", name);
    for (const json::Value each : *list) into.emplace_back(each.text());
    return *this;
  }
  Status done() const { return first_; }

 private:
  std::optional<json::Value> find(std::string_view name) {
    std::optional<json::Value> group = root_;
    if (!group_.empty()) group = root_.find(group_);
    const auto found = group ? group->find(name) : std::nullopt;
    if (!found) fail("content/missing", name);
    return found;
  }
  bool read(double& into, std::string_view name, double low, double high) {
    const auto found = find(name);
    if (!found) return false;
    const auto number = found->number();
    if (!number) return fail("content/bad_type", name);
    if (!(*number >= low && *number <= high)) return fail("content/out_of_range", name);
    into = *number;
    return true;
  }
  bool fail(std::string_view code, std::string_view name) {
    const std::string path = group_.empty() ? std::string(name) : group_ + "." + std::string(name);
    if (first_) first_ = Error{code, 0, "insight." + path};
    return false;
  }

  json::Value root_;
  std::string group_;
  Status first_ = ok();
};

void read_errors(Reader& reader, Rules::Error& error) {
  reader.within("error")
      .number(error.situations, "situations", 1e-6, 0.5)
      .number(error.people_within, "people_within", 1e-6, 0.5)
      .number(error.when, "when", 1e-6, 0.5)
      .number(error.feelings, "feelings", 1e-6, 0.5)
      .number(error.change, "change", 1e-6, 0.5)
      .number(error.receiving, "receiving", 1e-6, 0.5)
      .number(error.helped, "helped", 1e-6, 0.5)
      .number(error.expectations, "expectations", 1e-6, 0.5);
}

void read_pattern(Reader& reader, Rules::Pattern& pattern) {
  reader.within("pattern")
      .number(pattern.threshold, "threshold", 0, 4)
      .number(pattern.certainty, "certainty", 0.51, 0.9999)
      .integer(pattern.statements, "statements", 1, 100)
      .integer(pattern.occasions, "occasions", 3, 1000)
      .integer(pattern.days, "days", 21, 3660)
      .integer(pattern.relationships, "relationships", 2, 10)
      .number(pattern.memory_days, "memory_days", 0, 3660)
      .number(pattern.deviation, "deviation", 0.01, 10);
}

void read_rest(Reader& reader, Rules& rules) {
  reader.within("situations").integer(rules.least, "least", 5, 10'000);
  reader.within("closeness").integer(rules.close, "close", 0, 10);
  reader.within("cycle")
      .integer(rules.cycle.moments, "moments", 1, 10'000)
      .integer(rules.cycle.taken, "taken", 2, 10'000)
      .integer(rules.cycle.later_hours, "later_hours", 1, 8760);
  reader.within("expectations")
      .integer(rules.expectations.came_true, "came_true", 0, 100)
      .integer(rules.expectations.predictions, "predictions", 5, 10'000)
      .integer(rules.expectations.bins, "bins", 1, 20);
  reader.within("receiving")
      .integer(rules.receiving.half, "half", 3, 10'000)
      .number(rules.receiving.one_person, "one_person", 0, 1)
      .integer(rules.receiving.one_person_steps, "one_person_steps", 1, 10'000)
      .integer(rules.receiving.one_person_weeks, "one_person_weeks", 1, 520);
  reader.within("helped")
      .integer(rules.helped.uses, "uses", 2, 10'000)
      .integer(rules.helped.days, "days", 1, 60);
  reader.within("change")
      .integer(rules.change.half_weeks, "half_weeks", 3, 520)
      .integer(rules.change.phase_weeks, "phase_weeks", 2, 520)
      .integer(rules.change.contrast_days, "contrast_days", 7, 3660);
  reader.within("river").integer(rules.gap_days, "gap_days", 1, 3660);
}

}  // namespace

Result<Rules> rules(const content::Content& content) {
  if (content.insight.empty()) return Error{"content/missing", 0, "insight"};
  json::Document document;
  auto root = document.parse(content.insight);
  if (!root) return Error{"content/not_json", 0, "insight", std::string(root.error().code)};
  Rules rules;
  Reader reader(*root);
  reader.number(rules.level, "level", 0.01, 0.9999).tokens(rules.support, "support");
  reader.within("withdrawal").integer(rules.urge, "urge", 0, 10);
  read_errors(reader, rules.error);
  read_pattern(reader, rules.pattern);
  read_rest(reader, rules);
  TRY(reader.done());
  return rules;
}

}  // namespace ajar::findings
