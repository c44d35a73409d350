// What a text says of itself while it is written (spec/sentences.md): marked phrases, each with its
// question, and whether to ask gently if someone is in danger.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/journal/journal.h"
#include "engine/text/reading.h"

namespace ajar::view {

// {"cues": [{"id", "rule", "start", "length", "question": sentence}], "safety": "ask" | null};
// start and length in UTF-16 units of `text`. Kinds and phrases that the setting `cues` of
// `journal` switches off are left out; without a journal (null) all are there. Error:
// text/bad_utf8.
Result<std::string> read_text(const text::Rules& rules, const journal::Journal* journal,
                              std::string_view text);

}  // namespace ajar::view
