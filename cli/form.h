// A record as a person types it: the fields of each kind, single values from text, and a form for
// the editor.
#pragma once

#include <rapidjson/document.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/ask.h"
#include "cli/context.h"
#include "engine/base/result.h"

namespace ajar::cli {

enum class Shape {
  text,     // the person's words
  texts,    // a list of them, one a line
  number,   // a whole number
  token,    // one of a vocabulary
  tokens,   // several of a vocabulary
  choice,   // one of a fixed list
  flag,     // yes or no
  date,     // YYYY-MM-DD
  time,     // local time with its offset
  person,   // the id of a person, typed as alias
  answers,  // a check's answers to one context
};

// One field of a body. `name` is its path in the body ("mood.pleasant"), `low` and `high` the range
// of a number or, as `high`, the greatest count of tokens or of Unicode scalar values;
// spec/records.md §3 is the source of all of them.
struct Field {
  std::string_view name;
  Shape shape;
  std::string_view vocabulary = {};  // of token, tokens and choice
  int low = 0;
  int high = 0;
};

// The fields of a kind in the order in which they are asked and shown; empty for an unknown kind.
std::span<const Field> fields_of(std::string_view kind);
const Field* find_field(std::string_view kind, std::string_view name);
// The field that plain text from standard input becomes; null where a kind has no words.
const Field* main_text(std::string_view kind);

// The names of all vocabularies.
std::vector<std::string_view> vocabularies();
// The choices of a vocabulary, with their labels; none for an unknown name.
std::vector<Choice> choices_of(const Context& context, std::string_view vocabulary);
// The label of one token; the token itself where this version does not know it.
std::string label_of(const Context& context, std::string_view vocabulary, std::string_view token);
// A view's sentence ({"id", "args"}, spec/views.md) in words; empty for none.
std::string sentence_of(const Context& context, const rapidjson::Value* sentence);
// A person's alias as the setting `names` wants it shown.
std::string shown_alias(const Context& context, std::string_view alias);
// What a field is called.
std::string name_of(const Context& context, std::string_view kind, const Field& field);

// Aliases stand for people in what is typed; the caller knows them.
struct People {
  std::function<Result<std::string>(std::string_view alias)> id;  // cli/no_such_person
  std::function<std::string(std::string_view id)> alias;
};

// Sets one field of `body` from what was typed; empty text removes it. Errors: cli/bad_value
// (field, detail: what was typed), cli/too_long, cli/unknown_choice, cli/ambiguous_choice, and
// those of People.
Status set_field(const Context& context, const People& people, const Field& field,
                 std::string_view typed, rapidjson::Document& body);

// One field of `body` as it would be typed; empty when absent.
std::string typed_field(const Context& context, const People& people, const Field& field,
                        const rapidjson::Value& body);

// The same for reading: labels instead of tokens.
std::string shown_field(const Context& context, const People& people, const Field& field,
                        const rapidjson::Value& body);

// A form: `[name] label` lines, each with its value under it. Anything above the first heading is a
// remark.
std::string write_form(const Context& context, const People& people, std::string_view kind,
                       const rapidjson::Value& body, std::string_view remark,
                       bool words_only = false);

// What the words above the first heading are: the kind's main text, or a remark that write_form put
// there.
enum class Above { main_text, remark };

// The fields of a form as they were typed, in order. A line of someone's own that looks like a
// heading is written with a backslash before it. `main` takes the words above the headings; null
// where the kind has no words. Errors: cli/unknown_field (line, detail), cli/repeated_field (line,
// detail), cli/bad_utf8, cli/no_words_here.
using Typed = std::vector<std::pair<const Field*, std::string>>;
Result<Typed> read_form(std::string_view kind, std::string_view text, Above above,
                        const Field* main);

// Reads a form into `body`: fields that it names are replaced, the others stay.
Status apply_form(const Context& context, const People& people, std::string_view kind,
                  std::string_view text, rapidjson::Document& body, Above above = Above::main_text);

}  // namespace ajar::cli
