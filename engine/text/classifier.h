// Linear classifiers of short passages, with weights learned from labelled sentences
// (learn/README.md) and rounded to eight bits. The file is spec/sentences.md §6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/ngrams.h"

namespace ajar::text {

class Classifier {
 public:
  // Score = bias + step × Σ over kinds of n-gram of (Σ weights of its n-grams) / √(their number),
  // and `rule` more where one of the written rules stands. All in millionths, but the weights,
  // which count steps. `weights` has a power of two of elements.
  struct Parts {
    std::string id;
    std::int32_t bias = 0;
    std::uint32_t step = 0;
    std::int32_t rule = 0;
    std::int32_t threshold = 0;  // what the score must be above
    std::vector<std::int8_t> weights;
  };
  explicit Classifier(Parts parts);

  const std::string& id() const { return parts_.id; }
  const Parts& parts() const { return parts_; }

  // How far a passage lies above the threshold; above 0 it belongs to the class. No unit: it says
  // on which side a passage lies, and is never shown or kept.
  double margin(const Ngrams& passage, bool rule_stands = false) const;

  // What each of the words [first, end) of the text adds to that, an n-gram's part given in equal
  // shares to the words that it spans.
  std::vector<double> shares(const Ngrams& passage, std::uint32_t first, std::uint32_t end) const;

 private:
  double weight(std::uint64_t hash) const {
    return static_cast<double>(parts_.weights[static_cast<std::size_t>(hash >> shift_)]);
  }

  Parts parts_;
  int shift_;
};

}  // namespace ajar::text
