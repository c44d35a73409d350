// One HTTP request after another to one server, as a browser would ask but with nothing that a
// browser remembers: no cookies, no cache, no redirects.
#pragma once

#include "platform/curl.h"

namespace ajar::platform {

struct Fetched {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                          // decoded

  // The value of a header; empty where there is none. Several of one name are joined by ", ".
  [[nodiscard]] std::string header(std::string_view name) const;
};

enum class Coding : std::uint8_t { identity, brotli };

// The address of a folder on a server, with its slash; empty where `url` is no http or https
// address. A query and what follows it are cut off.
std::string base_address(std::string_view url);

class Fetcher {
 public:
  // A body of at most `limit` bytes, decoded. A status of any kind is an answer. Errors:
  // net/unreachable, net/secure (the certificate), net/slow (30 s), net/too_long, net/broken (the
  // answer); `detail` is the address.
  Result<Fetched> get(const std::string& url, Coding coding, std::size_t limit);

 private:
  Curl curl_;
};

}  // namespace ajar::platform
