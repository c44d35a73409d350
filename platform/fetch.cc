// Fetching by libcurl.
#include "platform/fetch.h"

#include <curl/curl.h>

#include <algorithm>
#include <mutex>

namespace ajar::platform {
namespace {

// A server that answers an audit in another way than a browser shall not know it by this.
constexpr const char* user_agent =
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
constexpr long most_seconds = 30;

struct Receiving {
  Fetched fetched;
  std::size_t limit = 0;
  bool too_long = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* into) {
  auto& receiving = *static_cast<Receiving*>(into);
  if (size > receiving.limit - receiving.fetched.body.size()) {
    receiving.too_long = true;
    return 0;
  }
  receiving.fetched.body.append(bytes, size);
  return size;
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::size_t take_header(char* bytes, std::size_t, std::size_t size, void* into) {
  auto& headers = static_cast<Receiving*>(into)->fetched.headers;
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

}  // namespace

std::string Fetched::header(std::string_view name) const {
  std::string value;
  for (const auto& [each, text] : headers)
    if (each == name) value += (value.empty() ? "" : ", ") + text;
  return value;
}

std::string base_address(std::string_view url) {
  const bool known = url.starts_with("http://") || url.starts_with("https://");
  const auto host = url.find("//");
  if (!known || url.size() <= host + 2) return {};
  std::string base(url.substr(0, url.find_first_of("?#")));
  if (base.ends_with("/index.html"))
    base.erase(base.size() - std::string_view("index.html").size());
  if (!base.ends_with('/')) base += '/';
  return base;
}

struct Fetcher::Connection {
  CURL* handle = nullptr;
};

Fetcher::Fetcher() : connection_(std::make_unique<Connection>()) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  connection_->handle = curl_easy_init();
}

Fetcher::~Fetcher() {
  if (connection_->handle != nullptr) curl_easy_cleanup(connection_->handle);
}

Result<Fetched> Fetcher::get(const std::string& url, Coding coding, std::size_t limit) {
  CURL* const curl = connection_->handle;
  if (curl == nullptr) return Error{.code = "net/broken", .detail = url};
  Receiving receiving{.fetched = {}, .limit = limit};
  curl_easy_reset(curl);  // keeps the connection
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, user_agent);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, most_seconds);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, coding == Coding::brotli ? "br" : nullptr);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiving);
  const CURLcode done = curl_easy_perform(curl);
  if (receiving.too_long) return Error{.code = "net/too_long", .detail = url};
  if (done != CURLE_OK) return Error{.code = code_of(done), .detail = url};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  receiving.fetched.status = static_cast<int>(status);
  return std::move(receiving.fetched);
}

}  // namespace ajar::platform
