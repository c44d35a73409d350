// The findings of associations.h.
#include "engine/insight/associations.h"

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

Status check(std::span<const Trial> moments, const AssociationRules& rules) {
  if (moments.size() > most_trials_in_a_row) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_trials_in_a_row)};
  }
  if (!is_level(rules.error)) {
    return Error{.code = "insight/bad_level", .field = "error"};
  }
  if (!is_level(rules.level)) return Error{.code = "insight/bad_level", .field = "level"};
  if (rules.least < AssociationRules{}.least) {
    return Error{.code = "insight/bad_count", .field = "least"};
  }
  for (std::size_t n = 0; n < moments.size(); ++n) {
    if (n > 0 && moments[n].day < moments[n - 1].day) {
      return Error{.code = "insight/bad_order", .field = place(n)};
    }
    for (const int mark : moments[n].marks) {
      if (mark >= 0 && mark < most_marks) continue;
      return Error{.code = "insight/bad_count",
                   .field = place(n) + ".marks",
                   .detail = std::to_string(mark)};
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

// One mark while the moments go by.
struct Watch {
  Association finding;
  std::vector<Look> looks;
};

struct Life {
  Proportion all;
  Repetition repetition;
  std::array<Watch, most_marks> watches;
};

Result<double> higher(const Association& one, double share) {
  return probability_greater(shrunk(one.with, share), shrunk(one.without, share));
}

// Whether the difference is large enough for its p to count at all: past a share, a p above 0.1 is
// above 1 after its division, and one is what it is taken for. Saves most of the integrals.
bool may_matter(const Association& one) {
  const double with = static_cast<double>(one.with.successes) / one.with.trials;
  const double without = static_cast<double>(one.without.successes) / one.without.trials;
  const double rate = (one.with.successes + one.without.successes + 1.0) /
                      (one.with.trials + one.without.trials + 2.0);
  const double error = rate * (1 - rate) * (1.0 / one.with.trials + 1.0 / one.without.trials);
  return with > without && (with - without) * (with - without) > error;
}

// A moment with one of its marks; `without` and `share` are those of now.
Status watch(Watch& one, const Life& life, int day, int least) {
  Association& now = one.finding;
  now.last_day = day;
  now.without = less(life.all, now.with);
  if (now.with.trials < least || now.without.trials < least) return ok();
  const int passed = milestones_passed(now.with.trials);
  const int before = one.looks.empty() ? 0 : milestones_passed(one.looks.back().exposures);
  if (passed == before) return ok();
  double p = 1;
  if (may_matter(now)) p = std::clamp(1 - TRY(higher(now, life.repetition.share())), 0.0, 1.0);
  one.looks.push_back({now.with.trials, p});
  return ok();
}

Status live(Life& life, const Trial& moment, int least) {
  std::vector<int> named = moment.marks;
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  life.repetition.add(moment.yes);
  life.all.trials += 1;
  life.all.successes += moment.yes ? 1 : 0;
  for (const int mark : named) {
    Watch& one = life.watches[static_cast<std::size_t>(mark)];
    if (one.finding.with.trials == 0) one.finding.first_day = moment.day;
    one.finding.mark = mark;
    one.finding.with.trials += 1;
    one.finding.with.successes += moment.yes ? 1 : 0;
    TRY(watch(one, life, moment.day, least));
  }
  return ok();
}

Status add_rates(std::vector<Association>& findings, const AssociationRules& rules) {
  std::vector<Proportion> groups;
  groups.reserve(findings.size());
  for (const Association& one : findings) groups.push_back(one.with);
  Pool pool;  // Jeffreys' prior, unless there is something to lean on
  if (groups.size() >= 2) pool = TRY(fit_pool(groups, rules.most_weight));
  // All yes or all no: what the rates have in common is then too sharp to lean on.
  if (std::min(pool.common.a, pool.common.b) < 0.01) pool.common = Beta{};
  for (Association& one : findings) {
    const Beta common = pool.common;
    const Beta belief{common.a + one.effective_share * one.with.successes,
                      common.b + one.effective_share * (one.with.trials - one.with.successes)};
    one.pooled_rate = mean(belief);
    one.rate = TRY(beta_interval(belief, rules.level));
  }
  return ok();
}

}  // namespace

Result<std::vector<Association>> associations(std::span<const Trial> moments,
                                              const AssociationRules& rules) {
  TRY(check(moments, rules));
  Life life;
  for (const Trial& moment : moments) TRY(live(life, moment, rules.least));
  const double share = life.repetition.share();
  std::vector<Association> findings;
  std::vector<double> p;
  for (Watch& one : life.watches) {
    if (one.finding.with.trials == 0) continue;
    one.finding.without = less(life.all, one.finding.with);
    one.finding.effective_share = share;
    one.finding.probability_higher = TRY(higher(one.finding, share));
    one.finding.p = TRY(anytime_p(one.looks));
    p.push_back(one.finding.p);
    findings.push_back(one.finding);
  }
  TRY(add_rates(findings, rules));
  const std::vector<double> adjusted = TRY(adjust(p, Adjustment::benjamini_hochberg));
  for (std::size_t n = 0; n < findings.size(); ++n) {
    findings[n].adjusted_p = adjusted[n];
    if (adjusted[n] <= rules.error) findings[n].verdict = AssociationVerdict::more;
  }
  return findings;
}

}  // namespace ajar::insight
