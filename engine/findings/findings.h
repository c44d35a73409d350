// What the numbers say: the views of one life's statistics (spec/views.md), as a table that an edge
// hands to view().
#pragma once

#include "engine/view/view.h"

namespace ajar::findings {

view::Table table();

}  // namespace ajar::findings
