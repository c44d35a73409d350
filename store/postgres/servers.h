// The servers of one database: which of them takes writes, and that one which was left behind is
// never taken for it again.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "store/postgres/link.h"

namespace ajar::store {

// A connection, and how often a standby had taken over when it was made. Each takeover begins a new
// timeline of the database; one that is smaller than another that was seen is a primary that
// somebody replaced.
struct Placed {
  std::unique_ptr<Link> link;
  std::int64_t timeline = 0;
};

// For any number of threads.
class Servers {
 public:
  // `url` as libpq reads it, with one host or several ("postgres://user@/name?host=a,b").
  explicit Servers(std::string url) : url_(std::move(url)) {}

  // Asks every host, and of those that take writes takes the one on the newest timeline. Errors:
  // store/missing (none takes writes, or only such as were left behind), store/failed.
  Result<Placed> connect();
  // Whether a connection that was made on this timeline still leads to the primary, as far as is
  // known.
  bool is_current(std::int64_t timeline) const { return timeline >= newest_; }

 private:
  std::string url_;
  std::atomic<std::int64_t> newest_ = 0;
};

}  // namespace ajar::store
