// Base32 of ids, strict both ways.
#include "engine/base/ids.h"

namespace ajar {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";

constexpr std::array<std::int8_t, 256> make_values() {
  std::array<std::int8_t, 256> values{};
  for (auto& value : values) value = -1;
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr auto kValues = make_values();

}  // namespace

Result<Id> parse_id(std::string_view text) {
  const Error bad{"record/bad_id"};
  // 26 characters carry 130 bits; the two that an id does not have must be zero.
  if (text.size() != kIdLength || text[0] < '0' || text[0] > '7') return bad;
  Id id;
  std::uint32_t bits = 0;
  int held = -2;
  std::size_t at = 0;
  for (const char c : text) {
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) return bad;
    bits = (bits << 5) | static_cast<std::uint32_t>(value);
    held += 5;
    if (held >= 8) {
      held -= 8;
      id.bytes[at++] = static_cast<std::uint8_t>(bits >> held);
    }
  }
  return id;
}

void append(std::string& out, const Id& id) {
  std::uint32_t bits = 0;
  int held = 2;
  for (const std::uint8_t byte : id.bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += kDigits[(bits >> held) & 31];
    }
  }
}

std::string format(const Id& id) {
  std::string out;
  out.reserve(kIdLength);
  append(out, id);
  return out;
}

}  // namespace ajar
