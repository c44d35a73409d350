// Weights lie in a table by the upper bits of an n-gram's hash (feature hashing: Weinberger et al.
// 2009), so that a file has no words in it.
#include "engine/text/classifier.h"

#include <cmath>
#include <cstring>

namespace ajar::text {
namespace {

constexpr std::string_view kMagic = "ajar learned 1\n";
constexpr std::size_t kMostClassifiers = 32;
constexpr std::size_t kLongestId = 40;
constexpr int kFewestBits = 4;
constexpr int kMostBits = 22;
constexpr double kMillionth = 1e-6;

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

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

void put(std::string& out, std::uint32_t number, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<char>(number >> (8 * i)));
}

int bits_of(std::size_t weights) {
  int bits = 0;
  while ((std::size_t{1} << bits) < weights) ++bits;
  return bits;
}

bool read_one(Bytes& bytes, Classifier::Parts& parts) {
  std::uint32_t length = 0;
  std::uint32_t bias = 0;
  std::uint32_t rule = 0;
  std::uint32_t threshold = 0;
  std::uint32_t bits = 0;
  std::string_view id;
  std::string_view weights;
  if (!bytes.number(1, length) || length == 0 || length > kLongestId || !bytes.take(length, id))
    return false;
  if (!bytes.number(4, bias) || !bytes.number(4, parts.step) || !bytes.number(4, rule) ||
      !bytes.number(4, threshold) || !bytes.number(1, bits) || bits < kFewestBits ||
      bits > kMostBits || !bytes.take(std::size_t{1} << bits, weights))
    return false;
  parts.id = id;
  parts.bias = static_cast<std::int32_t>(bias);
  parts.rule = static_cast<std::int32_t>(rule);
  parts.threshold = static_cast<std::int32_t>(threshold);
  parts.weights.resize(weights.size());
  std::memcpy(parts.weights.data(), weights.data(), weights.size());
  return true;
}

}  // namespace

Classifier::Classifier(Parts parts)
    : parts_(std::move(parts)), shift_(64 - bits_of(parts_.weights.size())) {}

double Classifier::margin(const Passage& passage, bool rule_stands) const {
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

std::vector<double> Classifier::shares(const Passage& passage, std::uint32_t first,
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

Result<std::vector<Classifier>> read_classifiers(std::string_view bytes) {
  if (bytes.size() > kMaximumLearnedBytes)
    return Error{"learned/too_long", 0, {}, std::to_string(kMaximumLearnedBytes)};
  Bytes in(bytes);
  std::string_view magic;
  std::uint32_t count = 0;
  if (!in.take(kMagic.size(), magic) || magic != kMagic || !in.number(1, count) ||
      count > kMostClassifiers)
    return Error{"learned/bad_file", 0, {}, std::to_string(in.at())};
  std::vector<Classifier> classifiers;
  for (std::uint32_t i = 0; i < count; ++i) {
    Classifier::Parts parts;
    if (!read_one(in, parts)) return Error{"learned/bad_file", 0, {}, std::to_string(in.at())};
    classifiers.emplace_back(std::move(parts));
  }
  if (!in.done()) return Error{"learned/bad_file", 0, {}, std::to_string(in.at())};
  return classifiers;
}

std::string write_classifiers(const std::vector<Classifier>& classifiers) {
  std::string out(kMagic);
  put(out, static_cast<std::uint32_t>(classifiers.size()), 1);
  for (const Classifier& one : classifiers) {
    const auto& parts = one.parts();
    put(out, static_cast<std::uint32_t>(parts.id.size()), 1);
    out += parts.id;
    put(out, static_cast<std::uint32_t>(parts.bias), 4);
    put(out, parts.step, 4);
    put(out, static_cast<std::uint32_t>(parts.rule), 4);
    put(out, static_cast<std::uint32_t>(parts.threshold), 4);
    put(out, static_cast<std::uint32_t>(bits_of(parts.weights.size())), 1);
    for (const std::int8_t weight : parts.weights) out.push_back(static_cast<char>(weight));
  }
  return out;
}

}  // namespace ajar::text
