// Many records, one a line: what export writes and import reads (spec/records.md §7).
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/record/record.h"

namespace ajar::record {

inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMaxLines = 1000000;
inline constexpr std::size_t kMaxErrors = 20;

struct LinesRead {
  std::size_t lines = 0;      // with empty ones
  std::size_t records = 0;    // good ones, given to the sink
  std::vector<Error> errors;  // the first 20, each with its line number; reading stops there
};

// Gives each good record to `take`, in order. Empty lines are skipped, and a U+000D before the line
// end belongs to the line end. Whether anything is kept when there are errors is the caller's to
// decide (import: nothing). A file past the limits has the one error `record/too_long` on line 0 or
// the line past the limit.
LinesRead read_lines(std::string_view file, const std::function<void(Record&&)>& take);

}  // namespace ajar::record
