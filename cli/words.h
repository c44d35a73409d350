// All that the terminal says, by id: the compiled content and ICU messages. No prose is in code.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/reading.h"

namespace ajar::cli {

// A message's argument: words, a count, or a fraction.
using Argument = std::variant<std::string, std::int64_t, double>;
using Arguments = std::map<std::string, Argument, std::less<>>;

// What is embedded in the program of one language, each the text of a compiled file.
struct Edition {
  std::string_view language;   // "en"
  std::string_view content;    // content.json
  std::string_view sentences;  // the rules about sentences (spec/sentences.md)
  std::string_view learned;    // its classifiers; empty where there are none
  std::string_view library;    // the longer texts, by chapter
};
// Every language of the program, the first of them for those who read none.
std::span<const Edition> editions();
// The one for this language ("es", or a tag that begins with it, "es-MX"), or else the first.
const Edition& edition(std::string_view language);
// The rules about sentences of the edition of `language`, with what was learned beside them.
// Checked when they were built, so an error is a fault of the build.
Result<text::Rules> sentence_rules(std::string_view language);
// The language that the machine is set to ("es_MX.UTF-8" is "es"); empty when it names none.
std::string language_of_machine();

class Words {
 public:
  // Reads the embedded content in this language, or in the first where there is none in it. It was
  // checked when it was built, so a failure is a fault of the build.
  static Result<Words> load(std::string_view language);

  const std::string& language() const { return language_; }
  const rapidjson::Document& content() const { return *content_; }
  // One part of the library ("learn"); an empty object where there is none of that name.
  const rapidjson::Value& chapter(std::string_view name) const;

  bool has(std::string_view id) const;
  // The message `id` with its arguments, in ICU's syntax. An id without a message is returned as it
  // is, so that something newer is shown by its name rather than not at all.
  std::string say(std::string_view id, const Arguments& arguments = {}) const;
  // Several words as the language joins a list: "a, b and c".
  std::string list(const std::vector<std::string>& items) const;
  // A date "YYYY-MM-DD" (or a record's `at`) as the language writes it: "Thursday 14 May", with the
  // year when it is not that of `today`.
  std::string date(std::string_view date, std::string_view today) const;

 private:
  const rapidjson::Document* content_ = nullptr;
  const rapidjson::Document* library_ = nullptr;
  std::string language_;
};

}  // namespace ajar::cli
