// Reads people from the journal.
#include "engine/safety/people.h"

namespace ajar::safety {
namespace {

Standing standing(const record::Person& person) {
  if (!person.safety) return Standing::not_asked;
  switch (*person.safety) {
    case record::Safety::safe:
      return Standing::safe;
    case record::Safety::unsure:
      return Standing::unsure;
    case record::Safety::unsafe:
      break;
  }
  return Standing::unsafe;
}

// All live versions of one person, the current one last.
std::vector<Version> versions_of(const journal::Journal& journal, const Id& id) {
  std::vector<Version> versions;
  for (const record::Record* version : journal.versions(id)) {
    if (const auto* body = version->get<record::Person>()) {
      versions.push_back({record::name(body->relation), standing(*body)});
    }
  }
  return versions;
}

}  // namespace

People people(const journal::Journal& journal) {
  People made;
  for (const auto& [record, body] : journal.all<record::Person>()) {
    const std::vector<Version> versions = versions_of(journal, record->id);
    guard(made, versions);
    made.list.push_back({record->id, body->alias, std::string(record::name(body->relation)),
                         most_careful(versions), body->hidden.value_or(false)});
  }
  return made;
}

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::safe:
      return record::name(record::Safety::safe);
    case Standing::unsure:
      return record::name(record::Safety::unsure);
    case Standing::unsafe:
      return record::name(record::Safety::unsafe);
    case Standing::not_asked:
      break;
  }
  return {};
}

}  // namespace ajar::safety
