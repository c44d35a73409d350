// The page for a therapist in the terminal: chosen parts of what was noted, as a snapshot for a
// capsule (spec/capsule.md §1).
#pragma once

#include <string>
#include <vector>

#include "cli/capsule.h"

namespace ajar::cli {

// `parts` of: goals check moments steps protector origin plan pages; none is goals, check and
// moments. `names` is how people are named in it: "initials", "none" or "full". Errors:
// cli/unknown_part (detail), cli/nothing_to_share.
Result<Snapshot> therapist_page(Context& context, const Home& home,
                                const std::vector<std::string>& parts, const std::string& names);

}  // namespace ajar::cli
