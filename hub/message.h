// A request and its answer, free of sockets, and the problem documents of spec/http.md §8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/bytes.h"

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
  std::string_view fetch_site = {};
  std::string_view content_type = {};
  std::string_view authorization = {};
  std::string_view invitation = {};
  std::string_view address = {};  // of the client, "192.0.2.1" or "2001:db8::1"
  bool local = false;             // from this machine, and through no proxy
  vault::Bytes body = {};
  std::int64_t now = 0;  // seconds since 1970
};

// `fixed` points into the Site or at static text and is valid as long as that is; `bytes` are the
// answer's own.
struct Response {
  unsigned status = 200;
  std::vector<Header> headers = {};
  std::string_view fixed = {};
  std::vector<std::uint8_t> bytes = {};
  // Nothing to say yet: ask again when there is news of this, or with wait left out after so many
  // seconds.
  std::optional<vault::Hash> waits_for = {};
  std::int64_t seconds = 0;
  // What there is news of now.
  std::optional<vault::Hash> news = {};
  std::string_view code = {};  // of a problem, for the log

  std::string_view body() const {
    if (bytes.empty()) return fixed;
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
};

// The status that a code stands for; 500 for any other.
unsigned status_of(std::string_view code);
// The problem document of an error. `line` is the index of the frame at fault, from 1; `field` and
// `detail` are one member more. Codes of the store become those of the hub.
Response problem(const Error& error);
// An answer of the calls: octets, never kept anywhere.
Response octets(unsigned status, std::vector<std::uint8_t> bytes);
Response plain(unsigned status, std::string text);

}  // namespace ajar::hub
