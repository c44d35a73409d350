// Today: one small step with its reason, or what stands in its place.
#include "engine/practice/today.h"

#include <algorithm>
#include <array>

#include "engine/practice/from_journal.h"
#include "engine/practice/rest.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using practice::Choice;
using practice::Circumstances;
using practice::Why;

std::string_view message(Why why) {
  switch (why) {
    case Why::first:
      return "today.why.first";
    case Why::gentle_skips:
      return "today.why.gentle_skips";
    case Why::gentle_distress:
      return "today.why.gentle_distress";
    case Why::untested:
      return "today.why.untested";
    case Why::neglected:
      return "today.why.neglected";
    case Why::new_domain:
      return "today.why.new_domain";
    case Why::new_person:
      return "today.why.new_person";
    case Why::within_reach:
      return "today.why.within_reach";
    case Why::nearest:
      break;
  }
  return "today.why.nearest";
}

void write_why(json::Writer& out, const Choice& choice) {
  Sentence(out, message(choice.why))
      .with("number", choice.number)
      .with("of", choice.of)
      .with("domain", choice.step.domain)
      .with("relation", choice.step.relation)
      .with("person",
            choice.step.person ? std::string_view(choice.step.person->alias) : std::string_view())
      .end();
}

enum class State { step, open, resting, quiet, none };
constexpr std::array<std::string_view, 5> kStates = {"step", "open", "resting", "quiet", "none"};

// Everything that the view says, before it is written.
struct Today {
  State state = State::none;
  std::optional<practice::Rest> rest;
  std::vector<journal::Item<record::Step>> open;
  std::optional<Choice> choice;
};

// Whether a planned step still asks for its outcome: an old one stays in the list and asks nothing.
bool still_asks(const content::Practice& rules, Date today,
                const journal::Item<record::Step>& step) {
  const Date planned = local_date(step.record->at);
  const Date due = std::max(planned, step.body->planned_for.value_or(planned));
  return today - due < rules.open_days;
}

State state_of(const Source& source, const Circumstances& now, const Today& made, bool asked) {
  const content::Practice& rules = source.content.practice;
  if (!asked) {
    if (made.rest) return State::resting;
    const bool waiting = std::any_of(made.open.begin(), made.open.end(), [&](const auto& step) {
      return still_asks(rules, now.today, step);
    });
    if (waiting) return State::open;
  }
  if (!made.choice) return State::none;
  return !asked && practice::enough(rules, now) ? State::quiet : State::step;
}

// Why nothing can be offered: what keeps most of the ladder back.
std::string_view obstacle(const Source& source, const Circumstances& now) {
  std::array<int, 7> counts{};
  for (const content::LadderStep& step : source.content.ladder) {
    ++counts[static_cast<std::size_t>(practice::filter(source.content, now, step, false))];
  }
  const auto most = std::max_element(counts.begin() + 1, counts.end());
  if (*most == 0) return "swaps";
  return practice::code(static_cast<practice::Reason>(most - counts.begin()));
}

void write_sentence(json::Writer& out, const Source& source, const Circumstances& now,
                    const Today& made) {
  switch (made.state) {
    case State::step:
      write_why(out, *made.choice);
      break;
    case State::open:
      Sentence(out, "today.open").with("number", static_cast<int>(made.open.size())).end();
      break;
    case State::resting:
      Sentence(out, "today.resting").with("reason", made.rest->reason).end();
      break;
    case State::quiet:
      Sentence(out, "today.quiet").end();
      break;
    case State::none:
      Sentence(out, "today.none").with("reason", obstacle(source, now)).end();
      break;
  }
}

std::vector<Id> records(const Today& made) {
  std::vector<Id> ids;
  if (made.state == State::resting) ids = made.rest->records;
  if (made.state == State::step) ids = made.choice->records;
  if (made.state == State::open) {
    for (const auto& step : made.open) ids.push_back(step.record->id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

void write_rest(json::Writer& out, const std::optional<practice::Rest>& rest) {
  if (!rest) {
    out.null();
    return;
  }
  out.begin_object().member("reason", rest->reason).key("until");
  if (rest->until) {
    out.value(format(*rest->until));
  } else {
    out.null();
  }
  out.end_object();
}

void write_outward(json::Writer& out, const Source& source, Date today) {
  const content::Practice::Outward& rules = source.content.practice.outward;
  const practice::Solo solo = practice::solo(source.journal, today);
  if (solo.entries < rules.entries || solo.days < rules.days) {
    out.null();
    return;
  }
  Sentence(out, "today.outward").with("number", solo.entries).with("days", solo.days).end();
}

// Whole days since the last note of a day, where they are so many that someone comes back.
std::optional<int> away(const Source& source) {
  const auto timeline = source.journal.timeline();
  for (auto at = timeline.rbegin(); at != timeline.rend(); ++at) {
    const record::Kind kind = (*at)->kind;
    if (kind == record::Kind::person || kind == record::Kind::setting ||
        kind == record::Kind::plan || kind == record::Kind::questionnaire) {
      continue;
    }
    const int days = static_cast<int>(source.args.today() - local_date((*at)->at));
    if (days >= source.content.practice.away_days) return days;
    break;
  }
  return std::nullopt;
}

void write_main_counts(json::Writer& out, const journal::Journal& journal) {
  out.begin_object()
      .member("moments", journal.count(record::Kind::moment))
      .member("entries", journal.count(record::Kind::entry))
      .member("steps", journal.count(record::Kind::step))
      .member("checks", journal.count(record::Kind::check))
      .end_object();
}

}  // namespace

Result<std::string> today(const Source& source) {
  const bool asked = TRY(source.args.flag("ask"));
  auto swaps = TRY(source.args.texts("swaps"));
  const Circumstances now = practice::circumstances(source.content, source.journal,
                                                    source.args.today(), std::move(swaps));
  Today made;
  made.rest = practice::resting(source.content.practice, now);
  made.open = open_steps(source.content, source.journal, now.people);
  practice::Wish wish;
  wish.small = practice::at_the_beginning(source.content.practice, now);
  if (wish.small && !now.contexts.empty()) {
    wish.relation = practice::relation_of(now.contexts.front());
  }
  made.choice = practice::choose(source.content, now, wish);
  made.state = state_of(source, now, made, asked);

  const bool offered = made.state == State::step || made.state == State::quiet;
  json::Writer out;
  out.begin_object()
      .member("date", format(now.today))
      .member("newcomer", now.checks == 0)
      .member("state", kStates[static_cast<std::size_t>(made.state)]);
  write_offer(out.key("step"), offered ? std::optional(made.choice->step) : std::nullopt);
  write_sentence(out.key("why"), source, now, made);
  write_ids(out.key("records"), records(made));
  write_offer(out.key("easier"), offered ? made.choice->easier : std::nullopt);
  write_rest(out.key("rest"), made.rest);
  out.key("open").begin_array();
  for (const auto& [record, body] : made.open) {
    write_open_step(out, source.journal, *record, *body);
  }
  out.end_array();
  write_outward(out.key("outward"), source, now.today);
  out.member("away", away(source));
  write_main_counts(out.key("counts"), source.journal);
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
