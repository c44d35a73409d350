// Reads from the journal what the choice of a step depends on.
#pragma once

#include <string_view>
#include <vector>

#include "engine/content/content.h"
#include "engine/journal/journal.h"
#include "engine/practice/circumstances.h"

namespace ajar::practice {

// What stands in `journal` for a choice on `today`. Views go into the journal and the content and
// are good while both stand still. `swaps`: ladder ids turned down today.
Circumstances circumstances(const content::Content& content, const journal::Journal& journal,
                            Date today, std::vector<std::string_view> swaps);

// Entries that stayed with their writer since something last went outward.
struct Solo {
  int entries = 0;
  std::int32_t days = 0;  // since the last outward thing, or since the first of them
};
// Outward is a step that was done or partly done, support given, and an entry that was let out to
// someone.
Solo solo(const journal::Journal& journal, Date today);

}  // namespace ajar::practice
