// Small, complete words for tests: every group, two lines each, and hardly a word.
#pragma once

#include <string>

#include "engine/simulate/words.h"

namespace ajar::simulate {

// The JSON text of a chapter with everything that Words::load asks for.
std::string sample_words_json();
const Words& sample_words();

}  // namespace ajar::simulate
