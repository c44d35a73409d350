// The truth test: what the numbers say of lives in which it is known what there is to find.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/content.h"
#include "engine/simulate/words.h"

namespace ajar::benches {

struct Coverage {
  int covered = 0;
  int intervals = 0;
};

// What came out of the lives of one profile, looked at every week.
struct Recovery {
  int lives = 0;
  int lives_with_claim = 0;  // false ones, at any look
  int claims = 0;            // different ones that were shown at any look, over all lives
  int false_claims = 0;
  std::map<std::string, int> false_by_kind;
  std::map<std::string, int> claims_by_kind;
  // For each planted situation, how many moments with it there were when it was first shown; −1
  // where it never was.
  std::vector<int> exposures;
  // Pattern or one-off: looks at a relationship that met the minimum, those at which something was
  // said, and those at which it was right.
  int pattern_looks = 0;
  int pattern_spoken = 0;
  int pattern_right = 0;
  int pattern_lives = 0;                     // relationships that met the minimum at the last look
  int pattern_lives_spoken = 0;              // of which something was said then
  std::map<std::string, Coverage> coverage;  // by kind of interval

  void add(const Recovery& other);
};

// A Recovery as one line of JSON, so that lives can be looked at in pieces and added up later.
std::string to_json(const Recovery& recovery);
// Nothing where `line` is no such line.
std::optional<Recovery> from_json(std::string_view line);

// Simulates `lives` lives of `days` days each, seeds from `seed` up, and looks at each once a week.
// Stops the program when a life cannot be made or read: that is a fault of the bench.
Recovery recover(const content::Content& content, const simulate::Words& words,
                 std::string_view profile, int lives, int days, std::uint64_t seed);

// The exposures at which `share` of the planted situations were found; −1 where fewer were.
int exposures_until(std::vector<int> exposures, double share);

}  // namespace ajar::benches
