// Text of revisions and the step of the hybrid logical clock (Kulkarni et al. 2014).
#include "engine/base/revision.h"

#include <algorithm>

namespace ajar {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_hex(std::string& out, std::uint64_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += kHex[(value >> shift) & 15];
}

// True when `text` is all lower-case hex; its value goes to `value`.
bool read_hex(std::string_view text, std::uint64_t& value) {
  value = 0;
  for (const char c : text) {
    std::uint64_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<std::uint64_t>(c - 'a' + 10);
    } else {
      return false;
    }
    value = value << 4 | digit;
  }
  return true;
}

}  // namespace

Result<Rev> parse_rev(std::string_view text) {
  const Error bad{"record/bad_value"};
  std::uint64_t milliseconds = 0;
  std::uint64_t counter = 0;
  if (text.size() != kRevLength || text[12] != '.' || text[17] != '.' ||
      !read_hex(text.substr(0, 12), milliseconds) || !read_hex(text.substr(13, 4), counter)) {
    return bad;
  }
  const auto device = parse_id(text.substr(18));
  if (!device) return bad;
  return Rev{milliseconds, static_cast<std::uint16_t>(counter), *device};
}

void append(std::string& out, const Rev& rev) {
  append_hex(out, rev.milliseconds, 12);
  out += '.';
  append_hex(out, rev.counter, 4);
  out += '.';
  append(out, rev.device);
}

std::string format(const Rev& rev) {
  std::string out;
  out.reserve(kRevLength);
  append(out, rev);
  return out;
}

Result<Rev> next(const Rev& previous, std::int64_t wall_milliseconds, const Id& device) {
  const std::uint64_t wall =
      std::min(static_cast<std::uint64_t>(std::max<std::int64_t>(wall_milliseconds, 0)),
               kMaxRevMilliseconds);
  if (wall > previous.milliseconds) return Rev{wall, 0, device};
  if (previous.counter < 0xFFFF) {
    return Rev{previous.milliseconds, static_cast<std::uint16_t>(previous.counter + 1), device};
  }
  if (previous.milliseconds >= kMaxRevMilliseconds) {
    return Error{.code = "record/out_of_range", .field = "rev"};
  }
  return Rev{previous.milliseconds + 1, 0, device};
}

}  // namespace ajar
