// Refill, take, forget.
#include "hub/buckets.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace ajar::hub {

bool Buckets::take(std::string_view key, std::int64_t now) {
  const std::lock_guard guard(lock_);
  if (buckets_.size() >= most_ && !buckets_.contains(std::string(key))) make_room(now);
  auto [found, fresh] = buckets_.try_emplace(std::string(key), Bucket{rate_.burst, now});
  Bucket& bucket = found->second;
  if (now > bucket.at) {
    const std::int64_t passed = std::min<std::int64_t>(now - bucket.at, rate_.burst);
    bucket.tokens = std::min(rate_.burst, bucket.tokens + passed * rate_.second);
    bucket.at = now;
  }
  bucket.at = std::min(bucket.at, now);  // a clock that was ahead owes no seconds
  if (bucket.tokens <= 0) return false;
  --bucket.tokens;
  return true;
}

void Buckets::make_room(std::int64_t now) {
  const std::int64_t refill = rate_.burst / std::max<std::int64_t>(1, rate_.second) + 1;
  std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at > refill; });
  // More addresses at once than there is room for: all begin again, which is generous for a moment
  // and bounded always.
  if (buckets_.size() >= most_) buckets_.clear();
}

std::string address_key(std::string_view address) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1)
    return std::string(address);
  constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const bool is_mapped = std::memcmp(bytes.data(), mapped.data(), mapped.size()) == 0;
  return {reinterpret_cast<const char*>(bytes.data()),
          is_mapped ? std::size_t{16} : std::size_t{8}};
}

}  // namespace ajar::hub
