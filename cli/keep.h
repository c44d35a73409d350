// What commands that keep something share: options that fill fields, questions for fields, piped
// words, the answer.
#pragma once

#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/form.h"
#include "cli/home.h"
#include "cli/program.h"

namespace ajar::cli {

// Options of one command that fill fields of one kind. Words have no option: they come by standard
// input, a question or the editor.
class FieldOptions {
 public:
  explicit FieldOptions(std::string_view kind) : kind_(kind) {}

  FieldOptions& add(Command& command, const std::string& option, std::string_view field);
  // Whether any was given.
  bool any() const;
  // Sets the given ones in `body`. An error's field is the option's name.
  Status apply(const Context& context, const People& people, rapidjson::Document& body) const;

 private:
  struct Option {
    const Field* field;
    std::string name;
    std::optional<std::string> one;
    std::vector<std::string> several;
  };

  std::string kind_;
  std::deque<Option> options_;  // keeps its elements in place, which the parser writes into
};

// Asks for fields in order, each skipped by an empty answer; what cannot be understood is explained
// and asked again.
Status ask_fields(Context& context, const Home& home, std::string_view kind,
                  std::initializer_list<std::string_view> fields, rapidjson::Document& body);

// The words that were piped in, empty when none were. Error: cli/stdin_taken when the passphrase
// comes that way, too.
Result<std::string> piped_words(const Context& context);

// The form of `body` in the person's editor; their fields replace those of `body`.
Status edit_form(Context& context, const Home& home, std::string_view kind, bool words_only,
                 rapidjson::Document& body);

// Says that it was kept, by `message` (its argument {id} is short) and how to take it back; as JSON
// with --json.
void say_kept(Context& context, const Kept& kept, std::string_view message);

// The beginning of an id that is shown in lists and can be typed.
std::string short_id(std::string_view id);

// `name` of a body as a date or time of the engine's form, from what was typed.
void set_text(rapidjson::Document& body, std::string_view name, std::string_view text);

}  // namespace ajar::cli
