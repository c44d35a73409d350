// What the choice of a step depends on, read from the journal once and handed to pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/safety/safety.h"

namespace ajar::practice {

enum class Status { planned, done, partly, skipped, rested };

// A step that was planned, and what became of it. Views point into the journal.
struct Past {
  Id id;
  std::string_view ladder;  // either this
  std::string_view own;     // or this
  std::string_view relation;
  std::string_view domain;
  int difficulty = 0;  // 0: not said
  std::optional<Id> person;
  Status status = Status::planned;
  Date planned;                      // the day it was written down
  Date settled;                      // the day of its outcome; `planned` while there is none
  std::int64_t seconds = 0;          // since 1970 UTC, of the outcome or else of the plan
  bool feared = false;               // a fear or a belief was written down before
  bool tested = false;               // and a belief after
  std::optional<int> peak_distress;  // 0–10

  // What tells one step from another: its ladder id, or its own words.
  std::string_view key() const { return ladder.empty() ? own : ladder; }
  // Whether it says how it went. A rest says nothing.
  bool has_outcome() const { return status != Status::planned && status != Status::rested; }
};

struct RestTaken {
  Id id;
  std::string_view reason;
  Date from;
  Date until;  // inclusive
};

// Something of a day that asks for rest without anyone saying so.
struct Strain {
  Id id;
  Date day;
  bool rupture = false;  // else distress was written down
  int distress = 0;      // 0–10
};

struct Circumstances {
  Date today;
  safety::People people;
  std::vector<Past> steps;  // as order() leaves them
  std::vector<RestTaken> rests;
  std::vector<Strain> strains;
  int ceiling = 10;
  std::vector<std::string_view> consent;  // relations in which steps are welcome
  std::vector<std::string_view>
      contexts;                         // of the setting and of checks, the one on one's mind first
  std::vector<std::string_view> swaps;  // ladder ids turned down today
  int checks = 0;
};

// Sorts steps by outcome (or plan), then id, so that nothing below depends on the order they came
// in.
void order(std::vector<Past>& steps);

// The relation that a check's context speaks of: "friends" is "friend"; every other is its own
// name.
std::string_view relation_of(std::string_view context);

}  // namespace ajar::practice
