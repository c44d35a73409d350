// The people of a journal as the safety filter sees them.
#pragma once

#include "engine/journal/journal.h"
#include "engine/safety/safety.h"

namespace ajar::safety {

// Everyone in the journal, by (at, id). Where versions of a person disagree, the most careful
// standing counts.
People people(const journal::Journal& journal);

// What the record calls it: "safe", "unsure", "unsafe"; empty where nobody asked.
std::string_view name(Standing standing);

}  // namespace ajar::safety
