// Any bytes as an id, a revision, a local time or a date: one text per value.
#include "engine/base/ids.h"
#include "engine/base/revision.h"
#include "engine/base/time.h"
#include "engine/base/utf8.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto id = parse_id(text)) require(format(*id) == text);
  if (const auto rev = parse_rev(text)) {
    require(format(*rev) == text);
    const auto later = next(*rev, static_cast<std::int64_t>(size), rev->device);
    require(!later || *rev < *later);
  }
  if (const auto time = parse_local_time(text)) {
    require(format(*time) == text);
    require(format(local_date(*time)) == text.substr(0, 10));
    require(minute_of_day(*time) >= 0 && minute_of_day(*time) < 1440);
  }
  if (const auto date = parse_date(text)) {
    require(format(*date) == text);
    require(weekday(week_start(*date)) == 1);
  }
  require(utf8::first_invalid(text) <= size);
  return 0;
}
