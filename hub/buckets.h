// Token buckets: how often an address or a vault may ask, in bounded memory.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "vault/bytes.h"

namespace ajar::hub {

// What refills each second, and how much may be taken at once.
struct Rate {
  std::int64_t second = 50;
  std::int64_t burst = 500;
};

class Buckets {
 public:
  // At most `most` keys are remembered; those that are full again are forgotten first.
  explicit Buckets(Rate rate, std::size_t most = 65536) : rate_(rate), most_(most) {}
  // Takes one token; false when there is none. Safe from several threads.
  bool take(std::string_view key, std::int64_t now);

 private:
  struct Bucket {
    std::int64_t tokens = 0;
    std::int64_t at = 0;  // seconds, of the last refill
  };
  void make_room(std::int64_t now);

  Rate rate_;
  std::size_t most_;
  std::mutex lock_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// The key of a client's address: an IPv6 network of 64 bits counts as one, since whoever has it has
// all of its addresses.
std::string address_key(std::string_view address);

}  // namespace ajar::hub
