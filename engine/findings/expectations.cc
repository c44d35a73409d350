// What was feared and what happened: each story, and from five on the gap and its calibration.
#include <algorithm>
#include <cmath>

#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/insight/calibration.h"
#include "engine/insight/multiplicity.h"
#include "engine/insight/usual.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

constexpr std::size_t kMostDumbbells = 60;
// Beliefs are set on a scale that is read to about five points.
constexpr double kReadTo = 5;

struct Settled {
  const record::Record* record;
  const record::Step* body;
  bool came_true;
  double belief() const { return *body->belief; }
  double after() const { return *body->belief_after; }
};

// Steps with both beliefs in the order in which they were settled.
std::vector<Settled> settled_of(const Noted& noted) {
  std::vector<Settled> settled;
  for (const auto& [record, body] : until<record::Step>(noted.journal, noted.now)) {
    if (body->status == record::StepStatus::planned || !body->belief || !body->belief_after) {
      continue;
    }
    if (noted.is_unsafe(body->person)) continue;
    settled.push_back({record, body, *body->belief_after >= noted.rules.expectations.came_true});
  }
  return settled;
}

void write_dumbbell(json::Writer& out, const Noted& noted, const Settled& one) {
  out.begin_object()
      .member("id", format(one.record->id))
      .member("at", format(one.body->settled_at.value_or(one.record->at)));
  view::write_or_null(out.key("ladder"), one.body->ladder);
  view::write_or_null(out.key("own"), one.body->own);
  view::write_person(out.key("person"), noted.journal, one.body->person);
  out.member("belief", *one.body->belief)
      .member("belief_after", *one.body->belief_after)
      .member("came_true", one.came_true)
      .end_object();
}

std::string_view direction(State state, double gap) {
  if (state == State::too_early) return "too_early";
  if (state == State::undecided) return "undecided";
  return gap > 0 ? "less" : "more";
}

Status write_gap(json::Writer& out, const Noted& noted, const std::vector<Settled>& settled,
                 const Basis& basis) {
  const int need = noted.rules.expectations.predictions;
  std::vector<double> gaps;
  for (const Settled& one : settled) gaps.push_back(one.belief() - one.after());
  State state = State::too_early;
  std::optional<insight::Mean> mean;
  if (basis.n() >= need) {
    mean = TRY(insight::mean_with_limits(gaps, noted.rules.level));
    const double p = TRY(insight::anytime_mean_p(gaps, kReadTo));
    // Two questions share the error: the gap and its calibration.
    state = 2 * p <= noted.rules.error.expectations ? State::claim : State::undecided;
  }
  const double value = mean ? mean->value : 0;
  out.begin_object().member("status", name(state));
  const std::string id = "expectations.gap." + std::string(direction(state, value));
  if (state == State::too_early) {
    view::Sentence(out.key("sentence"), id).with("have", basis.n()).with("need", need).end();
  } else {
    view::Sentence(out.key("sentence"), id)
        .with("points", static_cast<std::int64_t>(std::lround(std::fabs(value))))
        .with("n", basis.n())
        .end();
  }
  write_missing(out.key("missing"), {{"predictions", basis.n(), need}});
  out.member("mean", mean ? std::optional(mean->value) : std::nullopt);
  write_limits(out.key("limits"), mean ? std::optional(mean->limits) : std::nullopt,
               noted.rules.level);
  basis.write(out);
  out.end_object();
  return ok();
}

// Whether outcomes keep to beliefs: the p of each milestone is two-sided from Jeffreys' posterior
// of the rate that came true against the mean belief.
double anytime_calibration_p(const std::vector<Settled>& settled) {
  std::vector<insight::Look> looks;
  double beliefs = 0;
  int happened = 0;
  for (std::size_t n = 1; n <= settled.size(); ++n) {
    beliefs += settled[n - 1].belief() / 100;
    happened += settled[n - 1].came_true ? 1 : 0;
    const int exposures = static_cast<int>(n);
    if (insight::milestones_passed(exposures) == insight::milestones_passed(exposures - 1)) {
      continue;
    }
    const auto posterior = insight::jeffreys_posterior({happened, exposures});
    const auto above = posterior ? insight::probability_above(*posterior, beliefs / exposures)
                                 : Result<double>(0.5);
    const double p = above ? 2 * std::min(*above, 1 - *above) : 1;
    looks.push_back({exposures, std::clamp(p, 0.0, 1.0)});
  }
  return insight::anytime_p(looks).value_or(1);
}

void write_bins(json::Writer& out, const insight::Calibration& found) {
  out.begin_array();
  for (const insight::CalibrationBin& bin : found.bins) {
    out.begin_object()
        .member("from", 100 * bin.from)
        .member("to", 100 * bin.to)
        .member("n", bin.predictions)
        .member("came_true", bin.happened);
    out.key("mean_belief");
    if (bin.predictions > 0) {
      out.value(100 * bin.mean_belief);
    } else {
      out.null();
    }
    out.member("low", bin.limits ? std::optional(bin.limits->low) : std::nullopt)
        .member("high", bin.limits ? std::optional(bin.limits->high) : std::nullopt)
        .end_object();
  }
  out.end_array();
}

void write_calibration_sentence(json::Writer& out, State state, const insight::Calibration* found,
                                int have, int need) {
  if (!found) {
    view::Sentence(out, "expectations.calibration.too_early")
        .with("have", have)
        .with("need", need)
        .end();
    return;
  }
  const double mean = found->mean_gap + static_cast<double>(found->happened) / found->predictions;
  const std::string id =
      "expectations.calibration." + std::string(direction(state, found->mean_gap));
  view::Sentence(out, id)
      .with("came_true", found->happened)
      .with("of", found->predictions)
      .with("believed", static_cast<std::int64_t>(std::lround(mean * found->predictions)))
      .end();
}

void write_numbers(json::Writer& out, const insight::Calibration* found, double level) {
  out.key("came_true").begin_object();
  write_count(
      out, found ? insight::Proportion{found->happened, found->predictions} : insight::Proportion{},
      level);
  out.end_object();
  if (!found) {
    for (const char* member : {"mean_belief", "overestimate", "limits", "brier", "brier_at_rate"}) {
      out.key(member).null();
    }
    out.key("bins").begin_array().end_array();
    return;
  }
  const double rate = static_cast<double>(found->happened) / found->predictions;
  out.member("mean_belief", 100 * (found->mean_gap + rate)).member("overestimate", found->mean_gap);
  write_limits(out.key("limits"), found->gap_limits, level);
  out.member("brier", found->brier).member("brier_at_rate", found->brier_at_rate);
  write_bins(out.key("bins"), *found);
}

Status write_calibration(json::Writer& out, const Noted& noted, const std::vector<Settled>& settled,
                         const Basis& basis) {
  const auto& rules = noted.rules.expectations;
  State state = State::too_early;
  std::optional<insight::Calibration> found;
  if (basis.n() >= rules.predictions) {
    std::vector<insight::Prediction> predictions;
    for (const Settled& one : settled) predictions.push_back({one.belief() / 100, one.came_true});
    found = TRY(insight::calibrate(predictions, rules.bins, noted.rules.level));
    const double p = anytime_calibration_p(settled);
    state = 2 * p <= noted.rules.error.expectations ? State::claim : State::undecided;
  }
  const insight::Calibration* known = found ? &*found : nullptr;
  out.begin_object().member("status", name(state));
  write_calibration_sentence(out.key("sentence"), state, known, basis.n(), rules.predictions);
  write_missing(out.key("missing"), {{"predictions", basis.n(), rules.predictions}});
  write_numbers(out, known, noted.rules.level);
  basis.write(out);
  out.end_object();
  return ok();
}

}  // namespace

Result<std::string> expectations(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  const auto settled = settled_of(noted);
  Basis basis;
  for (const Settled& one : settled) basis.add(*one.record);
  json::Writer out;
  out.begin_object().key("dumbbells").begin_array();
  for (std::size_t at = settled.size() - std::min(settled.size(), kMostDumbbells);
       at < settled.size(); ++at) {
    write_dumbbell(out, noted, settled[at]);
  }
  out.end_array();
  TRY(write_gap(out.key("gap"), noted, settled, basis));
  TRY(write_calibration(out.key("calibration"), noted, settled, basis));
  out.end_object();
  return out.take();
}

}  // namespace ajar::findings
