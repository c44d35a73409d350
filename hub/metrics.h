// Counters for whoever runs a hub: how much, how fast, how often refused; never who.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "hub/route.h"

namespace ajar::hub {

class Metrics {
 public:
  // One answered request, with how long it took.
  void answered(Call call, unsigned status, std::int64_t microseconds);
  // One commit, with how many requests shared it.
  void committed(std::size_t requests, bool ok);
  void appended(std::size_t events, std::size_t bytes);
  void refused_connection() { ++refused_connections_; }

  std::atomic<std::int64_t> connections = 0;  // open now
  std::atomic<std::int64_t> waiting = 0;      // long polls now
  std::atomic<std::int64_t> reserved = 0;     // bytes of bodies under way

  // In the text format of Prometheus, version 0.0.4.
  std::string text() const;

 private:
  static constexpr std::array<std::int64_t, 8> edges = {1'000,  2'500,   5'000,     10'000,
                                                        50'000, 250'000, 1'000'000, 5'000'000};
  std::array<std::array<std::atomic<std::uint64_t>, 6>, call_count> answers_{};  // by hundreds
  std::array<std::atomic<std::uint64_t>, edges.size() + 1> times_{};
  std::atomic<std::uint64_t> microseconds_ = 0;
  std::atomic<std::uint64_t> commits_ = 0, failed_commits_ = 0, in_commits_ = 0;
  std::atomic<std::uint64_t> events_ = 0, bytes_ = 0, refused_connections_ = 0;
};

}  // namespace ajar::hub
