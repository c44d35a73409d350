// What time it is for a command: the machine's clock, or the day that `--today` names.
#pragma once

#include <string>
#include <string_view>

#include "cli/context.h"
#include "engine/base/result.h"
#include "engine/base/time.h"

namespace ajar::cli {

// Local time with its offset; noon of `--today` where that is given. Error: cli/bad_date (detail).
Result<LocalTime> now_of(const Context& context);

// The machine's clock in milliseconds since 1970 UTC, whatever `--today` says.
std::int64_t now_milliseconds();

// A point in time as a person types it: "18:20" (of today), "2026-05-14", "2026-05-14 18:20", with
// or without T, seconds and offset. What is left out is the machine's. Error: cli/bad_time
// (detail).
Result<LocalTime> read_time(const Context& context, std::string_view typed);

}  // namespace ajar::cli
