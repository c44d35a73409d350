// A small, complete content file for tests: the real shapes, fixed numbers of its own, and hardly a
// word.
#pragma once

#include <string>

namespace ajar::content {

// The JSON text of a content file with the whole ladder (60 steps) and a handful of everything
// else.
std::string sample_json();

}  // namespace ajar::content
