// A small recurrent network that reads a passage piece by piece, forwards and backwards, and says
// how much speaks for a class: what the counts of n-grams cannot see, the order of what is said.
// Gated recurrent units (Cho et al. 2014), the largest and the mean of their states, and a sum over
// those. Learned from labelled sentences (learn/README.md); the file is spec/sentences.md §6.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/text/pieces.h"

namespace ajar::text {

// The pieces of a passage as hashes.
using PieceHashes = std::vector<std::uint32_t>;
PieceHashes piece_hashes(const Tokens& tokens, std::uint32_t first, std::uint32_t end);

// tanh and the logistic function, near enough, of plain arithmetic, so that they are equal in every
// build: tanh x ≈ x (27 + x²) / (27 + 9 x²) within ±3, and ±1 beyond.
float squash(float x);
float gate(float x);

class RecurrentNetwork {
 public:
  // Signed bytes, each `step` times its value, in millionths.
  struct Matrix {
    std::uint32_t step = 0;
    std::vector<std::int8_t> weights;
  };
  // `d` numbers stand for a piece, `h` are the state in each direction. A matrix has a row for each
  // number that goes in; of what comes out, the first h are the reset gate's, then the update
  // gate's, then the new state's.
  struct Direction {
    Matrix input;  // d × 3h
    Matrix state;  // h × 3h
    Matrix bias;   // 3h
  };
  struct Parts {
    std::string id;           // of the classifier that it stands beside
    std::int32_t share = 0;   // millionths: what it counts beside the classifier
    std::uint32_t bound = 0;  // millionths: what it says is cut there, both ways
    std::uint8_t d = 0;
    std::uint8_t h = 0;
    std::vector<std::uint32_t> known;     // hashes of pieces, ascending
    Matrix pieces;                        // (1 + known) × d; the first row is for all others
    std::array<Direction, 2> directions;  // forwards, backwards
    Matrix out;                           // 4h: largest, then mean, each forwards then backwards
    std::int32_t bias = 0;                // millionths
  };
  explicit RecurrentNetwork(Parts parts);

  const std::string& id() const { return parts_.id; }
  const Parts& parts() const { return parts_; }

  // What it adds to the margin of its classifier: share × what it says, within most(). Of a longer
  // passage the last kMostPieces are read. 0 for no pieces.
  double answer(const PieceHashes& pieces) const;
  // The most that answer() adds or takes away.
  double most() const;

  static constexpr std::size_t kMostPieces = 120;

 private:
  struct Floats {
    std::vector<float> input, state, bias;
  };
  void run(const std::vector<const std::int8_t*>& rows, std::size_t direction,
           std::vector<float>& largest, std::vector<float>& sum) const;

  Parts parts_;
  std::array<Floats, 2> floats_;
};

}  // namespace ajar::text
