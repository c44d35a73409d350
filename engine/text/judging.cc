#include "engine/text/judging.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ajar::text {
namespace {

constexpr std::uint32_t kSentencesTogether = 3;
// How much the clearest kind speaks for there being one at all.
constexpr double kKindWeight = 0.5;

}  // namespace

std::vector<std::uint32_t> sentence_starts(const Tokens& tokens) {
  std::vector<std::uint32_t> starts;
  const auto words = static_cast<std::uint32_t>(tokens.words.size());
  for (std::uint32_t word = 0; word < words; ++word)
    if (tokens.words[word].sentence == starts.size()) starts.push_back(word);
  starts.push_back(words);
  return starts;
}

std::uint32_t passage_begin(std::uint32_t last) {
  return last + 1 - std::min(last + 1, kSentencesTogether);
}

Passage passage_of(const Tokens& tokens, std::uint32_t first, std::uint32_t end) {
  return {ngrams(tokens, first, end), piece_hashes(tokens, first, end)};
}

Verdict judge(const Judges& judges, const Passage& passage, bool rule_stands) {
  Verdict verdict{judges.any.margin(passage.ngrams, rule_stands)};
  if (judges.network) verdict.margin += judges.network->answer(passage.pieces);
  if (judges.kinds.empty()) return verdict;
  double clearest = -std::numeric_limits<double>::infinity();
  for (std::size_t kind = 0; kind < judges.kinds.size(); ++kind) {
    const double margin = judges.kinds[kind].margin(passage.ngrams);
    if (margin > clearest) verdict.kind = kind;
    clearest = std::max(clearest, margin);
  }
  verdict.margin += kKindWeight * clearest;
  return verdict;
}

bool belongs(const Judges& judges, const Passage& passage, bool rule_stands) {
  const double margin = judges.any.margin(passage.ngrams, rule_stands);
  if (!judges.network || std::abs(margin) > judges.network->most()) return margin > 0;
  return margin + judges.network->answer(passage.pieces) > 0;
}

}  // namespace ajar::text
