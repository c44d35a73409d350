// One function for each view of what the numbers say.
#pragma once

#include "engine/findings/noted.h"
#include "engine/view/views.h"

namespace ajar::findings {

using view::Source;

Result<std::string> pattern(const Source& source);
Result<std::string> questions(const Source& source);
Result<std::string> cycle(const Source& source);
Result<std::string> expectations(const Source& source);
Result<std::string> closeness(const Source& source);
Result<std::string> receiving(const Source& source);
Result<std::string> river(const Source& source);
Result<std::string> helped(const Source& source);
Result<std::string> change(const Source& source);
Result<std::string> questionnaires(const Source& source);
Result<std::string> questionnaire(const Source& source);

}  // namespace ajar::findings
