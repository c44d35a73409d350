// Any text read as a content file: refused with a code, or good enough to choose a step by.
#include <algorithm>
#include <set>

#include "engine/content/content.h"
#include "engine/view/view.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto content = content::load(fuzz::text_of(data, size));
  if (!content) {
    require(content.error().code.starts_with("content/"));
    return 0;
  }
  std::set<std::string> ids;
  for (const content::LadderStep& step : content->ladder) {
    require(step.difficulty >= 1 && step.difficulty <= 10);
    require(ids.insert(step.id).second);
    require(content->ladder_step(step.id) == &step);
  }
  require(content->statements.scale == 5);
  require(std::is_sorted(content->messages.begin(), content->messages.end()));
  // Whatever its thresholds are, the views that use them answer.
  const journal::Journal nothing;
  for (const char* name : {"today", "steps", "check", "write", "settings"}) {
    require(
        view::view(*content, nothing, name, R"({"now":"2026-05-14T18:00:00+00:00"})").has_value());
  }
  return 0;
}
