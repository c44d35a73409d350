// epoll over sockets that do not block.
#include "benches/load.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>

namespace ajar::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  const std::vector<std::string>* requests = nullptr;
  std::size_t next = 0;  // request
  std::size_t sent = 0;  // bytes of it
  std::string heard;
  std::size_t wanted = 0;  // bytes of the whole answer, once its headers are here
  Clock::time_point began;
};

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) std::abort();
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

void push(Connection& connection) {
  const std::string& request = (*connection.requests)[connection.next];
  if (connection.sent == 0) connection.began = Clock::now();
  while (connection.sent < request.size()) {
    const ssize_t count = ::send(connection.socket, request.data() + connection.sent,
                                 request.size() - connection.sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    connection.sent += static_cast<std::size_t>(count);
  }
}

// Whether a whole answer is there; its status then.
int answered(Connection& connection) {
  if (connection.wanted == 0) {
    const auto end = connection.heard.find("\r\n\r\n");
    if (end == connection.heard.npos) return 0;
    const auto at = connection.heard.find("Content-Length: ");
    connection.wanted = end + 4;
    if (at < end)
      connection.wanted += std::strtoul(connection.heard.c_str() + at + 16, nullptr, 10);
  }
  if (connection.heard.size() < connection.wanted) return 0;
  return std::atoi(connection.heard.c_str() + 9);
}

// Takes what came; false where the other end went away.
bool pull(Connection& connection) {
  static std::array<char, 1 << 18> buffer;
  for (;;) {
    const ssize_t count = ::recv(connection.socket, buffer.data(), buffer.size(), 0);
    if (count == 0) return false;
    if (count < 0) return errno == EAGAIN;
    connection.heard.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

Load play(std::uint16_t port, const std::vector<std::vector<std::string>>& lists) {
  const int events = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Connection> connections(lists.size());
  for (std::size_t i = 0; i < lists.size(); ++i) {
    connections[i].socket = connect_to(port);
    connections[i].requests = &lists[i];
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.u64 = i;
    ::epoll_ctl(events, EPOLL_CTL_ADD, connections[i].socket, &event);
  }
  Load load;
  std::size_t open = connections.size();
  const auto began = Clock::now();
  for (Connection& connection : connections) push(connection);
  std::array<epoll_event, 256> ready{};
  while (open > 0) {
    const int count = ::epoll_wait(events, ready.data(), static_cast<int>(ready.size()), -1);
    for (int i = 0; i < count; ++i) {
      Connection& connection = connections[ready[static_cast<std::size_t>(i)].data.u64];
      if (connection.socket < 0) continue;
      bool alive = pull(connection);
      if (const int status = answered(connection); status != 0) {
        load.microseconds.push_back(
            std::chrono::duration<double, std::micro>(Clock::now() - connection.began).count());
        if (status > 299) ++load.refused;
        load.bytes += connection.heard.size();
        connection.heard.clear();
        connection.wanted = connection.sent = 0;
        if (++connection.next == connection.requests->size()) alive = false;
      } else if (!alive) {
        ++load.refused;
      }
      if (alive) {
        push(connection);
      } else {
        ::close(connection.socket);
        connection.socket = -1;
        --open;
      }
    }
  }
  load.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  ::close(events);
  return load;
}

}  // namespace ajar::bench
