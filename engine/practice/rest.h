// When nothing is asked: what calls for rest today, and when enough was asked.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/content/content.h"
#include "engine/practice/circumstances.h"

namespace ajar::practice {

struct Rest {
  std::string_view reason;    // one of a rest record's reasons
  std::optional<Date> until;  // inclusive; absent where it ends by itself
  std::vector<Id> records;    // what it rests on
};

// What calls for rest today: the person's own word first, then distress written down today, a
// rupture, a hard week.
std::optional<Rest> resting(const content::Practice& rules, const Circumstances& now);

// Whether something was settled today, or steps or rests came up on enough of the last seven days.
bool enough(const content::Practice& rules, const Circumstances& now);

}  // namespace ajar::practice
