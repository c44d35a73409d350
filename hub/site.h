// The built web app as one read-only map from URL path to bytes, loaded once, and the pure answer
// to a request for it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace ajar::hub {

struct Header {
  std::string name;
  std::string value;
};

// The parts of an HTTP request that an answer may depend on. Header values are as received, "" when
// absent.
struct Request {
  std::string_view method;
  std::string_view target;  // origin form, "/assets/a.js?x"
  std::string_view host;
  std::string_view origin;
  std::string_view accept_encoding;
};

// `body` points into the Site (or at static text) and is valid as long as that is.
struct Response {
  unsigned status = 200;
  std::vector<Header> headers;
  std::string_view body;
};

// One file of the built app. `brotli` is empty where the build made no compressed twin.
struct Asset {
  std::string type;
  std::string bytes;
  std::string brotli;
  bool immutable = false;  // its name carries a hash of its content
};

class Site {
 public:
  // Reads every file below `root` (at most 2,000 files of at most 16 MiB each; links are not
  // followed). `NAME.br` becomes the compressed twin of NAME; `csp.txt`, if present, is the content
  // security policy. Errors: site/not_built (no index.html), site/unreadable, site/too_large;
  // `detail` is the path.
  static Result<Site> load(const std::string& root);

  [[nodiscard]] const Asset* find(std::string_view path) const;  // "/" is index.html
  [[nodiscard]] const std::string& policy() const { return policy_; }
  [[nodiscard]] std::size_t size() const { return assets_.size(); }

 private:
  std::map<std::string, Asset, std::less<>> assets_;
  std::string policy_;
};

// The names under which this server may be asked for: anything else is a rebinding attempt and gets
// 421.
using Hosts = std::vector<std::string>;

// The whole decision, free of I/O. Answers GET and HEAD of the app's files and `/healthz`;
// everything else is refused with a problem document (RFC 9457). A HEAD carries the headers of the
// GET and no body.
Response handle(const Site& site, const Hosts& hosts, const Request& request);

}  // namespace ajar::hub
