// Which words of a text are judged together, and what the classifiers of a language say of them.
// What is learned (learn/) and what is read (reading.h) go by this alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/text/classifier.h"
#include "engine/text/ngrams.h"
#include "engine/text/tokens.h"

namespace ajar::text {

// First word of each sentence, and the end of the words behind them.
std::vector<std::uint32_t> sentence_starts(const Tokens& tokens);

// The first sentence of the passage that ends with sentence `last`: a sentence is judged with the
// two before it. What is written on later changes no passage that has been judged.
std::uint32_t passage_begin(std::uint32_t last);

// What classifiers say of a passage together.
struct Verdict {
  double margin = 0;     // above 0 it belongs; no unit, never shown or kept
  std::size_t kind = 0;  // the clearest of `kinds`; 0 where there are none
};

// `any` says whether a passage belongs, and the clearest of `kinds` speaks for or against it.
Verdict judge(const Classifier& any, std::span<const Classifier> kinds, const Passage& passage,
              bool rule_stands);

}  // namespace ajar::text
