// The rules of safety.h.
#include "engine/safety/safety.h"

#include <algorithm>

namespace ajar::safety {
namespace {

bool is_word_byte(char c) {
  // Bytes from 0x80 on belong to letters of other scripts often enough to count as such.
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether `words` hold `alias` as a word of its own, in the case it was given: "Will" names
// someone, "will" does not.
bool names(std::string_view words, std::string_view alias) {
  constexpr std::size_t kTooShortToTell = 1;
  if (alias.size() <= kTooShortToTell) return false;
  for (std::size_t at = words.find(alias); at != std::string_view::npos;
       at = words.find(alias, at + 1)) {
    const std::size_t end = at + alias.size();
    const bool starts = at == 0 || !is_word_byte(words[at - 1]);
    const bool ends = end == words.size() || !is_word_byte(words[end]);
    if (starts && ends) return true;
  }
  return false;
}

bool names_someone_unsafe(const People& people, std::string_view words) {
  return std::any_of(people.list.begin(), people.list.end(), [&](const Person& person) {
    return person.standing == Standing::unsafe && names(words, person.alias);
  });
}

bool someone_unsure(const People& people, std::string_view relation) {
  return std::any_of(people.list.begin(), people.list.end(), [&](const Person& person) {
    return person.standing == Standing::unsure && person.relation == relation;
  });
}

}  // namespace

const Person* People::find(const Id& id) const {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Person& person) { return person.id == id; });
  return found == list.end() ? nullptr : &*found;
}

bool People::guards(std::string_view relation) const {
  return std::binary_search(guarded.begin(), guarded.end(), relation);
}

Standing most_careful(std::span<const Version> versions) {
  const auto care = [](Standing standing) {
    switch (standing) {
      case Standing::unsafe:
        return 3;
      case Standing::unsure:
        return 2;
      case Standing::not_asked:
        return 1;
      case Standing::safe:
        break;
    }
    return 0;
  };
  Standing worst = versions.back().standing;
  for (const Version& version : versions) {
    if (care(version.standing) > care(worst)) worst = version.standing;
  }
  return worst;
}

void guard(People& people, std::span<const Version> versions) {
  if (most_careful(versions) != Standing::unsafe) return;
  for (const Version& version : versions) {
    const auto place =
        std::lower_bound(people.guarded.begin(), people.guarded.end(), version.relation);
    if (place == people.guarded.end() || *place != version.relation) {
      people.guarded.insert(place, std::string(version.relation));
    }
  }
}

Refusal may_plan(const People& people, const Target& target, std::optional<int> ask_from) {
  if (names_someone_unsafe(people, target.words)) return Refusal::unsafe_person;
  const Person* person = target.person ? people.find(*target.person) : nullptr;
  if (person && person->standing == Standing::unsafe) return Refusal::unsafe_person;
  const bool named = person && (target.relation.empty() || person->relation == target.relation);
  if (!named && people.guards(target.relation)) return Refusal::guarded;
  if (!ask_from || target.difficulty < *ask_from) return Refusal::none;
  const bool known =
      person ? person->standing == Standing::safe : !someone_unsure(people, target.relation);
  return known ? Refusal::none : Refusal::ask_safety;
}

bool may_suggest(const People& people, const Target& target, int ask_from) {
  const Person* person = target.person ? people.find(*target.person) : nullptr;
  if (person && person->hidden) return false;
  const Refusal refusal = may_plan(people, target, ask_from);
  const bool not_asked = person && person->standing == Standing::not_asked;
  return refusal == Refusal::none || (refusal == Refusal::ask_safety && not_asked);
}

std::string_view code(Refusal refusal) {
  switch (refusal) {
    case Refusal::unsafe_person:
      return "unsafe_person";
    case Refusal::guarded:
      return "guarded";
    case Refusal::ask_safety:
      return "ask_safety";
    case Refusal::none:
      break;
  }
  return {};
}

}  // namespace ajar::safety
