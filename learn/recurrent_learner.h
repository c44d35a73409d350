// Learns a small recurrent network from labelled passages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/text/recurrent.h"
#include "learn/learner.h"

namespace ajar::learn {

struct RecurrentShape {
  std::uint8_t d = 32;  // numbers that stand for a piece
  std::uint8_t h = 32;  // numbers of state in each direction
  int rounds = 10;      // times through all examples
  double share = 0.15;  // what it counts beside the classifier
  double bound = 6;     // where what it says is cut
};

// By the gradient of the logistic loss through time (Werbos 1990), Adam (Kingma and Ba 2015) over
// 32 examples at a time with a step that falls to nothing, and dropout (Srivastava et al. 2014).
// Pieces that stand in fewer than two examples are not known. The same examples in the same order
// give the same network on every machine whose floats are those of IEEE 754.
text::RecurrentNetwork learn_recurrent(const std::string& id,
                                       const std::vector<const Example*>& examples,
                                       const RecurrentShape& shape);

}  // namespace ajar::learn
