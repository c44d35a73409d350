// Who may be practised with: the one place that decides it, for every suggestion and for planning a
// step.
//
// Someone marked unsafe is never suggested and nothing can be planned toward them; their whole
// relation is guarded, because a step "with your partner" reaches the partner whether named or not.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"

namespace ajar::safety {

enum class Standing { not_asked, safe, unsure, unsafe };

struct Person {
  Id id;
  std::string alias;
  std::string relation;
  Standing standing = Standing::not_asked;
  bool hidden = false;
};

struct People {
  std::vector<Person> list;
  std::vector<std::string> guarded;  // relations in which someone is unsafe, ascending

  const Person* find(const Id& id) const;  // null when unknown
  bool guards(std::string_view relation) const;
};

// A person has one version, or several where devices disagree. The most careful one counts: unsafe
// before unsure before not asked before safe, and every version's relation is guarded. `versions`
// holds the current one last; not empty.
struct Version {
  std::string_view relation;
  Standing standing = Standing::not_asked;
};
Standing most_careful(std::span<const Version> versions);
void guard(People& people, std::span<const Version> versions);

enum class Refusal { none, unsafe_person, guarded, ask_safety };

// What a step would reach. What is empty was not said.
struct Target {
  std::string_view relation;
  std::optional<Id> person;
  int difficulty = 0;      // 0: not said
  std::string_view words;  // the step's own text
};

// Whether a step toward `target` may be planned.
//  unsafe_person  the person is unsafe, or the words name someone unsafe by alias
//  guarded        someone in the relation is unsafe, and no one else of that relation is named
//  ask_safety     at this difficulty (`ask_from` and up; nothing: at none) it must first be known
//                 that it is safe
Refusal may_plan(const People& people, const Target& target, std::optional<int> ask_from);

// Whether the engine may suggest it of its own accord. Stricter than may_plan in one way and looser
// in another: nobody hidden is named, and a person not yet asked about may be, because planning
// asks.
bool may_suggest(const People& people, const Target& target, int ask_from);

std::string_view code(Refusal refusal);  // "unsafe_person"; empty for none

}  // namespace ajar::safety
