// The views that a newcomer meets: what the browser's first module has.
#include <array>

#include "engine/view/view.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

constexpr std::array kViews = {Named{"today", today},       Named{"check", check},
                               Named{"mirror", mirror},     Named{"record", record},
                               Named{"may_plan", may_plan}, Named{"help", help},
                               Named{"settings", settings}};

}  // namespace

Table first() {
  return kViews;
}

}  // namespace ajar::view
