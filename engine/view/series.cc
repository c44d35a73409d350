// The guided days of writing: where they stand, whether another page may follow, and what withholds
// them.
#include <algorithm>

#include "engine/safety/people.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using Page = journal::Item<record::Entry>;

constexpr std::string_view kBreakUp = "break_up";  // the situation of the vocabulary
constexpr std::string_view kHelped = "series";     // what a rating of these days is of

struct Series {
  Id id;  // the entry of the first day
  std::vector<Page> pages;
};

// All series, by their first page, oldest first. A page whose first one is gone stands for itself.
std::vector<Series> all_series(const journal::Journal& journal) {
  std::vector<Series> found;
  for (const Page& page : journal.all<record::Entry>()) {
    if (page.body->mode != record::EntryMode::series) continue;
    const Id id = page.body->series.value_or(page.record->id);
    const auto known =
        std::find_if(found.begin(), found.end(), [&](const Series& one) { return one.id == id; });
    if (known == found.end()) {
      found.push_back({id, {page}});
    } else {
      known->pages.push_back(page);
    }
  }
  return found;
}

bool worse_by(const record::Entry& page, int least) {
  return page.distress_before && page.distress_after &&
         *page.distress_after - *page.distress_before >= least;
}

// Why no further page follows; empty while one may.
std::string_view ended(const content::Practice::Series& rules, const Series& series, Date today) {
  int worse_in_a_row = 0;
  for (const Page& page : series.pages) {
    if (worse_by(*page.body, rules.worse)) return "distress";
    worse_in_a_row = worse_by(*page.body, 1) ? worse_in_a_row + 1 : 0;
    if (worse_in_a_row >= rules.worse_days) return "worse_days";
  }
  if (series.pages.size() >= static_cast<std::size_t>(rules.days)) return "done";
  const auto pause = today - local_date(series.pages.back().record->at);
  return pause > rules.pause_days ? "paused" : "";
}

void write_page(json::Writer& out, const Page& page, int day) {
  out.begin_object()
      .member("id", format(page.record->id))
      .member("at", format(page.record->at))
      .member("day", day)
      .member("before", page.body->distress_before)
      .member("after", page.body->distress_after)
      .member("seconds", page.body->seconds)
      .end_object();
}

void write_current(json::Writer& out, const Source& source, const Series& series) {
  const auto& rules = source.content.practice.series;
  const std::string_view why = ended(rules, series, source.args.today());
  const int written = static_cast<int>(series.pages.size());
  const bool today = local_date(series.pages.back().record->at) == source.args.today();
  out.begin_object().member("id", format(series.id)).key("pages").begin_array();
  for (int i = 0; i < written; ++i) {
    write_page(out, series.pages[static_cast<std::size_t>(i)], i + 1);
  }
  out.end_array();
  write_or_null(out.key("ended"), why);
  out.member("today", today).member("may_end", written >= rules.least_days).key("next");
  if (why.empty()) {
    out.value(written + 1);
  } else {
    out.null();
  }
  out.end_object();
}

// Moments of a break-up that is recent enough to withhold the series.
std::vector<Id> recent_break_ups(const Source& source) {
  std::vector<Id> ids;
  for (const auto& [record, body] : source.journal.all<record::Moment>()) {
    const auto& said = body->situations;
    if (std::find(said.begin(), said.end(), kBreakUp) == said.end()) continue;
    const auto age = source.args.today() - local_date(record->at);
    if (age <= source.content.practice.series.after_break_up_days) ids.push_back(record->id);
  }
  return ids;
}

// What the moments of some days said, without those with someone unsafe: of each number how often
// it was said, and the mean.
struct Days {
  Date from;
  Date to;
  int moments = 0;
  struct Mean {
    int n = 0;
    int sum = 0;
    void add(const std::optional<int>& value) {
      if (!value) return;
      ++n;
      sum += *value;
    }
  } urge, close, pleasant;
};

Days days_between(const Source& source, Date from, Date to) {
  const safety::People known = safety::people(source.journal);
  Days days{from, to, 0, {}, {}, {}};
  for (const auto& [record, body] : source.journal.all<record::Moment>()) {
    const Date day = local_date(record->at);
    if (day < from || to < day) continue;
    const safety::Person* person = body->person ? known.find(*body->person) : nullptr;
    if (person && person->standing == safety::Standing::unsafe) continue;
    ++days.moments;
    days.urge.add(body->urge);
    days.close.add(body->close_after ? body->close_after : body->close_before);
    days.pleasant.add(body->mood ? std::optional(body->mood->pleasant) : std::nullopt);
  }
  return days;
}

void write_mean(json::Writer& out, const Days::Mean& mean) {
  out.begin_object().member("n", mean.n).key("mean");
  if (mean.n == 0) {
    out.null();
  } else {
    out.value(static_cast<double>(mean.sum) / mean.n);
  }
  out.end_object();
}

void write_days(json::Writer& out, const Days& days) {
  out.begin_object()
      .member("from", format(days.from))
      .member("to", format(days.to))
      .member("moments", days.moments);
  write_mean(out.key("urge"), days.urge);
  write_mean(out.key("close"), days.close);
  write_mean(out.key("pleasant"), days.pleasant);
  out.end_object();
}

// Whether it was said since the last page how the days of writing were.
bool is_rated(const journal::Journal& journal, Date last) {
  for (const auto& [record, body] : journal.all<record::Helped>()) {
    if (body->what == kHelped && last <= local_date(record->at)) return true;
  }
  return false;
}

// The days after the last page beside as many before the first, once so many have passed.
void write_look_back(json::Writer& out, const Source& source, const Series& series) {
  const auto& rules = source.content.practice.series;
  const Date first = local_date(series.pages.front().record->at);
  const Date last = local_date(series.pages.back().record->at);
  const Date today = source.args.today();
  const std::int32_t passed = today - last;
  if (passed < rules.look_back_days) {
    out.null();
    return;
  }
  const bool rated = is_rated(source.journal, last);
  out.begin_object()
      .member("due", passed <= rules.look_back_until && !rated)
      .member("rated", rated);
  write_days(out.key("before"), days_between(source, first - rules.look_back_days, first - 1));
  write_days(out.key("after"), days_between(source, last + 1, last + rules.look_back_days));
  out.end_object();
}

}  // namespace

Result<std::string> series(const Source& source) {
  const auto all = all_series(source.journal);
  json::Writer out;
  out.begin_object().member("times", all.size()).key("current");
  if (all.empty()) {
    out.null().key("look_back").null();
  } else {
    write_current(out, source, all.back());
    write_look_back(out.key("look_back"), source, all.back());
  }
  write_ids(out.key("withheld"), recent_break_ups(source));
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
