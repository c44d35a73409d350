// All views of this library.
#include <array>

#include "engine/view/view.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

constexpr std::array kViews = {
    Named{"today", today},     Named{"check", check},         Named{"mirror", mirror},
    Named{"steps", steps},     Named{"step", step},           Named{"may_plan", may_plan},
    Named{"people", people},   Named{"moment", moment},       Named{"write", write},
    Named{"journey", journey}, Named{"record", record},       Named{"search", search},
    Named{"help", help},       Named{"settings", settings},   Named{"look_back", look_back},
    Named{"support", support}, Named{"protector", protector}, Named{"series", series},
    Named{"beliefs", beliefs}, Named{"yours", yours},         Named{"seek", seek}};

}  // namespace

Table every() {
  return kViews;
}

}  // namespace ajar::view
