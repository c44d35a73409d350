// A series over weeks: its points, and whether it rises or falls.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/time.h"
#include "engine/insight/trend.h"

namespace ajar::findings {

struct Point {
  Date date;
  double value = 0;
  int n = 0;
};

// Values by week, to be read as their medians.
class Weeks {
 public:
  void add(Date day, double value) { values_[week_start(day).days].push_back(value); }
  std::vector<Point> medians() const;
  std::vector<Point> means() const;

 private:
  std::map<std::int32_t, std::vector<double>> values_;
};

double median(std::vector<double> values);  // of at least one

struct Trend {
  std::optional<double> slope;  // per four weeks
  std::optional<insight::Interval> limits;
  double tau = 0;
  double p = 1;  // Mann–Kendall, for weeks that resemble each other and for every look
};

inline constexpr std::size_t kMostPoints = 208;

// Of points in order of time. `error` is the level at which p will be read: where no correction
// could bring p below it, the correction is left out. Of long series the newest kMostPoints count:
// four years of weeks. Fewer than `least` points have no slope and p = 1.
Trend trend_of(const std::vector<Point>& points, std::size_t least, double error, double level);

void write_points(json::Writer& out, const std::vector<Point>& points);

}  // namespace ajar::findings
