// Order and names of circumstances.h.
#include "engine/practice/circumstances.h"

#include <algorithm>
#include <tuple>

namespace ajar::practice {

void order(std::vector<Past>& steps) {
  std::sort(steps.begin(), steps.end(), [](const Past& a, const Past& b) {
    return std::tie(a.seconds, a.id) < std::tie(b.seconds, b.id);
  });
}

std::string_view relation_of(std::string_view context) {
  return context == "friends" ? std::string_view("friend") : context;
}

}  // namespace ajar::practice
