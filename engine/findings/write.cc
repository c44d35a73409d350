// The parts of write.h.
#include "engine/findings/write.h"

#include <algorithm>

namespace ajar::findings {

std::string_view name(State state) {
  switch (state) {
    case State::too_early:
      return "too_early";
    case State::undecided:
      return "undecided";
    case State::claim:
      break;
  }
  return "claim";
}

std::optional<Date> Basis::first() const {
  return records_.empty() ? std::nullopt : std::optional(local_date(records_.front()->at));
}

std::optional<Date> Basis::last() const {
  return records_.empty() ? std::nullopt : std::optional(local_date(records_.back()->at));
}

void Basis::write(json::Writer& out, int n) const {
  out.member("n", n);
  write_date(out.key("from"), first());
  write_date(out.key("to"), last());
  write_records(out.key("records"));
}

void Basis::write_records(json::Writer& out) const {
  out.begin_array();
  const std::size_t count = std::min(records_.size(), kMostRecords);
  for (std::size_t at = 0; at < count; ++at) {
    out.value(format(records_[records_.size() - 1 - at]->id));
  }
  out.end_array();
}

bool any_short(const std::vector<Missing>& missing) {
  return std::any_of(missing.begin(), missing.end(),
                     [](const Missing& one) { return one.have < one.need; });
}

void write_missing(json::Writer& out, const std::vector<Missing>& missing) {
  out.begin_array();
  for (const Missing& one : missing) {
    if (one.have >= one.need) continue;
    out.begin_object()
        .member("what", one.what)
        .member("have", one.have)
        .member("need", one.need)
        .end_object();
  }
  out.end_array();
}

void write_limits(json::Writer& out, const std::optional<insight::Interval>& limits, double level) {
  if (!limits) {
    out.null();
    return;
  }
  out.begin_object()
      .member("low", limits->low)
      .member("high", limits->high)
      .member("level", level)
      .end_object();
}

void write_count(json::Writer& out, insight::Proportion seen, double level) {
  out.member("n", seen.successes).member("of", seen.trials);
  const auto limits = insight::wilson(seen, level);
  if (seen.trials == 0 || !limits) {
    out.key("rate").null().key("low").null().key("high").null();
    return;
  }
  out.member("rate", static_cast<double>(seen.successes) / seen.trials)
      .member("low", limits->low)
      .member("high", limits->high);
}

void write_date(json::Writer& out, const std::optional<Date>& date) {
  if (date) {
    out.value(format(*date));
  } else {
    out.null();
  }
}

}  // namespace ajar::findings
