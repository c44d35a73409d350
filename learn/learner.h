// Learns a linear classifier of passages from labelled ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/text/judging.h"

namespace ajar::learn {

struct Example {
  text::Passage passage;
  bool rule_stands = false;  // whether one of the written rules stands in it
  bool belongs = false;      // to the class
};

struct Shape {
  int bits = 18;          // 2^bits weights
  double strictness = 1;  // what an example on the wrong side costs against large weights (C)
  double rule = 0;  // how large the feature "a written rule stands" is beside the n-grams'; 0: none
};

// A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al.
// 2008), over n-grams scaled by their inverse document frequency. The threshold is 0. The same
// examples in the same order give the same classifier.
text::Classifier learn(const std::string& id, const std::vector<const Example*>& examples,
                       const Shape& shape);

}  // namespace ajar::learn
