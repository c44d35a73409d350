// Protector: the talks so far, the card that comes back while an urge is strong, letters and safe
// memories.
#include <algorithm>

#include "engine/safety/people.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using Talk = journal::Item<record::Protector>;
using Moment = journal::Item<record::Moment>;

constexpr std::size_t kAtOnce = 60;
constexpr std::string_view kRemembered = "remembered";  // the prompt of a safe memory

void write_talk(json::Writer& out, const Talk& talk) {
  const record::Protector& body = *talk.body;
  out.begin_object().member("id", format(talk.record->id)).member("at", format(talk.record->at));
  write_or_null(out.key("guards"), body.guards);
  write_or_null(out.key("request"), body.request);
  out.member("before", body.softness_before).member("after", body.softness_after).end_object();
}

// The newest moment of the last hours; of two in one second the one that was written later.
const Moment* newest_moment(const Source& source, std::span<const Moment> moments) {
  const LocalTime& now = source.args.now();
  const std::int64_t since = now.seconds - std::int64_t{source.content.practice.card.hours} * 3600;
  const Moment* newest = nullptr;
  for (auto moment = moments.rbegin(); moment != moments.rend(); ++moment) {
    const std::int64_t at = moment->record->at.seconds;
    if (at < since || (newest && at < newest->record->at.seconds)) break;
    if (at > now.seconds) continue;
    if (!newest || newest->record->rev < moment->record->rev) newest = &*moment;
  }
  return newest;
}

// That moment where its urge is strong and the card comes back for it. With someone unsafe it does
// not: there, going is protection.
const Moment* strong_urge(const Source& source, std::span<const Moment> moments) {
  const Moment* moment = newest_moment(source, moments);
  if (!moment || moment->body->urge.value_or(0) < source.content.practice.card.urge) return nullptr;
  const safety::People people = safety::people(source.journal);
  const auto& id = moment->body->person;
  const safety::Person* person = id ? people.find(*id) : nullptr;
  return person && person->standing == safety::Standing::unsafe ? nullptr : moment;
}

void write_card(json::Writer& out, const Source& source) {
  const auto* setting = source.journal.setting(record::SettingKey::card);
  if (!setting || setting->card.empty()) {
    out.null();
    return;
  }
  const auto moments = source.journal.all<record::Moment>();
  const Moment* urge = strong_urge(source, moments);
  out.begin_object().member("text", setting->card).key("due");
  if (urge) {
    out.begin_object()
        .member("moment", format(urge->record->id))
        .member("urge", *urge->body->urge)
        .end_object();
  } else {
    out.null();
  }
  out.end_object();
}

void write_letters(json::Writer& out, const journal::Journal& journal) {
  const auto letters = journal.all<record::Letter>();
  out.begin_array();
  for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
    out.begin_object()
        .member("id", format(letter->record->id))
        .member("at", format(letter->record->at));
    write_or_null(out.key("to"), letter->body->to);
    out.member("excerpt", excerpt(*letter->record)).end_object();
  }
  out.end_array();
}

void write_remembered(json::Writer& out, const journal::Journal& journal) {
  const auto entries = journal.all<record::Entry>();
  out.begin_array();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->body->prompt != kRemembered) continue;
    out.begin_object()
        .member("id", format(entry->record->id))
        .member("at", format(entry->record->at))
        .member("text", entry->body->text)
        .end_object();
  }
  out.end_array();
}

}  // namespace

Result<std::string> protector(const Source& source) {
  const auto talks = source.journal.all<record::Protector>();
  const std::size_t first = talks.size() > kAtOnce ? talks.size() - kAtOnce : 0;
  json::Writer out;
  out.begin_object().member("times", talks.size()).key("talks").begin_array();
  for (const Talk& talk : talks.subspan(first)) write_talk(out, talk);
  out.end_array();
  write_card(out.key("card"), source);
  write_letters(out.key("letters"), source.journal);
  write_remembered(out.key("remembered"), source.journal);
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
