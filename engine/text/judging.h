// Which words of a text are judged together, and what was learned says of them. What is learned
// (learn/) and what is read (reading.h) go by this alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/text/classifier.h"
#include "engine/text/ngrams.h"
#include "engine/text/recurrent.h"
#include "engine/text/tokens.h"

namespace ajar::text {

// First word of each sentence, and the end of the words behind them.
std::vector<std::uint32_t> sentence_starts(const Tokens& tokens);

// The first sentence of the passage that ends with sentence `last`: a sentence is judged with the
// two before it. What is written on later changes no passage that has been judged.
std::uint32_t passage_begin(std::uint32_t last);

// The words [first, end) of a text as they are judged.
struct Passage {
  Ngrams ngrams;
  PieceHashes pieces;
};
Passage passage_of(const Tokens& tokens, std::uint32_t first, std::uint32_t end);

// What decides one question together: whether there is any, of which kind, and a network that reads
// the order of what is said.
struct Judges {
  Classifier any;
  std::vector<Classifier> kinds;
  std::optional<RecurrentNetwork> network;
};

struct Verdict {
  double margin = 0;     // above 0 it belongs; no unit, never shown or kept
  std::size_t kind = 0;  // the clearest; 0 where there are no kinds
};
Verdict judge(const Judges& judges, const Passage& passage, bool rule_stands);

// Whether judge() would give a margin above 0, without the network where it cannot turn it. Kinds
// are not asked.
bool belongs(const Judges& judges, const Passage& passage, bool rule_stands);

}  // namespace ajar::text
