// The weekly series of trend.h.
#include "engine/findings/trend.h"

#include <algorithm>

#include "engine/insight/multiplicity.h"

namespace ajar::findings {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<Point> Weeks::medians() const {
  std::vector<Point> points;
  points.reserve(values_.size());
  for (const auto& [day, values] : values_) {
    points.push_back({Date{day}, median(values), static_cast<int>(values.size())});
  }
  return points;
}

std::vector<Point> Weeks::means() const {
  std::vector<Point> points;
  points.reserve(values_.size());
  for (const auto& [day, values] : values_) {
    double sum = 0;
    for (const double value : values) sum += value;
    points.push_back(
        {Date{day}, sum / static_cast<double>(values.size()), static_cast<int>(values.size())});
  }
  return points;
}

namespace {

// The least p that can be shown at the milestones so far, each paid for by its share.
double anytime(std::span<const double> values, std::size_t least, double error) {
  std::vector<insight::Look> looks;
  for (std::size_t n = least; n <= values.size(); ++n) {
    const int passed = insight::milestones_passed(static_cast<int>(n));
    if (n > least && passed == insight::milestones_passed(static_cast<int>(n) - 1)) continue;
    const auto part = values.first(n);
    double p = 1;
    const auto plain = insight::mann_kendall(part, false);
    // The correction only ever raises p.
    if (plain && plain->p <= error * insight::milestone_share(passed)) {
      const auto corrected = insight::mann_kendall(part, true);
      if (corrected) p = corrected->p;
    }
    looks.push_back({static_cast<int>(n), p});
  }
  return insight::anytime_p(looks).value_or(1);
}

}  // namespace

Trend trend_of(const std::vector<Point>& points, std::size_t least, double error, double level) {
  Trend trend;
  if (points.size() < least || points.size() < 3) return trend;
  const std::size_t count = std::min(points.size(), kMostPoints);
  std::vector<double> times;
  std::vector<double> values;
  for (std::size_t at = points.size() - count; at < points.size(); ++at) {
    times.push_back(points[at].date.days / 28.0);
    values.push_back(points[at].value);
  }
  const auto slope = insight::theil_sen(times, values, level);
  if (slope) {
    trend.slope = slope->value;
    trend.limits = slope->limits;
  }
  const auto tau = insight::kendall(times, values);
  if (tau) trend.tau = tau->tau;
  trend.p = anytime(values, least, error);
  return trend;
}

void write_points(json::Writer& out, const std::vector<Point>& points) {
  out.begin_array();
  for (const Point& point : points) {
    out.begin_object()
        .member("date", format(point.date))
        .member("value", point.value)
        .member("n", point.n)
        .end_object();
  }
  out.end_array();
}

}  // namespace ajar::findings
