// The table of findings.h.
#include "engine/findings/findings.h"

#include <array>

#include "engine/findings/views.h"

namespace ajar::findings {
namespace {

constexpr std::array kViews = {view::Named{"pattern", pattern},
                               view::Named{"questions", questions},
                               view::Named{"cycle", cycle},
                               view::Named{"expectations", expectations},
                               view::Named{"closeness", closeness},
                               view::Named{"receiving", receiving},
                               view::Named{"river", river},
                               view::Named{"helped", helped},
                               view::Named{"change", change},
                               view::Named{"questionnaires", questionnaires},
                               view::Named{"questionnaire", questionnaire}};

}  // namespace

view::Table table() {
  return kViews;
}

}  // namespace ajar::findings
