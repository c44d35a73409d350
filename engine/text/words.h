// The words that a person wrote in a record, field by field.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/record/record.h"

namespace ajar::text {

// Gives each text of `body`, in the order of the spec, with the name of its field ("note"; a list
// or an object of texts gives each with the field's own name). Empty texts, settings, what only
// identifies a questionnaire and the text of one, which is nobody's own, are left out.
void for_each_text(
    const record::Body& body,
    const std::function<void(std::string_view field, const std::string& text)>& give);

}  // namespace ajar::text
