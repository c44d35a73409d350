// What a person can record: one struct for each kind of spec/records.md §3, and the words its
// choices are written by.
//
// A field that may be absent is a std::optional; text, tokens and lists are absent when they are
// empty, which the spec makes the same thing. A field that must be there is plain. Ranges and
// lengths stand in fields.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace ajar::record {

// The name of each value of a choice, in the order of its enum.
template <class Choice>
inline constexpr std::array<std::string_view, 0> kNames{};

template <class Choice>
constexpr std::string_view name(Choice choice) {
  return kNames<Choice>[static_cast<std::size_t>(choice)];
}

template <class Choice>
constexpr std::optional<Choice> from_name(std::string_view text) {
  for (std::size_t i = 0; i < kNames<Choice>.size(); ++i) {
    if (kNames<Choice>[i] == text) return static_cast<Choice>(i);
  }
  return std::nullopt;
}

// An object of the record whose member names are data, in the order in which they were written.
template <class Key, class Mapped>
using Map = std::vector<std::pair<Key, Mapped>>;

// The value under `key`, or null.
template <class Key, class Mapped, class Wanted>
const Mapped* find(const Map<Key, Mapped>& map, const Wanted& key) {
  for (const auto& [held, mapped] : map) {
    if (held == key) return &mapped;
  }
  return nullptr;
}

using Tokens = std::vector<std::string>;

enum class Relation : std::uint8_t { friend_, family, partner, work, other };
template <>
inline constexpr std::array kNames<Relation>{std::string_view{"friend"}, std::string_view{"family"},
                                             std::string_view{"partner"}, std::string_view{"work"},
                                             std::string_view{"other"}};

enum class Safety : std::uint8_t { safe, unsafe, unsure };
template <>
inline constexpr std::array kNames<Safety>{std::string_view{"safe"}, std::string_view{"unsafe"},
                                           std::string_view{"unsure"}};

enum class Context : std::uint8_t { partner, friends, family };
template <>
inline constexpr std::array kNames<Context>{
    std::string_view{"partner"}, std::string_view{"friends"}, std::string_view{"family"}};

struct Person {
  std::string alias;
  Relation relation = Relation::friend_;
  std::optional<int> ring;       // 1 is closest
  std::optional<Safety> safety;  // absent: not asked
  std::optional<bool> hidden;
  std::string note;
};

struct Mood {
  int pleasant = 0;
  int activated = 0;
};

struct Moment {
  std::optional<Id> person;
  Tokens situations;
  std::string trigger;
  std::string meant;
  Tokens emotions;
  std::optional<Mood> mood;
  Tokens body;
  std::optional<int> urge;
  Tokens did;
  Tokens needed;
  std::optional<int> close_before;
  std::optional<int> close_after;
  std::optional<LocalTime> returned_at;
  std::string later;
  std::string note;
};

enum class EntryMode : std::uint8_t { free, question, series };
template <>
inline constexpr std::array kNames<EntryMode>{
    std::string_view{"free"}, std::string_view{"question"}, std::string_view{"series"}};

enum class Outward : std::uint8_t { person, therapist, mine };
template <>
inline constexpr std::array kNames<Outward>{
    std::string_view{"person"}, std::string_view{"therapist"}, std::string_view{"mine"}};

struct Entry {
  std::optional<EntryMode> mode;
  std::string prompt;  // token
  std::string text;
  std::optional<int> seconds;
  std::optional<Id> series;
  std::optional<int> series_day;
  std::optional<int> distress_before;
  std::optional<int> distress_after;
  std::optional<Outward> outward;
  std::optional<Id> person;
};

enum class Domain : std::uint8_t { ask, accept, disclose, stay, need, repair, care };
template <>
inline constexpr std::array kNames<Domain>{std::string_view{"ask"},      std::string_view{"accept"},
                                           std::string_view{"disclose"}, std::string_view{"stay"},
                                           std::string_view{"need"},     std::string_view{"repair"},
                                           std::string_view{"care"}};

enum class StepStatus : std::uint8_t { planned, done, partly, skipped, rested };
template <>
inline constexpr std::array kNames<StepStatus>{
    std::string_view{"planned"}, std::string_view{"done"}, std::string_view{"partly"},
    std::string_view{"skipped"}, std::string_view{"rested"}};

enum class Response : std::uint8_t { warm, neutral, cool, none };
template <>
inline constexpr std::array kNames<Response>{std::string_view{"warm"}, std::string_view{"neutral"},
                                             std::string_view{"cool"}, std::string_view{"none"}};

struct Step {
  std::string ladder;  // token; exactly one of ladder and own is there
  std::string own;
  std::optional<Relation> relation;
  std::optional<Domain> domain;
  std::optional<int> difficulty;
  std::optional<Id> person;
  std::string if_text;    // `if`
  std::string then_text;  // `then`
  std::string feared;
  std::optional<int> belief;
  std::optional<int> expected_distress;
  std::string safety_behaviour;
  std::optional<Date> planned_for;
  StepStatus status = StepStatus::planned;
  std::optional<LocalTime> settled_at;
  std::string outcome;
  std::optional<int> belief_after;
  std::optional<int> peak_distress;
  std::optional<int> surprise;
  std::optional<Response> response;
  std::string response_words;
  std::string learned;
  std::optional<Id> repeat_of;
  std::string tests;  // token: the belief that it tries out
};

enum class ReceivedWhat : std::uint8_t { compliment, comfort, help, gift };
template <>
inline constexpr std::array kNames<ReceivedWhat>{
    std::string_view{"compliment"}, std::string_view{"comfort"}, std::string_view{"help"},
    std::string_view{"gift"}};

struct Received {
  ReceivedWhat what = ReceivedWhat::compliment;
  std::optional<Id> person;
  std::string words;
  std::string impulse;
  std::string response;
  std::optional<int> urge;
  std::optional<int> absorbed;
};

enum class GaveWhat : std::uint8_t { compliment, comfort, help, gift, company };
template <>
inline constexpr std::array kNames<GaveWhat>{std::string_view{"compliment"},
                                             std::string_view{"comfort"}, std::string_view{"help"},
                                             std::string_view{"gift"}, std::string_view{"company"}};

struct Gave {
  GaveWhat what = GaveWhat::compliment;
  std::optional<Id> person;
  std::string words;
};

struct Protector {
  std::string guards;
  std::string thanks;
  std::string reassurance;
  std::string reminder;
  std::string request;
  std::string reply;
  std::optional<int> softness_before;
  std::optional<int> softness_after;
  std::optional<bool> cool;
};

enum class Since : std::uint8_t { lately, years, always };
template <>
inline constexpr std::array kNames<Since>{std::string_view{"lately"}, std::string_view{"years"},
                                          std::string_view{"always"}};

struct Check {
  int version = 1;  // of the statements
  Map<Context, Map<std::string, int>> answers;
  Map<Context, Since> since;
  Map<std::string, std::string> examples;  // by statement
  Tokens tags;
};

struct Answers {
  std::string questionnaire;  // token
  std::string version;
  Map<std::string, double> items;
  std::string context;  // token
  std::optional<Id> of;
  std::optional<bool> open;  // broken off, to be gone on with
};

struct Questionnaire {
  std::string instrument;  // token
  std::string title;
  std::string text;                 // a FHIR R4 Questionnaire as JSON
  Map<std::string, double> spread;  // by scale
  Map<std::string, double> retest;  // by scale
  std::string figures_from;
};

struct Origin {
  std::string told;
  std::string learned;
  std::string text;
};

struct Letter {
  std::string to;
  std::optional<Id> person;
  std::string text;
  std::optional<bool> sent;
};

enum class GoalWith : std::uint8_t { self, therapist, person };
template <>
inline constexpr std::array kNames<GoalWith>{
    std::string_view{"self"}, std::string_view{"therapist"}, std::string_view{"person"}};

struct Goal {
  std::string text;
  std::optional<GoalWith> with;
  std::optional<Id> person;
  std::optional<bool> done;
};

struct Helped {
  std::string what;  // token
  int rating = 0;
  std::optional<Id> of;
};

struct Plan {
  std::vector<std::string> items;
  std::vector<std::string> contacts;
};

enum class RestReason : std::uint8_t { no, distress, ill, slept_badly, rupture, hard_week };
template <>
inline constexpr std::array kNames<RestReason>{
    std::string_view{"no"},          std::string_view{"distress"}, std::string_view{"ill"},
    std::string_view{"slept_badly"}, std::string_view{"rupture"},  std::string_view{"hard_week"}};

struct Rest {
  RestReason reason = RestReason::no;
  std::optional<Date> until;  // inclusive; absent: that day
};

// In the order of the fixed ids `11`–`1b` of §4.
enum class SettingKey : std::uint8_t {
  ceiling,
  contexts,
  consent,
  language,
  theme,
  keys,
  names,
  cues,
  country,
  cycle,
  card
};
template <>
inline constexpr std::array kNames<SettingKey>{
    std::string_view{"ceiling"},  std::string_view{"contexts"}, std::string_view{"consent"},
    std::string_view{"language"}, std::string_view{"theme"},    std::string_view{"keys"},
    std::string_view{"names"},    std::string_view{"cues"},     std::string_view{"country"},
    std::string_view{"cycle"},    std::string_view{"card"}};

enum class Theme : std::uint8_t { system, light, dark };
template <>
inline constexpr std::array kNames<Theme>{std::string_view{"system"}, std::string_view{"light"},
                                          std::string_view{"dark"}};

enum class NameStyle : std::uint8_t { full, initials, hidden };
template <>
inline constexpr std::array kNames<NameStyle>{
    std::string_view{"full"}, std::string_view{"initials"}, std::string_view{"hidden"}};

// One setting: `key` says which of the other members is its value.
struct Setting {
  SettingKey key = SettingKey::ceiling;
  int ceiling = 1;
  std::vector<Context> contexts;
  std::vector<Relation> consent;
  std::string language;
  Theme theme = Theme::system;
  Map<std::string, std::string> keys;
  NameStyle names = NameStyle::full;
  Map<std::string, bool> cues;
  std::string country;
  Map<std::string, std::string> cycle;  // place of the cycle → own words
  std::string card;
};

// The body of a kind that this version does not know. Its bytes are in Record::raw.
struct Newer {};

using Body = std::variant<Person, Moment, Entry, Step, Received, Gave, Protector, Check, Answers,
                          Questionnaire, Origin, Letter, Goal, Helped, Plan, Rest, Setting, Newer>;

// In the order of Body; `unknown` is the kind of Newer.
enum class Kind : std::uint8_t {
  person,
  moment,
  entry,
  step,
  received,
  gave,
  protector,
  check,
  answers,
  questionnaire,
  origin,
  letter,
  goal,
  helped,
  plan,
  rest,
  setting,
  unknown
};
template <>
inline constexpr std::array kNames<Kind>{
    std::string_view{"person"},        std::string_view{"moment"},   std::string_view{"entry"},
    std::string_view{"step"},          std::string_view{"received"}, std::string_view{"gave"},
    std::string_view{"protector"},     std::string_view{"check"},    std::string_view{"answers"},
    std::string_view{"questionnaire"}, std::string_view{"origin"},   std::string_view{"letter"},
    std::string_view{"goal"},          std::string_view{"helped"},   std::string_view{"plan"},
    std::string_view{"rest"},          std::string_view{"setting"}};

inline constexpr std::size_t kKnownKinds = kNames<Kind>.size();
static_assert(std::variant_size_v<Body> == kKnownKinds + 1);

namespace detail {
template <class T, std::size_t I = 0>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, std::variant_alternative_t<I, Body>>) {
    return static_cast<Kind>(I);
  } else {
    return kind_of<T, I + 1>();
  }
}
}  // namespace detail

// The kind whose body is T.
template <class T>
inline constexpr Kind kKindOf = detail::kind_of<T>();

// The fixed ids of §4.
constexpr Id plan_id() {
  Id id;
  id.bytes[15] = 1;
  return id;
}
constexpr Id setting_id(SettingKey key) {
  Id id;
  id.bytes[15] = static_cast<std::uint8_t>(33 + static_cast<int>(key));
  return id;
}

}  // namespace ajar::record
