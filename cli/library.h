// The library's chapters (content/*/library), which are compiled into the program like the other
// words.
#pragma once

#include <rapidjson/document.h>

#include <string_view>

#include "engine/base/result.h"

namespace ajar::cli {

// One chapter, as tools/content/library.schema.json describes it; read at its first use. The
// library was checked when it was built, so a failure is a fault of the build.
const rapidjson::Value& chapter(std::string_view name);

// The element of `list` whose `id` it is; null where there is none.
const rapidjson::Value* with_id(const rapidjson::Value& list, std::string_view id);

}  // namespace ajar::cli
