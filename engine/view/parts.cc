// Parts of parts.h.
#include "engine/view/parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "engine/base/utf8.h"
#include "engine/text/words.h"

namespace ajar::view {

void write_or_null(json::Writer& out, std::string_view text) {
  if (text.empty()) {
    out.null();
  } else {
    out.value(text);
  }
}

std::string_view excerpt(const record::Record& record) {
  constexpr std::size_t kMost = 240;
  std::string_view first;
  text::for_each_text(*record.body, [&](std::string_view, const std::string& text) {
    if (first.empty()) first = text;
  });
  return utf8::cut(first, kMost);
}

void write_person(json::Writer& out, const journal::Journal& journal, const std::optional<Id>& id) {
  const auto* person = id ? journal.get<record::Person>(*id) : nullptr;
  if (!person) {
    out.null();
    return;
  }
  out.begin_object().member("id", format(*id)).member("alias", person->alias).end_object();
}

void write_offer(json::Writer& out, const practice::Offer& offer) {
  out.begin_object();
  write_or_null(out.key("ladder"), offer.ladder);
  write_or_null(out.key("own"), offer.own);
  write_or_null(out.key("relation"), offer.relation);
  write_or_null(out.key("domain"), offer.domain);
  out.key("difficulty");
  if (offer.difficulty == 0) {
    out.null();
  } else {
    out.value(offer.difficulty);
  }
  out.key("person");
  if (offer.person) {
    out.begin_object()
        .member("id", format(offer.person->id))
        .member("alias", offer.person->alias)
        .end_object();
  } else {
    out.null();
  }
  out.member("chance", offer.chance).end_object();
}

void write_offer(json::Writer& out, const std::optional<practice::Offer>& offer) {
  if (offer) {
    write_offer(out, *offer);
  } else {
    out.null();
  }
}

void write_ids(json::Writer& out, std::span<const Id> ids) {
  out.begin_array();
  for (const Id& id : ids) out.value(format(id));
  out.end_array();
}

Sentence::Sentence(json::Writer& out, std::string_view id) : out_(out) {
  out_.begin_object().member("id", id).key("args").begin_object();
}

Sentence& Sentence::with(std::string_view name, std::int64_t number) {
  out_.member(name, number);
  return *this;
}

Sentence& Sentence::with_tenths(std::string_view name, double number) {
  out_.member(name, std::round(number * 10) / 10);
  return *this;
}

Sentence& Sentence::with_hundredths(std::string_view name, double number) {
  out_.member(name, std::round(number * 100) / 100);
  return *this;
}

Sentence& Sentence::with(std::string_view name, std::string_view text) {
  out_.member(name, text);
  return *this;
}

Sentence& Sentence::with(std::string_view name, const Words& words) {
  out_.key(name).begin_object().member("of", words.of).key("ids");
  write_texts(out_, words.ids);
  out_.end_object();
  return *this;
}

void Sentence::end() {
  out_.end_object().end_object();
}

void write_versions(json::Writer& out, const journal::Journal& journal, const Id& id) {
  out.begin_array();
  for (const record::Record* version : journal.versions(id)) {
    out.begin_object()
        .member("rev", format(version->rev))
        .member("at", format(version->at))
        .key("body")
        .raw(version->body_json())
        .end_object();
  }
  out.end_array();
}

void write_counts(json::Writer& out, const journal::Journal& journal) {
  out.begin_object();
  for (std::size_t kind = 0; kind < record::kKnownKinds; ++kind) {
    const std::size_t count = journal.count(static_cast<record::Kind>(kind));
    if (count > 0) out.member(record::kNames<record::Kind>[kind], count);
  }
  const std::size_t newer = journal.count(record::Kind::unknown);
  if (newer > 0) out.member("unknown", newer);
  out.end_object();
}

void write_open_step(json::Writer& out, const journal::Journal& journal,
                     const record::Record& record, const record::Step& body) {
  out.begin_object().member("id", format(record.id));
  write_or_null(out.key("ladder"), body.ladder);
  write_or_null(out.key("own"), body.own);
  write_person(out.key("person"), journal, body.person);
  if (body.planned_for) {
    out.member("planned_for", format(*body.planned_for));
  } else {
    out.key("planned_for").null();
  }
  write_or_null(out.key("if"), body.if_text);
  write_or_null(out.key("then"), body.then_text);
  out.member("at", format(record.at)).end_object();
}

std::string_view relation_of(const content::Content& content, const record::Step& body) {
  if (body.relation) return record::name(*body.relation);
  const content::LadderStep* known =
      body.ladder.empty() ? nullptr : content.ladder_step(body.ladder);
  return known ? std::string_view(known->relation) : std::string_view();
}

std::vector<journal::Item<record::Step>> open_steps(const content::Content& content,
                                                    const journal::Journal& journal,
                                                    const safety::People& people) {
  std::vector<journal::Item<record::Step>> open;
  const auto all = journal.all<record::Step>();
  for (auto step = all.rbegin(); step != all.rend(); ++step) {
    const record::Step& body = *step->body;
    if (body.status != record::StepStatus::planned) continue;
    const safety::Refusal refusal =
        safety::may_plan(people, {relation_of(content, body), body.person, 0, body.own},
                         std::numeric_limits<int>::max());
    if (refusal == safety::Refusal::none) open.push_back(*step);
  }
  return open;
}

std::vector<journal::Item<record::Person>> by_ring(
    std::span<const journal::Item<record::Person>> people) {
  std::vector<journal::Item<record::Person>> ordered(people.begin(), people.end());
  const auto key = [](const journal::Item<record::Person>& item) {
    return std::tuple(item.body->ring.value_or(std::numeric_limits<int>::max()),
                      std::string_view(item.body->alias), item.record->id);
  };
  std::sort(ordered.begin(), ordered.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return ordered;
}

std::vector<Stood> stood(const journal::Journal& journal, const Id& person) {
  std::vector<Stood> all;
  for (const journal::Held& held : journal.held(person)) {
    const auto* body = held.record->get<record::Person>();
    all.push_back({static_cast<std::int64_t>(held.record->rev.milliseconds / 1000),
                   body ? body->ring : std::nullopt});
  }
  return all;
}

}  // namespace ajar::view
