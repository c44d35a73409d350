// A fictional life as records, for a sample to look at, for tests and for benches.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/content/content.h"
#include "engine/simulate/words.h"

namespace ajar::simulate {

inline constexpr int kMostDays = 36600;

struct Wish {
  // "ordinary", or one in which it is known what there is to find: "null" "crisis" "ingrained"
  // "partner" "improving" "leaning" "triggers" "sparse" "bursty" "bad_days" "weekly" "drift".
  std::string_view profile = "ordinary";
  std::uint64_t seed = 0;
  int days = 0;  // 1 … kMostDays
  Date start;    // the first day; all days lie in the years 1970–2199
};

// A life, and as one JSON object what was put into it: {"profile","seed","days","start",
// "pattern": by context and in general what the checks show, "situations", "when", "feelings":
// [{kind, id, with, without}], "helped": [{what, difference}], "change" and "receiving": by series
// "rising" "falling" "steady" or "any", "expectations": {overestimate}, "one_person": id or null}.
// The ordinary life has only its situations.
struct Simulated {
  std::string lines;
  std::string truth;
};

// The records of that life, one JSON object a line in the order in which they were written, each
// ended by U+000A: about six a day, edits and deletions among them. The same wish, content and
// words give the same bytes everywhere. A longer ordinary life begins as the
// shorter one does. Errors:
// simulate/unknown_profile, simulate/out_of_range (field: days or start).
Result<Simulated> simulate(const content::Content& content, const Words& words, const Wish& wish);

}  // namespace ajar::simulate
