// Any text read as a FHIR questionnaire: refused with a code of its own, or within every bound,
// kept shorter and reading the same.
#include "engine/questionnaire/fhir.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto form = questionnaire::read_form(text);
  const auto kept = questionnaire::compact(text);
  if (!form) {
    require(form.error().code.starts_with("questionnaire/"));
    return 0;
  }
  require(!form->questions.empty() && form->questions.size() <= questionnaire::kMostQuestions);
  for (const questionnaire::Question& question : form->questions) {
    require(!question.link.empty() && !question.text.empty());
    require(question.options.size() <= questionnaire::kMostOptions);
    require(question.range || question.options.empty());
    for (const questionnaire::Option& option : question.options) {
      require(option.value >= question.range->low && option.value <= question.range->high);
    }
  }
  if (!kept) return 0;
  require(kept->size() <= text.size() && kept->find('\n') == std::string::npos);
  const auto again = questionnaire::read_form(*kept);
  require(again && again->questions.size() == form->questions.size());
  for (std::size_t n = 0; n < again->questions.size(); ++n) {
    require(again->questions[n].text == form->questions[n].text);
  }
  return 0;
}
