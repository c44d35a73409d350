// The file of what was learned from labelled sentences (spec/sentences.md §6): linear classifiers,
// and the recurrent networks that stand beside them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/classifier.h"
#include "engine/text/recurrent.h"

namespace ajar::text {

struct Learned {
  std::vector<Classifier> classifiers;     // at most 32
  std::vector<RecurrentNetwork> networks;  // at most 4
};

inline constexpr std::size_t kMaximumLearnedBytes = std::size_t{8} << 20;

// Errors: learned/too_long, learned/bad_file (detail: the byte).
Result<Learned> read_learned(std::string_view bytes);
// Ids of at most 40 bytes, at most 2^22 weights of a classifier and 65,535 known pieces.
std::string write_learned(const Learned& learned);

}  // namespace ajar::text
