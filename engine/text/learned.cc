#include "engine/text/learned.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

namespace ajar::text {
namespace {

using Matrix = RecurrentNetwork::Matrix;

constexpr std::string_view kMagic = "ajar learned 2\n";
constexpr std::size_t kMostClassifiers = 32;
constexpr std::size_t kMostNetworks = 4;
constexpr std::size_t kLongestId = 40;
constexpr std::uint32_t kFewestBits = 4;
constexpr std::uint32_t kMostBits = 22;
constexpr std::uint32_t kMostNumbers = 128;  // of a piece, and of a state

class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t at() const { return at_; }
  bool done() const { return at_ == bytes_.size(); }
  bool take(std::size_t count, std::string_view& out) {
    if (bytes_.size() - at_ < count) return false;
    out = bytes_.substr(at_, count);
    at_ += count;
    return true;
  }
  bool number(std::size_t count, std::uint32_t& out) {
    std::string_view raw;
    if (!take(count, raw)) return false;
    out = 0;
    for (std::size_t i = count; i-- > 0;) out = (out << 8) | static_cast<unsigned char>(raw[i]);
    return true;
  }
  bool number(std::size_t count, std::int32_t& out) {
    std::uint32_t raw = 0;
    if (!number(count, raw)) return false;
    out = static_cast<std::int32_t>(raw);
    return true;
  }
  bool id(std::string& out) {
    std::uint32_t length = 0;
    std::string_view raw;
    if (!number(1, length) || length == 0 || length > kLongestId || !take(length, raw))
      return false;
    out = raw;
    return true;
  }
  bool weights(std::size_t count, std::vector<std::int8_t>& out) {
    std::string_view raw;
    if (!take(count, raw)) return false;
    out.resize(count);
    std::memcpy(out.data(), raw.data(), count);
    return true;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

bool read_one(Bytes& bytes, Classifier::Parts& parts) {
  std::uint32_t bits = 0;
  return bytes.id(parts.id) && bytes.number(4, parts.bias) && bytes.number(4, parts.step) &&
         bytes.number(4, parts.rule) && bytes.number(4, parts.threshold) && bytes.number(1, bits) &&
         bits >= kFewestBits && bits <= kMostBits &&
         bytes.weights(std::size_t{1} << bits, parts.weights);
}

bool read_matrix(Bytes& bytes, std::size_t count, Matrix& matrix) {
  return bytes.number(4, matrix.step) && bytes.weights(count, matrix.weights);
}

bool read_known(Bytes& bytes, std::vector<std::uint32_t>& known) {
  std::uint32_t count = 0;
  if (!bytes.number(2, count)) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t hash = 0;
    if (!bytes.number(4, hash) || (!known.empty() && hash <= known.back())) return false;
    known.push_back(hash);
  }
  return true;
}

bool read_one(Bytes& bytes, RecurrentNetwork::Parts& parts) {
  std::uint32_t d = 0;
  std::uint32_t h = 0;
  if (!bytes.id(parts.id) || !bytes.number(4, parts.share) || !bytes.number(4, parts.bound) ||
      !bytes.number(1, d) || d == 0 || d > kMostNumbers || !bytes.number(1, h) || h == 0 ||
      h > kMostNumbers || !read_known(bytes, parts.known) ||
      !read_matrix(bytes, (1 + parts.known.size()) * d, parts.pieces))
    return false;
  parts.d = static_cast<std::uint8_t>(d);
  parts.h = static_cast<std::uint8_t>(h);
  for (auto& direction : parts.directions) {
    if (!read_matrix(bytes, std::size_t{3} * d * h, direction.input) ||
        !read_matrix(bytes, std::size_t{3} * h * h, direction.state) ||
        !read_matrix(bytes, std::size_t{3} * h, direction.bias))
      return false;
  }
  return read_matrix(bytes, std::size_t{4} * h, parts.out) && bytes.number(4, parts.bias);
}

// So many of one sort; false where there are too many or one is not whole.
template <typename One>
bool read_all(Bytes& bytes, std::size_t most, std::vector<One>& out) {
  std::uint32_t count = 0;
  if (!bytes.number(1, count) || count > most) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::remove_cvref_t<decltype(out.front().parts())> parts;
    if (!read_one(bytes, parts)) return false;
    out.emplace_back(std::move(parts));
  }
  return true;
}

void put(std::string& out, std::uint32_t number, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<char>(number >> (8 * i)));
}

void put(std::string& out, const std::string& id) {
  put(out, static_cast<std::uint32_t>(id.size()), 1);
  out += id;
}

void put(std::string& out, const std::vector<std::int8_t>& weights) {
  for (const std::int8_t weight : weights) out.push_back(static_cast<char>(weight));
}

void put(std::string& out, const Matrix& matrix) {
  put(out, matrix.step, 4);
  put(out, matrix.weights);
}

void put(std::string& out, const Classifier::Parts& parts) {
  put(out, parts.id);
  put(out, static_cast<std::uint32_t>(parts.bias), 4);
  put(out, parts.step, 4);
  put(out, static_cast<std::uint32_t>(parts.rule), 4);
  put(out, static_cast<std::uint32_t>(parts.threshold), 4);
  put(out, static_cast<std::uint32_t>(std::countr_zero(parts.weights.size())), 1);
  put(out, parts.weights);
}

void put(std::string& out, const RecurrentNetwork::Parts& parts) {
  put(out, parts.id);
  put(out, static_cast<std::uint32_t>(parts.share), 4);
  put(out, parts.bound, 4);
  put(out, parts.d, 1);
  put(out, parts.h, 1);
  put(out, static_cast<std::uint32_t>(parts.known.size()), 2);
  for (const std::uint32_t hash : parts.known) put(out, hash, 4);
  put(out, parts.pieces);
  for (const auto& direction : parts.directions) {
    put(out, direction.input);
    put(out, direction.state);
    put(out, direction.bias);
  }
  put(out, parts.out);
  put(out, static_cast<std::uint32_t>(parts.bias), 4);
}

template <typename One>
void put_all(std::string& out, const std::vector<One>& all) {
  put(out, static_cast<std::uint32_t>(all.size()), 1);
  for (const One& one : all) put(out, one.parts());
}

}  // namespace

Result<Learned> read_learned(std::string_view bytes) {
  if (bytes.size() > kMaximumLearnedBytes)
    return Error{"learned/too_long", 0, {}, std::to_string(kMaximumLearnedBytes)};
  Bytes in(bytes);
  std::string_view magic;
  Learned learned;
  if (!in.take(kMagic.size(), magic) || magic != kMagic ||
      !read_all(in, kMostClassifiers, learned.classifiers) ||
      !read_all(in, kMostNetworks, learned.networks) || !in.done())
    return Error{"learned/bad_file", 0, {}, std::to_string(in.at())};
  return learned;
}

std::string write_learned(const Learned& learned) {
  std::string out(kMagic);
  put_all(out, learned.classifiers);
  put_all(out, learned.networks);
  return out;
}

}  // namespace ajar::text
