// A line to a server that a test can cut: what is on its way then stays there, and nobody is told.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <string>
#include <thread>
#include <vector>

namespace ajar::testing {

class Wire {
 public:
  // Passes every connection to a port of this machine on to the server's socket at `path`.
  explicit Wire(std::string path);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  std::uint16_t port() const { return port_; }
  void cut();
  void mend();

 private:
  // One direction of a connection, with what was heard and not yet passed on.
  struct Way {
    int from = -1, to = -1;
    std::string held = {};
  };
  struct Pair {
    Way there, back;
  };
  void run();
  void accept_one();
  bool pass(Way& way, short seen_from, short seen_to);
  void wake() const;

  std::string path_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  int bell_[2] = {-1, -1};
  std::list<Pair> pairs_;
  std::atomic<bool> cut_ = false, over_ = false;
  std::thread thread_;
};

}  // namespace ajar::testing
