// The layout of noted.h.
#include "engine/findings/noted.h"

#include <algorithm>

namespace ajar::findings {

Strategies::Strategies(const content::Content& content) {
  for (const content::Strategy& strategy : content.vocabulary.did) {
    if (strategy.deactivating) deactivating_.insert(strategy.id);
  }
}

bool Noted::is_unsafe(const std::optional<Id>& person) const {
  if (!person) return false;
  const safety::Person* found = people.find(*person);
  return found && found->standing == safety::Standing::unsafe;
}

namespace {

std::optional<bool> withdrew(const record::Moment& body, const Strategies& strategies, int urge) {
  if (body.did.empty() && !body.urge) return std::nullopt;
  return (body.urge && *body.urge >= urge) ||
         std::any_of(body.did.begin(), body.did.end(),
                     [&](const std::string& token) { return strategies.deactivates(token); });
}

}  // namespace

Noted note(const content::Content& content, const journal::Journal& journal, const Rules& rules,
           const LocalTime& now) {
  Noted noted{content, journal, rules, now, safety::people(journal), {}, 0};
  const Strategies strategies(content);
  const auto all = until<record::Moment>(journal, now);
  noted.moments.reserve(all.size());
  std::unordered_map<Id, std::pair<bool, std::optional<record::Relation>>, IdHash> known;
  for (const safety::Person& person : noted.people.list) {
    known.emplace(person.id, std::pair(person.standing == safety::Standing::unsafe,
                                       record::from_name<record::Relation>(person.relation)));
  }
  for (const auto& [record, body] : all) {
    Moment moment{record, body, local_date(record->at).days, {}, {}};
    if (body->person) {
      const auto person = known.find(*body->person);
      if (person != known.end() && person->second.first) {
        noted.kept_apart += 1;
        continue;
      }
      if (person != known.end()) moment.relation = person->second.second;
    }
    moment.withdrew = withdrew(*body, strategies, rules.urge);
    noted.moments.push_back(moment);
  }
  return noted;
}

}  // namespace ajar::findings
