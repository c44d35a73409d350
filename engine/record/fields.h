// The one description of every kind's body: names, presence, ranges and lengths of spec/records.md
// §3.
//
// The decoder, the encoder and the tests' generator are visitors of it; there is no second list. A
// visitor has
//   required(name, member, rule)   the field must be there; a required text must not be empty
//   optional(name, member, rule)   the field may be absent
//   either(name, member, rule, name, member, rule)   exactly one of the two texts is there
#pragma once

#include <concepts>
#include <type_traits>

#include "engine/record/kinds.h"

namespace ajar::record {

// Rules say what one value must be.
struct Text {  // lengths in Unicode scalar values
  std::size_t most;
  std::size_t least = 0;
};
struct Token {};        // [a-z][a-z0-9_]{0,39}
struct CountryCode {};  // two capital letters
struct Range {          // integer, inclusive
  std::int64_t low;
  std::int64_t high;
};
struct RealRange {  // any number, inclusive
  double low;
  double high;
};
struct Choice {};    // one of the member's kNames
struct Flag {};      // true or false
struct RecordId {};  // a record's id
struct CalendarDate {};
struct Clock {};   // local time, written as `at`
struct Object {};  // the struct's own fields
template <class Each>
struct List {
  Each each;
  std::size_t most;
};
// Keys are tokens, or the names of a choice, as the member's key type says.
template <class Each>
struct Entries {
  Each each;
};

template <class Member, class T>
concept BodyOf = std::same_as<std::remove_const_t<Member>, T>;

template <class V>
void fields(V& v, BodyOf<Person> auto& body) {
  v.required("alias", body.alias, Text{60, 1});
  v.required("relation", body.relation, Choice{});
  v.optional("ring", body.ring, Range{1, 4});
  v.optional("safety", body.safety, Choice{});
  v.optional("hidden", body.hidden, Flag{});
  v.optional("note", body.note, Text{2000});
}

template <class V>
void fields(V& v, BodyOf<Mood> auto& body) {
  v.required("pleasant", body.pleasant, Range{-100, 100});
  v.required("activated", body.activated, Range{-100, 100});
}

template <class V>
void fields(V& v, BodyOf<Moment> auto& body) {
  v.optional("person", body.person, RecordId{});
  v.optional("situations", body.situations, List<Token>{{}, 8});
  v.optional("trigger", body.trigger, Text{2000});
  v.optional("meant", body.meant, Text{2000});
  v.optional("emotions", body.emotions, List<Token>{{}, 3});
  v.optional("mood", body.mood, Object{});
  v.optional("body", body.body, List<Token>{{}, 12});
  v.optional("urge", body.urge, Range{0, 10});
  v.optional("did", body.did, List<Token>{{}, 20});
  v.optional("needed", body.needed, List<Token>{{}, 15});
  v.optional("close_before", body.close_before, Range{0, 10});
  v.optional("close_after", body.close_after, Range{0, 10});
  v.optional("returned_at", body.returned_at, Clock{});
  v.optional("later", body.later, Text{2000});
  v.optional("note", body.note, Text{2000});
}

template <class V>
void fields(V& v, BodyOf<Entry> auto& body) {
  v.optional("mode", body.mode, Choice{});
  v.optional("prompt", body.prompt, Token{});
  v.required("text", body.text, Text{60000});
  v.optional("seconds", body.seconds, Range{0, 86400});
  v.optional("series", body.series, RecordId{});
  v.optional("series_day", body.series_day, Range{1, 14});
  v.optional("distress_before", body.distress_before, Range{0, 10});
  v.optional("distress_after", body.distress_after, Range{0, 10});
  v.optional("outward", body.outward, Choice{});
  v.optional("person", body.person, RecordId{});
}

template <class V>
void fields(V& v, BodyOf<Step> auto& body) {
  v.either("ladder", body.ladder, Token{}, "own", body.own, Text{500});
  v.optional("relation", body.relation, Choice{});
  v.optional("domain", body.domain, Choice{});
  v.optional("difficulty", body.difficulty, Range{1, 10});
  v.optional("person", body.person, RecordId{});
  v.optional("if", body.if_text, Text{500});
  v.optional("then", body.then_text, Text{500});
  v.optional("feared", body.feared, Text{2000});
  v.optional("belief", body.belief, Range{0, 100});
  v.optional("expected_distress", body.expected_distress, Range{0, 10});
  v.optional("safety_behaviour", body.safety_behaviour, Text{2000});
  v.optional("planned_for", body.planned_for, CalendarDate{});
  v.required("status", body.status, Choice{});
  v.optional("settled_at", body.settled_at, Clock{});
  v.optional("outcome", body.outcome, Text{4000});
  v.optional("belief_after", body.belief_after, Range{0, 100});
  v.optional("peak_distress", body.peak_distress, Range{0, 10});
  v.optional("surprise", body.surprise, Range{0, 10});
  v.optional("response", body.response, Choice{});
  v.optional("response_words", body.response_words, Text{2000});
  v.optional("learned", body.learned, Text{2000});
  v.optional("repeat_of", body.repeat_of, RecordId{});
  v.optional("tests", body.tests, Token{});
}

template <class V>
void fields(V& v, BodyOf<Received> auto& body) {
  v.required("what", body.what, Choice{});
  v.optional("person", body.person, RecordId{});
  v.optional("words", body.words, Text{2000});
  v.optional("impulse", body.impulse, Text{2000});
  v.optional("response", body.response, Text{2000});
  v.optional("urge", body.urge, Range{0, 10});
  v.optional("absorbed", body.absorbed, Range{0, 10});
}

template <class V>
void fields(V& v, BodyOf<Gave> auto& body) {
  v.required("what", body.what, Choice{});
  v.optional("person", body.person, RecordId{});
  v.optional("words", body.words, Text{2000});
}

template <class V>
void fields(V& v, BodyOf<Protector> auto& body) {
  v.optional("guards", body.guards, Text{4000});
  v.optional("thanks", body.thanks, Text{4000});
  v.optional("reassurance", body.reassurance, Text{4000});
  v.optional("reminder", body.reminder, Text{4000});
  v.optional("request", body.request, Text{4000});
  v.optional("reply", body.reply, Text{4000});
  v.optional("softness_before", body.softness_before, Range{0, 10});
  v.optional("softness_after", body.softness_after, Range{0, 10});
  v.optional("cool", body.cool, Flag{});
}

template <class V>
void fields(V& v, BodyOf<Check> auto& body) {
  v.required("version", body.version, Range{1, 1000});
  v.required("answers", body.answers, Entries<Entries<Range>>{{{0, 4}}});
  v.optional("since", body.since, Entries<Choice>{});
  v.optional("examples", body.examples, Entries<Text>{{2000}});
  v.optional("tags", body.tags, List<Token>{{}, 16});
}

template <class V>
void fields(V& v, BodyOf<Answers> auto& body) {
  v.required("questionnaire", body.questionnaire, Token{});
  v.required("version", body.version, Text{40});
  v.required("items", body.items, Entries<RealRange>{{0, 100}});
  v.optional("context", body.context, Token{});
  v.optional("of", body.of, RecordId{});
  v.optional("open", body.open, Flag{});
}

template <class V>
void fields(V& v, BodyOf<Questionnaire> auto& body) {
  v.required("instrument", body.instrument, Token{});
  v.optional("title", body.title, Text{200});
  v.required("text", body.text, Text{60000});
  v.optional("spread", body.spread, Entries<RealRange>{{0, 1000}});
  v.optional("retest", body.retest, Entries<RealRange>{{0, 1}});
  v.optional("figures_from", body.figures_from, Text{500});
}

template <class V>
void fields(V& v, BodyOf<Origin> auto& body) {
  v.optional("told", body.told, Text{8000});
  v.optional("learned", body.learned, Text{8000});
  v.optional("text", body.text, Text{8000});
}

template <class V>
void fields(V& v, BodyOf<Letter> auto& body) {
  v.optional("to", body.to, Text{200});
  v.optional("person", body.person, RecordId{});
  v.required("text", body.text, Text{60000});
  v.optional("sent", body.sent, Flag{});
}

template <class V>
void fields(V& v, BodyOf<Goal> auto& body) {
  v.required("text", body.text, Text{2000});
  v.optional("with", body.with, Choice{});
  v.optional("person", body.person, RecordId{});
  v.optional("done", body.done, Flag{});
}

template <class V>
void fields(V& v, BodyOf<Helped> auto& body) {
  v.required("what", body.what, Token{});
  v.required("rating", body.rating, Range{-2, 2});
  v.optional("of", body.of, RecordId{});
}

template <class V>
void fields(V& v, BodyOf<Plan> auto& body) {
  v.required("items", body.items, List<Text>{{500, 1}, 20});
  v.optional("contacts", body.contacts, List<Text>{{200, 1}, 10});
}

template <class V>
void fields(V& v, BodyOf<Rest> auto& body) {
  v.required("reason", body.reason, Choice{});
  v.optional("until", body.until, CalendarDate{});
}

template <class V>
void fields(V& v, BodyOf<Setting> auto& body) {
  v.required("key", body.key, Choice{});
  switch (body.key) {
    case SettingKey::ceiling:
      return v.required("value", body.ceiling, Range{1, 10});
    case SettingKey::contexts:
      return v.required("value", body.contexts, List<Choice>{{}, 3});
    case SettingKey::consent:
      return v.required("value", body.consent, List<Choice>{{}, 5});
    case SettingKey::language:
      return v.required("value", body.language, Text{35});
    case SettingKey::theme:
      return v.required("value", body.theme, Choice{});
    case SettingKey::keys:
      return v.required("value", body.keys, Entries<Text>{{20}});
    case SettingKey::names:
      return v.required("value", body.names, Choice{});
    case SettingKey::cues:
      return v.required("value", body.cues, Entries<Flag>{});
    case SettingKey::country:
      return v.required("value", body.country, CountryCode{});
    case SettingKey::cycle:
      return v.required("value", body.cycle, Entries<Text>{{500}});
    case SettingKey::card:
      return v.required("value", body.card, Text{2000});
  }
}

template <class V>
void fields(V&, BodyOf<Newer> auto&) {}

}  // namespace ajar::record
