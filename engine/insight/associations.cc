// The findings of associations.h.
#include "engine/insight/associations.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "engine/insight/multiplicity.h"
#include "engine/insight/pooling.h"
#include "engine/insight/repetition.h"

namespace ajar::insight {
namespace {

std::string place(std::size_t n) {
  return "moments[" + std::to_string(n) + "]";
}

Status check(std::size_t moments, const AssociationRules& rules) {
  if (moments > most_trials_in_a_row) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_trials_in_a_row)};
  }
  if (!is_level(rules.error)) {
    return Error{.code = "insight/bad_level", .field = "error"};
  }
  if (!is_level(rules.level)) return Error{.code = "insight/bad_level", .field = "level"};
  if (rules.least < AssociationRules{}.least) {
    return Error{.code = "insight/bad_count", .field = "least"};
  }
  return ok();
}

// Days do not fall, and numbers are from 0 to below `limit`.
template <class Moment>
Status check(std::span<const Moment> moments, std::vector<int> Moment::*numbers, int limit) {
  for (std::size_t n = 0; n < moments.size(); ++n) {
    if (n > 0 && moments[n].day < moments[n - 1].day) {
      return Error{.code = "insight/bad_order", .field = place(n)};
    }
    for (const int number : moments[n].*numbers) {
      if (number >= 0 && number < limit) continue;
      return Error{
          .code = "insight/bad_count", .field = place(n), .detail = std::to_string(number)};
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
  AnytimeP p;
};

struct Life {
  explicit Life(std::size_t marks) : watches(marks) {}
  Proportion all;
  Repetition repetition;
  std::vector<Watch> watches;  // by mark
};

// One more than the largest mark there is.
std::size_t marks_in(std::span<const Trial> moments) {
  int most = -1;
  for (const Trial& moment : moments) {
    for (const int mark : moment.marks) most = std::max(most, mark);
  }
  return static_cast<std::size_t>(most) + 1;
}

Result<double> higher(const Association& one, double share) {
  return probability_greater(shrunk(one.with, share), shrunk(one.without, share));
}

// Of as many whole moments as these are worth, yes rounded down with the mark and up without it.
Result<double> exact_p(const Association& one, double share) {
  const auto part = [&](int count, double rounding) {
    return static_cast<int>(std::floor(share * count + rounding));
  };
  const Proportion with{part(one.with.successes, 0), std::max(1, part(one.with.trials, 0.5))};
  const Proportion without{part(one.without.successes, 0.999),
                           std::max(1, part(one.without.trials, 0.5))};
  const auto fisher = fisher_exact({std::min(with.successes, with.trials), with.trials},
                                   {std::min(without.successes, without.trials), without.trials});
  if (!fisher) return fisher.error();
  return fisher->greater;
}

// As far as the integral can tell: a p below is no surer.
constexpr double least_p = 1e-11;

// Whether the difference is large enough for its p to count at all, which saves most of the
// integrals. After its division by a share, none of which is above 0.133, a p above that is 1. In
// brief a p above the error is as good as 1, for no other claim rests on it: that is a p above
// 0.0066 before the division, and all differences below 1.73 standard errors have one.
bool may_matter(const Association& one, const AssociationRules& rules) {
  const double with = static_cast<double>(one.with.successes) / one.with.trials;
  const double without = static_cast<double>(one.without.successes) / one.without.trials;
  const double rate = (one.with.successes + one.without.successes + 1.0) /
                      (one.with.trials + one.without.trials + 2.0);
  const double error = rate * (1 - rate) * (1.0 / one.with.trials + 1.0 / one.without.trials);
  const double least = rules.brief && rules.error <= 0.05 ? 3 : 1;
  return with > without && (with - without) * (with - without) > least * error;
}

// A moment with one of its marks; `without` and `share` are those of now.
Status watch(Watch& one, const Life& life, int day, const AssociationRules& rules) {
  Association& now = one.finding;
  now.last_day = day;
  now.without = less(life.all, now.with);
  if (now.with.trials < rules.least || now.without.trials < rules.least) return ok();
  if (!one.p.is_due(now.with.trials)) return ok();
  if (least_p >= one.p.value() * AnytimeP::share(now.with.trials)) return ok();
  double p = 1;
  if (may_matter(now, rules)) {
    const double share = life.repetition.share();
    p = rules.rare ? TRY(exact_p(now, share)) : 1 - TRY(higher(now, share));
  }
  one.p.look(now.with.trials, std::clamp(p, least_p, 1.0));
  return ok();
}

void pass(Life& life, bool yes) {
  life.repetition.add(yes);
  life.all.trials += 1;
  life.all.successes += yes ? 1 : 0;
}

// The moment that has just passed has this mark.
Status meet(Life& life, int mark, bool yes, int day, const AssociationRules& rules) {
  Watch& one = life.watches[static_cast<std::size_t>(mark)];
  if (one.finding.with.trials == 0) one.finding.first_day = day;
  one.finding.mark = mark;
  one.finding.with.trials += 1;
  one.finding.with.successes += yes ? 1 : 0;
  return watch(one, life, day, rules);
}

Status live(Life& life, const Trial& moment, const AssociationRules& rules) {
  pass(life, moment.yes);
  const std::vector<int>& marks = moment.marks;
  for (auto mark = marks.begin(); mark != marks.end(); ++mark) {
    if (std::find(marks.begin(), mark, *mark) != mark) continue;  // named twice
    TRY(meet(life, *mark, moment.yes, moment.day, rules));
  }
  return ok();
}

// The p of every mark in the moments that hold none of the marks that were found.
Result<Life> live_without(std::span<const Trial> moments, const std::vector<bool>& found,
                          const AssociationRules& rules) {
  Life life(found.size());
  for (const Trial& moment : moments) {
    const bool explained = std::any_of(moment.marks.begin(), moment.marks.end(), [&](int mark) {
      return found[static_cast<std::size_t>(mark)];
    });
    if (!explained) TRY(live(life, moment, rules));
  }
  return life;
}

// In the fit a mark counts as so many moments at most: beyond that its own rate is known.
constexpr int most_of_one = 200;

Proportion at_most(Proportion seen, int most) {
  if (seen.trials <= most) return seen;
  return {static_cast<int>(std::int64_t{seen.successes} * most / seen.trials), most};
}

Status add_rates(std::vector<Association>& findings, const AssociationRules& rules) {
  const bool claims = std::any_of(findings.begin(), findings.end(), [](const Association& one) {
    return one.verdict == AssociationVerdict::more;
  });
  if (rules.brief && !claims) return ok();
  std::vector<Proportion> groups;
  groups.reserve(findings.size());
  for (const Association& one : findings) groups.push_back(at_most(one.with, most_of_one));
  Pool pool;  // Jeffreys' prior, unless there is something to lean on
  if (groups.size() >= 2) pool = TRY(fit_pool(groups, rules.most_weight));
  // All yes or all no: what the rates have in common is then too sharp to lean on.
  if (std::min(pool.common.a, pool.common.b) < 0.01) pool.common = Beta{};
  for (Association& one : findings) {
    if (rules.brief && one.verdict == AssociationVerdict::too_early) continue;
    one.probability_higher = TRY(higher(one, one.effective_share));
    const Beta common = pool.common;
    const Beta belief{common.a + one.effective_share * one.with.successes,
                      common.b + one.effective_share * (one.with.trials - one.with.successes)};
    one.pooled_rate = mean(belief);
    one.rate = TRY(beta_interval(belief, rules.level));
  }
  return ok();
}

// What was seen of a mark when all moments have passed.
Association finished(const Watch& one, const Life& life) {
  Association finding = one.finding;
  finding.without = less(life.all, finding.with);
  finding.effective_share = life.repetition.share();
  finding.p = one.p.value();
  return finding;
}

// Counts and p of every mark, from all moments.
Result<std::vector<Association>> describe(std::span<const Trial> moments,
                                          const AssociationRules& rules) {
  Life life = TRY(live_without(moments, std::vector<bool>(marks_in(moments)), rules));
  std::vector<Association> findings;
  for (const Watch& one : life.watches) {
    if (one.finding.with.trials > 0) findings.push_back(finished(one, life));
  }
  return findings;
}

// Adjusts all p and marks those below the error; whether there is one that was not marked before.
Result<bool> claim(std::vector<Association>& findings, std::vector<bool>& found, double error) {
  std::vector<double> p;
  for (const Association& one : findings) p.push_back(one.p);
  const std::vector<double> adjusted = TRY(adjust(p, Adjustment::benjamini_hochberg));
  bool more = false;
  for (std::size_t n = 0; n < findings.size(); ++n) {
    findings[n].adjusted_p = adjusted[n];
    if (adjusted[n] > error) continue;
    findings[n].verdict = AssociationVerdict::more;
    std::vector<bool>::reference known = found[static_cast<std::size_t>(findings[n].mark)];
    more = more || !known;
    known = true;
  }
  return more;
}

}  // namespace

Result<std::vector<Association>> associations(std::span<const Trial> moments,
                                              const AssociationRules& rules) {
  TRY(check(moments.size(), rules));
  TRY(check(moments, &Trial::marks, most_marks));
  std::vector<Association> findings = TRY(describe(moments, rules));
  std::vector<bool> found(marks_in(moments));
  while (TRY(claim(findings, found, rules.error))) {
    const Life rest = TRY(live_without(moments, found, rules));
    for (Association& one : findings) {
      const auto mark = static_cast<std::size_t>(one.mark);
      if (!found[mark]) one.p = std::min(one.p, rest.watches[mark].p.value());
    }
  }
  TRY(add_rates(findings, rules));
  return findings;
}

Result<std::vector<Association>> namings(std::span<const Naming> moments, int things,
                                         const AssociationRules& rules) {
  TRY(check(moments.size(), rules));
  if (things < 0 || things > most_marks) {
    return Error{.code = "insight/bad_count", .field = "things", .detail = std::to_string(things)};
  }
  TRY(check(moments, &Naming::named, things));
  const auto count = static_cast<std::size_t>(things);
  std::vector<Life> lives(count, Life(1));  // of each thing, with the one mark
  std::vector<char> yes(count);
  for (const Naming& moment : moments) {
    for (const int thing : moment.named) yes[static_cast<std::size_t>(thing)] = 1;
    for (std::size_t thing = 0; thing < count; ++thing) {
      pass(lives[thing], yes[thing] != 0);
      if (moment.with) TRY(meet(lives[thing], 0, yes[thing] != 0, moment.day, rules));
    }
    for (const int thing : moment.named) yes[static_cast<std::size_t>(thing)] = 0;
  }
  std::vector<Association> findings;
  for (std::size_t thing = 0; thing < count; ++thing) {
    Watch& one = lives[thing].watches.front();
    findings.push_back(finished(one, lives[thing]));
    findings.back().mark = static_cast<int>(thing);
  }
  std::vector<bool> found(count);
  TRY(claim(findings, found, rules.error));
  for (Association& one : findings) {
    std::vector<Association> alone = {one};
    TRY(add_rates(alone, rules));
    one = alone.front();
  }
  return findings;
}

}  // namespace ajar::insight
