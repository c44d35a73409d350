// A hub's calls as exchanges.
#include "platform/http_client.h"

namespace ajar::platform {

Result<HttpClient> HttpClient::open(std::string origin) {
  Curl curl;
  if (!curl) return Error{.code = "system/no_network"};
  return HttpClient(std::move(origin), std::move(curl));
}

HttpAnswer HttpClient::send(const HttpCall& call, std::size_t limit) {
  Exchange exchange{.method = call.method, .url = origin_ + call.path};
  exchange.headers = {"Expect:", "Accept:"};  // no round trip before a body
  if (!call.token.empty()) exchange.headers.push_back("Authorization: Bearer " + call.token);
  if (!call.invitation.empty()) exchange.headers.push_back("Ajar-Invitation: " + call.invitation);
  exchange.has_body = call.method == "POST" || call.method == "PUT" || !call.body.empty();
  exchange.body = call.body;
  if (exchange.has_body) exchange.headers.emplace_back("Content-Type: application/octet-stream");
  exchange.seconds = call.seconds;
  HttpAnswer answer;
  const auto exchanged = curl_.send(exchange, limit, answer.body);
  if (!exchanged) return {};
  answer.status = exchanged->status;
  return answer;
}

}  // namespace ajar::platform
