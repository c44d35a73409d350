// Is it changing: series over weeks, where one change lies, and one phase against the next.
#include <algorithm>

#include "engine/findings/trend.h"
#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/insight/change_point.h"
#include "engine/insight/distribution.h"
#include "engine/insight/multiplicity.h"
#include "engine/insight/phases.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

enum class Better { higher, lower, neither };

struct Series {
  std::string what;
  Better better;
  std::vector<Point> points;
  Basis basis;
  Trend trend = {};
  State state = State::too_early;
};

std::string_view name(Better better) {
  switch (better) {
    case Better::higher:
      return "higher";
    case Better::lower:
      return "lower";
    case Better::neither:
      break;
  }
  return "neither";
}

// One series of the moments: `value` gives what a moment says of it.
template <class Value>
Series of_moments(const Noted& noted, std::string what, Better better, bool means, Value value) {
  Series series{std::move(what), better, {}, {}};
  Weeks weeks;
  for (const Moment& moment : noted.moments) {
    const std::optional<double> said = value(moment);
    if (!said) continue;
    weeks.add(Date{moment.day}, *said);
    series.basis.add(*moment.record);
  }
  series.points = means ? weeks.means() : weeks.medians();
  return series;
}

std::optional<double> as_double(const std::optional<int>& said) {
  return said ? std::optional<double>(*said) : std::nullopt;
}

void add_checks(const Noted& noted, std::vector<Series>& all) {
  for (const std::string& context : noted.content.statements.contexts) {
    const auto named = record::from_name<record::Context>(context);
    if (context == "partner" && noted.people.guards("partner")) continue;
    Series series{"check_" + context, Better::lower, {}, {}};
    for (const auto& [record, body] : until<record::Check>(noted.journal, noted.now)) {
      if (!named || body->version != noted.content.statements.version) continue;
      const auto* answers = record::find(body->answers, *named);
      if (!answers || static_cast<int>(answers->size()) < noted.rules.pattern.statements) continue;
      double sum = 0;
      for (const auto& [statement, answer] : *answers) sum += answer;
      const double mean = sum / static_cast<double>(answers->size());
      const Date day = local_date(record->at);
      // Two checks on one day are one: the later counts.
      if (!series.points.empty() && day <= series.points.back().date) {
        series.points.back().value = mean;
      } else {
        series.points.push_back({day, mean, 1});
      }
      series.basis.add(*record);
    }
    all.push_back(std::move(series));
  }
}

std::vector<Series> series_of(const Noted& noted) {
  std::vector<Series> all;
  all.push_back(of_moments(noted, "closeness", Better::higher, false, [](const Moment& moment) {
    return as_double(moment.body->close_after ? moment.body->close_after
                                              : moment.body->close_before);
  }));
  all.push_back(of_moments(noted, "urge", Better::lower, false,
                           [](const Moment& moment) { return as_double(moment.body->urge); }));
  all.push_back(of_moments(noted, "withdrawal", Better::lower, true, [](const Moment& moment) {
    return moment.withdrew ? std::optional<double>(*moment.withdrew ? 1 : 0) : std::nullopt;
  }));
  all.push_back(of_moments(noted, "pleasant", Better::neither, false, [](const Moment& moment) {
    return moment.body->mood ? std::optional<double>(moment.body->mood->pleasant) : std::nullopt;
  }));
  add_checks(noted, all);
  std::erase_if(all, [](const Series& one) { return one.points.empty(); });
  return all;
}

Status judge(const Noted& noted, std::vector<Series>& all) {
  const auto least = static_cast<std::size_t>(2 * noted.rules.change.half_weeks);
  const double error = noted.rules.error.change;
  std::vector<double> p;
  for (Series& one : all) {
    if (one.points.size() >= least) {
      one.state = State::undecided;
      one.trend = trend_of(one.points, least, error, noted.rules.level);
    }
    p.push_back(one.trend.p);
  }
  const auto adjusted = TRY(insight::adjust(p, insight::Adjustment::benjamini_hochberg));
  for (std::size_t n = 0; n < all.size(); ++n) {
    all[n].trend.p = adjusted[n];
    if (adjusted[n] <= error && all[n].trend.tau != 0) all[n].state = State::claim;
  }
  return ok();
}

std::vector<double> values_of(std::span<const Point> points) {
  std::vector<double> values;
  values.reserve(points.size());
  for (const Point& point : points) values.push_back(point.value);
  return values;
}

// Where the one change lies: the date after it, and the dates that hold the level between them.
void write_turn(json::Writer& out, const Series& series, double level) {
  const std::size_t count = std::min(series.points.size(), kMostPoints);
  const auto points = std::span(series.points).last(count);
  const auto found = insight::change_point_posterior(values_of(points));
  if (series.state != State::claim || !found) {
    out.null();
    return;
  }
  const auto& chances = *found;  // [t]: t + 1 values precede the change
  const auto best =
      static_cast<std::size_t>(std::max_element(chances.begin(), chances.end()) - chances.begin());
  const auto at = [&](double share) {
    double sum = 0;
    for (std::size_t n = 0; n < chances.size(); ++n) {
      sum += chances[n];
      if (sum >= share) return points[n + 1].date;
    }
    return points.back().date;
  };
  out.begin_object()
      .member("date", format(points[best + 1].date))
      .member("probability", chances[best])
      .member("low", format(at((1 - level) / 2)))
      .member("high", format(at((1 + level) / 2)))
      .end_object();
}

struct Phase {
  Date from;
  Date to;
  std::vector<double> values;
};

void write_phase(json::Writer& out, const Phase& phase) {
  out.begin_object()
      .member("from", format(phase.from))
      .member("to", format(phase.to))
      .member("n", static_cast<int>(phase.values.size()))
      .member("median", median(phase.values))
      .end_object();
}

void fill(Phase& phase, const std::vector<Point>& points) {
  for (const Point& point : points) {
    if (phase.from <= point.date && point.date <= phase.to) phase.values.push_back(point.value);
  }
}

// Weeks belong to the phase that their Monday lies in.
std::pair<Phase, Phase> phases_of(const Noted& noted, const Series& series,
                                  const std::optional<Date>& since) {
  const Date today = noted.today();
  const int days = noted.rules.change.contrast_days;
  const Date cut = since ? *since : today - (days - 1);
  Phase before{since ? series.points.front().date : cut - days, cut - 1, {}};
  Phase after{cut, today, {}};
  fill(before, series.points);
  fill(after, series.points);
  return {std::move(before), std::move(after)};
}

void write_phases(json::Writer& out, const Noted& noted, const Series& series,
                  const std::optional<Date>& since) {
  const auto [before, after] = phases_of(noted, series, since);
  const auto least = static_cast<std::size_t>(noted.rules.change.phase_weeks);
  const auto way =
      series.better == Better::lower ? insight::Better::lower : insight::Better::higher;
  const bool enough = before.values.size() >= least && after.values.size() >= least;
  const auto found = enough ? insight::contrast(before.values, after.values, way)
                            : Result<insight::PhaseContrast>(Error{"insight/too_few"});
  if (!found) {
    out.null();
    return;
  }
  const double away = insight::normal_limit(noted.rules.level) * found->tau_error;
  out.begin_object();
  write_phase(out.key("before"), before);
  write_phase(out.key("after"), after);
  out.member("tau_u", found->tau_u)
      .member("non_overlap", found->non_overlap)
      .member("low", std::max(-1.0, found->tau - away))
      .member("high", std::min(1.0, found->tau + away))
      .member("level", noted.rules.level)
      .end_object();
}

void write_sentence(json::Writer& out, const Series& series, int need) {
  const auto have = static_cast<std::int64_t>(series.points.size());
  if (series.state == State::too_early) {
    view::Sentence(out, "change.too_early")
        .with("what", series.what)
        .with("have", have)
        .with("need", need)
        .end();
  } else if (series.state == State::undecided) {
    view::Sentence(out, "change.undecided").with("what", series.what).with("n", have).end();
  } else {
    view::Sentence(out, series.trend.tau > 0 ? "change.rising" : "change.falling")
        .with("what", series.what)
        .with("n", have)
        .with_tenths("by", std::abs(series.trend.slope.value_or(0)))
        .end();
  }
}

void write_series(json::Writer& out, const Noted& noted, const Series& series,
                  const std::optional<Date>& since) {
  const int need = 2 * noted.rules.change.half_weeks;
  out.begin_object()
      .member("what", series.what)
      .member("better", name(series.better))
      .member("status", findings::name(series.state));
  write_sentence(out.key("sentence"), series, need);
  write_missing(out.key("missing"), {{"weeks", static_cast<int>(series.points.size()), need}});
  write_points(out.key("points"), series.points);
  out.member("slope", series.trend.slope);
  write_limits(out.key("limits"), series.trend.limits, noted.rules.level);
  out.member("tau", series.trend.tau).member("p", series.trend.p).key("direction");
  if (series.state == State::claim) {
    out.value(series.trend.tau > 0 ? "rising" : "falling");
  } else {
    out.null();
  }
  write_turn(out.key("turn"), series, noted.rules.level);
  write_phases(out.key("phases"), noted, series, since);
  series.basis.write(out);
  out.end_object();
}

}  // namespace

Result<std::string> change(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  std::optional<Date> since;
  const auto since_text = TRY(source.args.text("since"));
  if (!since_text.empty()) {
    const auto date = parse_date(since_text);
    if (!date) return view::Args::bad("since");
    since = *date;
  }
  std::vector<Series> all = series_of(noted);
  TRY(judge(noted, all));
  json::Writer out;
  out.begin_object().key("series").begin_array();
  for (const Series& series : all) write_series(out, noted, series, since);
  out.end_array().end_object();
  return out.take();
}

}  // namespace ajar::findings
