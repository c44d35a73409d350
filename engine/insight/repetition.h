// How much a run of yes and no repeats itself, and how many independent answers it is worth.
#pragma once

namespace ajar::insight {

// Answers in order of time, kept as the sums that their lag-1 correlation needs.
class Repetition {
 public:
  void add(bool yes);

  // The share of the answers that counts, 0 < share ≤ 1: effective_occasions / n for their lag-1
  // correlation r, corrected for its bias to (n r + 1)/(n − 4). 1 while there are fewer than
  // least_answers or r is not above 1.645/√n, which chance alone passes once in twenty. Assumes a
  // first-order autoregression. Sources: Bayley & Hammersley 1946; bias: Kendall 1954.
  [[nodiscard]] double share() const;
  static constexpr int least_answers = 8;

 private:
  int count_ = 0;
  int yes_ = 0;
  int both_ = 0;  // neighbours that are both yes
  bool first_ = false;
  bool last_ = false;
};

}  // namespace ajar::insight
