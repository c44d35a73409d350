// A questionnaire's text as a FHIR R4 Questionnaire (HL7 FHIR 4.0.1): read strictly, so that
// nothing in it that would change what is asked or counted is passed over.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/questionnaire/instruments.h"

namespace ajar::questionnaire {

inline constexpr std::size_t kMostFileBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostFileDepth = 24;
inline constexpr std::size_t kMostQuestions = 200;
inline constexpr std::size_t kMostOptions = 30;
inline constexpr std::size_t kMostGroups = 6;        // inside each other
inline constexpr std::size_t kMostText = 2000;       // scalar values of one text
inline constexpr std::size_t kMostKept = 60'000;     // scalar values of a text that is kept
inline constexpr std::size_t kMostRecord = 110'000;  // bytes of it inside a record

struct Option {
  std::string label;
  int value = 0;
};

// The least and the greatest answer.
struct Range {
  int low = 0;
  int high = 0;
};

struct Question {
  std::string link;    // linkId
  std::string prefix;  // the number that the form prints; may be empty
  std::string text;
  std::vector<std::string> before;  // headings and words that stand above it
  std::vector<Option> options;      // in the file's order; empty: a whole number is typed
  std::optional<Range> range;       // nothing where options are empty and the file says none
  std::string path;                 // where it stands, "item[3].item[0]"
};

struct Form {
  std::string title;
  std::string language;
  std::vector<std::string> names;  // id, url, name, title: what it may be recognised by
  std::vector<Question> questions;
  std::vector<std::string> after;  // words below the last question
};

// Reads one. What is taken: items of type `group`, `display`, `choice` and `integer`; answers as
// `answerOption` with `valueCoding` or `valueInteger`, each with a whole number (`ordinalValue` or
// `itemWeight`, else an integer code); `minValue` and `maxValue` of an integer. What only describes
// is let through; anything else is refused by its path. Errors, each with the path as field:
// questionnaire/too_long, questionnaire/not_json (detail: why), questionnaire/not_fhir,
// questionnaire/missing, questionnaire/bad_type, questionnaire/unknown (detail: the element),
// questionnaire/unknown_type (detail: the type), questionnaire/extension (detail: its url),
// questionnaire/no_value, questionnaire/value_twice, questionnaire/values_turn,
// questionnaire/link_twice, questionnaire/too_many, questionnaire/too_deep,
// questionnaire/no_questions.
Result<Form> read_form(std::string_view json);

// The same text without white space between its parts, as a record keeps it. Errors: those of
// read_form for its shape as JSON, questionnaire/too_long (detail: the limit).
Result<std::string> compact(std::string_view json);

// A text joined with the key that scores it: question n of `order` is item n of the instrument.
struct Keyed {
  const Instrument* instrument = nullptr;
  std::vector<std::size_t> order;  // places in Form::questions, by item number less one
};

// Whether the form can be scored by this key: as many questions, every answer from low to high with
// none left out, and items that stand in the key's order. Errors: questionnaire/count (detail: how
// many), questionnaire/range (field: the question, detail: its range), questionnaire/order,
// questionnaire/links (detail: the linkId that is missing).
Result<Keyed> join(const Form& form, const Instrument& instrument);

// The keys that fit, those whose name the form bears first.
struct Fits {
  std::vector<const Instrument*> named;
  std::vector<const Instrument*> others;
};
Fits fits(const Form& form, const std::vector<Instrument>& all);

// The one key to score it by: `wanted` where it is not empty, else the only one that the form's own
// name means. Errors: those of join, questionnaire/no_such_key (detail: wanted), questionnaire/
// which_key (detail: ids of the keys that fit, with spaces between), questionnaire/no_key.
Result<Keyed> choose(const Form& form, const std::vector<Instrument>& all, std::string_view wanted);

}  // namespace ajar::questionnaire
