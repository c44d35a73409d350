// The vault's byte strings: fixed names for hashes and ids, little-endian numbers, and memory that
// is wiped.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace ajar::vault {

using Bytes = std::span<const std::uint8_t>;
using Hash = std::array<std::uint8_t, 32>;
using VaultId = Hash;
using DeviceId = std::array<std::uint8_t, 16>;
using Signature = std::array<std::uint8_t, 64>;
using PublicKey = std::array<std::uint8_t, 32>;

// Overwrites memory in a way that the compiler keeps.
void wipe(void* memory, std::size_t size);

// A fixed number of secret bytes, wiped when they go.
template <std::size_t size_>
class Wiped {
 public:
  Wiped() = default;
  explicit Wiped(std::span<const std::uint8_t, size_> from) {
    std::copy(from.begin(), from.end(), bytes_.begin());
  }
  Wiped(const Wiped&) = default;
  Wiped& operator=(const Wiped&) = default;
  ~Wiped() { wipe(bytes_.data(), bytes_.size()); }

  std::span<std::uint8_t, size_> span() { return bytes_; }
  std::span<const std::uint8_t, size_> span() const { return bytes_; }
  std::uint8_t* data() { return bytes_.data(); }
  const std::uint8_t* data() const { return bytes_.data(); }
  static constexpr std::size_t size() { return size_; }
  operator Bytes() const {
    return bytes_;
  }  // NOLINT(google-explicit-constructor): it is these bytes

 private:
  std::array<std::uint8_t, size_> bytes_{};
};
using Key = Wiped<32>;

// Any number of secret bytes, wiped when they go. It is moved, never copied by accident.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size) : bytes_(size) {}
  explicit SecretBytes(Bytes from) : bytes_(from.begin(), from.end()) {}
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::move(other.bytes_)) {
    other.bytes_.clear();
  }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
      wipe(bytes_.data(), bytes_.size());
      bytes_ = std::move(other.bytes_);
      other.bytes_.clear();
    }
    return *this;
  }
  ~SecretBytes() { wipe(bytes_.data(), bytes_.size()); }

  std::uint8_t* data() { return bytes_.data(); }
  const std::uint8_t* data() const { return bytes_.data(); }
  std::size_t size() const { return bytes_.size(); }
  std::span<std::uint8_t> span() { return bytes_; }
  Bytes view() const { return bytes_; }
  // At least this long; what was in it is gone when it grows.
  void grow(std::size_t size) {
    if (size > bytes_.size()) *this = SecretBytes(size);
  }

 private:
  std::vector<std::uint8_t> bytes_;
};

// Where randomness comes from; always an argument, so that a replay with the same bytes gives the
// same vault.
class Random {
 public:
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

 protected:
  ~Random() = default;
};

inline Bytes text_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

template <class Number>
Number read_number(const std::uint8_t* from) {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    value = static_cast<Number>(value | (Number{from[i]} << (8 * i)));
  return value;
}
template <class Number>
void write_number(std::uint8_t* to, Number value) {
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

// A fixed-size piece of a longer string; the caller has checked that it is there.
template <class Array>
Array read_array(const std::uint8_t* from) {
  Array array;
  std::memcpy(array.data(), from, array.size());
  return array;
}

// Writes pieces one after the other into memory that was sized for them.
class Writer {
 public:
  explicit Writer(std::uint8_t* to) : to_(to) {}
  void bytes(Bytes piece) {
    if (piece.empty()) return;
    std::memcpy(to_, piece.data(), piece.size());
    to_ += piece.size();
  }
  template <class Number>
  void number(Number value) {
    write_number(to_, value);
    to_ += sizeof(Number);
  }
  void zeros(std::size_t count) {
    std::memset(to_, 0, count);
    to_ += count;
  }
  std::uint8_t* at() const { return to_; }

 private:
  std::uint8_t* to_;
};

}  // namespace ajar::vault
