// The verdicts of pattern.h.
#include "engine/insight/pattern.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/insight/binomial.h"
#include "engine/insight/detail.h"
#include "engine/insight/repetition.h"

namespace ajar::insight {
namespace {

Status check(std::span<const Occasion> occasions, const PatternRules& rules) {
  if (occasions.size() > most_occasions) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_occasions)};
  }
  if (!(rules.certainty > 0.5 && rules.certainty < 1)) {
    return Error{.code = "insight/bad_level", .detail = detail(rules.certainty)};
  }
  const PatternRules least;
  if (rules.least_occasions < least.least_occasions || rules.least_days < least.least_days ||
      rules.least_relationships < least.least_relationships) {
    return Error{.code = "insight/bad_count", .field = "rules"};
  }
  if (!std::isfinite(rules.threshold) || !std::isfinite(rules.memory_days)) {
    return Error{.code = "insight/not_finite"};
  }
  for (std::size_t n = 0; n < occasions.size(); ++n) {
    if (std::isfinite(occasions[n].value)) continue;
    return Error{.code = "insight/not_finite", .field = "occasions[" + std::to_string(n) + "]"};
  }
  return ok();
}

// n² / Σᵢⱼ ρᵢⱼ, as a share of n. `occasions` are in order of time, so each sum over those before is
// the last one, faded: linear in n.
double worth(std::span<const Occasion> occasions, double memory_days) {
  if (memory_days <= 0) return 1;
  const double n = static_cast<double>(occasions.size());
  double all = n;
  double before = 0;
  for (std::size_t at = 1; at < occasions.size(); ++at) {
    const double days = static_cast<double>(occasions[at].day) - occasions[at - 1].day;
    before = (before + 1) * std::exp(-days / memory_days);
    all += 2 * before;
  }
  return n / all;
}

bool has_minimum(const RelationshipPattern& one, const PatternRules& rules) {
  const auto days = static_cast<long long>(one.last_day) - one.first_day;
  return one.occasions >= rules.least_occasions && days >= rules.least_days;
}

// `occasions` are those of one relationship in order of time; at least one.
Result<RelationshipPattern> judge(std::span<const Occasion> occasions, const PatternRules& rules) {
  RelationshipPattern found;
  found.relationship = occasions.front().relationship;
  found.first_day = occasions.front().day;
  found.last_day = occasions.back().day;
  found.occasions = static_cast<int>(occasions.size());
  Repetition repetition;
  for (const Occasion& occasion : occasions) {
    const bool high = occasion.value >= rules.threshold;
    found.high += high ? 1 : 0;
    repetition.add(high);
  }
  const double share = std::min(repetition.share(), worth(occasions, rules.memory_days));
  found.effective = share * found.occasions;
  const Beta belief{0.5 + share * found.high, 0.5 + share * (found.occasions - found.high)};
  found.probability = TRY(probability_above(belief, 0.5));
  found.share = TRY(beta_interval(belief, rules.certainty));
  if (!has_minimum(found, rules)) return found;
  if (found.probability >= rules.certainty) found.verdict = PatternVerdict::pattern;
  if (found.probability <= 1 - rules.certainty) found.verdict = PatternVerdict::one_off;
  return found;
}

void judge_in_general(Patterns& all, const PatternRules& rules) {
  int met = 0;
  int with = 0;
  int without = 0;
  double each = 1;
  for (const RelationshipPattern& one : all.relationships) {
    if (!has_minimum(one, rules)) continue;
    met += 1;
    with += one.verdict == PatternVerdict::pattern ? 1 : 0;
    without += one.verdict == PatternVerdict::one_off ? 1 : 0;
    each *= one.probability;
  }
  if (met < rules.least_relationships) return;
  all.probability = each;
  if (each >= rules.certainty) all.general = GeneralVerdict::general;
  if (with > 0 && without > 0) all.general = GeneralVerdict::in_some;
  if (without == met) all.general = GeneralVerdict::one_off;
}

}  // namespace

Result<Patterns> patterns(std::span<const Occasion> occasions, const PatternRules& rules) {
  TRY(check(occasions, rules));
  std::vector<Occasion> sorted(occasions.begin(), occasions.end());
  std::sort(sorted.begin(), sorted.end(), [](const Occasion& a, const Occasion& b) {
    if (a.relationship != b.relationship) return a.relationship < b.relationship;
    return a.day != b.day ? a.day < b.day : a.value < b.value;
  });
  Patterns all;
  for (auto from = sorted.begin(); from != sorted.end();) {
    const auto end = std::find_if(from, sorted.end(), [&](const Occasion& one) {
      return one.relationship != from->relationship;
    });
    all.relationships.push_back(TRY(judge({from, end}, rules)));
    from = end;
  }
  judge_in_general(all, rules);
  return all;
}

}  // namespace ajar::insight
