// Steps: those that wait, those that were settled, and the ladder with what may be offered of it.
#include <algorithm>

#include "engine/practice/estimate.h"
#include "engine/practice/from_journal.h"
#include "engine/practice/rest.h"
#include "engine/practice/today.h"
#include "engine/safety/people.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using record::Step;

bool settled(const Step& body) {
  return body.status != record::StepStatus::planned;
}

// Settled steps by the moment of their outcome, oldest first.
std::vector<journal::Item<Step>> settled_steps(const journal::Journal& journal) {
  std::vector<journal::Item<Step>> steps;
  for (const auto& item : journal.all<Step>()) {
    if (settled(*item.body)) steps.push_back(item);
  }
  const auto when = [](const journal::Item<Step>& item) {
    return item.body->settled_at.value_or(item.record->at);
  };
  std::stable_sort(steps.begin(), steps.end(),
                   [&](const auto& a, const auto& b) { return when(a) < when(b); });
  return steps;
}

void write_settled(json::Writer& out, const journal::Journal& journal,
                   const journal::Item<Step>& item) {
  const Step& body = *item.body;
  out.begin_object().member("id", format(item.record->id));
  write_or_null(out.key("ladder"), body.ladder);
  write_or_null(out.key("own"), body.own);
  write_person(out.key("person"), journal, body.person);
  out.member("status", record::name(body.status)).member("at", format(item.record->at));
  write_or_null(out.key("settled_at"), body.settled_at ? format(*body.settled_at) : std::string());
  out.member("belief", body.belief)
      .member("belief_after", body.belief_after)
      .member("expected_distress", body.expected_distress)
      .member("peak_distress", body.peak_distress)
      .member("surprise", body.surprise)
      .end_object();
}

int times_done(const std::vector<practice::Past>& steps, std::string_view ladder) {
  return static_cast<int>(
      std::count_if(steps.begin(), steps.end(), [&](const practice::Past& step) {
        return step.ladder == ladder &&
               (step.status == practice::Status::done || step.status == practice::Status::partly);
      }));
}

void write_ladder(json::Writer& out, const Source& source, const practice::Circumstances& now) {
  const bool rests = practice::resting(source.content.practice, now).has_value();
  const practice::Estimate estimate(source.content, now.steps);
  out.begin_array();
  for (const content::LadderStep& step : source.content.ladder) {
    const practice::Reason reason = practice::filter(source.content, now, step, rests);
    out.begin_object()
        .member("ladder", step.id)
        .member("relation", step.relation)
        .member("allowed", reason == practice::Reason::none);
    write_or_null(out.key("reason"), practice::code(reason));
    out.member("chance", estimate.chance_of(step.id, step.relation, step.domain, step.difficulty))
        .member("done", times_done(now.steps, step.id))
        .end_object();
  }
  out.end_array();
}

// One step's record as an offer: to plan it again, here or elsewhere.
practice::Offer offer_of(const Source& source, const practice::Circumstances& now, const Id& id) {
  practice::Offer offer;
  const auto found = std::find_if(now.steps.begin(), now.steps.end(),
                                  [&](const practice::Past& step) { return step.id == id; });
  offer.ladder = found->ladder;
  offer.own = found->own;
  offer.relation = found->relation;
  offer.domain = found->domain;
  offer.difficulty = found->difficulty;
  offer.person = found->person ? now.people.find(*found->person) : nullptr;
  const int digit =
      offer.difficulty == 0 ? source.content.practice.newcomer.difficulty : offer.difficulty;
  offer.chance = practice::Estimate(source.content, now.steps)
                     .chance_of(offer.key(), offer.relation, offer.domain, digit);
  return offer;
}

// Again only what may be suggested: toward someone unsafe there is no offer.
std::optional<practice::Offer> safe_offer(const Source& source, const practice::Circumstances& now,
                                          const Id& id) {
  const practice::Offer offer = offer_of(source, now, id);
  const std::optional<Id> person = offer.person ? std::optional(offer.person->id) : std::nullopt;
  const safety::Target target{offer.relation, person, offer.difficulty, offer.own};
  if (!safety::may_suggest(now.people, target, source.content.practice.ask_safety_from)) {
    return std::nullopt;
  }
  return offer;
}

// The newest of the settled steps with both beliefs, oldest first, with the one that is asked
// about.
std::vector<journal::Item<Step>> dumbbells(const journal::Journal& journal, const Id& id) {
  constexpr std::size_t kAtMost = 60;
  std::vector<journal::Item<Step>> both = settled_steps(journal);
  std::erase_if(both,
                [](const auto& item) { return !item.body->belief || !item.body->belief_after; });
  const auto surplus = static_cast<std::ptrdiff_t>(both.size() - std::min(both.size(), kAtMost));
  const auto first = both.begin() + surplus;
  const auto asked =
      std::find_if(both.begin(), first, [&](const auto& item) { return item.record->id == id; });
  if (asked == first) {
    both.erase(both.begin(), first);
  } else {
    both.erase(std::next(asked), first);
    both.erase(both.begin(), asked);
  }
  return both;
}

void write_dumbbells(json::Writer& out, const journal::Journal& journal, const Id& id) {
  out.begin_array();
  for (const auto& [record, body] : dumbbells(journal, id)) {
    out.begin_object()
        .member("id", format(record->id))
        .member("at", format(body->settled_at.value_or(record->at)))
        .member("belief", *body->belief)
        .member("belief_after", *body->belief_after)
        .member("this", record->id == id)
        .end_object();
  }
  out.end_array();
}

}  // namespace

Result<std::string> steps(const Source& source) {
  constexpr std::int64_t kUsual = 200;
  constexpr std::int64_t kMost = 1000;
  const std::int64_t limit = TRY(source.args.integer("limit", 1, kMost, kUsual));
  const practice::Circumstances now =
      practice::circumstances(source.content, source.journal, source.args.today(), {});
  json::Writer out;
  out.begin_object().key("open").begin_array();
  for (const auto& [record, body] : open_steps(source.content, source.journal, now.people)) {
    write_open_step(out, source.journal, *record, *body);
  }
  out.end_array().key("settled").begin_array();
  const auto oldest_first = settled_steps(source.journal);
  std::int64_t left = limit;
  for (auto step = oldest_first.rbegin(); step != oldest_first.rend() && left > 0; ++step, --left) {
    write_settled(out, source.journal, *step);
  }
  out.end_array().member("settled_count", oldest_first.size());
  write_ladder(out.key("ladder"), source, now);
  out.end_object();
  return out.take();
}

Result<std::string> step(const Source& source) {
  const Id id = TRY(source.args.id("id"));
  const record::Record* record = source.journal.current(id);
  if (!record || !record->get<Step>()) return Error{"view/unknown_id", 0, "id", format(id)};
  const practice::Circumstances now =
      practice::circumstances(source.content, source.journal, source.args.today(), {});
  json::Writer out;
  out.begin_object().key("record").raw(record->body_json());
  write_versions(out.key("versions"), source.journal, id);
  write_offer(out.key("offer"), safe_offer(source, now, id));
  write_dumbbells(out.key("dumbbells"), source.journal, id);
  out.end_object();
  return out.take();
}

Result<std::string> may_plan(const Source& source) {
  const std::string_view relation = TRY(source.args.text("relation"));
  const auto person = TRY(source.args.optional_id("person"));
  const auto difficulty = TRY(source.args.integer("difficulty", 0, 10, 0));
  const std::string_view own = TRY(source.args.text("own"));
  if (!relation.empty() && !record::from_name<record::Relation>(relation)) {
    return Args::bad("relation");
  }
  const safety::Refusal refusal = safety::may_plan(
      safety::people(source.journal), {relation, person, static_cast<int>(difficulty), own},
      source.content.practice.ask_safety_from);
  json::Writer out;
  out.begin_object().member("allowed", refusal == safety::Refusal::none);
  write_or_null(out.key("reason"), safety::code(refusal));
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
