// Many HTTP connections in one thread: each sends its requests one after the other, and every
// answer's time is kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ajar::bench {

struct Load {
  double seconds = 0;
  std::vector<double> microseconds;  // of each answer
  std::size_t refused = 0;           // answers past 299, or connections that ended
  std::uint64_t bytes = 0;           // that came back
};

// One connection a list; every list is sent through, request by request, each when the one before
// was answered.
Load play(std::uint16_t port, const std::vector<std::vector<std::string>>& lists);

}  // namespace ajar::bench
