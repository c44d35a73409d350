// The built web app as one read-only map from URL path to bytes, loaded once, and the pure answer
// to a request for it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "hub/message.h"

namespace ajar::hub {

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
  // The addresses of all files, "/index.html" and not "/".
  [[nodiscard]] std::vector<std::string> paths() const;
  [[nodiscard]] const std::string& policy() const { return policy_; }
  [[nodiscard]] std::size_t size() const { return assets_.size(); }

 private:
  std::map<std::string, Asset, std::less<>> assets_;
  std::string policy_;
};

// Answers GET and HEAD of the app's files; everything else is refused. A HEAD carries the headers
// of the GET and no body.
Response answer_site(const Site& site, const Request& request);
// Sent with every answer, refusals included.
void add_guards(std::string_view policy, Response& response);
// Used where no app is served.
extern const std::string_view strict_policy;

}  // namespace ajar::hub
