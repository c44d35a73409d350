// One thread that polls all sockets; while the wire is cut it looks at none of them.
#include "tests/postgres/wire.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace ajar::testing {

Wire::Wire(std::string path) : path_(std::move(path)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&at), size) != 0 ||
      ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size) != 0 ||
      ::pipe2(bell_, O_CLOEXEC) != 0)
    std::abort();
  port_ = ntohs(at.sin_port);
  thread_ = std::thread([this] { run(); });
}

Wire::~Wire() {
  over_ = true;
  wake();
  thread_.join();
  for (const Pair& pair : pairs_) {
    ::close(pair.there.from);
    ::close(pair.back.from);
  }
  for (const int file : {listener_, bell_[0], bell_[1]}) ::close(file);
}

void Wire::wake() const {
  (void)!::write(bell_[1], "", 1);
}

void Wire::cut() {
  cut_ = true;
  wake();
}

void Wire::mend() {
  cut_ = false;
  wake();
}

void Wire::accept_one() {
  const int near = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  const int far = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  std::strncpy(to.sun_path, path_.c_str(), sizeof to.sun_path - 1);
  if (near < 0 || ::connect(far, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    // Nobody there: refused, as without a wire.
    ::close(near);
    ::close(far);
    return;
  }
  ::fcntl(far, F_SETFL, O_NONBLOCK);
  pairs_.push_back({{near, far}, {far, near}});
}

// False where an end went away.
bool Wire::pass(Way& way, short seen_from, short seen_to) {
  if (way.held.empty() && (seen_from & (POLLIN | POLLHUP | POLLERR)) != 0) {
    char bytes[65536];
    const ssize_t count = ::recv(way.from, bytes, sizeof bytes, 0);
    if (count == 0 || (count < 0 && errno != EAGAIN)) return false;
    if (count > 0) way.held.assign(bytes, static_cast<std::size_t>(count));
  }
  if (way.held.empty() || (seen_to & (POLLOUT | POLLHUP | POLLERR)) == 0) return true;
  const ssize_t count = ::send(way.to, way.held.data(), way.held.size(), MSG_NOSIGNAL);
  if (count < 0) return errno == EAGAIN;
  way.held.erase(0, static_cast<std::size_t>(count));
  return true;
}

void Wire::run() {
  while (!over_) {
    std::vector<pollfd> seen = {{bell_[0], POLLIN, 0}};
    if (!cut_) {
      seen.push_back({listener_, POLLIN, 0});
      for (const Pair& pair : pairs_)
        for (const Way* way : {&pair.there, &pair.back}) {
          const Way& other = way == &pair.there ? pair.back : pair.there;
          const int wanted = (way->held.empty() ? POLLIN : 0) | (other.held.empty() ? 0 : POLLOUT);
          seen.push_back({way->from, static_cast<short>(wanted), 0});
        }
    }
    ::poll(seen.data(), seen.size(), -1);
    char bell[64];
    if ((seen[0].revents & POLLIN) != 0) (void)!::read(bell_[0], bell, sizeof bell);
    // Cut since then: what was seen is not touched.
    if (cut_ || seen.size() == 1) continue;
    std::size_t at = 2;
    for (auto pair = pairs_.begin(); pair != pairs_.end(); at += 2) {
      const short near = seen[at].revents, far = seen[at + 1].revents;
      // What was heard goes out at once where it can; if not, the next poll asks for that.
      const bool lives = pass(pair->there, near, static_cast<short>(far | POLLOUT)) &&
                         pass(pair->back, far, static_cast<short>(near | POLLOUT));
      if (!lives) {
        ::close(pair->there.from);
        ::close(pair->back.from);
      }
      pair = lives ? std::next(pair) : pairs_.erase(pair);
    }
    if ((seen[1].revents & POLLIN) != 0) accept_one();
  }
}

}  // namespace ajar::testing
