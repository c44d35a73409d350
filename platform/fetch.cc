// Fetching as a browser would.
#include "platform/fetch.h"

namespace ajar::platform {
namespace {

// A server that answers an audit in another way than a browser shall not know it by this.
constexpr const char* user_agent =
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
constexpr long most_seconds = 30;

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

Result<Fetched> Fetcher::get(const std::string& url, Coding coding, std::size_t limit) {
  Exchange exchange{.url = url, .headers = {std::string("User-Agent: ") + user_agent}};
  exchange.coding = coding == Coding::brotli ? "br" : nullptr;
  exchange.seconds = most_seconds;
  std::vector<std::uint8_t> body;
  auto exchanged = TRY(curl_.send(exchange, limit, body));
  return Fetched{exchanged.status, std::move(exchanged.headers), {body.begin(), body.end()}};
}

}  // namespace ajar::platform
