// Who is how near, and the way they came: the rings with their tails.
#include <unordered_map>

#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

struct Step {
  Date date;
  int ring;
};

// What passed between, and how close moments with them were in the last `days` and in as many
// before.
struct Between {
  int gave = 0;
  int received = 0;
  int moments = 0;
  int close_n = 0;
  int close_sum = 0;
  int before_n = 0;
  int before_sum = 0;
};
using AllBetween = std::unordered_map<Id, Between, IdHash>;

AllBetween between_all(const Noted& noted, int days) {
  AllBetween all;
  for (const auto& [record, body] : until<record::Gave>(noted.journal, noted.now)) {
    if (body->person) ++all[*body->person].gave;
  }
  for (const auto& [record, body] : until<record::Received>(noted.journal, noted.now)) {
    if (body->person) ++all[*body->person].received;
  }
  const std::int32_t today = noted.today().days;
  for (const auto& [record, body] : until<record::Moment>(noted.journal, noted.now)) {
    if (!body->person) continue;
    Between& with = all[*body->person];
    ++with.moments;
    const auto close = body->close_after ? body->close_after : body->close_before;
    if (!close) continue;
    const std::int32_t ago = today - local_date(record->at).days;
    if (ago < days) {
      ++with.close_n;
      with.close_sum += *close;
    } else if (ago < 2 * days) {
      ++with.before_n;
      with.before_sum += *close;
    }
  }
  return all;
}

// The rings a person stood in over the last `days`, at the day of each change, ending today. Begins
// with the ring at the beginning of that time, where it is known.
std::vector<Step> tail_of(const Noted& noted, const Id& id, int days) {
  const Date first = noted.today() - days;
  std::vector<Step> tail;
  std::optional<Step> before;
  for (const view::Stood& at : view::stood(noted.journal, id)) {
    if (!at.ring || noted.now.seconds < at.since) continue;
    const Step step{local_date({at.since, noted.now.offset_minutes}), *at.ring};
    if (step.date <= first) {
      before = Step{first, step.ring};
    } else if (tail.empty() ? !before || before->ring != step.ring
                            : tail.back().ring != step.ring) {
      tail.push_back(step);
    }
  }
  if (before) tail.insert(tail.begin(), *before);
  if (!tail.empty() && tail.back().date != noted.today()) {
    tail.push_back({noted.today(), tail.back().ring});
  }
  return tail;
}

std::optional<double> mean(int sum, int n) {
  return n == 0 ? std::nullopt : std::optional(static_cast<double>(sum) / n);
}

void write_tail(json::Writer& out, const std::vector<Step>& tail) {
  out.begin_array();
  for (const Step& step : tail) {
    out.begin_object().member("date", format(step.date)).member("ring", step.ring).end_object();
  }
  out.end_array();
}

void write_between(json::Writer& out, const Between& with) {
  out.member("gave", with.gave)
      .member("received", with.received)
      .member("moments", with.moments)
      .key("close")
      .begin_object()
      .member("n", with.close_n)
      .member("mean", mean(with.close_sum, with.close_n))
      .member("before_n", with.before_n)
      .member("before_mean", mean(with.before_sum, with.before_n))
      .end_object();
}

void write_one(json::Writer& out, const Noted& noted, const journal::Item<record::Person>& item,
               const Between& with) {
  const auto& [record, body] = item;
  const safety::Person* person = noted.people.find(record->id);
  const auto held = person ? person->standing : safety::Standing::not_asked;
  const auto tail = tail_of(noted, record->id, noted.content.practice.ring_before_days);
  const bool known = !tail.empty() && body->ring.has_value();
  const int moved = known ? tail.front().ring - *body->ring : 0;
  out.begin_object();
  view::write_person(out.key("person"), noted.journal, record->id);
  out.member("relation", record::name(body->relation));
  view::write_or_null(out.key("safety"), safety::name(held));
  out.member("ring", body->ring);
  write_tail(out.key("tail"), tail);
  out.member("moved", known ? std::optional(moved) : std::nullopt);
  out.key("sentence");
  if (moved != 0 && held != safety::Standing::unsafe) {
    view::Sentence(out, "closeness.moved")
        .with("person", body->alias)
        .with("from", tail.front().ring)
        .with("to", *body->ring)
        .end();
  } else {
    out.null();
  }
  write_between(out, with);
  out.key("records").begin_array().value(format(record->id)).end_array().end_object();
}

}  // namespace

Result<std::string> closeness(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  const AllBetween between = between_all(noted, all_rules.change.contrast_days);
  json::Writer out;
  out.begin_object().key("people").begin_array();
  for (const auto& item : view::by_ring(until<record::Person>(source.journal, noted.now))) {
    if (item.body->hidden.value_or(false)) continue;
    const auto with = between.find(item.record->id);
    write_one(out, noted, item, with == between.end() ? Between{} : with->second);
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace ajar::findings
