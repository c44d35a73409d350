// Lives in which it is known what there is to find: a profile says what is planted, and the truth
// is written beside the records. Some of them break what statistics assume.
#pragma once

#include <string>

#include "engine/simulate/simulate.h"

namespace ajar::simulate {

// Whether there is such a profile; "ordinary" is none of them.
bool is_planted(std::string_view profile);

// The records of that life, and its truth (simulate.h). The wish is checked before.
Simulated live_planted(const content::Content& content, const Words& words, const Wish& wish);

}  // namespace ajar::simulate
