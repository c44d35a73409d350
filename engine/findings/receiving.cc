// Is closeness easier, and mutual: the urge after receiving over time, giving beside receiving, and
// how much leans on one person.
#include <algorithm>
#include <array>
#include <map>

#include "engine/findings/trend.h"
#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

constexpr std::size_t kMostMonths = 12;
// Two series share the error of this question.
constexpr int kSeries = 2;

struct Received {
  const record::Record* record;
  int value;
};

struct Half {
  int n = 0;
  std::optional<double> median;
};

Half half_of(std::span<const Received> values) {
  if (values.empty()) return {};
  std::vector<double> numbers;
  for (const Received& one : values) numbers.push_back(one.value);
  return {static_cast<int>(values.size()), median(std::move(numbers))};
}

void write_half(json::Writer& out, const Half& half) {
  out.begin_object().member("n", half.n).member("median", half.median).end_object();
}

void write_sentence(json::Writer& out, std::string_view what, State state, const Trend& trend,
                    const Half& early, const Half& late, int need) {
  const std::string prefix = "receiving." + std::string(what) + ".";
  const int n = early.n + late.n;
  if (state == State::too_early) {
    view::Sentence(out, prefix + "too_early").with("have", n).with("need", 2 * need).end();
  } else if (state == State::undecided) {
    view::Sentence(out, prefix + "undecided").with("n", n).end();
  } else {
    view::Sentence(out, prefix + (trend.tau < 0 ? "falling" : "rising"))
        .with_tenths("early", early.median.value_or(0))
        .with_tenths("late", late.median.value_or(0))
        .with("n", n)
        .end();
  }
}

void write_series(json::Writer& out, const Noted& noted, std::string_view what,
                  const std::vector<Received>& values) {
  const int need = noted.rules.receiving.half;
  Weeks weeks;
  Basis basis;
  for (const Received& one : values) {
    weeks.add(local_date(one.record->at), one.value);
    basis.add(*one.record);
  }
  const auto points = weeks.medians();
  const std::size_t middle = values.size() / 2;
  const Half early = half_of(std::span(values).first(middle));
  const Half late = half_of(std::span(values).subspan(middle));
  State state = State::too_early;
  Trend trend;
  const double error = noted.rules.error.receiving / kSeries;
  if (early.n >= need && late.n >= need) {
    state = State::undecided;
    trend = trend_of(points, static_cast<std::size_t>(need), error, noted.rules.level);
    if (trend.p <= error && trend.tau != 0) state = State::claim;
  }
  out.begin_object().member("status", name(state));
  write_sentence(out.key("sentence"), what, state, trend, early, late, need);
  write_missing(out.key("missing"), {{"early", early.n, need}, {"late", late.n, need}});
  write_points(out.key("points"), points);
  out.member("slope", trend.slope);
  write_limits(out.key("limits"), trend.limits, noted.rules.level);
  write_half(out.key("early"), early);
  write_half(out.key("late"), late);
  basis.write(out);
  out.end_object();
}

std::string month_of(const LocalTime& at) {
  return format(local_date(at)).substr(0, 7);
}

void write_balance(json::Writer& out, const Noted& noted) {
  struct Month {
    int gave = 0;
    int received = 0;
  };
  std::map<std::string, Month> months;
  std::vector<const record::Record*> records;
  Month all;
  for (const auto& [record, body] : until<record::Gave>(noted.journal, noted.now)) {
    if (noted.is_unsafe(body->person)) continue;
    ++months[month_of(record->at)].gave;
    ++all.gave;
    records.push_back(record);
  }
  for (const auto& [record, body] : until<record::Received>(noted.journal, noted.now)) {
    if (noted.is_unsafe(body->person)) continue;
    ++months[month_of(record->at)].received;
    ++all.received;
    records.push_back(record);
  }
  std::sort(records.begin(), records.end(), [](const record::Record* a, const record::Record* b) {
    return std::tie(a->at, a->id) < std::tie(b->at, b->id);
  });
  Basis basis;
  for (const record::Record* record : records) basis.add(*record);
  while (months.size() > kMostMonths) months.erase(months.begin());
  // Counts are what they are: once there is one of each they can stand side by side.
  const bool both = all.gave > 0 && all.received > 0;
  const State state = both ? State::claim : State::too_early;
  out.begin_object().member("status", name(state));
  view::Sentence(out.key("sentence"), both ? "receiving.balance" : "receiving.balance.too_early")
      .with("gave", all.gave)
      .with("received", all.received)
      .end();
  write_missing(out.key("missing"), {{"with", std::min(all.gave, all.received), 1}});
  out.member("gave", all.gave).member("received", all.received).key("months").begin_array();
  for (const auto& [month, counts] : months) {
    out.begin_object()
        .member("month", month)
        .member("gave", counts.gave)
        .member("received", counts.received)
        .end_object();
  }
  out.end_array();
  basis.write(out);
  out.end_object();
}

struct Shares {
  std::map<Id, int> steps;
  Basis basis;
  std::optional<Id> most;
  insight::Proportion share;
};

Shares shares_of(const Noted& noted) {
  Shares shares;
  const Date first = noted.today() - 7 * noted.rules.receiving.one_person_weeks;
  for (const auto& [record, body] : until<record::Step>(noted.journal, noted.now)) {
    const bool went =
        body->status == record::StepStatus::done || body->status == record::StepStatus::partly;
    if (!went || !body->person || noted.is_unsafe(body->person)) continue;
    if (local_date(record->at) < first) continue;
    ++shares.steps[*body->person];
    shares.basis.add(*record);
  }
  for (const auto& [id, count] : shares.steps) {
    if (count <= shares.share.successes) continue;
    shares.share.successes = count;
    shares.most = id;
  }
  shares.share.trials = shares.basis.n();
  return shares;
}

// Sliding into leaning on one person alone: said of what was recorded, and with no label.
void write_one_person(json::Writer& out, const Noted& noted) {
  const auto& rules = noted.rules.receiving;
  const Shares shares = shares_of(noted);
  const int n = shares.basis.n();
  State state = State::too_early;
  if (n >= rules.one_person_steps) {
    state = shares.share.successes >= rules.one_person * n ? State::claim : State::undecided;
  }
  const auto* person = shares.most ? noted.journal.get<record::Person>(*shares.most) : nullptr;
  out.begin_object().member("status", name(state)).key("sentence");
  if (state == State::too_early) {
    view::Sentence(out, "receiving.one_person.too_early")
        .with("have", n)
        .with("need", rules.one_person_steps)
        .end();
  } else if (state == State::undecided) {
    view::Sentence(out, "receiving.one_person.undecided")
        .with("people", static_cast<std::int64_t>(shares.steps.size()))
        .with("n", n)
        .end();
  } else {
    view::Sentence(out, "receiving.one_person.claim")
        .with("person", person ? std::string_view(person->alias) : std::string_view())
        .with("number", shares.share.successes)
        .with("n", n)
        .end();
  }
  write_missing(out.key("missing"), {{"uses", n, rules.one_person_steps}});
  view::write_person(out.key("person"), noted.journal, shares.most);
  out.key("share").begin_object();
  write_count(out, shares.share, noted.rules.level);
  out.end_object();
  shares.basis.write(out);
  out.end_object();
}

}  // namespace

Result<std::string> receiving(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  std::vector<Received> urges;
  std::vector<Received> absorbed;
  for (const auto& [record, body] : until<record::Received>(source.journal, noted.now)) {
    if (noted.is_unsafe(body->person)) continue;
    if (body->urge) urges.push_back({record, *body->urge});
    if (body->absorbed) absorbed.push_back({record, *body->absorbed});
  }
  json::Writer out;
  out.begin_object();
  write_series(out.key("urge"), noted, "urge", urges);
  write_series(out.key("absorbed"), noted, "absorbed", absorbed);
  write_balance(out.key("balance"), noted);
  write_one_person(out.key("one_person"), noted);
  out.end_object();
  return out.take();
}

}  // namespace ajar::findings
