// Frames in a log, and where to go on when one is damaged.
#include "vault/frames.h"

#include <string_view>

namespace ajar::vault {
namespace {

constexpr std::size_t head = 5;  // length and kind
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// How long the frame at the beginning of `log` says it is; 0 where no frame begins. Only its first
// bytes need be there.
std::size_t claimed_size(Bytes log) {
  if (log.size() < head) return frame_limit;
  const std::size_t size = std::size_t{read_number<std::uint32_t>(log.data())} + 4;
  if (size < body_offset || size > frame_limit) return 0;
  if (log[4] < 1 || log[4] > 2) return 0;
  const Bytes header = log.subspan(head);
  const std::string_view magic{"AJ1\0", 4};
  if (std::memcmp(header.data(), magic.data(), std::min(magic.size(), header.size())) != 0)
    return 0;
  if (header.size() < header_size) return size;
  const std::size_t ct_len = read_number<std::uint32_t>(header.data() + 186);
  const bool fits = log[4] == 1 ? size == body_offset + ct_len : size == stub_size;
  // Another suite may lay out its header in another way; its length is all that we know of it.
  return fits || header[4] != this_suite ? size : 0;
}

}  // namespace

std::size_t FrameReader::next_start(std::size_t from) const {
  std::array<std::uint8_t, 4 + 1 + 1 + 32> mark{'A', 'J', '1', 0, this_suite};
  std::copy(vault_id_.begin(), vault_id_.end(), mark.begin() + 6);
  const std::string_view text{reinterpret_cast<const char*>(log_.data()), log_.size()};
  const std::string_view id{reinterpret_cast<const char*>(mark.data() + 6), 32};
  const std::string_view opening{reinterpret_cast<const char*>(mark.data()), 5};
  for (std::size_t at = from + head + 6; (at = text.find(id, at)) != text.npos; ++at) {
    const std::size_t start = at - 6 - head;
    if (text.substr(at - 6, 5) == opening && log_[at - 1] >= 1 && log_[at - 1] <= 5) return start;
  }
  return nowhere;
}

std::optional<Frame> FrameReader::next() {
  if (at_ >= log_.size()) return std::nullopt;
  const std::size_t offset = at_;
  const Bytes rest = log_.subspan(offset);
  const std::size_t size = claimed_size(rest);
  if (size != 0 && size <= rest.size()) {
    at_ += size;
    return Frame{offset, rest.first(size), {}};
  }
  const std::size_t after = next_start(offset + 1);
  if (after == nowhere && size != 0) {
    tail_ = rest.size();
    at_ = log_.size();
    return std::nullopt;
  }
  at_ = after == nowhere ? log_.size() : after;
  return Frame{offset, log_.subspan(offset, at_ - offset), "vault/bad_frame"};
}

}  // namespace ajar::vault
