// All that the terminal says, by id: the compiled content and ICU messages. No prose is in code.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"

namespace ajar::cli {

// A message's argument: words, a count, or a fraction.
using Argument = std::variant<std::string, std::int64_t, double>;
using Arguments = std::map<std::string, Argument, std::less<>>;

// The compiled content of one language, embedded in the program (the text of content.json).
std::string_view embedded_content();
// The rules about sentences of the same language (spec/sentences.md).
std::string_view embedded_sentences();
std::string_view embedded_library();

class Words {
 public:
  // Reads the embedded content. It was checked when it was built, so a failure is a fault of the
  // build.
  static Result<Words> load();

  const std::string& language() const { return language_; }
  const rapidjson::Document& content() const { return *content_; }

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
  std::shared_ptr<rapidjson::Document> content_;
  std::string language_;
};

}  // namespace ajar::cli
