// Switches off what the person switched off.
#include "engine/view/reading.h"

#include <vector>

#include "engine/base/utf8.h"

namespace ajar::view {
namespace {

constexpr std::string_view kAll = "all";

std::vector<std::string> switched_off(const text::Rules& rules, const journal::Journal* journal) {
  const auto* setting = journal ? journal->setting(record::SettingKey::cues) : nullptr;
  std::vector<std::string> off;
  if (!setting) return off;
  for (const auto& [name, on] : setting->cues) {
    if (on) continue;
    if (name == kAll) return rules.kinds();
    off.push_back(name);
  }
  return off;
}

}  // namespace

Result<std::string> read_text(const text::Rules& rules, const journal::Journal* journal,
                              std::string_view text) {
  if (utf8::first_invalid(text) != text.size()) return Error{"text/bad_utf8"};
  return text::to_json(rules.read(text, switched_off(rules, journal)));
}

}  // namespace ajar::view
