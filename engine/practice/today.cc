// Filter and choice of today.h.
#include "engine/practice/today.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <string>

namespace ajar::practice {
namespace {

bool contains(const std::vector<std::string_view>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Offers for one step: with each person of its relation who may be suggested, or with nobody named
// where the relation has no one. Empty where safety forbids all of them.
std::vector<const safety::Person*> companions(const content::Practice& rules,
                                              const Circumstances& now, std::string_view relation,
                                              int difficulty) {
  std::vector<const safety::Person*> allowed;
  for (const safety::Person& person : now.people.list) {
    if (person.relation == relation &&
        safety::may_suggest(now.people, {relation, person.id, difficulty, {}},
                            rules.ask_safety_from)) {
      allowed.push_back(&person);
    }
  }
  if (allowed.empty() && safety::may_suggest(now.people, {relation, std::nullopt, difficulty, {}},
                                             rules.ask_safety_from)) {
    allowed.push_back(nullptr);
  }
  return allowed;
}

bool in_context(const content::Practice& rules, const Circumstances& now,
                std::string_view relation) {
  const auto& conditional = rules.only_where_known;
  if (std::find(conditional.begin(), conditional.end(), relation) == conditional.end()) return true;
  const bool someone = std::any_of(
      now.people.list.begin(), now.people.list.end(),
      [&](const safety::Person& person) { return person.relation == relation && !person.hidden; });
  return someone || std::any_of(now.contexts.begin(), now.contexts.end(),
                                [&](auto context) { return relation_of(context) == relation; });
}

// Whether this very step was planned or settled within the days in which it is not offered again.
bool just_done(const content::Practice& rules, const Circumstances& now, std::string_view key) {
  return std::any_of(now.steps.begin(), now.steps.end(), [&](const Past& step) {
    if (step.key() != key) return false;
    return std::abs(now.today - step.planned) < rules.repeat_days ||
           std::abs(now.today - step.settled) < rules.repeat_days;
  });
}

// A number that looks random and depends on the day and the offer alone: ties fall differently each
// day. FNV-1a with the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
std::uint64_t tie_breaker(Date day, const Offer& offer) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto mix = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3U; };
  for (const char c : offer.key()) mix(static_cast<std::uint8_t>(c));
  if (offer.person) {
    for (const std::uint8_t byte : offer.person->id.bytes) mix(byte);
  }
  hash ^= static_cast<std::uint32_t>(day.days) * 0x9e3779b97f4a7c15U;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
  return hash ^ (hash >> 31);
}

// What the history says about domains, people and fears.
struct History {
  std::map<std::string_view, Date> last_in_domain;
  std::map<std::string_view, Id> last_step_in_domain;
  std::set<Id> people;
  std::map<std::string_view, const Past*> untested;  // by key: feared, and not tried since
  int skips_in_a_row = 0;
  const Past* last = nullptr;  // the last with an outcome
  std::optional<Date> first;   // the day of the first outcome

  explicit History(const std::vector<Past>& ordered) {
    for (const Past& step : ordered) {
      if (step.status == Status::planned) continue;
      note_fear(step);
      if (!step.has_outcome()) continue;
      last_in_domain[step.domain] = step.settled;
      last_step_in_domain[step.domain] = step.id;
      if (step.person) people.insert(*step.person);
      skips_in_a_row = step.status == Status::skipped ? skips_in_a_row + 1 : 0;
      last = &step;
      if (!first) first = step.settled;
    }
  }

 private:
  void note_fear(const Past& step) {
    const bool tried = step.status == Status::done || step.status == Status::partly || step.tested;
    if (tried) {
      untested.erase(step.key());
    } else if (step.feared) {
      untested[step.key()] = &step;
    }
  }
};

// Whether steps should be lighter for now, and by which rule.
std::optional<Why> gentle(const content::Practice& rules, const History& history) {
  if (history.skips_in_a_row >= rules.stretch.gentle_after_skips) return Why::gentle_skips;
  if (history.last &&
      history.last->peak_distress.value_or(0) >= rules.stretch.gentle_after_distress) {
    return Why::gentle_distress;
  }
  return std::nullopt;
}

class Chooser {
 public:
  Chooser(const content::Content& content, const Circumstances& now, const Wish& wish)
      : content_(content),
        rules_(content.practice),
        now_(now),
        wish_(wish),
        history_(now.steps),
        estimate_(content, now.steps) {}

  std::optional<Choice> choose() {
    gather();
    if (offers_.empty()) return std::nullopt;
    const std::optional<Why> lighter = gentle(rules_, history_);
    const double target = lighter ? rules_.stretch.gentle_chance : rules_.stretch.chance;
    bool in_zone = true;
    std::vector<const Offer*> worth_it = stretch(target, in_zone);
    if (!lighter && !wish_.small) reach_for_neglected(worth_it);
    Choice choice;
    choice.step = *best(worth_it);
    explain(choice, lighter, in_zone);
    choice.easier = easier_than(choice.step);
    return choice;
  }

 private:
  void gather() {
    for (const content::LadderStep& step : content_.ladder) {
      if (filter(content_, now_, step, false) != Reason::none) continue;
      if (contains(now_.swaps, step.id)) continue;
      if (wish_.small && (step.waits || step.difficulty > rules_.newcomer.difficulty)) continue;
      for (const safety::Person* person :
           companions(rules_, now_, step.relation, step.difficulty)) {
        add({step.id, {}, step.relation, step.domain, step.difficulty, person, 0});
      }
    }
    if (!wish_.small) gather_own();
    prefer_relation();
  }

  // Own steps come up again when something was feared of them and never tried.
  void gather_own() {
    for (const auto& [key, step] : history_.untested) {
      if (step->own.empty() || step->relation.empty() || step->domain.empty()) continue;
      if (step->difficulty == 0 || step->difficulty > now_.ceiling) continue;
      if (!contains(now_.consent, step->relation) || just_done(rules_, now_, key)) continue;
      const safety::Target target{step->relation, step->person, step->difficulty, step->own};
      if (!safety::may_suggest(now_.people, target, rules_.ask_safety_from)) continue;
      const safety::Person* person = step->person ? now_.people.find(*step->person) : nullptr;
      add({{}, step->own, step->relation, step->domain, step->difficulty, person, 0});
    }
  }

  void add(Offer offer) {
    offer.chance = estimate_.chance_of(offer.key(), offer.relation, offer.domain, offer.difficulty);
    offers_.push_back(offer);
  }

  void prefer_relation() {
    const auto wished = [&](const Offer& offer) { return offer.relation == wish_.relation; };
    if (!std::any_of(offers_.begin(), offers_.end(), wished)) return;
    std::erase_if(offers_, [&](const Offer& offer) { return !wished(offer); });
  }

  // The offers whose chance is near `target`; where there is none, the nearest ones.
  std::vector<const Offer*> stretch(double target, bool& in_zone) const {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Offer& offer : offers_) {
      nearest = std::min(nearest, std::abs(offer.chance - target));
    }
    in_zone = nearest <= rules_.stretch.zone;
    // A small step is small by its difficulty; among those no chance is too good.
    const double reach = wish_.small ? 1.0 : (in_zone ? rules_.stretch.zone : nearest + 1e-9);
    std::vector<const Offer*> worth_it;
    for (const Offer& offer : offers_) {
      if (std::abs(offer.chance - target) <= reach) worth_it.push_back(&offer);
    }
    return worth_it;
  }

  // A domain that has not come up for long adds the step nearest to what is worth a try, even where
  // that is less likely, or easier: else whoever is not yet at home in it, or whose relations have
  // little of it, would never meet it again.
  void reach_for_neglected(std::vector<const Offer*>& worth_it) const {
    std::map<std::string_view, const Offer*> nearest;
    const auto off = [&](const Offer& offer) {
      return std::pair(std::abs(offer.chance - rules_.stretch.chance),
                       tie_breaker(now_.today, offer));
    };
    for (const Offer& offer : offers_) {
      if (offer.chance < rules_.stretch.neglected_chance) continue;
      const Offer*& best = nearest.try_emplace(offer.domain, &offer).first->second;
      if (off(offer) < off(*best)) best = &offer;
    }
    for (const auto& [domain, offer] : nearest) {
      const bool there = std::find(worth_it.begin(), worth_it.end(), offer) != worth_it.end();
      if (!there && long_neglected(domain)) worth_it.push_back(offer);
    }
  }

  bool long_neglected(std::string_view domain) const {
    const auto last = history_.last_in_domain.find(domain);
    const std::optional<Date> since =
        last == history_.last_in_domain.end() ? history_.first : std::optional(last->second);
    return since && now_.today - *since >= rules_.stretch.neglected_after_days;
  }

  Date last_in(std::string_view domain) const {
    const auto found = history_.last_in_domain.find(domain);
    return found == history_.last_in_domain.end() ? Date{std::numeric_limits<std::int32_t>::min()}
                                                  : found->second;
  }

  bool is_new(const safety::Person* person) const {
    return person && !history_.people.contains(person->id);
  }

  const Offer* best(const std::vector<const Offer*>& worth_it) const {
    Date oldest{std::numeric_limits<std::int32_t>::max()};
    for (const Offer* offer : worth_it) oldest = std::min(oldest, last_in(offer->domain));
    const auto rank = [&](const Offer* offer) {
      double merit = 0;
      if (last_in(offer->domain) == oldest) merit += rules_.preference.neglected;
      if (history_.untested.contains(offer->key())) merit += rules_.preference.untested;
      if (is_new(offer->person)) merit += rules_.preference.new_person;
      return std::pair(merit, tie_breaker(now_.today, *offer));
    };
    return *std::max_element(worth_it.begin(), worth_it.end(),
                             [&](const Offer* a, const Offer* b) { return rank(a) < rank(b); });
  }

  // The one reason that is said: what makes it lighter, else the strongest preference, else that it
  // is in reach.
  void explain(Choice& choice, std::optional<Why> lighter, bool in_zone) const {
    const Offer& step = choice.step;
    const auto fear = history_.untested.find(step.key());
    const auto domain = history_.last_in_domain.find(step.domain);
    if (wish_.small || !history_.first) {
      choice.why = Why::first;
    } else if (lighter) {
      choice.why = *lighter;
      choice.number = history_.skips_in_a_row;
      choice.records = {history_.last->id};
    } else if (fear != history_.untested.end()) {
      choice.why = Why::untested;
      choice.records = {fear->second->id};
    } else if (domain == history_.last_in_domain.end()) {
      choice.why = Why::new_domain;
    } else if (now_.today - domain->second >= rules_.neglected_days) {
      choice.why = Why::neglected;
      choice.number = now_.today - domain->second;
      choice.records = {history_.last_step_in_domain.at(step.domain)};
    } else if (is_new(step.person)) {
      choice.why = Why::new_person;
    } else {
      explain_by_record(choice, in_zone);
    }
  }

  void explain_by_record(Choice& choice, bool in_zone) const {
    const Estimate::Tally tally = estimate_.tally(choice.step.relation, choice.step.domain);
    choice.why = in_zone && tally.done > 0 ? Why::within_reach : Why::nearest;
    choice.number = tally.done;
    choice.of = tally.outcomes;
    for (const Past& step : now_.steps) {
      if (step.has_outcome() && step.relation == choice.step.relation &&
          step.domain == choice.step.domain) {
        choice.records.push_back(step.id);
      }
    }
  }

  // Another step that is likelier to be done, nearest to the chance that makes a step easy.
  std::optional<Offer> easier_than(const Offer& chosen) const {
    const Offer* easier = nullptr;
    const auto rank = [&](const Offer& offer) {
      return std::pair(std::abs(offer.chance - rules_.stretch.easier_chance),
                       tie_breaker(now_.today, offer));
    };
    for (const Offer& offer : offers_) {
      if (offer.key() == chosen.key() || offer.chance <= chosen.chance ||
          offer.difficulty >= chosen.difficulty) {
        continue;
      }
      if (!easier || rank(offer) < rank(*easier)) easier = &offer;
    }
    if (!easier) return std::nullopt;
    return *easier;
  }

  const content::Content& content_;
  const content::Practice& rules_;
  const Circumstances& now_;
  const Wish& wish_;
  History history_;
  Estimate estimate_;
  std::vector<Offer> offers_;
};

}  // namespace

std::string_view code(Reason reason) {
  switch (reason) {
    case Reason::unsafe:
      return "unsafe";
    case Reason::consent:
      return "consent";
    case Reason::context:
      return "context";
    case Reason::ceiling:
      return "ceiling";
    case Reason::resting:
      return "resting";
    case Reason::just_done:
      return "just_done";
    case Reason::none:
      break;
  }
  return {};
}

Reason filter(const content::Content& content, const Circumstances& now,
              const content::LadderStep& step, bool rests) {
  const content::Practice& rules = content.practice;
  if (companions(rules, now, step.relation, step.difficulty).empty()) return Reason::unsafe;
  if (!contains(now.consent, step.relation)) return Reason::consent;
  if (!in_context(rules, now, step.relation)) return Reason::context;
  if (step.difficulty > now.ceiling) return Reason::ceiling;
  if (rests) return Reason::resting;
  if (just_done(rules, now, step.id)) return Reason::just_done;
  return Reason::none;
}

bool at_the_beginning(const content::Practice& rules, const Circumstances& now) {
  const auto settled = std::count_if(now.steps.begin(), now.steps.end(),
                                     [](const Past& step) { return step.has_outcome(); });
  return settled < rules.newcomer.steps;
}

std::optional<Choice> choose(const content::Content& content, const Circumstances& now,
                             const Wish& wish) {
  return Chooser(content, now, wish).choose();
}

}  // namespace ajar::practice
