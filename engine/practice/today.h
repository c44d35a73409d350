// Today's one small step: which steps are allowed, which of them is worth a try, and why this one.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/content/content.h"
#include "engine/practice/circumstances.h"
#include "engine/practice/estimate.h"

namespace ajar::practice {

enum class Reason { none, unsafe, consent, context, ceiling, resting, just_done };
std::string_view code(Reason reason);  // "just_done"; empty for none

// Why a step of the ladder is not offered today, or none. `rests`: whether today is for rest.
// The person's safety comes first, then what they said, then what passes by itself.
Reason filter(const content::Content& content, const Circumstances& now,
              const content::LadderStep& step, bool rests);

// One thing that can be offered. Views and pointers go into content and circumstances.
struct Offer {
  std::string_view ladder;  // either this
  std::string_view own;     // or this
  std::string_view relation;
  std::string_view domain;
  int difficulty = 0;  // 1–10; 0: not said
  const safety::Person* person = nullptr;
  double chance = 0;  // of doing it, 0–1

  std::string_view key() const { return ladder.empty() ? own : ladder; }
};

enum class Why {
  first,            // a small one to begin with
  gentle_skips,     // `number` skipped in a row, so this one is lighter
  gentle_distress,  // the last one was hard, so this one is lighter
  untested,         // something feared was written down and not tried
  neglected,        // `number` days since this domain
  new_domain,       // never this domain
  new_person,       // never with this person
  within_reach,     // `number` of `of` steps of this kind were done
  nearest,          // nothing is closer to what can be done
};

struct Choice {
  Offer step;
  Why why = Why::within_reach;
  int number = 0;
  int of = 0;
  std::vector<Id> records;  // what the reason rests on
  std::optional<Offer> easier;
};

// What is wanted beyond the rules.
struct Wish {
  bool small = false;         // a newcomer's step: easy, and one that can be set about today
  std::string_view relation;  // preferred where something of it is allowed; may be empty
};

// Whether the person is at the beginning, where only a small step is offered.
bool at_the_beginning(const content::Practice& rules, const Circumstances& now);

// The step for `now.today`, or none where nothing is allowed. The same circumstances give the same
// step.
std::optional<Choice> choose(const content::Content& content, const Circumstances& now,
                             const Wish& wish);

}  // namespace ajar::practice
