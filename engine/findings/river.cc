// The river of days: closeness and pleasantness over time, with gaps that nobody judges.
#include <algorithm>
#include <map>

#include "engine/findings/views.h"
#include "engine/findings/write.h"

namespace ajar::findings {
namespace {

constexpr std::size_t kNewest = 120;
constexpr int kMostDays = 730;
constexpr int kReach = 3;  // days to each side that a week's mean looks at

struct Sum {
  double sum = 0;
  double weight = 0;
  void add(double value, double by = 1) {
    sum += by * value;
    weight += by;
  }
  std::optional<double> mean() const {
    return weight > 0 ? std::optional(sum / weight) : std::nullopt;
  }
};

struct Day {
  Sum close;
  Sum pleasant;
  int moments = 0;
  Basis noted;
};
using AllDays = std::map<Date, Day>;

bool is_of_a_day(record::Kind kind) {
  return kind != record::Kind::person && kind != record::Kind::setting &&
         kind != record::Kind::plan && kind != record::Kind::questionnaire &&
         kind != record::Kind::unknown;
}

AllDays days_of(const Noted& noted) {
  AllDays days;
  for (const record::Record* record : noted.journal.timeline()) {
    if (noted.now.seconds < record->at.seconds) break;
    if (!is_of_a_day(record->kind)) continue;
    Day& day = days[local_date(record->at)];
    day.noted.add(*record);
    const auto* moment = record->get<record::Moment>();
    if (!moment) continue;
    ++day.moments;
    // Closeness as it was after a moment, or before it where that is all that was said.
    const auto close = moment->close_after ? moment->close_after : moment->close_before;
    if (close) day.close.add(*close);
    if (moment->mood) day.pleasant.add(moment->mood->pleasant);
  }
  return days;
}

// The mean of the days around, nearer ones counting more.
std::optional<double> week(const AllDays& days, Date middle, Sum Day::*what) {
  Sum all;
  const auto end = days.upper_bound(middle + kReach);
  for (auto day = days.lower_bound(middle - kReach); day != end; ++day) {
    const auto mean = (day->second.*what).mean();
    const int away = std::abs(day->first - middle);
    if (mean) all.add(*mean, 1.0 / (1 + away));
  }
  return all.mean();
}

struct Window {
  Date from;
  Date to;
};

// What was asked for; else as far back as the newest days with moments reach.
Result<Window> window_of(const Source& source, const AllDays& days, Date today) {
  const auto from_text = TRY(source.args.text("from"));
  const auto to_text = TRY(source.args.text("to"));
  Window window{today, today};
  if (!to_text.empty()) {
    const auto to = parse_date(to_text);
    if (!to) return view::Args::bad("to");
    window.to = *to;
  }
  if (!from_text.empty()) {
    const auto from = parse_date(from_text);
    if (!from || window.to < *from || window.to - *from > kMostDays) return view::Args::bad("from");
    window.from = *from;
    return window;
  }
  std::size_t found = 0;
  window.from = window.to;
  for (auto day = days.rbegin(); day != days.rend() && found < kNewest; ++day) {
    if (window.to < day->first || day->second.moments == 0) continue;
    if (window.to - day->first > kMostDays) break;
    window.from = day->first;
    ++found;
  }
  return window;
}

void write_gaps(json::Writer& out, const AllDays& days, const Window& window, int least) {
  out.begin_array();
  std::optional<Date> last;
  const auto gap = [&](Date next) {
    if (last && next - *last > least) {
      out.begin_object()
          .member("from", format(*last + 1))
          .member("to", format(next - 1))
          .member("days", next - *last - 1)
          .end_object();
    }
  };
  const auto end = days.upper_bound(window.to);
  for (auto day = days.lower_bound(window.from); day != end; ++day) {
    gap(day->first);
    last = day->first;
  }
  gap(window.to + 1);
  out.end_array();
}

void write_days(json::Writer& out, const AllDays& days, const Window& window) {
  out.begin_array();
  const auto end = days.upper_bound(window.to);
  for (auto day = days.lower_bound(window.from); day != end; ++day) {
    out.begin_object()
        .member("date", format(day->first))
        .member("n", day->second.moments)
        .member("noted", day->second.noted.n())
        .member("close", day->second.close.mean())
        .member("pleasant", day->second.pleasant.mean())
        .member("close_week", week(days, day->first, &Day::close))
        .member("pleasant_week", week(days, day->first, &Day::pleasant));
    day->second.noted.write_records(out.key("records"));
    out.end_object();
  }
  out.end_array();
}

}  // namespace

Result<std::string> river(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  const AllDays days = days_of(noted);
  const Window window = TRY(window_of(source, days, noted.today()));
  int moments = 0;
  const auto end = days.upper_bound(window.to);
  for (auto day = days.lower_bound(window.from); day != end; ++day) moments += day->second.moments;
  json::Writer out;
  out.begin_object();
  write_days(out.key("days"), days, window);
  write_gaps(out.key("gaps"), days, window, all_rules.gap_days);
  write_date(out.key("first"), days.empty() ? std::nullopt : std::optional(days.begin()->first));
  write_date(out.key("last"), days.empty() ? std::nullopt : std::optional(days.rbegin()->first));
  out.member("n", moments).end_object();
  return out.take();
}

}  // namespace ajar::findings
