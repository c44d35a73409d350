// One hub, asked over HTTP: a request goes out, an answer of bounded size comes back, or none.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace ajar::platform {

struct HttpCall {
  std::string method;      // GET, POST, PUT or DELETE
  std::string path;        // begins with "/", with its query
  std::string token;       // empty: none goes along
  std::string invitation;  // empty: none
  std::span<const std::uint8_t> body = {};
  int seconds = 120;  // for the whole call
};

struct HttpAnswer {
  int status = 0;  // 0: there was none, or it was cut off or too long
  std::vector<std::uint8_t> body = {};
};

// Keeps its connection from one call to the next. It follows no redirection, takes no cookie and no
// other protocol than HTTP and HTTPS, and checks certificates against the system's own.
class HttpClient {
 public:
  // `origin` as a browser writes one. Error: system/no_network, where libcurl does not start.
  static Result<HttpClient> open(std::string origin);
  // At most `limit` bytes of an answer.
  HttpAnswer send(const HttpCall& call, std::size_t limit);
  const std::string& origin() const { return origin_; }

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  HttpClient(std::string origin, void* handle) : origin_(std::move(origin)), handle_(handle) {}
  std::string origin_;
  std::unique_ptr<void, Close> handle_;
};

}  // namespace ajar::platform
