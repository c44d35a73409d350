// Weights are learned as doubles and rounded to eight bits at the end.
#include "learn/learner.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

namespace ajar::learn {
namespace {

constexpr int kMostRounds = 60;
constexpr double kSmallestStep = 1e-2;  // a round that moves no example further is the last
// Brings a passage's features to a length of about one: a word's inverse document frequency is
// between 1 and 10.
constexpr double kScale = 0.18;
constexpr double kStepsOfAverage = 3;  // a weight of average size is rounded to so many steps
constexpr double kMillion = 1e6;

struct Feature {
  std::uint32_t weight;
  float value;
};

class Learner {
 public:
  Learner(const std::vector<const Example*>& examples, const Shape& shape)
      : examples_(examples), shape_(shape), weights_((std::size_t{1} << shape.bits) + 1) {
    count_documents();
    for (const Example* example : examples_) rows_.push_back(features(*example));
  }

  void run() {
    std::vector<double> alpha(rows_.size());
    std::vector<double> length(rows_.size(), 1);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (const Feature& feature : rows_[i])
        length[i] += static_cast<double>(feature.value) * static_cast<double>(feature.value);
    std::vector<std::size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937 random;  // the same run each time
    const double diagonal = 0.5 / shape_.strictness;
    for (int round = 0; round < kMostRounds; ++round) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      double furthest = 0;
      for (const std::size_t i : order) {
        const double side = examples_[i]->belongs ? 1 : -1;
        const double slope = side * score(rows_[i]) - 1 + diagonal * alpha[i];
        if (alpha[i] == 0 && slope >= 0) continue;
        furthest = std::max(furthest, std::abs(slope));
        const double before = alpha[i];
        alpha[i] = std::max(before - slope / (length[i] + diagonal), 0.0);
        move(rows_[i], (alpha[i] - before) * side);
      }
      if (furthest < kSmallestStep) break;
    }
  }

  text::Classifier rounded(const std::string& id) const {
    std::vector<double> effective(weights_.size() - 1);
    double sum = 0;
    std::size_t used = 0;
    for (std::size_t i = 0; i < effective.size(); ++i) {
      effective[i] = weights_[i] * frequency_[i] * kScale;
      sum += std::abs(effective[i]);
      used += effective[i] != 0 ? 1 : 0;
    }
    const double average = used == 0 ? 1 : sum / static_cast<double>(used);
    text::Classifier::Parts parts;
    parts.id = id;
    parts.bias = static_cast<std::int32_t>(std::lround(bias_ * kMillion));
    parts.step =
        static_cast<std::uint32_t>(std::max(1L, std::lround(average / kStepsOfAverage * kMillion)));
    parts.rule = static_cast<std::int32_t>(std::lround(weights_.back() * shape_.rule * kMillion));
    for (const double one : effective) {
      const double steps = one * kMillion / parts.step;
      parts.weights.push_back(
          static_cast<std::int8_t>(std::clamp(std::lround(steps), -127L, 127L)));
    }
    return text::Classifier(std::move(parts));
  }

 private:
  std::uint32_t bucket(std::uint64_t hash) const {
    return static_cast<std::uint32_t>(hash >> (64 - shape_.bits));
  }

  void count_documents() {
    std::vector<double> documents(weights_.size());
    for (const Example* example : examples_)
      for (const auto& kind : example->passage.ngrams)
        for (const text::Ngram& ngram : kind) documents[bucket(ngram.hash)] += 1;
    const double all = 1 + static_cast<double>(examples_.size());
    for (const double count : documents)
      frequency_.push_back(count == 0 ? 0 : std::log(all / (1 + std::min(count, all - 1))) + 1);
  }

  std::vector<Feature> features(const Example& example) const {
    std::vector<Feature> row;
    for (const auto& kind : example.passage.ngrams) {
      const double unit =
          kScale / std::sqrt(static_cast<double>(std::max<std::size_t>(kind.size(), 1)));
      for (const text::Ngram& ngram : kind) {
        const auto at = bucket(ngram.hash);
        row.push_back({at, static_cast<float>(unit * frequency_[at])});
      }
    }
    if (example.rule_stands && shape_.rule > 0)
      row.push_back(
          {static_cast<std::uint32_t>(weights_.size() - 1), static_cast<float>(shape_.rule)});
    return row;
  }

  double score(const std::vector<Feature>& row) const {
    double sum = bias_;
    for (const Feature& feature : row)
      sum += weights_[feature.weight] * static_cast<double>(feature.value);
    return sum;
  }

  void move(const std::vector<Feature>& row, double by) {
    for (const Feature& feature : row)
      weights_[feature.weight] += by * static_cast<double>(feature.value);
    bias_ += by;
  }

  const std::vector<const Example*>& examples_;
  Shape shape_;
  std::vector<double> weights_;    // by bucket, and that of the rule behind them
  std::vector<double> frequency_;  // inverse document frequency by bucket; 0 where none falls
  std::vector<std::vector<Feature>> rows_;
  double bias_ = 0;
};

}  // namespace

text::Classifier learn(const std::string& id, const std::vector<const Example*>& examples,
                       const Shape& shape) {
  Learner learner(examples, shape);
  learner.run();
  return learner.rounded(id);
}

}  // namespace ajar::learn
