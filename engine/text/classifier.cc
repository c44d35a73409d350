// Weights lie in a table by the upper bits of an n-gram's hash (feature hashing: Weinberger et al.
// 2009), so that a file has no words in it.
#include "engine/text/classifier.h"

#include <cmath>

namespace ajar::text {
namespace {

constexpr double kMillionth = 1e-6;

int bits_of(std::size_t weights) {
  int bits = 0;
  while ((std::size_t{1} << bits) < weights) ++bits;
  return bits;
}

}  // namespace

Classifier::Classifier(Parts parts)
    : parts_(std::move(parts)), shift_(64 - bits_of(parts_.weights.size())) {}

double Classifier::margin(const Ngrams& passage, bool rule_stands) const {
  double steps = 0;
  for (const auto& kind : passage) {
    if (kind.empty()) continue;
    double sum = 0;  // of whole numbers: exact in any order
    for (const Ngram& ngram : kind) sum += weight(ngram.hash);
    steps += sum / std::sqrt(static_cast<double>(kind.size()));
  }
  return kMillionth * (static_cast<double>(parts_.bias) - static_cast<double>(parts_.threshold) +
                       (rule_stands ? static_cast<double>(parts_.rule) : 0.0) +
                       static_cast<double>(parts_.step) * steps);
}

std::vector<double> Classifier::shares(const Ngrams& passage, std::uint32_t first,
                                       std::uint32_t end) const {
  std::vector<double> shares(end - first);
  for (const auto& kind : passage) {
    const double unit =
        kMillionth * static_cast<double>(parts_.step) / std::sqrt(static_cast<double>(kind.size()));
    for (const Ngram& ngram : kind) {
      const double share =
          unit * weight(ngram.hash) / static_cast<double>(ngram.last - ngram.first + 1);
      for (auto word = ngram.first; word <= ngram.last; ++word) shares[word - first] += share;
    }
  }
  return shares;
}

}  // namespace ajar::text
