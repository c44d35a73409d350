// What helped most: closeness and return times around each practice against other days, and the
// person's own ratings beside them.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/insight/multiplicity.h"
#include "engine/insight/usual.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

constexpr double kMostHours = 168;  // a return later than a week is a week

// A practice and the days on which it was done.
struct Practice {
  std::set<std::int32_t> days;
  std::map<std::int32_t, const record::Record*> records;  // the first of each day
  std::map<int, int> ratings;
  void use(const record::Record& record) {
    const std::int32_t day = local_date(record.at).days;
    days.insert(day);
    records.try_emplace(day, &record);
  }
};
using Practices = std::map<std::string, Practice, std::less<>>;

template <class T>
void use_all(Practices& practices, const Noted& noted, std::string_view what) {
  for (const auto& [record, body] : until<T>(noted.journal, noted.now)) {
    if constexpr (requires { body->person; }) {
      if (noted.is_unsafe(body->person)) continue;
    }
    practices[std::string(what)].use(*record);
  }
}

bool is_kind(std::string_view what) {
  constexpr std::array<std::string_view, 6> kKinds = {"step",     "write", "protector",
                                                      "received", "gave",  "letter"};
  return std::find(kKinds.begin(), kKinds.end(), what) != kKinds.end();
}

Practices practices_of(const Noted& noted) {
  Practices practices;
  for (const auto& [record, body] : until<record::Step>(noted.journal, noted.now)) {
    const bool went =
        body->status == record::StepStatus::done || body->status == record::StepStatus::partly;
    if (went && !noted.is_unsafe(body->person)) practices["step"].use(*record);
  }
  use_all<record::Entry>(practices, noted, "write");
  use_all<record::Protector>(practices, noted, "protector");
  use_all<record::Received>(practices, noted, "received");
  use_all<record::Gave>(practices, noted, "gave");
  use_all<record::Letter>(practices, noted, "letter");
  for (const auto& [record, body] : until<record::Helped>(noted.journal, noted.now)) {
    Practice& practice = practices[body->what];
    ++practice.ratings[body->rating];
    // What has no record of its own was used when it was rated.
    if (!is_kind(body->what)) practice.use(*record);
  }
  return practices;
}

// ---------------------------------------------------------------- closeness

// How much closer the days from a day on were than those before it; where both are known.
std::map<std::int32_t, double> changes_of(const Noted& noted) {
  std::map<std::int32_t, std::pair<double, int>> days;
  for (const Moment& moment : noted.moments) {
    const auto close =
        moment.body->close_after ? moment.body->close_after : moment.body->close_before;
    if (!close) continue;
    auto& [sum, n] = days[moment.day];
    sum += *close;
    ++n;
  }
  const auto mean_of = [&](std::int32_t from, std::int32_t to) {
    double sum = 0;
    int n = 0;
    for (auto day = days.lower_bound(from); day != days.end() && day->first <= to; ++day) {
      sum += day->second.first;
      n += day->second.second;
    }
    return n == 0 ? std::nullopt : std::optional(sum / n);
  };
  const int reach = noted.rules.helped.days;
  std::map<std::int32_t, double> changes;
  if (days.empty()) return changes;
  for (std::int32_t day = days.begin()->first; day <= days.rbegin()->first; ++day) {
    const auto after = mean_of(day, day + reach - 1);
    const auto before = mean_of(day - reach, day - 1);
    if (after && before) changes.emplace(day, *after - *before);
  }
  return changes;
}

struct Values {
  std::vector<double> with;
  std::vector<double> others;
};

Values split(const std::map<std::int32_t, double>& changes, const std::set<std::int32_t>& days) {
  Values values;
  for (const auto& [day, change] : changes) {
    (days.contains(day) ? values.with : values.others).push_back(change);
  }
  return values;
}

// The least p that can be shown at the milestones of its uses so far.
double anytime(const std::map<std::int32_t, double>& changes, const std::set<std::int32_t>& days,
               double level) {
  std::vector<insight::Look> looks;
  Values values;
  for (const auto& [day, change] : changes) {
    const bool used = days.contains(day);
    (used ? values.with : values.others).push_back(change);
    const int uses = static_cast<int>(values.with.size());
    if (!used || insight::milestones_passed(uses) == insight::milestones_passed(uses - 1)) continue;
    const auto found = insight::difference(values.with, values.others, level);
    looks.push_back({uses, found ? found->p : 1});
  }
  return insight::anytime_p(looks).value_or(1);
}

// ---------------------------------------------------------------- coming back

// Hours from each withdrawal to coming back, by whether the practice was used in the days before.
Values returns_of(const Noted& noted, const Practice& practice) {
  Values values;
  for (const Moment& moment : noted.moments) {
    if (!moment.withdrew.value_or(false) || !moment.body->returned_at) continue;
    const std::int64_t seconds = moment.body->returned_at->seconds - moment.record->at.seconds;
    if (seconds < 0) continue;
    const double hours = std::min(kMostHours, static_cast<double>(seconds) / 3600);
    const auto use = practice.days.lower_bound(moment.day - noted.rules.helped.days + 1);
    const bool near = use != practice.days.end() && *use <= moment.day;
    (near ? values.with : values.others).push_back(hours);
  }
  return values;
}

// ---------------------------------------------------------------- one practice

struct Effect {
  insight::Difference difference;
  int uses = 0;
  int others = 0;
};

struct Finding {
  std::string_view what;
  const Practice* practice;
  std::optional<Effect> closeness;
  std::optional<Effect> back;
  double p = 1;
  State state = State::too_early;
};

std::optional<Effect> effect_of(const Values& values, const Rules& rules) {
  const auto least = static_cast<std::size_t>(rules.helped.uses);
  if (values.with.size() < least || values.others.size() < least) return std::nullopt;
  const auto found = insight::difference(values.with, values.others, rules.level);
  if (!found || !(found->error > 0)) return std::nullopt;
  return Effect{*found, static_cast<int>(values.with.size()),
                static_cast<int>(values.others.size())};
}

// Draws the effects of all practices toward each other.
Status pool(std::vector<Finding>& findings, std::optional<Effect> Finding::*which, double level) {
  std::vector<insight::Difference> all;
  for (const Finding& one : findings) {
    if (one.*which) all.push_back((one.*which)->difference);
  }
  const auto pooled = TRY(insight::pool_differences(all, level));
  std::size_t at = 0;
  for (Finding& one : findings) {
    if (one.*which) (one.*which)->difference = pooled[at++];
  }
  return ok();
}

Result<std::vector<Finding>> findings_of(const Noted& noted, const Practices& practices) {
  const auto changes = changes_of(noted);
  std::vector<Finding> findings;
  std::vector<double> p;
  for (const auto& [what, practice] : practices) {
    Finding one{what, &practice, {}, {}, 1, State::too_early};
    if (static_cast<int>(practice.days.size()) >= noted.rules.helped.uses) {
      one.state = State::undecided;
      one.closeness = effect_of(split(changes, practice.days), noted.rules);
      one.back = effect_of(returns_of(noted, practice), noted.rules);
      if (one.closeness) one.p = anytime(changes, practice.days, noted.rules.level);
    }
    p.push_back(one.p);
    findings.push_back(one);
  }
  TRY(pool(findings, &Finding::closeness, noted.rules.level));
  TRY(pool(findings, &Finding::back, noted.rules.level));
  const auto adjusted = TRY(insight::adjust(p, insight::Adjustment::benjamini_hochberg));
  for (std::size_t n = 0; n < findings.size(); ++n) {
    if (findings[n].closeness && adjusted[n] <= noted.rules.error.helped) {
      findings[n].state = State::claim;
    }
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.practice->days.size() > b.practice->days.size();
  });
  return findings;
}

void write_effect(json::Writer& out, const std::optional<Effect>& effect, double level) {
  if (!effect) {
    out.null();
    return;
  }
  out.begin_object()
      .member("difference", effect->difference.value)
      .member("low", effect->difference.limits.low)
      .member("high", effect->difference.limits.high)
      .member("level", level)
      .member("uses", effect->uses)
      .member("others", effect->others)
      .end_object();
}

void write_own(json::Writer& out, const Practice& practice) {
  int n = 0;
  int sum = 0;
  for (const auto& [rating, count] : practice.ratings) {
    n += count;
    sum += rating * count;
  }
  if (n == 0) {
    out.null();
    return;
  }
  out.begin_object()
      .member("n", n)
      .member("mean", static_cast<double>(sum) / n)
      .key("ratings")
      .begin_object();
  for (int rating = -2; rating <= 2; ++rating) {
    const auto found = practice.ratings.find(rating);
    out.member(std::to_string(rating), found == practice.ratings.end() ? 0 : found->second);
  }
  out.end_object().end_object();
}

void write_sentence(json::Writer& out, const Finding& one, int need) {
  const auto uses = static_cast<std::int64_t>(one.practice->days.size());
  if (one.state == State::too_early) {
    view::Sentence(out, "helped.too_early")
        .with("what", one.what)
        .with("uses", uses)
        .with("need", need)
        .end();
  } else if (one.state == State::undecided) {
    view::Sentence(out, "helped.undecided").with("what", one.what).with("uses", uses).end();
  } else {
    const double value = one.closeness->difference.value;
    view::Sentence(out, value > 0 ? "helped.closer" : "helped.farther")
        .with("what", one.what)
        .with_tenths("difference", std::abs(value))
        .with("uses", uses)
        .end();
  }
}

void write_finding(json::Writer& out, const Noted& noted, const Finding& one) {
  const int uses = static_cast<int>(one.practice->days.size());
  Basis basis;
  for (const auto& [day, record] : one.practice->records) basis.add(*record);
  out.begin_object().member("what", one.what).member("status", name(one.state));
  write_sentence(out.key("sentence"), one, noted.rules.helped.uses);
  write_missing(out.key("missing"), {{"uses", uses, noted.rules.helped.uses}});
  out.member("uses", uses);
  write_effect(out.key("closeness"), one.closeness, noted.rules.level);
  write_effect(out.key("return"), one.back, noted.rules.level);
  write_own(out.key("own"), *one.practice);
  basis.write(out);
  out.end_object();
}

}  // namespace

Result<std::string> helped(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  const Practices practices = practices_of(noted);
  const auto findings = TRY(findings_of(noted, practices));
  json::Writer out;
  out.begin_object()
      .member("looked_at", static_cast<int>(findings.size()))
      .key("practices")
      .begin_array();
  for (const Finding& one : findings) write_finding(out, noted, one);
  out.end_array().end_object();
  return out.take();
}

}  // namespace ajar::findings
