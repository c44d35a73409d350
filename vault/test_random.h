// Randomness for tests and vectors: a seed always gives the same bytes, whatever the machine.
// Block i is BLAKE2b-512(key = seed, "ajar/test/random" ‖ i u64).
#pragma once

#include <array>

#include "vault/crypto.h"

namespace ajar::vault {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::string_view seed)
      : seed_(hash("ajar/test/seed", {text_bytes(seed)})) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) {
      if (used_ == block_.size()) {
        std::array<std::uint8_t, 8> number;
        write_number(number.data(), next_++);
        blake2b(block_, seed_, {text_bytes("ajar/test/random"), number});
        used_ = 0;
      }
      byte = block_[used_++];
    }
  }

 private:
  Hash seed_;
  std::array<std::uint8_t, 64> block_{};
  std::size_t used_ = 64;
  std::uint64_t next_ = 0;
};

}  // namespace ajar::vault
