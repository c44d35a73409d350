// The rules of rest.h.
#include "engine/practice/rest.h"

#include <set>

namespace ajar::practice {
namespace {

std::optional<Rest> said(const Circumstances& now) {
  const RestTaken* longest = nullptr;
  for (const RestTaken& rest : now.rests) {
    if (now.today < rest.from || rest.until < now.today) continue;
    // The longest counts; among equals the greatest id, so that the order of records does not
    // matter.
    if (!longest || longest->until < rest.until ||
        (longest->until == rest.until && longest->id < rest.id)) {
      longest = &rest;
    }
  }
  if (!longest) return std::nullopt;
  return Rest{longest->reason, longest->until, {longest->id}};
}

std::optional<Rest> distressed(const content::Practice& rules, const Circumstances& now) {
  Rest rest{"distress", now.today, {}};
  for (const Strain& strain : now.strains) {
    if (!strain.rupture && strain.day == now.today && strain.distress >= rules.rest.distress) {
      rest.records.push_back(strain.id);
    }
  }
  for (const Past& step : now.steps) {
    if (step.has_outcome() && step.settled == now.today &&
        step.peak_distress.value_or(0) >= rules.rest.distress) {
      rest.records.push_back(step.id);
    }
  }
  if (rest.records.empty()) return std::nullopt;
  return rest;
}

std::optional<Rest> ruptured(const content::Practice& rules, const Circumstances& now) {
  std::optional<Rest> rest;
  for (const Strain& strain : now.strains) {
    const Date until = strain.day + rules.rest.rupture_days;
    if (!strain.rupture || now.today < strain.day || until < now.today) continue;
    if (!rest) rest = Rest{"rupture", until, {}};
    rest->until = std::max(*rest->until, until);
    rest->records.push_back(strain.id);
  }
  return rest;
}

std::optional<Rest> hard_week(const content::Practice& rules, const Circumstances& now) {
  Rest rest{"hard_week", std::nullopt, {}};
  for (const Past& step : now.steps) {
    const std::int32_t ago = now.today - step.settled;
    const bool lately = ago >= 0 && ago < rules.rest.hard_days;
    if (step.has_outcome() && lately &&
        step.peak_distress.value_or(0) >= rules.rest.hard_distress) {
      rest.records.push_back(step.id);
    }
  }
  if (static_cast<int>(rest.records.size()) < rules.rest.hard_steps) return std::nullopt;
  return rest;
}

}  // namespace

std::optional<Rest> resting(const content::Practice& rules, const Circumstances& now) {
  if (auto rest = said(now)) return rest;
  if (auto rest = distressed(rules, now)) return rest;
  if (auto rest = ruptured(rules, now)) return rest;
  return hard_week(rules, now);
}

bool enough(const content::Practice& rules, const Circumstances& now) {
  constexpr std::int32_t kWeek = 7;
  std::set<std::int32_t> days;
  const auto came_up = [&](Date day) {
    const std::int32_t ago = now.today - day;
    if (ago >= 0 && ago < kWeek) days.insert(day.days);
  };
  for (const Past& step : now.steps) {
    if (step.status != Status::planned && step.settled == now.today) return true;
    came_up(step.planned);
  }
  for (const RestTaken& rest : now.rests) came_up(rest.from);
  return static_cast<int>(days.size()) >= rules.invitations_per_week;
}

}  // namespace ajar::practice
