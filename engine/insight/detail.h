// A number as the detail of an error.
#pragma once

#include <cmath>
#include <string>

#include "engine/base/json.h"

namespace ajar::insight {

// As JSON writes it, or "not finite". (std::to_string of a double goes by printf, which would bring
// a file system into the browser's module.)
inline std::string detail(double number) {
  if (!std::isfinite(number)) return "not finite";
  std::string text;
  json::append_number(text, number);
  return text;
}

}  // namespace ajar::insight
