// A step as it is shown: its words as the person might say them, and what is known about it.
#pragma once

#include <rapidjson/document.h>

#include <string>

#include "cli/context.h"

namespace ajar::cli {

// The ladder's step with this id, null when the content does not know it.
const rapidjson::Value* ladder_step(const Context& context, std::string_view id);

// One line that names a step: a ladder step's instruction, or the person's own words.
std::string step_line(const Context& context, const rapidjson::Value& step);

// The whole offer (spec/views.md): whom to, the words beside the light, the hint.
void print_offer(Context& context, const rapidjson::Value& offer);

// What was believed before and after, on a ruler from 0 to 100 with `width` columns: "├──○───●──┤".
std::string dumbbell(int before, int after, int width);

}  // namespace ajar::cli
