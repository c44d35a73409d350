// Local times with their offset, and local dates, as a person's clock and calendar show them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace ajar {

// A moment as the person's clock showed it. Orders by the moment, then by the offset.
struct LocalTime {
  std::int64_t seconds = 0;         // since 1970-01-01T00:00:00 UTC
  std::int16_t offset_minutes = 0;  // east of UTC, −1080…1080

  bool operator==(const LocalTime&) const = default;
  std::strong_ordering operator<=>(const LocalTime&) const = default;
};

inline constexpr std::size_t kLocalTimeLength = 25;

// `YYYY-MM-DDTHH:MM:SS±HH:MM`, local years 1900–2199, a valid date, no leap second, offset within
// ±18:00 and zero written `+00:00`, else `record/bad_value`. One text per value: format(parse(s))
// is s.
Result<LocalTime> parse_local_time(std::string_view text);
std::string format(const LocalTime& time);

// A calendar day, without a place on earth.
struct Date {
  std::int32_t days = 0;  // since 1970-01-01

  bool operator==(const Date&) const = default;
  std::strong_ordering operator<=>(const Date&) const = default;
  Date operator+(std::int32_t more) const { return Date{days + more}; }
  Date operator-(std::int32_t fewer) const { return Date{days - fewer}; }
  std::int32_t operator-(const Date& other) const { return days - other.days; }
};

// `YYYY-MM-DD`, years 1900–2199, a valid date, else `record/bad_value`.
Result<Date> parse_date(std::string_view text);
std::string format(const Date& date);

// The day that the person's calendar showed at `time`.
Date local_date(const LocalTime& time);
// Minutes since local midnight, 0–1439.
int minute_of_day(const LocalTime& time);

struct YearMonthDay {
  int year;        // 1900–2199 for what parse_date accepts
  unsigned month;  // 1–12
  unsigned day;    // 1–31
};
YearMonthDay year_month_day(const Date& date);

// ISO 8601: 1 is Monday, 7 is Sunday.
int weekday(const Date& date);
// The Monday of the date's week.
Date week_start(const Date& date);

enum class PartOfDay : std::uint8_t { night, morning, afternoon, evening };
// Quarters of the day: night from 0:00, morning from 6:00, afternoon from 12:00, evening from
// 18:00, local.
PartOfDay part_of_day(const LocalTime& time);
std::string_view name(PartOfDay part);

}  // namespace ajar
