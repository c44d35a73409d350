// Learned in floats and rounded to eight bits at the end, each matrix by its largest weight.
#include "learn/recurrent_learner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <utility>

namespace ajar::learn {
namespace {

constexpr std::size_t kTogether = 32;  // examples to a step
constexpr float kStep = 1.5e-3F;
constexpr float kMeanDecay = 0.9F;  // of the gradient's running mean, as Adam's authors have it
constexpr float kSquareDecay = 0.999F;
constexpr float kTiny = 1e-8F;
constexpr float kDropPiece = 0.05F;      // of the pieces, read as unknown
constexpr float kDropNumber = 0.2F;      // of the numbers of a piece
constexpr float kDropSummary = 0.4F;     // of the summary
constexpr float kPieceSpread = 0.1F;     // of the numbers of a piece at first
constexpr std::size_t kMostPieces = 80;  // of an example; the rest is not read while learning
constexpr double kMillion = 1e6;

using Floats = std::vector<float>;

// Floats that are learned, with their gradient and what Adam remembers of it.
struct Learned {
  Floats value, gradient, mean, square;
  explicit Learned(std::size_t size) : value(size), gradient(size), mean(size), square(size) {}

  void step(std::size_t from, std::size_t to, float rate) {
    // Only what was touched is moved, by its own mean, however long ago the last time was.
    for (std::size_t i = from; i < to; ++i) {
      mean[i] += (1 - kMeanDecay) * (gradient[i] - mean[i]);
      square[i] += (1 - kSquareDecay) * (gradient[i] * gradient[i] - square[i]);
      value[i] -= rate * mean[i] / (std::sqrt(square[i]) + kTiny);
      gradient[i] = 0;
    }
  }
};

class Random {
 public:
  float uniform() { return static_cast<float>(engine_() >> 8) * 0x1p-24F; }  // [0, 1)
  // Sum of twelve: near enough to a normal one.
  float normal() {
    float sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }
  std::size_t below(std::size_t n) { return engine_() % n; }

 private:
  std::mt19937 engine_;
};

// The logistic function for the loss, which gate() is too flat for, of plain arithmetic: e^x ≈
// (1 + x / 1024)^1024.
float chance(float x) {
  float power = 1 - std::clamp(x, -30.0F, 30.0F) / 1024;
  for (int i = 0; i < 10; ++i) power *= power;
  return 1 / (1 + power);
}

// What squash() rises by at x.
float slope(float x) {
  if (x <= -3 || x >= 3) return 0;
  const float square = x * x;
  const float under = 27 + 9 * square;
  return ((27 + 3 * square) * under - x * (27 + square) * 18 * x) / (under * under);
}

// rows × out, row by row: out += x × matrix.
void forward(const float* x, std::size_t rows, const Floats& matrix, float* out,
             std::size_t width) {
  const float* row = matrix.data();
  for (std::size_t i = 0; i < rows; ++i, row += width)
    for (std::size_t o = 0; o < width; ++o) out[o] += x[i] * row[o];
}

// The gradients of x and of the matrix from that of out.
void backward(const float* x, float* x_gradient, std::size_t rows, Learned& matrix,
              const float* out_gradient, std::size_t width) {
  constexpr std::size_t kLanes = 8;  // sums side by side, always added up in the same order
  for (std::size_t i = 0; i < rows; ++i) {
    const float* row = matrix.value.data() + i * width;
    float* gradient = matrix.gradient.data() + i * width;
    std::array<float, kLanes> sums{};
    for (std::size_t o = 0; o + kLanes <= width; o += kLanes)
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        sums[lane] += row[o + lane] * out_gradient[o + lane];
    for (std::size_t o = width - width % kLanes; o < width; ++o)
      sums[0] += row[o] * out_gradient[o];
    for (const float sum : sums) x_gradient[i] += sum;
    for (std::size_t o = 0; o < width; ++o) gradient[o] += x[i] * out_gradient[o];
  }
}

// One direction of reading: its weights, and what is remembered of the passage that was just read.
class Direction {
 public:
  Direction(std::size_t d, std::size_t h, Random& random)
      : d_(d), h_(h), input_(d * 3 * h), state_(h * 3 * h), bias_(3 * h) {
    const float spread = 1 / std::sqrt(static_cast<float>(h));
    for (Floats* floats : {&input_.value, &state_.value, &bias_.value})
      for (float& one : *floats) one = spread * (2 * random.uniform() - 1);
  }

  // `order`: the rows of x in the order of reading. The states of each, by that order.
  const std::vector<Floats>& read(const std::vector<const Floats*>& order) {
    steps_.clear();
    states_.assign(1, Floats(h_));
    for (const Floats* x : order) {
      Step step{Floats(bias_.value), Floats(3 * h_), Floats(h_), Floats(h_), Floats(h_)};
      forward(x->data(), d_, input_.value, step.input.data(), 3 * h_);
      forward(states_.back().data(), h_, state_.value, step.state.data(), 3 * h_);
      Floats next(h_);
      for (std::size_t i = 0; i < h_; ++i) {
        step.reset[i] = text::gate(step.input[i] + step.state[i]);
        step.update[i] = text::gate(step.input[h_ + i] + step.state[h_ + i]);
        step.fresh[i] = text::squash(fresh_sum(step, i));
        next[i] = step.fresh[i] + step.update[i] * (states_.back()[i] - step.fresh[i]);
      }
      steps_.push_back(std::move(step));
      states_.push_back(std::move(next));
    }
    return states_;
  }

  // From the gradients of the states (by the order of reading) to those of x and of the weights.
  void learn_from(const std::vector<Floats>& gradients, const std::vector<const Floats*>& order,
                  const std::vector<Floats*>& x_gradients) {
    Floats onward(h_);
    for (std::size_t t = order.size(); t-- > 0;) {
      const Step& step = steps_[t];
      const Floats& before = states_[t];
      Floats of_input(3 * h_);
      Floats of_state(3 * h_);
      Floats earlier(h_);
      for (std::size_t i = 0; i < h_; ++i) {
        const float of_next = gradients[t][i] + onward[i];
        const float fresh = of_next * (1 - step.update[i]) * slope(fresh_sum(step, i));
        const float update = of_next * (before[i] - step.fresh[i]) * 0.25F *
                             slope(0.5F * (step.input[h_ + i] + step.state[h_ + i]));
        const float reset =
            fresh * step.state[2 * h_ + i] * 0.25F * slope(0.5F * (step.input[i] + step.state[i]));
        earlier[i] = of_next * step.update[i];
        of_input[i] = of_state[i] = reset;
        of_input[h_ + i] = of_state[h_ + i] = update;
        of_input[2 * h_ + i] = fresh;
        of_state[2 * h_ + i] = fresh * step.reset[i];
      }
      backward(order[t]->data(), x_gradients[t]->data(), d_, input_, of_input.data(), 3 * h_);
      backward(before.data(), earlier.data(), h_, state_, of_state.data(), 3 * h_);
      for (std::size_t i = 0; i < 3 * h_; ++i) bias_.gradient[i] += of_input[i];
      onward = std::move(earlier);
    }
  }

  void step(float rate) {
    for (Learned* one : {&input_, &state_, &bias_}) one->step(0, one->value.size(), rate);
  }

  const Floats& input() const { return input_.value; }
  const Floats& state() const { return state_.value; }
  const Floats& bias() const { return bias_.value; }

 private:
  struct Step {
    Floats input, state;  // what came of x and the bias, and of the state before; 3h each
    Floats reset, update, fresh;
  };
  float fresh_sum(const Step& step, std::size_t i) const {
    return step.input[2 * h_ + i] + step.reset[i] * step.state[2 * h_ + i];
  }

  std::size_t d_, h_;
  Learned input_, state_, bias_;
  std::vector<Step> steps_;
  std::vector<Floats> states_;  // before the first, and after each
};

class RecurrentLearner {
 public:
  RecurrentLearner(const std::vector<const Example*>& examples, const RecurrentShape& shape)
      : examples_(examples),
        shape_(shape),
        known_(known_of(examples)),
        pieces_((1 + known_.size()) * shape.d),
        directions_{Direction(shape.d, shape.h, random_), Direction(shape.d, shape.h, random_)},
        out_(std::size_t{4} * shape.h),
        bias_(1) {
    for (float& one : pieces_.value) one = kPieceSpread * random_.normal();
    const float spread = 1 / std::sqrt(static_cast<float>(out_.value.size()));
    for (float& one : out_.value) one = spread * (2 * random_.uniform() - 1);
    for (const Example* example : examples_) rows_.push_back(rows_of(example->passage.pieces));
  }

  void run() {
    std::vector<std::size_t> order(examples_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto steps =
        static_cast<std::size_t>(shape_.rounds) * ((order.size() + kTogether - 1) / kTogether);
    std::size_t done = 0;
    float mean_left = 1;  // of the zeros that the running means began with
    float square_left = 1;
    for (int round = 0; round < shape_.rounds; ++round) {
      for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random_.below(i)]);
      for (std::size_t from = 0; from < order.size(); from += kTogether) {
        const std::size_t to = std::min(order.size(), from + kTogether);
        std::set<std::uint32_t> touched;
        for (std::size_t i = from; i < to; ++i)
          learn_from(order[i], 1 / static_cast<float>(to - from), touched);
        mean_left *= kMeanDecay;
        square_left *= kSquareDecay;
        const float left = 1 - static_cast<float>(done++) / static_cast<float>(steps);
        move(touched, kStep * left * std::sqrt(1 - square_left) / (1 - mean_left));
      }
    }
  }

  text::RecurrentNetwork rounded(const std::string& id) const {
    text::RecurrentNetwork::Parts parts;
    parts.id = id;
    parts.share = static_cast<std::int32_t>(std::lround(shape_.share * kMillion));
    parts.bound = static_cast<std::uint32_t>(std::lround(shape_.bound * kMillion));
    parts.d = shape_.d;
    parts.h = shape_.h;
    parts.known = known_;
    parts.pieces = in_bytes(pieces_.value);
    for (std::size_t i = 0; i < directions_.size(); ++i)
      parts.directions[i] = {in_bytes(directions_[i].input()), in_bytes(directions_[i].state()),
                             in_bytes(directions_[i].bias())};
    parts.out = in_bytes(out_.value);
    parts.bias =
        static_cast<std::int32_t>(std::lround(static_cast<double>(bias_.value.front()) * kMillion));
    return text::RecurrentNetwork(std::move(parts));
  }

 private:
  static std::vector<std::uint32_t> known_of(const std::vector<const Example*>& examples) {
    std::map<std::uint32_t, int> counts;
    for (const Example* example : examples)
      for (const auto piece :
           std::set(example->passage.pieces.begin(), example->passage.pieces.end()))
        ++counts[piece];
    std::vector<std::uint32_t> known;
    for (const auto& [piece, count] : counts)
      if (count >= 2) known.push_back(piece);
    return known;
  }

  static text::RecurrentNetwork::Matrix in_bytes(const Floats& floats) {
    float largest = 0;
    for (const float one : floats) largest = std::max(largest, std::abs(one));
    const auto step = static_cast<std::uint32_t>(
        std::max(1L, std::lround(static_cast<double>(largest) / 127 * kMillion)));
    text::RecurrentNetwork::Matrix matrix{step, {}};
    for (const float one : floats)
      matrix.weights.push_back(static_cast<std::int8_t>(
          std::clamp(std::lround(static_cast<double>(one) * kMillion / step), -127L, 127L)));
    return matrix;
  }

  std::vector<std::uint32_t> rows_of(const text::PieceHashes& pieces) const {
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < std::min(pieces.size(), kMostPieces); ++i) {
      const auto found = std::lower_bound(known_.begin(), known_.end(), pieces[i]);
      const bool is_known = found != known_.end() && *found == pieces[i];
      rows.push_back(is_known ? static_cast<std::uint32_t>(found - known_.begin()) + 1 : 0);
    }
    return rows;
  }

  // 0, or what keeps the mean as it is where the rest is dropped.
  float kept(float drop) { return random_.uniform() < drop ? 0 : 1 / (1 - drop); }

  void learn_from(std::size_t number, float weight, std::set<std::uint32_t>& touched) {
    const std::size_t length = rows_[number].size();
    if (length == 0) return;
    const std::size_t d = shape_.d;
    const std::size_t h = shape_.h;
    std::vector<std::uint32_t> rows = rows_[number];
    std::vector<Floats> x(length, Floats(d));
    std::vector<Floats> masks(length, Floats(d));
    for (std::size_t t = 0; t < length; ++t) {
      if (random_.uniform() < kDropPiece) rows[t] = 0;
      touched.insert(rows[t]);
      for (std::size_t i = 0; i < d; ++i) {
        masks[t][i] = kept(kDropNumber);
        x[t][i] = masks[t][i] * pieces_.value[rows[t] * d + i];
      }
    }
    std::array<std::vector<const Floats*>, 2> order;
    std::vector<Floats> x_gradient(length, Floats(d));
    std::array<std::vector<Floats*>, 2> back;
    for (std::size_t t = 0; t < length; ++t) {
      for (const std::size_t way : {0, 1}) {
        const std::size_t at = way == 0 ? t : length - 1 - t;
        order[way].push_back(&x[at]);
        back[way].push_back(&x_gradient[at]);
      }
    }
    Floats summary(4 * h);
    std::array<std::vector<std::size_t>, 2> largest_at;
    for (const std::size_t way : {0, 1}) {
      const auto& states = directions_[way].read(order[way]);
      largest_at[way] = summarise(states, summary.data() + way * h, summary.data() + (2 + way) * h);
    }
    Floats mask(4 * h);
    float said = bias_.value.front();
    for (std::size_t i = 0; i < summary.size(); ++i) {
      mask[i] = kept(kDropSummary);
      said += mask[i] * summary[i] * out_.value[i];
    }
    const float error = weight * (chance(said) - (examples_[number]->belongs ? 1.0F : 0.0F));
    bias_.gradient.front() += error;
    Floats of_summary(4 * h);
    for (std::size_t i = 0; i < summary.size(); ++i) {
      out_.gradient[i] += error * mask[i] * summary[i];
      of_summary[i] = error * mask[i] * out_.value[i];
    }
    for (const std::size_t way : {0, 1}) {
      std::vector<Floats> of_states(length, Floats(h));
      for (std::size_t i = 0; i < h; ++i) {
        of_states[largest_at[way][i]][i] += of_summary[way * h + i];
        const float mean = of_summary[(2 + way) * h + i] / static_cast<float>(length);
        for (Floats& of_state : of_states) of_state[i] += mean;
      }
      directions_[way].learn_from(of_states, order[way], back[way]);
    }
    for (std::size_t t = 0; t < length; ++t)
      for (std::size_t i = 0; i < d; ++i)
        pieces_.gradient[rows[t] * d + i] += masks[t][i] * x_gradient[t][i];
  }

  // The largest and the mean of each number of the states, and where the largest stands.
  std::vector<std::size_t> summarise(const std::vector<Floats>& states, float* largest,
                                     float* mean) const {
    const std::size_t length = states.size() - 1;
    std::vector<std::size_t> where(shape_.h);
    for (std::size_t i = 0; i < shape_.h; ++i) {
      largest[i] = -std::numeric_limits<float>::infinity();
      for (std::size_t t = 0; t < length; ++t) {
        const float one = states[t + 1][i];
        if (one > largest[i]) where[i] = t;
        largest[i] = std::max(largest[i], one);
        mean[i] += one / static_cast<float>(length);
      }
    }
    return where;
  }

  void move(const std::set<std::uint32_t>& touched, float rate) {
    for (const auto row : touched)
      pieces_.step(std::size_t{row} * shape_.d, (std::size_t{row} + 1) * shape_.d, rate);
    for (Direction& direction : directions_) direction.step(rate);
    out_.step(0, out_.value.size(), rate);
    bias_.step(0, 1, rate);
  }

  const std::vector<const Example*>& examples_;
  RecurrentShape shape_;
  Random random_;
  std::vector<std::uint32_t> known_;
  Learned pieces_;
  std::array<Direction, 2> directions_;
  Learned out_, bias_;
  std::vector<std::vector<std::uint32_t>> rows_;  // of each example's pieces
};

}  // namespace

text::RecurrentNetwork learn_recurrent(const std::string& id,
                                       const std::vector<const Example*>& examples,
                                       const RecurrentShape& shape) {
  RecurrentLearner learner(examples, shape);
  learner.run();
  return learner.rounded(id);
}

}  // namespace ajar::learn
