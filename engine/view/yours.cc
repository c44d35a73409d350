// Yours: which of a person's own notes fit a description by kind, field and value, so that a text
// can be tied to them.
#include <algorithm>

#include "engine/record/fields.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

constexpr std::size_t kMostSets = 80;
constexpr std::size_t kMostLines = 12;
constexpr std::size_t kMostWords = 40;
constexpr std::size_t kRecords = 20;

// One line of a description: a kind, and perhaps a field, and perhaps what it holds.
struct Line {
  std::string_view kind;
  std::string_view field;
  std::vector<std::string_view> in;
  std::optional<std::int64_t> from;
};

struct Set {
  std::string_view id;
  std::vector<Line> any;
  int n = 0;
  std::vector<Id> newest;
};

// A visitor of fields.h that looks at one field.
class Looker {
 public:
  explicit Looker(const Line& line) : line_(line) {}

  template <class Member, class Rule>
  void required(std::string_view name, const Member& member, const Rule&) {
    if (name == line_.field) found = fits(member);
  }
  template <class Member, class Rule>
  void optional(std::string_view name, const Member& member, const Rule& rule) {
    required(name, member, rule);
  }
  template <class First, class FirstRule, class Second, class SecondRule>
  void either(std::string_view first, const First& one, const FirstRule& rule,
              std::string_view second, const Second& other, const SecondRule& other_rule) {
    required(first, one, rule);
    required(second, other, other_rule);
  }

  bool found = false;

 private:
  bool is_in(std::string_view word) const {
    return line_.in.empty() || std::find(line_.in.begin(), line_.in.end(), word) != line_.in.end();
  }
  bool fits(const std::string& text) const { return !text.empty() && is_in(text); }
  bool fits(const record::Tokens& tokens) const {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const std::string& token) { return is_in(token); });
  }
  bool fits(bool flag) const { return flag; }
  bool fits(int number) const { return !line_.from || number >= *line_.from; }
  template <class T>
  bool fits(const std::optional<T>& maybe) const {
    return maybe && fits(*maybe);
  }
  template <class T>
  bool fits(const T& other) const {
    if constexpr (std::is_enum_v<T>) {
      return is_in(record::name(other));
    } else if constexpr (requires { other.empty(); }) {
      return !other.empty();
    } else {
      return true;  // it is there
    }
  }

  const Line& line_;
};

bool fits(const record::Record& record, const Line& line) {
  if (record.kind_name != line.kind) return false;
  if (line.field.empty()) return true;
  Looker looker(line);
  std::visit(
      [&](const auto& body) {
        if constexpr (requires { record::fields(looker, body); }) record::fields(looker, body);
      },
      *record.body);
  return looker.found;
}

Result<Line> read_line(const json::Value& value) {
  Line line;
  const auto text = [&](std::string_view name) {
    const auto found = value.find(name);
    return found && found->is(json::Type::string) ? found->text() : std::string_view();
  };
  line.kind = text("kind");
  line.field = text("field");
  if (line.kind.empty()) return Args::bad("sets.any.kind");
  if (const auto in = value.find("in")) {
    if (!in->is(json::Type::array) || in->size() > kMostWords) return Args::bad("sets.any.in");
    for (const json::Value word : *in) line.in.push_back(word.text());
  }
  if (const auto from = value.find("from")) {
    line.from = from->integer();
    if (!line.from) return Args::bad("sets.any.from");
  }
  return line;
}

Result<std::vector<Set>> read_sets(const Args& args) {
  std::vector<Set> sets;
  const auto given = args.given("sets");
  if (!given || !given->is(json::Type::array) || given->size() > kMostSets) {
    return Args::bad("sets");
  }
  for (const json::Value value : *given) {
    const auto id = value.find("id");
    const auto any = value.find("any");
    if (!id || !id->is(json::Type::string)) return Args::bad("sets.id");
    if (!any || !any->is(json::Type::array) || any->size() > kMostLines) {
      return Args::bad("sets.any");
    }
    Set set{.id = id->text(), .any = {}, .newest = {}};
    for (const json::Value line : *any) set.any.push_back(TRY(read_line(line)));
    sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace

Result<std::string> yours(const Source& source) {
  auto sets = TRY(read_sets(source.args));
  const auto timeline = source.journal.timeline();
  for (auto at = timeline.rbegin(); at != timeline.rend(); ++at) {
    for (Set& set : sets) {
      const bool fit = std::any_of(set.any.begin(), set.any.end(),
                                   [&](const Line& line) { return fits(**at, line); });
      if (!fit) continue;
      ++set.n;
      if (set.newest.size() < kRecords) set.newest.push_back((*at)->id);
    }
  }
  json::Writer out;
  out.begin_object().key("sets").begin_array();
  for (const Set& set : sets) {
    out.begin_object().member("id", set.id).member("n", set.n);
    write_ids(out.key("records"), set.newest);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace ajar::view
