// The findings of situations.h.
#include "engine/insight/situations.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/insight/multiplicity.h"
#include "engine/insight/pooling.h"
#include "engine/insight/repetition.h"

namespace ajar::insight {
namespace {

std::string place(std::size_t n) {
  return "moments[" + std::to_string(n) + "]";
}

Status check(std::span<const Moment> moments, const SituationRules& rules) {
  if (moments.size() > most_moments) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_moments)};
  }
  if (!is_level(rules.error)) {
    return Error{.code = "insight/bad_level", .field = "error"};
  }
  if (!is_level(rules.level)) return Error{.code = "insight/bad_level", .field = "level"};
  if (rules.least_moments < SituationRules{}.least_moments) {
    return Error{.code = "insight/bad_count", .field = "least_moments"};
  }
  for (std::size_t n = 0; n < moments.size(); ++n) {
    if (n > 0 && moments[n].day < moments[n - 1].day) {
      return Error{.code = "insight/bad_order", .field = place(n)};
    }
    for (const int situation : moments[n].situations) {
      if (situation >= 0 && situation < most_situations) continue;
      return Error{.code = "insight/bad_count",
                   .field = place(n) + ".situations",
                   .detail = std::to_string(situation)};
    }
  }
  return ok();
}

Proportion less(Proportion all, Proportion part) {
  return {all.successes - part.successes, all.trials - part.trials};
}

Beta shrunk(Proportion seen, double share) {
  return {0.5 + share * seen.successes, 0.5 + share * (seen.trials - seen.successes)};
}

// One situation while the moments go by.
struct Watch {
  SituationFinding finding;
  std::vector<Look> looks;
};

struct Life {
  Proportion all;
  Repetition repetition;
  std::array<Watch, most_situations> watches;
};

Result<double> higher(const SituationFinding& one, double share) {
  return probability_greater(shrunk(one.with, share), shrunk(one.without, share));
}

// A moment in one of its situations; `without` and `share` are those of now.
Status watch(Watch& one, const Life& life, int day, int least_moments) {
  SituationFinding& now = one.finding;
  now.last_day = day;
  now.without = less(life.all, now.with);
  if (now.with.trials < least_moments || now.without.trials < least_moments) return ok();
  const int passed = milestones_passed(now.with.trials);
  const int before = one.looks.empty() ? 0 : milestones_passed(one.looks.back().exposures);
  if (passed == before) return ok();
  const double p = 1 - TRY(higher(now, life.repetition.share()));
  one.looks.push_back({now.with.trials, std::clamp(p, 0.0, 1.0)});
  return ok();
}

Status live(Life& life, const Moment& moment, int least_moments) {
  std::vector<int> named = moment.situations;
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  life.repetition.add(moment.withdrew);
  life.all.trials += 1;
  life.all.successes += moment.withdrew ? 1 : 0;
  for (const int situation : named) {
    Watch& one = life.watches[static_cast<std::size_t>(situation)];
    if (one.finding.with.trials == 0) one.finding.first_day = moment.day;
    one.finding.situation = situation;
    one.finding.with.trials += 1;
    one.finding.with.successes += moment.withdrew ? 1 : 0;
    TRY(watch(one, life, moment.day, least_moments));
  }
  return ok();
}

Status add_rates(std::vector<SituationFinding>& findings, const SituationRules& rules) {
  std::vector<Proportion> groups;
  groups.reserve(findings.size());
  for (const SituationFinding& one : findings) groups.push_back(one.with);
  Pool pool;  // Jeffreys' prior, unless there is something to lean on
  if (groups.size() >= 2) pool = TRY(fit_pool(groups, rules.most_weight));
  for (SituationFinding& one : findings) {
    const Beta common = pool.common;
    const Beta belief{common.a + one.effective_share * one.with.successes,
                      common.b + one.effective_share * (one.with.trials - one.with.successes)};
    one.pooled_rate = mean(belief);
    one.rate = TRY(beta_interval(belief, rules.level));
  }
  return ok();
}

}  // namespace

Result<std::vector<SituationFinding>> situations_of_withdrawal(std::span<const Moment> moments,
                                                               const SituationRules& rules) {
  TRY(check(moments, rules));
  Life life;
  for (const Moment& moment : moments) TRY(live(life, moment, rules.least_moments));
  const double share = life.repetition.share();
  std::vector<SituationFinding> findings;
  std::vector<double> p;
  for (Watch& one : life.watches) {
    if (one.finding.with.trials == 0) continue;
    one.finding.without = less(life.all, one.finding.with);
    one.finding.effective_share = share;
    one.finding.probability_higher = TRY(higher(one.finding, share));
    p.push_back(TRY(anytime_p(one.looks)));
    findings.push_back(one.finding);
  }
  TRY(add_rates(findings, rules));
  const std::vector<double> adjusted = TRY(adjust(p, Adjustment::benjamini_hochberg));
  for (std::size_t n = 0; n < findings.size(); ++n) {
    findings[n].adjusted_p = adjusted[n];
    if (adjusted[n] <= rules.error) findings[n].verdict = SituationVerdict::more;
  }
  return findings;
}

}  // namespace ajar::insight
