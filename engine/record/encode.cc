// The encoder: a visitor of fields.h that writes each field that is there.
#include <utility>

#include "engine/base/json.h"
#include "engine/record/fields.h"
#include "engine/record/record.h"

namespace ajar::record {
namespace {

void put(json::Writer& w, const std::string& text, const auto&) {
  w.value(text);
}
void put(json::Writer& w, int number, const Range&) {
  w.value(number);
}
void put(json::Writer& w, double number, const RealRange&) {
  w.value(number);
}
void put(json::Writer& w, bool flag, const Flag&) {
  w.value(flag);
}
void put(json::Writer& w, const Id& id, const RecordId&) {
  w.value(format(id));
}
void put(json::Writer& w, const Date& date, const CalendarDate&) {
  w.value(format(date));
}
void put(json::Writer& w, const LocalTime& time, const Clock&) {
  w.value(format(time));
}

template <class Enum>
void put(json::Writer& w, Enum choice, const Choice&) {
  w.value(name(choice));
}

template <class T>
void put(json::Writer& w, const T& body, const Object&);

template <class T, class Each>
void put(json::Writer& w, const std::vector<T>& list, const List<Each>& rule) {
  w.begin_array();
  for (const T& element : list) put(w, element, rule.each);
  w.end_array();
}

std::string_view key_text(const std::string& key) {
  return key;
}
template <class Enum>
std::string_view key_text(Enum key) {
  return name(key);
}

template <class Key, class T, class Each>
void put(json::Writer& w, const Map<Key, T>& map, const Entries<Each>& rule) {
  w.begin_object();
  for (const auto& [key, mapped] : map) {
    w.key(key_text(key));
    put(w, mapped, rule.each);
  }
  w.end_object();
}

struct FieldWriter {
  json::Writer& writer;

  void required(std::string_view field, const auto& member, const auto& rule) {
    writer.key(field);
    put(writer, member, rule);
  }
  template <class T>
  void optional(std::string_view field, const std::optional<T>& member, const auto& rule) {
    if (member) required(field, *member, rule);
  }
  void optional(std::string_view field, const auto& member, const auto& rule) {
    if (!member.empty()) required(field, member, rule);
  }
  void either(std::string_view field_a, const auto& a, const auto& rule_a, std::string_view field_b,
              const auto& b, const auto& rule_b) {
    optional(field_a, a, rule_a);
    optional(field_b, b, rule_b);
  }
};

template <class T>
void put(json::Writer& w, const T& body, const Object&) {
  w.begin_object();
  FieldWriter writer{w};
  fields(writer, body);
  w.end_object();
}

}  // namespace

std::string encode(const Body& body) {
  json::Writer writer;
  std::visit([&](const auto& typed) { put(writer, typed, Object{}); }, body);
  return writer.take();
}

}  // namespace ajar::record
