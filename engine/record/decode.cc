// The decoder: a visitor of fields.h that reads each field from an object and stops at the first
// thing wrong.
#include "engine/record/decode.h"

#include <string>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/record/fields.h"

namespace ajar::record {
namespace {

// Where a value is, as a chain of frames on the stack; made into text only for an error.
struct Path {
  const Path* parent;
  std::string_view name;
  std::int64_t index = -1;

  std::string text() const {
    std::string out = parent ? parent->text() : std::string();
    if (index >= 0) return out + '[' + std::to_string(index) + ']';
    if (!out.empty()) out += '.';
    return out += utf8::cut(name, 80);
  }
};

struct Reading {
  std::vector<UnknownField>& unknown;
  std::optional<Error> error;

  bool fail(std::string_view code, const Path& path, std::string detail) {
    error = Error{.code = code, .field = path.text(), .detail = std::move(detail)};
    return false;
  }
  bool fail(std::string_view code, const Path& path, const json::Value& value) {
    return fail(code, path, shown(value));
  }
  bool want(json::Type type, const json::Value& value, const Path& path) {
    return value.is(type) || fail("record/bad_type", path, value);
  }
};

// Control characters (general category Cc) other than line feed and tab.
bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\n' && byte != '\t') return true;
    if (byte == 0x7F) return true;
    // C1 controls are C2 80 – C2 9F.
    if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

bool read(Reading& r, const json::Value& v, std::string& out, const Text& rule, const Path& path) {
  if (!r.want(json::Type::string, v, path)) return false;
  const std::string_view text = v.text();
  if (has_control(text)) return r.fail("record/bad_text", path, v);
  // Counting is needed only where bytes alone do not decide.
  if (text.size() > rule.most || rule.least > 0) {
    const std::size_t length = utf8::count(text);
    if (length > rule.most || length < rule.least) {
      return r.fail("record/out_of_range", path, std::to_string(length));
    }
  }
  out = text;
  return true;
}

bool read(Reading& r, const json::Value& v, std::string& out, const Token&, const Path& path) {
  if (!r.want(json::Type::string, v, path)) return false;
  if (!is_token(v.text(), 40)) return r.fail("record/bad_value", path, v);
  out = v.text();
  return true;
}

bool read(Reading& r, const json::Value& v, std::string& out, const CountryCode&,
          const Path& path) {
  if (!r.want(json::Type::string, v, path)) return false;
  const std::string_view text = v.text();
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() != 2 || !capital(text[0]) || !capital(text[1])) {
    return r.fail("record/bad_value", path, v);
  }
  out = text;
  return true;
}

bool read(Reading& r, const json::Value& v, int& out, const Range& rule, const Path& path) {
  if (!r.want(json::Type::number, v, path)) return false;
  const auto number = v.integer();
  if (!number) {
    // 1.0 and 1e2 are not integers here; an integer past 64 bits is merely far out of range.
    const bool whole = v.text().find_first_of(".eE") == std::string_view::npos;
    return r.fail(whole ? "record/out_of_range" : "record/bad_type", path, v);
  }
  if (*number < rule.low || *number > rule.high) return r.fail("record/out_of_range", path, v);
  out = static_cast<int>(*number);
  return true;
}

bool read(Reading& r, const json::Value& v, double& out, const RealRange& rule, const Path& path) {
  if (!r.want(json::Type::number, v, path)) return false;
  const auto number = v.number();
  if (!number || *number < rule.low || *number > rule.high) {
    return r.fail("record/out_of_range", path, v);
  }
  out = *number;
  return true;
}

bool read(Reading& r, const json::Value& v, bool& out, const Flag&, const Path& path) {
  if (!r.want(json::Type::boolean, v, path)) return false;
  out = v.boolean();
  return true;
}

template <class T>
bool take(Reading& r, Result<T> value, std::string_view code, const json::Value& v, T& out,
          const Path& path) {
  if (!value) return r.fail(code, path, v);
  out = *value;
  return true;
}

bool read(Reading& r, const json::Value& v, Id& out, const RecordId&, const Path& path) {
  return r.want(json::Type::string, v, path) &&
         take(r, parse_id(v.text()), "record/bad_id", v, out, path);
}

bool read(Reading& r, const json::Value& v, Date& out, const CalendarDate&, const Path& path) {
  return r.want(json::Type::string, v, path) &&
         take(r, parse_date(v.text()), "record/bad_value", v, out, path);
}

bool read(Reading& r, const json::Value& v, LocalTime& out, const Clock&, const Path& path) {
  return r.want(json::Type::string, v, path) &&
         take(r, parse_local_time(v.text()), "record/bad_value", v, out, path);
}

template <class Enum>
bool read(Reading& r, const json::Value& v, Enum& out, const Choice&, const Path& path) {
  if (!r.want(json::Type::string, v, path)) return false;
  const auto choice = from_name<Enum>(v.text());
  if (!choice) return r.fail("record/bad_value", path, v);
  out = *choice;
  return true;
}

template <class T>
bool read(Reading& r, const json::Value& v, T& out, const Object&, const Path& path);

template <class T, class Each>
bool read(Reading& r, const json::Value& v, std::vector<T>& out, const List<Each>& rule,
          const Path& path) {
  if (!r.want(json::Type::array, v, path)) return false;
  if (v.size() > rule.most) return r.fail("record/too_many", path, std::to_string(v.size()));
  out.reserve(v.size());
  for (const json::Value element : v) {
    const Path at{&path, {}, static_cast<std::int64_t>(out.size())};
    if (!read(r, element, out.emplace_back(), rule.each, at)) return false;
  }
  return true;
}

bool read_key(std::string_view name, std::string& key) {
  key = name;
  return is_token(name, 40);
}

template <class Enum>
bool read_key(std::string_view name, Enum& key) {
  const auto choice = from_name<Enum>(name);
  if (choice) key = *choice;
  return choice.has_value();
}

template <class Key, class T, class Each>
bool read(Reading& r, const json::Value& v, Map<Key, T>& out, const Entries<Each>& rule,
          const Path& path) {
  if (!r.want(json::Type::object, v, path)) return false;
  out.reserve(v.size());
  for (const json::Value member : v) {
    const Path at{&path, member.name()};
    auto& [key, mapped] = out.emplace_back();
    if (!read_key(member.name(), key)) {
      return r.fail("record/bad_value", at, std::string(utf8::cut(member.name(), 80)));
    }
    if (!read(r, member, mapped, rule.each, at)) return false;
  }
  return true;
}

// Rules whose values are strings: there, an empty string means that the field is absent.
template <class Rule>
inline constexpr bool kStringRule =
    std::is_same_v<Rule, Text> || std::is_same_v<Rule, Token> ||
    std::is_same_v<Rule, CountryCode> || std::is_same_v<Rule, Choice> ||
    std::is_same_v<Rule, RecordId> || std::is_same_v<Rule, CalendarDate> ||
    std::is_same_v<Rule, Clock>;

// Tells whether a name is one of a struct's fields.
struct NameFinder {
  std::string_view wanted;
  bool found = false;

  void required(std::string_view name, const auto&, const auto&) { found |= name == wanted; }
  void optional(std::string_view name, const auto&, const auto&) { found |= name == wanted; }
  void either(std::string_view a, const auto&, const auto&, std::string_view b, const auto&,
              const auto&) {
    found |= a == wanted || b == wanted;
  }
};

class FieldReader {
 public:
  FieldReader(Reading& reading, const json::Value& object, const Path& path)
      : reading_(reading), object_(object), path_(path), expected_(object.begin()) {}

  template <class T, class Rule>
  void required(std::string_view name, T& out, const Rule& rule) {
    if (reading_.error) return;
    const auto value = find(name);
    const Path path{&path_, name};
    if (!value || absent<Rule>(*value)) {
      reading_.fail("record/missing", path, std::string());
      return;
    }
    read(reading_, *value, out, rule, path);
  }

  template <class T, class Rule>
  void optional(std::string_view name, T& out, const Rule& rule) {
    if (reading_.error) return;
    const auto value = find(name);
    if (!value || absent<Rule>(*value)) return;
    read(reading_, *value, place(out), rule, Path{&path_, name});
  }

  template <class A, class RuleA, class B, class RuleB>
  void either(std::string_view name_a, A& a, const RuleA& rule_a, std::string_view name_b, B& b,
              const RuleB& rule_b) {
    optional(name_a, a, rule_a);
    optional(name_b, b, rule_b);
    if (reading_.error) return;
    if (a.empty() && b.empty()) {
      reading_.fail("record/missing", Path{&path_, name_a}, std::string());
    } else if (!a.empty() && !b.empty()) {
      reading_.fail("record/bad_value", Path{&path_, name_b}, *find(name_b));
    }
  }

  // Keeps what no field has asked for.
  template <class T>
  void keep_unknown(const T& body, std::string_view within) {
    if (reading_.error || found_ == object_.size()) return;
    for (const json::Value member : object_) {
      NameFinder finder{member.name()};
      fields(finder, body);
      if (finder.found) continue;
      reading_.unknown.push_back(
          {std::string(within), std::string(member.name()), std::string(member.raw())});
    }
  }

 private:
  template <class T>
  static T& place(std::optional<T>& member) {
    return member.emplace();
  }
  template <class T>
  static T& place(T& member) {
    return member;
  }

  template <class Rule>
  static bool absent(const json::Value& value) {
    return kStringRule<Rule> && value.is(json::Type::string) && value.text().empty();
  }

  // Writers keep to the order of the list, so the next member is tried before all are searched.
  std::optional<json::Value> find(std::string_view name) {
    if (expected_ != object_.end() && (*expected_).name() == name) {
      const json::Value value = *expected_;
      ++expected_;
      ++found_;
      return value;
    }
    auto at = object_.begin();
    for (; at != object_.end(); ++at) {
      if ((*at).name() != name) continue;
      const json::Value value = *at;
      expected_ = ++at;
      ++found_;
      return value;
    }
    return std::nullopt;
  }

  Reading& reading_;
  json::Value object_;
  const Path& path_;
  json::Value::Iterator expected_;
  std::size_t found_ = 0;
};

template <class T>
bool read(Reading& r, const json::Value& v, T& out, const Object&, const Path& path) {
  if (!r.want(json::Type::object, v, path)) return false;
  FieldReader reader(r, v, path);
  fields(reader, out);
  // Structs nest one deep (mood), so the member's name says where an unknown field was.
  reader.keep_unknown(out, path.parent ? path.name : std::string_view());
  return !r.error;
}

template <std::size_t... I>
bool read_kind(Reading& r, Kind kind, const json::Value& v, Body& body, const Path& path,
               std::index_sequence<I...>) {
  const auto wanted = static_cast<std::size_t>(kind);
  bool good = false;
  ((wanted == I && (good = read(r, v, body.emplace<I>(), Object{}, path))), ...);
  return good;
}

}  // namespace

Result<Body> decode(Kind kind, const json::Value& value, std::vector<UnknownField>& unknown) {
  Reading reading{unknown, std::nullopt};
  Body body;
  const Path path{nullptr, "body"};
  if (!read_kind(reading, kind, value, body, path, std::make_index_sequence<kKnownKinds>())) {
    return std::move(*reading.error);
  }
  return body;
}

bool is_token(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most || text[0] < 'a' || text[0] > 'z') return false;
  for (const char c : text) {
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  }
  return true;
}

std::string shown(const json::Value& value) {
  return std::string(utf8::cut(value.raw(), 80));
}

}  // namespace ajar::record
