// Reads the embedded library once.
#include "cli/library.h"

#include "cli/json.h"
#include "cli/words.h"

namespace ajar::cli {

const rapidjson::Value& chapter(std::string_view name) {
  static const rapidjson::Document library = [] {
    rapidjson::Document document;
    const auto bytes = embedded_library();
    document.Parse(bytes.data(), bytes.size());
    return document;
  }();
  static const rapidjson::Value none(rapidjson::kObjectType);
  const auto* found = member(library, name);
  return found == nullptr ? none : *found;
}

const rapidjson::Value* with_id(const rapidjson::Value& list, std::string_view id) {
  if (!list.IsArray()) return nullptr;
  for (const auto& each : list.GetArray()) {
    if (text_member(each, "id") == id) return &each;
  }
  return nullptr;
}

}  // namespace ajar::cli
