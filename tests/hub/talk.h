// A client of HTTP for tests: one blocking connection, and exactly the bytes that it was given.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ajar::testing {

struct Heard {
  int status = 0;
  std::string head;
  std::vector<std::uint8_t> body;
};

class Talk {
 public:
  explicit Talk(std::uint16_t port) : port_(port) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) close();
  }
  Talk(Talk&& other) noexcept
      : port_(other.port_),
        socket_(std::exchange(other.socket_, -1)),
        rest_(std::move(other.rest_)) {}
  Talk& operator=(Talk&&) = delete;
  ~Talk() { close(); }
  bool open() const { return socket_ >= 0; }

  // Nothing where the other end went away.
  std::optional<Heard> ask(std::string_view method, std::string_view target,
                           const std::vector<std::uint8_t>& body = {},
                           const std::string& token = {}) {
    std::string head = std::string(method) + " " + std::string(target) +
                       " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n";
    if (!token.empty()) head += "Authorization: Bearer " + token + "\r\n";
    if (method != "GET")
      head += "Content-Type: application/octet-stream\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n";
    head += "\r\n";
    head.append(body.begin(), body.end());
    if (!send(head)) return std::nullopt;
    return hear();
  }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  std::optional<Heard> hear() {
    std::size_t end = 0;
    while ((end = rest_.find("\r\n\r\n")) == rest_.npos)
      if (!more()) return std::nullopt;
    Heard heard;
    heard.head = rest_.substr(0, end + 2);
    heard.status = std::atoi(heard.head.c_str() + 9);
    const auto at = heard.head.find("Content-Length: ");
    const std::size_t size =
        at == heard.head.npos ? 0 : std::strtoul(heard.head.c_str() + at + 16, nullptr, 10);
    while (rest_.size() < end + 4 + size)
      if (!more()) return std::nullopt;
    heard.body.assign(rest_.begin() + static_cast<long>(end) + 4,
                      rest_.begin() + static_cast<long>(end + 4 + size));
    rest_.erase(0, end + 4 + size);
    return heard;
  }

 private:
  bool more() {
    char buffer[65536];
    const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) return false;
    rest_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  std::uint16_t port_;
  int socket_ = -1;
  std::string rest_;
};

}  // namespace ajar::testing
