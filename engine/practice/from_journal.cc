// The one place where the practice meets records.
#include "engine/practice/from_journal.h"

#include <algorithm>
#include <optional>

#include "engine/safety/people.h"

namespace ajar::practice {
namespace {

using journal::Journal;

Status status(record::StepStatus status) {
  switch (status) {
    case record::StepStatus::done:
      return Status::done;
    case record::StepStatus::partly:
      return Status::partly;
    case record::StepStatus::skipped:
      return Status::skipped;
    case record::StepStatus::rested:
      return Status::rested;
    case record::StepStatus::planned:
      break;
  }
  return Status::planned;
}

// What a step's record leaves out, the ladder knows.
void complete_from_ladder(const content::Content& content, Past& step) {
  const content::LadderStep* known =
      step.ladder.empty() ? nullptr : content.ladder_step(step.ladder);
  if (!known) return;
  if (step.relation.empty()) step.relation = known->relation;
  if (step.domain.empty()) step.domain = known->domain;
  if (step.difficulty == 0) step.difficulty = known->difficulty;
}

Past past(const content::Content& content, const record::Record& record, const record::Step& body) {
  Past step;
  step.id = record.id;
  step.ladder = body.ladder;
  step.own = body.own;
  if (body.relation) step.relation = record::name(*body.relation);
  if (body.domain) step.domain = record::name(*body.domain);
  step.difficulty = body.difficulty.value_or(0);
  complete_from_ladder(content, step);
  step.person = body.person;
  step.status = status(body.status);
  const LocalTime settled = body.settled_at.value_or(record.at);
  step.planned = local_date(record.at);
  step.settled = local_date(settled);
  step.seconds = settled.seconds;
  step.feared = !body.feared.empty() || body.belief.has_value();
  step.tested = body.belief_after.has_value();
  step.peak_distress = body.peak_distress;
  return step;
}

// Calls `use` with the items of a list, newest first, while they are from `since` or later.
template <class T, class Use>
void lately(const Journal& journal, Date since, const Use& use) {
  const auto items = journal.all<T>();
  // The list runs by the moment, days by each moment's own offset: a day more on either side covers
  // the difference.
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    const Date day = local_date(item->record->at);
    if (day < since - 1) break;
    if (day >= since) use(*item, day);
  }
}

std::vector<Strain> strains(const content::Practice& rules, const Journal& journal, Date today) {
  std::vector<Strain> found;
  lately<record::Entry>(journal, today, [&](const auto& item, Date day) {
    const auto distress =
        item.body->distress_after ? item.body->distress_after : item.body->distress_before;
    if (distress) found.push_back({item.record->id, day, false, *distress});
  });
  const auto& ruptures = rules.rest.rupture_situations;
  lately<record::Moment>(journal, today - rules.rest.rupture_days, [&](const auto& item, Date day) {
    const auto& there = item.body->situations;
    if (std::find_first_of(there.begin(), there.end(), ruptures.begin(), ruptures.end()) !=
        there.end()) {
      found.push_back({item.record->id, day, true, 0});
    }
  });
  return found;
}

void add_once(std::vector<std::string_view>& list, std::string_view item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

std::vector<std::string_view> contexts(const Journal& journal) {
  std::vector<std::string_view> known;
  if (const auto* setting = journal.setting(record::SettingKey::contexts)) {
    for (const record::Context context : setting->contexts) {
      add_once(known, record::name(context));
    }
  }
  const auto checks = journal.all<record::Check>();
  for (auto check = checks.rbegin(); check != checks.rend(); ++check) {
    for (const auto& [context, answers] : check->body->answers) {
      if (!answers.empty()) add_once(known, record::name(context));
    }
  }
  return known;
}

std::vector<std::string_view> consent(const Journal& journal) {
  std::vector<std::string_view> welcome;
  if (const auto* setting = journal.setting(record::SettingKey::consent)) {
    for (const record::Relation relation : setting->consent) {
      welcome.push_back(record::name(relation));
    }
  } else {
    welcome.assign(record::kNames<record::Relation>.begin(),
                   record::kNames<record::Relation>.end());
  }
  return welcome;
}

}  // namespace

Circumstances circumstances(const content::Content& content, const Journal& journal, Date today,
                            std::vector<std::string_view> swaps) {
  Circumstances now;
  now.today = today;
  now.people = safety::people(journal);
  for (const auto& [record, body] : journal.all<record::Step>()) {
    now.steps.push_back(past(content, *record, *body));
  }
  order(now.steps);
  for (const auto& [record, body] : journal.all<record::Rest>()) {
    const Date from = local_date(record->at);
    now.rests.push_back({record->id, record::name(body->reason), from, body->until.value_or(from)});
  }
  now.strains = strains(content.practice, journal, today);
  const auto* ceiling = journal.setting(record::SettingKey::ceiling);
  now.ceiling = ceiling ? ceiling->ceiling : content.practice.default_ceiling;
  now.consent = consent(journal);
  now.contexts = contexts(journal);
  now.swaps = std::move(swaps);
  now.checks = static_cast<int>(journal.count(record::Kind::check));
  return now;
}

Solo solo(const Journal& journal, Date today) {
  std::optional<LocalTime> outward;
  const auto went_out = [&](const LocalTime& at) {
    if (!outward || *outward < at) outward = at;
  };
  for (const auto& [record, body] : journal.all<record::Step>()) {
    if (body->status == record::StepStatus::done || body->status == record::StepStatus::partly) {
      went_out(body->settled_at.value_or(record->at));
    }
  }
  const auto gave = journal.all<record::Gave>();
  if (!gave.empty()) went_out(gave.back().record->at);
  const auto entries = journal.all<record::Entry>();
  for (const auto& [record, body] : entries) {
    if (body->outward && *body->outward != record::Outward::mine) went_out(record->at);
  }
  Solo alone;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const LocalTime& at = entry->record->at;
    if (outward && at <= *outward) break;
    ++alone.entries;
    alone.days = today - local_date(at);
  }
  if (outward) alone.days = today - local_date(*outward);
  return alone;
}

}  // namespace ajar::practice
