// Five-bit groups with a checksum over them and the name in front.
#include "vault/age/bech32.h"

#include <array>
#include <optional>

namespace ajar::age {
namespace {

constexpr std::string_view charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t groups = 52;  // 32 bytes: 256 bits, and four that are zero
constexpr std::size_t checksum_groups = 6;

// The remainder that BIP-173 defines, group by group.
class Checksum {
 public:
  explicit Checksum(std::string_view name) {
    for (const char c : name) add(static_cast<unsigned>(c) >> 5U);
    add(0);
    for (const char c : name) add(static_cast<unsigned>(c) & 31U);
  }
  void add(unsigned group) {
    constexpr std::array<std::uint32_t, 5> generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                        0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = state_ >> 25U;
    state_ = (state_ & 0x1ffffff) << 5U ^ group;
    for (unsigned i = 0; i < generator.size(); ++i)
      if (((top >> i) & 1U) != 0) state_ ^= generator[i];
  }
  [[nodiscard]] std::uint32_t value() const { return state_; }

 private:
  std::uint32_t state_ = 1;
};

std::string encode(std::string_view name, vault::Bytes key) {
  std::string text(name);
  text += '1';
  Checksum checksum(name);
  unsigned bits = 0;
  unsigned held = 0;
  const auto put = [&](unsigned group) {
    checksum.add(group);
    text += charset[group];
  };
  for (const std::uint8_t byte : key) {
    bits = (bits << 8U | byte) & 0xfff;
    for (held += 8; held >= 5; held -= 5) put((bits >> (held - 5)) & 31U);
  }
  if (held > 0) put((bits << (5 - held)) & 31U);
  for (std::size_t i = 0; i < checksum_groups; ++i) checksum.add(0);
  const std::uint32_t last = checksum.value() ^ 1U;
  for (unsigned i = 0; i < checksum_groups; ++i) text += charset[(last >> (5 * (5 - i))) & 31U];
  return text;
}

// `text` is in lower case already.
std::optional<vault::Key> decode(std::string_view name, std::string_view text) {
  if (text.size() != name.size() + 1 + groups + checksum_groups) return std::nullopt;
  if (!text.starts_with(name) || text[name.size()] != '1') return std::nullopt;
  text.remove_prefix(name.size() + 1);
  Checksum checksum(name);
  vault::Key key;
  std::size_t at = 0;
  unsigned bits = 0;
  unsigned held = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t group = charset.find(text[i]);
    if (group == std::string_view::npos) return std::nullopt;
    checksum.add(static_cast<unsigned>(group));
    if (i >= groups) continue;
    bits = (bits << 5U | static_cast<unsigned>(group)) & 0xfff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    key.data()[at++] = static_cast<std::uint8_t>(bits >> held);
  }
  const bool rest_is_zero = (bits & ((1U << held) - 1)) == 0;
  if (checksum.value() != 1 || !rest_is_zero) return std::nullopt;
  return key;
}

constexpr std::string_view identity_name = "age-secret-key-";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string recipient_text(const vault::PublicKey& key) {
  return encode("age", key);
}

Result<vault::PublicKey> read_recipient(std::string_view text) {
  const auto key = decode("age", text);
  if (!key) return Error{.code = "capsule/bad_recipient"};
  return vault::read_array<vault::PublicKey>(key->data());
}

std::string identity_text(const vault::Key& key) {
  std::string text = encode(identity_name, key);
  for (char& c : text) c = upper(c);
  return text;
}

Result<vault::Key> read_identity(std::string_view text) {
  std::string small(text.substr(0, 128));
  bool mixed = text.size() > small.size();
  for (char& c : small) {
    mixed = mixed || (c >= 'a' && c <= 'z');
    c = lower(c);
  }
  auto key = mixed ? std::nullopt : decode(identity_name, small);
  vault::wipe(small.data(), small.size());
  if (!key) return Error{.code = "capsule/bad_identity"};
  return *key;
}

}  // namespace ajar::age
