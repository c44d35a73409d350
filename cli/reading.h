// What is said after something was written: one quiet line about a phrase, and the question whether
// someone is in danger.
#pragma once

#include <string_view>

#include "cli/context.h"
#include "cli/home.h"

namespace ajar::cli {

// Says, on standard error, the first marked phrase of `text` with its question, and the crisis
// question with the way to help; nothing when there is neither. Nothing of it is kept.
Status say_reading(Context& context, const Home& home, std::string_view text);

}  // namespace ajar::cli
