// One HTTP exchange after another by libcurl, as both who asks a hub and who audits a server need
// them: no redirection, no cookie, no other protocol than HTTP and HTTPS, certificates checked
// against the system's own, and an answer of bounded size.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace ajar::platform {

struct Exchange {
  std::string method = "GET";
  std::string url = {};
  std::vector<std::string> headers = {};  // "Name: value"; "Name:" leaves out what is usual
  bool has_body = false;
  std::span<const std::uint8_t> body = {};
  const char* coding = nullptr;  // of content, decoded on the way; null: none is asked for
  long connect_seconds = 10;
  long seconds = 120;  // for all of it
};

struct Exchanged {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers = {};  // names in lower case
};

class Curl {
 public:
  Curl();
  // False where libcurl does not start.
  explicit operator bool() const { return handle_ != nullptr; }

  // Keeps its connection from one exchange to the next. Fills `body` with at most `limit` bytes. A
  // status of any kind is an answer. Errors: net/unreachable, net/secure (the certificate),
  // net/slow, net/too_long, net/broken (the answer); `detail` is the address.
  Result<Exchanged> send(const Exchange& exchange, std::size_t limit,
                         std::vector<std::uint8_t>& body);

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Close> handle_;
};

}  // namespace ajar::platform
