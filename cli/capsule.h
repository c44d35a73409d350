// What leaves in a capsule, put together from records, and the files it leaves in
// (spec/capsule.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "cli/home.h"
#include "engine/base/result.h"

namespace ajar::cli {

// One snapshot: what people read, and the same for programs.
struct Snapshot {
  std::string text;
  std::vector<std::string> records;
  std::vector<std::string> held = {};  // what to call it in a list of links; empty: the records
};

// The records as they stand now, without the fields named. Errors: cli/not_found, cli/deleted,
// cli/cannot_share (detail: the kind), cli/no_such_field (detail: the name), cli/nothing_to_share.
Result<Snapshot> snapshot_of(Context& context, const Home& home,
                             const std::vector<std::string>& ids,
                             const std::vector<std::string>& without);

// The page with the armored file in its place. Error: cli/bad_page.
Result<std::string> page_with(std::string_view armored);
// The armored file in such a page, or all of `bytes` where it is none.
std::string_view file_in(std::string_view bytes);

// The page's template, inside the program.
std::string_view embedded_capsule_page();

}  // namespace ajar::cli
