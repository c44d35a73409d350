// Chance for made-up lives: the same seed gives the same life on every machine, so nothing here
// asks the C library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ajar::simulate {

// SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
  }

  // 0 ≤ x < 1, in steps of 2^-53.
  double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  bool chance(double p) { return unit() < p; }
  // Low to high, both included.
  int between(int low, int high) {
    return low + static_cast<int>(unit() * (static_cast<double>(high) - low + 1));
  }
  // About normal with mean 0 and deviation 1: the sum of twelve uniform numbers, which needs no
  // logarithm, whose last bit differs between libraries.
  double normal() {
    double sum = -6;
    for (int n = 0; n < 12; ++n) sum += unit();
    return sum;
  }

  template <class List>
  auto& pick(List& list) {
    return list[static_cast<std::size_t>(unit() * static_cast<double>(std::size(list)))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace ajar::simulate
