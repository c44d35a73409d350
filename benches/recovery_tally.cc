// Recoveries as lines of JSON, and back.
#include <rapidjson/document.h>

#include "benches/recovery.h"
#include "engine/base/json.h"

namespace ajar::benches {
namespace {

using rapidjson::Value;

struct Count {
  const char* name;
  int Recovery::*member;
};
constexpr Count kCounts[] = {
    {"lives", &Recovery::lives},
    {"lives_with_claim", &Recovery::lives_with_claim},
    {"claims", &Recovery::claims},
    {"false_claims", &Recovery::false_claims},
    {"pattern_looks", &Recovery::pattern_looks},
    {"pattern_spoken", &Recovery::pattern_spoken},
    {"pattern_right", &Recovery::pattern_right},
    {"pattern_lives", &Recovery::pattern_lives},
    {"pattern_lives_spoken", &Recovery::pattern_lives_spoken},
};
struct Kinds {
  const char* name;
  std::map<std::string, int> Recovery::*member;
};
constexpr Kinds kKinds[] = {{"claims_by_kind", &Recovery::claims_by_kind},
                            {"false_by_kind", &Recovery::false_by_kind}};

bool read_count(const Value& object, const char* name, int& into) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsInt()) return false;
  into = found->value.GetInt();
  return true;
}

const Value* part(const Value& object, const char* name, rapidjson::Type type) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.GetType() == type ? &found->value : nullptr;
}

bool read_parts(const Value& object, Recovery& into) {
  for (const Kinds& kinds : kKinds) {
    const Value* counts = part(object, kinds.name, rapidjson::kObjectType);
    if (!counts) return false;
    for (const auto& [name, count] : counts->GetObject()) {
      if (!count.IsInt()) return false;
      (into.*kinds.member)[name.GetString()] = count.GetInt();
    }
  }
  const Value* exposures = part(object, "exposures", rapidjson::kArrayType);
  const Value* coverage = part(object, "coverage", rapidjson::kObjectType);
  if (!exposures || !coverage) return false;
  for (const Value& one : exposures->GetArray()) {
    if (!one.IsInt()) return false;
    into.exposures.push_back(one.GetInt());
  }
  for (const auto& [name, one] : coverage->GetObject()) {
    Coverage& kind = into.coverage[name.GetString()];
    if (!one.IsObject() || !read_count(one, "covered", kind.covered) ||
        !read_count(one, "intervals", kind.intervals)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string to_json(const Recovery& recovery) {
  json::Writer out;
  out.begin_object();
  for (const Count& count : kCounts) out.member(count.name, recovery.*count.member);
  for (const Kinds& kinds : kKinds) {
    out.key(kinds.name).begin_object();
    for (const auto& [name, count] : recovery.*kinds.member) out.member(name, count);
    out.end_object();
  }
  out.key("exposures").begin_array();
  for (const int one : recovery.exposures) out.value(one);
  out.end_array().key("coverage").begin_object();
  for (const auto& [name, one] : recovery.coverage) {
    out.key(name)
        .begin_object()
        .member("covered", one.covered)
        .member("intervals", one.intervals)
        .end_object();
  }
  out.end_object().end_object();
  return out.take();
}

std::optional<Recovery> from_json(std::string_view line) {
  rapidjson::Document document;
  document.Parse(line.data(), line.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  Recovery recovery;
  for (const Count& count : kCounts) {
    if (!read_count(document, count.name, recovery.*count.member)) return std::nullopt;
  }
  if (!read_parts(document, recovery)) return std::nullopt;
  return recovery;
}

}  // namespace ajar::benches
