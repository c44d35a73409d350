// From a JSON value to a typed body, every rule of fields.h checked.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/record/record.h"

namespace ajar::record {

// Reads `value` as the body of `kind` (not unknown). Fields that are not in the list go to
// `unknown`.
Result<Body> decode(Kind kind, const json::Value& value, std::vector<UnknownField>& unknown);

// True for `[a-z][a-z0-9_]{0,most-1}`.
bool is_token(std::string_view text, std::size_t most);

// The JSON of a value at fault, cut to 80 characters.
std::string shown(const json::Value& value);

}  // namespace ajar::record
