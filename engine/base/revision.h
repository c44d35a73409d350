// Revisions: a hybrid logical clock and the device that wrote, so that edits order the same
// everywhere.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace ajar {

// Orders as its text does: time, then counter, then device.
struct Rev {
  std::uint64_t milliseconds = 0;  // hybrid logical clock since 1970 UTC, below 2^48
  std::uint16_t counter = 0;
  Id device;

  bool operator==(const Rev&) const = default;
  std::strong_ordering operator<=>(const Rev&) const = default;
};

inline constexpr std::size_t kRevLength = 44;
inline constexpr std::uint64_t kMaxRevMilliseconds = (std::uint64_t{1} << 48) - 1;

// `tttttttttttt.cccc.` + 26 characters of device id, hex in lower case, else `record/bad_value`.
Result<Rev> parse_rev(std::string_view text);
std::string format(const Rev& rev);
void append(std::string& out, const Rev& rev);

// The next revision that `device` writes. It is greater than `previous` (the greatest revision that
// the device has seen, its own or another's) whatever the clock says, and follows the clock where
// it can. A full counter goes on in the next millisecond. `wall_milliseconds`: since 1970 UTC;
// before 1970 counts as 1970. Error: `record/out_of_range` on field `rev`, past the year 10889
// only.
Result<Rev> next(const Rev& previous, std::int64_t wall_milliseconds, const Id& device);

}  // namespace ajar
