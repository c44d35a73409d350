// Strict reading and writing of local times and dates on the calendars of <chrono>.
#include "engine/base/time.h"

#include <chrono>

namespace ajar {
namespace {

Error bad_value() {
  return Error{"record/bad_value"};
}

constexpr int kMinYear = 1900;
constexpr int kMaxYear = 2199;
constexpr int kMaxOffsetMinutes = 18 * 60;
constexpr std::int64_t kDaySeconds = 86400;

// The number that the `length` digits at `from` write, or −1.
int digits(std::string_view text, std::size_t from, std::size_t length) {
  int value = 0;
  for (std::size_t i = from; i < from + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void append_digits(std::string& out, int value, int length) {
  int scale = 1;
  for (int i = 1; i < length; ++i) scale *= 10;
  for (; scale > 0; scale /= 10) out += static_cast<char>('0' + value / scale % 10);
}

std::int64_t local_seconds(const LocalTime& time) {
  return time.seconds + std::int64_t{time.offset_minutes} * 60;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return bad_value();
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < kMinYear || year > kMaxYear || month < 1 || day < 1) return bad_value();
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return bad_value();
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

Result<LocalTime> parse_local_time(std::string_view text) {
  if (text.size() != kLocalTimeLength || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      (text[19] != '+' && text[19] != '-') || text[22] != ':') {
    return bad_value();
  }
  const Date date = TRY(parse_date(text.substr(0, 10)));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  const int offset_hour = digits(text, 20, 2);
  const int offset_minute = digits(text, 23, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      offset_hour < 0 || offset_minute < 0 || offset_minute > 59) {
    return bad_value();
  }
  int offset = offset_hour * 60 + offset_minute;
  const bool west = text[19] == '-';
  // "-00:00" would be a second text for the same value.
  if (offset > kMaxOffsetMinutes || (west && offset == 0)) return bad_value();
  if (west) offset = -offset;
  const std::int64_t local = date.days * kDaySeconds + (hour * 60 + minute) * 60 + second;
  return LocalTime{local - offset * 60, static_cast<std::int16_t>(offset)};
}

YearMonthDay year_month_day(const Date& date) {
  const std::chrono::year_month_day parts{std::chrono::sys_days{std::chrono::days{date.days}}};
  return {static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
          static_cast<unsigned>(parts.day())};
}

std::string format(const Date& date) {
  const YearMonthDay parts = year_month_day(date);
  std::string out;
  out.reserve(kLocalTimeLength);
  append_digits(out, parts.year, 4);
  out += '-';
  append_digits(out, static_cast<int>(parts.month), 2);
  out += '-';
  append_digits(out, static_cast<int>(parts.day), 2);
  return out;
}

std::string format(const LocalTime& time) {
  const auto in_day = static_cast<int>(local_seconds(time) - local_date(time).days * kDaySeconds);
  std::string out = format(local_date(time));
  out += 'T';
  append_digits(out, in_day / 3600, 2);
  out += ':';
  append_digits(out, in_day / 60 % 60, 2);
  out += ':';
  append_digits(out, in_day % 60, 2);
  out += time.offset_minutes < 0 ? '-' : '+';
  const int offset = time.offset_minutes < 0 ? -time.offset_minutes : time.offset_minutes;
  append_digits(out, offset / 60, 2);
  out += ':';
  append_digits(out, offset % 60, 2);
  return out;
}

Date local_date(const LocalTime& time) {
  return Date{static_cast<std::int32_t>(floor_divide(local_seconds(time), kDaySeconds))};
}

int minute_of_day(const LocalTime& time) {
  return static_cast<int>((local_seconds(time) - local_date(time).days * kDaySeconds) / 60);
}

int weekday(const Date& date) {
  const std::chrono::weekday day{std::chrono::sys_days{std::chrono::days{date.days}}};
  return static_cast<int>(day.iso_encoding());
}

Date week_start(const Date& date) {
  return date - (weekday(date) - 1);
}

PartOfDay part_of_day(const LocalTime& time) {
  return static_cast<PartOfDay>(minute_of_day(time) / 360);
}

std::string_view name(PartOfDay part) {
  constexpr std::string_view kNames[] = {"night", "morning", "afternoon", "evening"};
  return kNames[static_cast<std::size_t>(part)];
}

}  // namespace ajar
