// HTTP by libcurl.
#include "platform/http_client.h"

#include <curl/curl.h>

namespace ajar::platform {
namespace {

constexpr long kConnectSeconds = 10;

struct Sink {
  std::vector<std::uint8_t>* into;
  std::size_t limit;
};

std::size_t take(char* from, std::size_t size, std::size_t count, void* sink) {
  auto& to = *static_cast<Sink*>(sink);
  const std::size_t bytes = size * count;
  if (bytes > to.limit - to.into->size()) return 0;  // ends the call as a failed one
  to.into->insert(to.into->end(), from, from + bytes);
  return bytes;
}

// The headers of one call, freed with it.
class Headers {
 public:
  Headers() = default;
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  ~Headers() { curl_slist_free_all(list_); }
  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace

void HttpClient::Close::operator()(void* handle) const {
  curl_easy_cleanup(handle);
}

Result<HttpClient> HttpClient::open(std::string origin) {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  void* handle = started ? curl_easy_init() : nullptr;
  if (handle == nullptr) return Error{.code = "system/no_network"};
  return HttpClient(std::move(origin), handle);
}

HttpAnswer HttpClient::send(const HttpCall& call, std::size_t limit) {
  CURL* curl = handle_.get();
  curl_easy_reset(curl);
  HttpAnswer answer;
  Sink sink{&answer.body, limit};
  const std::string url = origin_ + call.path;
  Headers headers;
  headers.add("Expect:");  // no round trip before a body
  headers.add("Accept:");
  if (!call.token.empty()) headers.add("Authorization: Bearer " + call.token);
  if (!call.invitation.empty()) headers.add("Ajar-Invitation: " + call.invitation);
  const bool has_body = call.method == "POST" || call.method == "PUT" || !call.body.empty();
  if (has_body) {
    headers.add("Content-Type: application/octet-stream");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
                     call.body.empty() ? "" : reinterpret_cast<const char*>(call.body.data()));
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(call.seconds));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &sink);
  long status = 0;
  if (curl_easy_perform(curl) != CURLE_OK ||
      curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK)
    return {};
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace ajar::platform
