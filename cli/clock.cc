// What time it is for a command.
#include "cli/clock.h"

#include <chrono>
#include <ctime>

#include "cli/text.h"

namespace ajar::cli {
namespace {

constexpr std::int64_t kDay = 86400;

// Minutes east of UTC that the machine's zone has at a local wall-clock time.
std::int16_t offset_at(std::int64_t local_seconds) {
  std::tm parts{};
  const auto wall = static_cast<std::time_t>(local_seconds);
  gmtime_r(&wall, &parts);
  parts.tm_isdst = -1;
  const std::time_t moment = mktime(&parts);
  std::tm local{};
  localtime_r(&moment, &local);
  return static_cast<std::int16_t>(local.tm_gmtoff / 60);
}

LocalTime at_wall_clock(std::int64_t local_seconds) {
  const auto offset = offset_at(local_seconds);
  return {.seconds = local_seconds - offset * std::int64_t{60}, .offset_minutes = offset};
}

// Seconds of the day in "18", "18:20" or "18:20:05"; negative when it is none of them.
std::int64_t read_clock(std::string_view typed) {
  std::int64_t parts[3] = {0, 0, 0};
  std::size_t count = 0;
  while (count < 3) {
    const auto colon = typed.find(':');
    const auto digits = typed.substr(0, colon);
    if (digits.empty() || digits.size() > 2) return -1;
    for (const char c : digits) {
      if (c < '0' || c > '9') return -1;
      parts[count] = parts[count] * 10 + (c - '0');
    }
    ++count;
    if (colon == std::string_view::npos) {
      const bool valid = count >= 2 && parts[0] < 24 && parts[1] < 60 && parts[2] < 60;
      return valid ? parts[0] * 3600 + parts[1] * 60 + parts[2] : -1;
    }
    typed.remove_prefix(colon + 1);
  }
  return -1;
}

}  // namespace

std::int64_t now_milliseconds() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<LocalTime> now_of(const Context& context) {
  if (!context.today.empty()) {
    const auto date = parse_date(context.today);
    if (!date)
      return Error{.code = "cli/bad_date", .detail = one_line(harmless(context.today), 40)};
    return at_wall_clock(date->days * kDay + kDay / 2);
  }
  const std::time_t moment = std::time(nullptr);
  std::tm local{};
  localtime_r(&moment, &local);
  return LocalTime{.seconds = moment,
                   .offset_minutes = static_cast<std::int16_t>(local.tm_gmtoff / 60)};
}

Result<LocalTime> read_time(const Context& context, std::string_view typed) {
  const auto text = trimmed(typed);
  if (auto whole = parse_local_time(text)) return *whole;
  const Error error{.code = "cli/bad_time", .detail = one_line(harmless(text), 40)};
  const bool dated = text.size() >= 10 && text[4] == '-';
  const Date date = dated ? Date{} : local_date(TRY(now_of(context)));
  std::int64_t days = date.days;
  std::int64_t clock = kDay / 2;
  std::string_view rest = text;
  if (dated) {
    const auto day = parse_date(text.substr(0, 10));
    if (!day) return error;
    days = day->days;
    rest = text.substr(10);
    if (!rest.empty() && rest.front() != 'T' && rest.front() != ' ') return error;
    rest = trimmed(rest.empty() ? rest : rest.substr(1));
  }
  if (!dated || !rest.empty()) {
    clock = read_clock(rest);
    if (clock < 0) return error;
  }
  return at_wall_clock(days * kDay + clock);
}

}  // namespace ajar::cli
