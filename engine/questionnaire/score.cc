// The arithmetic of score.h.
#include "engine/questionnaire/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ajar::questionnaire {
namespace {

// One in so many items of a scale may be left out. That is part of what a score is and no threshold
// for a claim: the same for every instrument, person and language, or scores would not be
// comparable.
constexpr int kOneIn = 5;

// The mean or sum of what was answered, the rest taken to be like it.
double value_of(const Scale& scale, double sum, double answered) {
  if (scale.rule == Rule::mean) return sum / answered;
  return sum * static_cast<double>(scale.items.size()) / answered;
}

bool holds_for(const Steadiness& one, std::string_view about) {
  return one.about.empty() ||
         std::find(one.about.begin(), one.about.end(), about) != one.about.end();
}

const Norm* norm_of(const Instrument& instrument, const Scale& scale) {
  for (const Norm& one : instrument.norms) {
    if (one.scale == scale.id) return &one;
  }
  return nullptr;
}

// The best published figure of one of two kinds: retest, or the first of latent and alpha.
const Steadiness* steadiness_of(const Instrument& instrument, const Scale& scale,
                                std::string_view about, bool retest) {
  const Steadiness* best = nullptr;
  for (const Steadiness& one : instrument.steadiness) {
    if (one.scale != scale.id || !holds_for(one, about)) continue;
    if ((one.kind == SteadinessKind::retest) != retest) continue;
    if (best == nullptr || one.kind < best->kind) best = &one;
  }
  return best;
}

std::optional<Trust> finish(Trust trust, double level) {
  const auto kind = trust.kind == SteadinessKind::retest
                        ? insight::ReliabilityKind::retest
                        : insight::ReliabilityKind::internal_consistency;
  const auto error = insight::measurement_error(trust.deviation, {kind, trust.reliability});
  if (!error) return std::nullopt;
  const auto bar = insight::reliable_change(0, 0, *error, level);
  if (!bar) return std::nullopt;  // a reliability of 1 leaves no error to compare with
  trust.error = *error;
  trust.bar = bar->bar;
  return trust;
}

}  // namespace

bool takes_away(const Scale& scale) {
  return scale.rule == Rule::sum && std::any_of(scale.items.begin(), scale.items.end(),
                                                [](const ScaleItem& item) { return item.turned; });
}

bool enough(const Scale& scale, int answered) {
  const int of = static_cast<int>(scale.items.size());
  const int missing = of - answered;
  if (answered <= 0) return false;
  return takes_away(scale) ? missing == 0 : missing * kOneIn <= of;
}

std::vector<ScaleScore> score(const Instrument& instrument, std::span<const double> answers) {
  std::vector<ScaleScore> scores;
  for (const Scale& scale : instrument.scales) {
    ScaleScore one{&scale, {}, 0, static_cast<int>(scale.items.size())};
    double sum = 0;
    for (const ScaleItem& item : scale.items) {
      const auto at = static_cast<std::size_t>(item.number) - 1;
      if (at >= answers.size()) continue;
      const double answer = answers[at];
      if (!(answer >= instrument.low && answer <= instrument.high)) continue;
      ++one.answered;
      const double turned =
          scale.rule == Rule::mean ? instrument.low + instrument.high - answer : -answer;
      sum += item.turned ? turned : answer;
    }
    if (enough(scale, one.answered)) one.value = value_of(scale, sum, one.answered);
    scores.push_back(one);
  }
  return scores;
}

RowScorer::RowScorer(const Instrument& instrument) {
  for (const Scale& scale : instrument.scales) {
    const double both = scale.rule == Rule::mean ? instrument.low + instrument.high : 0;
    Part part{&scale, {}, {}, both, 0, static_cast<double>(scale.items.size())};
    for (const ScaleItem& item : scale.items) {
      (item.turned ? part.turned : part.plain).push_back(static_cast<std::size_t>(item.number) - 1);
    }
    part.offset = both * static_cast<double>(part.turned.size());
    parts_.push_back(std::move(part));
  }
}

namespace {

// Four sums side by side: one alone would wait for itself at each addition.
double sum_at(const double* answers, const std::vector<std::size_t>& places) {
  double sums[4] = {0, 0, 0, 0};
  std::size_t n = 0;
  for (; n + 4 <= places.size(); n += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += answers[places[n + k]];
  }
  for (; n < places.size(); ++n) sums[0] += answers[places[n]];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

void RowScorer::score(const double* answers, double* scores) const {
  for (const Part& part : parts_) {
    const double sum = part.offset + sum_at(answers, part.plain) - sum_at(answers, part.turned);
    // Nothing is left out of most rows, and then the sum is a number.
    *scores++ = sum == sum ? value_of(*part.scale, sum, part.of) : score_with_gaps(part, answers);
  }
}

double RowScorer::score_with_gaps(const Part& part, const double* answers) const {
  int answered = 0;
  double sum = 0;
  const auto take = [&](double answer, double turned) {
    if (answer != answer) return;
    sum += turned;
    ++answered;
  };
  for (const std::size_t item : part.plain) take(answers[item], answers[item]);
  for (const std::size_t item : part.turned) take(answers[item], part.both - answers[item]);
  return enough(*part.scale, answered) ? value_of(*part.scale, sum, answered)
                                       : std::numeric_limits<double>::quiet_NaN();
}

void score_rows(const Instrument& instrument, std::span<const double> answers,
                std::span<double> scores) {
  const RowScorer scorer(instrument);
  const auto items = static_cast<std::size_t>(instrument.items);
  const std::size_t rows = items == 0 ? 0 : answers.size() / items;
  for (std::size_t row = 0; row < rows; ++row) {
    scorer.score(answers.data() + row * items, scores.data() + row * scorer.scales());
  }
}

Trusts trust(const Instrument& instrument, const Scale& scale, std::string_view about,
             const OwnFigures& own, double level) {
  Trusts found;
  Trust base;
  if (own.deviation) {
    base.deviation = *own.deviation;
    base.deviation_source = {Known::own, {}};
  } else if (const Norm* norm = norm_of(instrument, scale)) {
    base.deviation = norm->deviation;
    base.deviation_source = norm->source;
  } else {
    return found;
  }
  const auto published = [&](const Steadiness& one) {
    Trust trust = base;
    trust.kind = one.kind;
    trust.reliability = one.value;
    trust.days = one.days;
    trust.source = one.source;
    return finish(trust, level);
  };
  if (own.retest) {
    Trust trust = base;
    trust.reliability = *own.retest;
    trust.source = {Known::own, {}};
    found.retest = finish(trust, level);
  } else if (const auto* one = steadiness_of(instrument, scale, about, true)) {
    found.retest = published(*one);
  }
  if (const auto* one = steadiness_of(instrument, scale, about, false)) {
    found.looser = published(*one);
  }
  return found;
}

std::string_view name(Verdict verdict) {
  constexpr std::array<std::string_view, 4> kNames = {"noise", "open", "beyond", "unknown"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Change change(double earlier, double later, const Trusts& trusts, double level) {
  Change found{later - earlier, Verdict::unknown, {}};
  const auto& deciding = trusts.retest ? trusts.retest : trusts.looser;
  if (!deciding) return found;
  const auto against = insight::reliable_change(earlier, later, deciding->error, level);
  if (!against) return found;
  found.against = *against;
  if (!against->beyond) {
    found.verdict = Verdict::noise;
  } else {
    found.verdict = trusts.retest ? Verdict::beyond : Verdict::open;
  }
  return found;
}

}  // namespace ajar::questionnaire
