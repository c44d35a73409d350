// What a life has resting on its hub for others to read, and what was left for this one: links
// (spec/capsule.md §5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/home.h"
#include "engine/base/result.h"
#include "vault/age/link.h"

namespace ajar::cli {

// How long, and how often it may be read.
struct Terms {
  int days = 7;
  int reads = 3;
};
// Nothing given is the default. Errors: cli/bad_value (field, detail).
Result<Terms> read_terms(const std::optional<std::string>& days,
                         const std::optional<std::string>& reads);

// Leaves a file at the hub of this life, and writes down here what it holds, so that the list of
// links can say it. Errors: cli/no_hub, those of life::Errand.
Result<age::Link> leave(Context& context, const Home& home, vault::Bytes file,
                        const std::vector<std::string>& records, const Terms& terms);

// The sealed file behind a link; takes one reading. Errors: resting/none, resting/expired,
// resting/read_out, resting/unreachable, resting/busy, sync/hub_failed (detail: what it said).
Result<std::vector<std::uint8_t>> fetch(const age::Link& link);

// A link as it is typed, and no name of a file.
bool looks_like_link(std::string_view typed);

}  // namespace ajar::cli
