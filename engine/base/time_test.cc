// Local times and dates against known instants and the calendar's own rules.
#include "engine/base/time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ajar {
namespace {

TEST(LocalTime, KnownInstants) {
  EXPECT_EQ(parse_local_time("1970-01-01T00:00:00+00:00").value(), (LocalTime{0, 0}));
  EXPECT_EQ(parse_local_time("2024-02-29T21:05:09+01:00").value(), (LocalTime{1709237109, 60}));
  EXPECT_EQ(parse_local_time("2024-02-29T15:35:09-04:30").value(), (LocalTime{1709237109, -270}));
  EXPECT_EQ(parse_local_time("1900-01-01T00:00:00-18:00").value(),
            (LocalTime{-2208988800 + 64800, -1080}));
}

TEST(LocalTime, EveryValueHasOneText) {
  EXPECT_TRUE(rc::check([] {
    const LocalTime time{*rc::gen::inRange<std::int64_t>(-2208900000, 7258030000),
                         *rc::gen::inRange<std::int16_t>(-1080, 1081)};
    RC_ASSERT(parse_local_time(format(time)).value() == time);
  }));
}

TEST(LocalTime, WhatIsNotOneIsRefused) {
  for (const char* bad :
       {"", "2024-02-29T21:05:09", "2024-02-29T21:05:09Z", "2024-02-29t21:05:09+01:00",
        "2023-02-29T21:05:09+01:00", "2024-02-29T24:00:00+01:00", "2024-02-29T21:60:09+01:00",
        "2024-02-29T21:05:60+01:00", "2024-02-29T21:05:09+18:01", "2024-02-29T21:05:09-00:00",
        "2024-02-29T21:05:09+01:60", "2024-02-29T21:05:09+0100 ", "1899-12-31T23:59:59+00:00",
        "2200-01-01T00:00:00+00:00", "2024-+2-29T21:05:09+01:00", "2024-02-29T21:05:09+01:00 "}) {
    const auto time = parse_local_time(bad);
    ASSERT_FALSE(time) << bad;
    EXPECT_EQ(time.error().code, "record/bad_value");
  }
}

TEST(LocalTime, TheDayIsTheOneThatTheCalendarShowed) {
  const auto date = [](const char* text) {
    return format(local_date(parse_local_time(text).value()));
  };
  EXPECT_EQ(date("2024-03-01T00:00:00+14:00"), "2024-03-01");
  EXPECT_EQ(date("2024-02-29T23:59:59-11:00"), "2024-02-29");
  EXPECT_EQ(date("1969-12-31T23:59:59+00:00"), "1969-12-31");
  EXPECT_EQ(minute_of_day(parse_local_time("1969-12-31T23:59:59+00:00").value()), 1439);
}

TEST(LocalTime, PartsOfTheDay) {
  const auto part = [](const char* clock) {
    return name(
        part_of_day(parse_local_time("2024-02-29T" + std::string(clock) + ":00-07:00").value()));
  };
  EXPECT_EQ(part("00:00"), "night");
  EXPECT_EQ(part("05:59"), "night");
  EXPECT_EQ(part("06:00"), "morning");
  EXPECT_EQ(part("12:00"), "afternoon");
  EXPECT_EQ(part("23:59"), "evening");
}

TEST(Date, EveryDayReadsBackAndWeekdaysGoRound) {
  const std::int32_t first = parse_date("1900-01-01").value().days;
  const std::int32_t last = parse_date("2199-12-31").value().days;
  EXPECT_EQ(last - first, 109572);
  int expected = 1;  // 1 January 1900 was a Monday
  for (std::int32_t days = first; days <= last; ++days) {
    const Date date{days};
    ASSERT_EQ(parse_date(format(date)).value(), date);
    ASSERT_EQ(weekday(date), expected);
    ASSERT_EQ(weekday(week_start(date)), 1);
    ASSERT_LT(date - week_start(date), 7);
    expected = expected % 7 + 1;
  }
}

TEST(Date, WhatIsNotOneIsRefused) {
  for (const char* bad : {"", "2024-2-29", "2024-02-30", "2024-00-10", "2024-01-00", "2024/01/10",
                          "1899-12-31", "2200-01-01", "2024-01-10T", "20240-1-10"}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

}  // namespace
}  // namespace ajar
