// One hub, asked over HTTP: a request goes out, an answer of bounded size comes back, or none.
#pragma once

#include "platform/curl.h"

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

// Keeps its connection from one call to the next.
class HttpClient {
 public:
  // `origin` as a browser writes one. Error: system/no_network, where libcurl does not start.
  static Result<HttpClient> open(std::string origin);
  // At most `limit` bytes of an answer.
  HttpAnswer send(const HttpCall& call, std::size_t limit);
  const std::string& origin() const { return origin_; }

 private:
  HttpClient(std::string origin, Curl curl) : origin_(std::move(origin)), curl_(std::move(curl)) {}
  std::string origin_;
  Curl curl_;
};

}  // namespace ajar::platform
