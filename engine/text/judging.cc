#include "engine/text/judging.h"

#include <algorithm>
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

Verdict judge(const Classifier& any, std::span<const Classifier> kinds, const Passage& passage,
              bool rule_stands) {
  Verdict verdict;
  double clearest = -std::numeric_limits<double>::infinity();
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    const double margin = kinds[kind].margin(passage);
    if (margin > clearest) verdict.kind = kind;
    clearest = std::max(clearest, margin);
  }
  verdict.margin = any.margin(passage, rule_stands) + (kinds.empty() ? 0 : kKindWeight * clearest);
  return verdict;
}

}  // namespace ajar::text
