// The connections of server.h: coroutines on one thread, each step within a time and a size.
#include "hub/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>

namespace ajar::hub {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr auto kPatience =
    std::chrono::seconds(15);  // for a whole request, and for a whole answer to leave
constexpr auto kIdle = std::chrono::seconds(60);      // between requests on one connection
constexpr auto kLastWords = std::chrono::seconds(3);  // for answers under way when the server stops
constexpr auto kBreath = std::chrono::milliseconds(100);  // before a failed accept is tried again
constexpr std::uint32_t kMostHeader = 8 * 1024;
constexpr std::uint64_t kMostBody = 1024;  // no call of this server takes a body
constexpr int kMostConnections = 1200;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

struct Listener {
  const Site& site;
  Hosts hosts;
  int connections = 0;
  bool stopping = false;
};

http::response<http::span_body<const char>> to_beast(
    const Response& answer, const http::request<http::string_body>& request) {
  http::response<http::span_body<const char>> out(static_cast<http::status>(answer.status),
                                                  request.version());
  for (const auto& header : answer.headers) out.set(header.name, header.value);
  out.body() = beast::span<const char>(answer.body.data(), answer.body.size());
  out.content_length(answer.body.size());
  return out;
}

// A request that broke a limit or the grammar is told so; one that fell silent or left is not.
asio::awaitable<void> say_why(beast::tcp_stream& stream, beast::error_code error) {
  if (error.category() != make_error_code(http::error::bad_method).category()) co_return;
  if (error == http::error::end_of_stream || error == http::error::partial_message) co_return;
  http::response<http::empty_body> out(
      error == http::error::body_limit     ? http::status::payload_too_large
      : error == http::error::header_limit ? http::status::request_header_fields_too_large
                                           : http::status::bad_request,
      11);
  out.keep_alive(false);
  out.content_length(0);
  stream.expires_after(kLastWords);
  co_await http::async_write(stream, out, kTuple);
}

asio::awaitable<bool> answer_one(Listener& listener, beast::tcp_stream& stream,
                                 beast::flat_buffer& buffer) {
  http::request_parser<http::string_body> parser;
  parser.header_limit(kMostHeader);
  parser.body_limit(kMostBody);
  // Idle time counts until the first byte; from then on the whole request has to arrive within
  // kPatience.
  if (buffer.size() == 0) {
    stream.expires_after(kIdle);
    auto [wait_error, size] = co_await stream.async_read_some(buffer.prepare(512), kTuple);
    if (wait_error) co_return false;
    buffer.commit(size);
  }
  stream.expires_after(kPatience);
  auto [read_error, read] = co_await http::async_read(stream, buffer, parser, kTuple);
  if (read_error) {
    co_await say_why(stream, read_error);
    co_return false;
  }
  const auto& request = parser.get();
  const Response answer =
      handle(listener.site, listener.hosts,
             Request{view_of(request.method_string()), view_of(request.target()),
                     view_of(request[http::field::host]), view_of(request[http::field::origin]),
                     view_of(request[http::field::accept_encoding])});
  const bool keep = request.keep_alive() && !listener.stopping;
  auto response = to_beast(answer, request);
  response.keep_alive(keep);
  stream.expires_after(kPatience);
  if (request.method() == http::verb::head) {
    http::response_serializer<http::span_body<const char>> serializer(response);
    auto [head_error, written] = co_await http::async_write_header(stream, serializer, kTuple);
    co_return !head_error && keep;
  }
  auto [write_error, written] = co_await http::async_write(stream, response, kTuple);
  co_return !write_error && keep;
}

asio::awaitable<void> converse(Listener& listener, tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer(kMostHeader + kMostBody);
  while (co_await answer_one(listener, stream, buffer)) {
  }
  beast::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  --listener.connections;
}

asio::awaitable<void> accept_all(Listener& listener, tcp::acceptor& acceptor) {
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(kTuple);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      // No descriptor is free, say: it will not be better at once, and asking again at once would
      // take a whole processor.
      asio::steady_timer pause(acceptor.get_executor(), kBreath);
      co_await pause.async_wait(kTuple);
      continue;
    }
    if (listener.connections >= kMostConnections)
      continue;  // the socket closes as it goes out of scope
    ++listener.connections;
    asio::co_spawn(acceptor.get_executor(), converse(listener, std::move(socket)), asio::detached);
  }
}

Status bind(tcp::acceptor& acceptor, const Options& options) {
  beast::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return Error{"hub/address", 0, "", options.address};
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use)
    return Error{"hub/port_taken", 0, "", std::to_string(options.port)};
  if (error) return Error{"hub/failed", 0, "", error.message()};
  return ok();
}

}  // namespace

Status serve(const Site& site, const Options& options,
             const std::function<void(std::uint16_t)>& ready) {
  asio::io_context context(1);
  tcp::acceptor acceptor(context);
  TRY(bind(acceptor, options));
  const auto port = acceptor.local_endpoint().port();
  const std::string suffix = ":" + std::to_string(port);
  Listener listener{site, {"127.0.0.1" + suffix, "localhost" + suffix, "[::1]" + suffix}};
  listener.hosts.insert(listener.hosts.end(), options.names.begin(), options.names.end());

  asio::steady_timer last_words(context);
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    listener.stopping = true;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    last_words.expires_after(listener.connections > 0 ? kLastWords : std::chrono::seconds(0));
    last_words.async_wait([&](const boost::system::error_code&) { context.stop(); });
  });
  asio::co_spawn(context, accept_all(listener, acceptor), asio::detached);
  ready(port);
  context.run();
  return ok();
}

}  // namespace ajar::hub
