// libcurl's C calls.
#include "platform/curl.h"

#include <curl/curl.h>

namespace ajar::platform {
namespace {

struct Receiving {
  Exchanged exchanged;
  std::vector<std::uint8_t>& body;
  std::size_t limit = 0;
  bool too_long = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* into) {
  auto& receiving = *static_cast<Receiving*>(into);
  receiving.too_long = size > receiving.limit - receiving.body.size();
  if (receiving.too_long) return 0;  // ends the exchange as a failed one
  receiving.body.insert(receiving.body.end(), bytes, bytes + size);
  return size;
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::size_t take_header(char* bytes, std::size_t, std::size_t size, void* into) {
  auto& headers = static_cast<Receiving*>(into)->exchanged.headers;
  const std::string_view line(bytes, size);
  const auto colon = line.find(':');
  if (line.starts_with("HTTP/")) headers.clear();  // an interim answer came before this one
  if (colon == std::string_view::npos) return size;
  std::string name(trimmed(line.substr(0, colon)));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  headers.emplace_back(std::move(name), trimmed(line.substr(colon + 1)));
  return size;
}

std::string_view code_of(CURLcode code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return "net/secure";
    case CURLE_OPERATION_TIMEDOUT:
      return "net/slow";
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "net/unreachable";
    default:
      return "net/broken";
  }
}

// The headers of one exchange, freed with it.
class Headers {
 public:
  explicit Headers(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) list_ = curl_slist_append(list_, line.c_str());
  }
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  ~Headers() { curl_slist_free_all(list_); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

void set_body(CURL* curl, std::span<const std::uint8_t> body) {
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
                   body.empty() ? "" : reinterpret_cast<const char*>(body.data()));
}

}  // namespace

Curl::Curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (started) handle_.reset(curl_easy_init());
}

void Curl::Close::operator()(void* handle) const {
  curl_easy_cleanup(handle);
}

Result<Exchanged> Curl::send(const Exchange& exchange, std::size_t limit,
                             std::vector<std::uint8_t>& body) {
  CURL* const curl = handle_.get();
  if (curl == nullptr) return Error{.code = "net/broken", .detail = exchange.url};
  Receiving receiving{.exchanged = {}, .body = body, .limit = limit};
  const Headers headers(exchange.headers);
  curl_easy_reset(curl);  // keeps the connection
  if (exchange.has_body) set_body(curl, exchange.body);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, exchange.method.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, exchange.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, exchange.coding);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, exchange.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, exchange.seconds);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiving);
  const CURLcode done = curl_easy_perform(curl);
  if (receiving.too_long) return Error{.code = "net/too_long", .detail = exchange.url};
  if (done != CURLE_OK) return Error{.code = code_of(done), .detail = exchange.url};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  receiving.exchanged.status = static_cast<int>(status);
  return std::move(receiving.exchanged);
}

}  // namespace ajar::platform
