// "Is it safe with them?": the question, and what is said where it is not.
#pragma once

#include <rapidjson/document.h>

#include <string_view>

#include "cli/context.h"
#include "cli/home.h"
#include "engine/base/result.h"

namespace ajar::cli {

// Asks on a terminal whether it is safe to be close to the person of `body`, with the signs beside
// it, and sets `safety`. Skipped: not asked.
Status ask_safety(Context& context, rapidjson::Document& body);

// What stands in for steps where someone is unsafe: distance is protection, who helps, which
// device.
void print_protection(Context& context);

// Whether a step (its body so far) may be planned, by the engine's one rule. Where the question has
// to come first it is asked, or answered by `safety` ("safe", "unsafe", "unsure"; empty: not
// given), and kept with the person. Errors: safety/unsafe_person, safety/guarded, cli/ask_safety.
Status may_plan(Context& context, Home& home, const rapidjson::Value& step,
                std::string_view safety);

}  // namespace ajar::cli
