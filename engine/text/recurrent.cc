#include "engine/text/recurrent.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ajar::text {
namespace {

constexpr double kMillionth = 1e-6;

std::vector<float> floats_of(const RecurrentNetwork::Matrix& matrix) {
  std::vector<float> floats;
  floats.reserve(matrix.weights.size());
  const auto step = static_cast<float>(kMillionth * static_cast<double>(matrix.step));
  for (const std::int8_t weight : matrix.weights) floats.push_back(step * weight);
  return floats;
}

// out += x × the row-by-row matrix.
void add_product(const std::vector<float>& x, const std::vector<float>& matrix,
                 std::vector<float>& out) {
  const float* row = matrix.data();
  for (const float in : x) {
    for (std::size_t o = 0; o < out.size(); ++o) out[o] += in * row[o];
    row += out.size();
  }
}

}  // namespace

PieceHashes piece_hashes(const Tokens& tokens, std::uint32_t first, std::uint32_t end) {
  PieceHashes hashes;
  for (const Piece& piece : pieces_of(tokens, first, end))
    hashes.push_back(static_cast<std::uint32_t>(Hash('p').add(piece.text).value() >> 32));
  return hashes;
}

float squash(float x) {
  const float cut = std::clamp(x, -3.0F, 3.0F);
  const float square = cut * cut;
  return cut * (27.0F + square) / (27.0F + 9.0F * square);
}

float gate(float x) {
  return 0.5F + 0.5F * squash(0.5F * x);
}

RecurrentNetwork::RecurrentNetwork(Parts parts) : parts_(std::move(parts)) {
  for (std::size_t i = 0; i < floats_.size(); ++i) {
    const Direction& direction = parts_.directions[i];
    floats_[i] = {floats_of(direction.input), floats_of(direction.state),
                  floats_of(direction.bias)};
  }
}

double RecurrentNetwork::most() const {
  return kMillionth * kMillionth * static_cast<double>(parts_.share) *
         static_cast<double>(parts_.bound);
}

double RecurrentNetwork::answer(const PieceHashes& pieces) const {
  if (pieces.empty()) return 0;
  const std::size_t d = parts_.d;
  std::vector<const std::int8_t*> rows;
  for (std::size_t at = pieces.size() - std::min(pieces.size(), kMostPieces); at < pieces.size();
       ++at) {
    const auto found = std::lower_bound(parts_.known.begin(), parts_.known.end(), pieces[at]);
    const bool known = found != parts_.known.end() && *found == pieces[at];
    const auto row = known ? static_cast<std::size_t>(found - parts_.known.begin()) + 1 : 0;
    rows.push_back(parts_.pieces.weights.data() + row * d);
  }
  const std::size_t h = parts_.h;
  std::vector<float> summary;  // as `out` has it: largest both ways, then mean both ways
  std::vector<float> means;
  for (std::size_t direction = 0; direction < 2; ++direction) {
    std::vector<float> largest(h, -std::numeric_limits<float>::infinity());
    std::vector<float> sum(h);
    run(rows, direction, largest, sum);
    summary.insert(summary.end(), largest.begin(), largest.end());
    for (const float one : sum) means.push_back(one / static_cast<float>(rows.size()));
  }
  summary.insert(summary.end(), means.begin(), means.end());
  double said = static_cast<double>(parts_.bias);
  for (std::size_t i = 0; i < summary.size(); ++i)
    said += static_cast<double>(parts_.out.step) * static_cast<double>(parts_.out.weights[i]) *
            static_cast<double>(summary[i]);
  const auto bound = static_cast<double>(parts_.bound);
  return kMillionth * kMillionth * static_cast<double>(parts_.share) *
         std::clamp(said, -bound, bound);
}

void RecurrentNetwork::run(const std::vector<const std::int8_t*>& rows, std::size_t direction,
                           std::vector<float>& largest, std::vector<float>& sum) const {
  const std::size_t h = parts_.h;
  const auto step = static_cast<float>(kMillionth * static_cast<double>(parts_.pieces.step));
  const Floats& weights = floats_[direction];
  std::vector<float> x(parts_.d);
  std::vector<float> state(h);
  std::vector<float> from_input(3 * h);
  std::vector<float> from_state(3 * h);
  for (std::size_t t = 0; t < rows.size(); ++t) {
    const std::int8_t* row = rows[direction == 0 ? t : rows.size() - 1 - t];
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = step * row[i];
    from_input = weights.bias;
    std::fill(from_state.begin(), from_state.end(), 0.0F);
    add_product(x, weights.input, from_input);
    add_product(state, weights.state, from_state);
    for (std::size_t i = 0; i < h; ++i) {
      const float reset = gate(from_input[i] + from_state[i]);
      const float update = gate(from_input[h + i] + from_state[h + i]);
      const float fresh = squash(from_input[2 * h + i] + reset * from_state[2 * h + i]);
      state[i] = fresh + update * (state[i] - fresh);
      largest[i] = std::max(largest[i], state[i]);
      sum[i] += state[i];
    }
  }
}

}  // namespace ajar::text
