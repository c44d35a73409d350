// The connections of server.h: coroutines on one thread, each step within a time and a size.
#include "hub/server.h"

#include <sys/resource.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <map>
#include <set>

#include "hub/room.h"

namespace ajar::hub {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

constexpr auto patience = seconds(15);    // for a whole request
constexpr auto piece_time = seconds(60);  // for each piece of an answer to leave
constexpr auto idle_time = seconds(60);   // between requests on one connection
constexpr auto last_words = seconds(3);   // for answers under way when the server stops
constexpr auto breath = std::chrono::milliseconds(100);  // before a failed accept is tried again
constexpr auto look_again = seconds(2);                  // at a store that others write to, too
constexpr std::uint32_t most_header = 8 * 1024;
constexpr std::size_t most_read = 64 * 1024;  // at once
constexpr std::size_t most_buffer = most_header + most_read;
constexpr std::size_t piece = 256 * 1024;  // of an answer
constexpr int most_connections = 1200;
constexpr std::size_t most_room = std::size_t{96} << 20, most_room_each = std::size_t{24} << 20;
constexpr int most_waiting_each = 64, most_waiting_vault = 128;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

using Parser = http::request_parser<http::vector_body<std::uint8_t>>;

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

std::int64_t unix_now() {
  return std::chrono::duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

struct Connection {
  explicit Connection(tcp::socket socket) : stream(std::move(socket)), buffer(most_buffer) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  std::string address;  // of the other end of the socket
  bool idle = true;     // between two requests
};

struct Server {
  Server(const Site* app, const Options& given, Door door, vault::Random& random)
      : site(app),
        options(given),
        hub(given.settings, std::move(door), random),
        workers(hub, given.stores) {}

  const Site* site;
  const Options& options;
  Hub hub;
  Workers workers;
  Room room{most_room, most_room_each};
  std::set<Connection*> connections;
  std::multimap<vault::Hash, asio::steady_timer*> waiting;
  std::unordered_map<std::string, int> waiting_each;
  bool stopping = false;
  asio::io_context context{
      1};  // goes first, and with it the connections, which use all of the above

  std::string_view policy() const {
    return site != nullptr ? std::string_view(site->policy()) : strict_policy;
  }
  void wake(const vault::Hash& place) {
    const auto [first, last] = waiting.equal_range(place);
    for (auto each = first; each != last; ++each) each->second->cancel();
  }
};

// --- one request ---

std::string_view last_of(std::string_view list) {
  const auto comma = list.rfind(',');
  auto last = comma == list.npos ? list : list.substr(comma + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  while (last.ends_with(' ')) last.remove_suffix(1);
  return last;
}

std::string_view header_of(const Parser& parser, std::string_view name) {
  return view_of(parser.get()[beast::string_view(name.data(), name.size())]);
}

Request read_request(const Server& server, const Connection& connection, const Parser& parser) {
  const auto& from = parser.get();
  Request request;
  request.method = view_of(from.method_string());
  request.target = view_of(from.target());
  request.host = view_of(from[http::field::host]);
  request.origin = view_of(from[http::field::origin]);
  request.accept_encoding = view_of(from[http::field::accept_encoding]);
  request.fetch_site = header_of(parser, "Sec-Fetch-Site");
  request.content_type = view_of(from[http::field::content_type]);
  request.authorization = view_of(from[http::field::authorization]);
  request.invitation = header_of(parser, "Ajar-Invitation");
  request.address = connection.address;
  request.now = unix_now();
  const auto forwarded = from.find("X-Forwarded-For");
  const bool is_forwarded = forwarded != from.end() || from.find("Forwarded") != from.end();
  const auto& proxies = server.options.proxies;
  if (forwarded != from.end() &&
      std::find(proxies.begin(), proxies.end(), connection.address) != proxies.end()) {
    // Several headers of this name are one list; only what stands last is the proxy's own.
    const auto all = from.equal_range("X-Forwarded-For");
    request.address = last_of(view_of(std::prev(all.second)->value()));
  }
  request.local =
      !is_forwarded && (connection.address == "127.0.0.1" || connection.address == "::1");
  return request;
}

// What HTTP lets two readers understand in two ways is refused; so nothing can hide in a connection
// that a proxy shares.
Status check_form(const Parser& parser) {
  const auto& fields = parser.get();
  const Error bad{.code = "hub/bad_request"};
  if (fields.version() != 11 && fields.version() != 10) return bad;
  for (const char* name : {"Host", "Content-Length", "Transfer-Encoding", "Authorization", "Origin",
                           "Content-Type", "Ajar-Invitation"})
    if (fields.count(name) > 1) return bad;
  // One number: not a list, even of equal ones.
  const auto length = view_of(fields[http::field::content_length]);
  if (length.find_first_not_of("0123456789") != length.npos) return bad;
  const auto coding = fields.find(http::field::transfer_encoding);
  if (coding == fields.end()) return ok();
  if (fields.version() != 11 || !beast::iequals(coding->value(), "chunked")) return bad;
  if (fields.find(http::field::content_length) != fields.end()) return bad;
  return ok();
}

// Waits on the serving thread for what a worker says.
asio::awaitable<Response> ask(Server& server, const Route& route, const Request& request) {
  asio::steady_timer said(server.context, Clock::time_point::max());
  Response response;
  server.workers.submit({route, request, [&](Response answer) {
                           asio::post(server.context, [&, answer = std::move(answer)]() mutable {
                             response = std::move(answer);
                             said.cancel();
                           });
                         }});
  co_await said.async_wait(tuple);
  co_return response;
}

// A place in the list of those who wait, for as long as it lives.
class Waiting {
 public:
  Waiting(Server& server, const vault::Hash& place, std::string key)
      : server_(server), key_(std::move(key)), timer_(server.context) {
    mine_ = server_.waiting.emplace(place, &timer_);
    ++server_.waiting_each[key_];
    ++server_.hub.metrics().waiting;
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    server_.waiting.erase(mine_);
    if (--server_.waiting_each[key_] == 0) server_.waiting_each.erase(key_);
    --server_.hub.metrics().waiting;
  }
  asio::steady_timer& timer() { return timer_; }

 private:
  Server& server_;
  std::string key_;
  asio::steady_timer timer_;
  std::multimap<vault::Hash, asio::steady_timer*>::iterator mine_;
};

bool may_wait(const Server& server, const vault::Hash& place, const std::string& key) {
  if (!server.options.settings.limits) return true;
  const auto own = server.waiting_each.find(key);
  return server.waiting.count(place) < most_waiting_vault &&
         (own == server.waiting_each.end() || own->second < most_waiting_each);
}

asio::awaitable<Response> ask_until_news(Server& server, Route route, const Request& request) {
  Response response = co_await ask(server, route, request);
  if (!response.waits_for) co_return response;
  const std::string key = address_key(request.address);
  if (!may_wait(server, *response.waits_for, key))
    co_return problem(Error{.code = "hub/busy", .line = 5});
  Waiting waiting(server, *response.waits_for, key);
  const auto until = Clock::now() + seconds(response.seconds);
  const bool shared = server.options.stores.shared;
  for (;;) {
    if (server.stopping || Clock::now() >= until) route.wait = 0;
    // Looked at again behind the place in the list, so that nothing falls between the two.
    response = co_await ask(server, route, request);
    if (!response.waits_for) co_return response;
    if (server.stopping) continue;
    waiting.timer().expires_at(shared ? std::min(until, Clock::now() + look_again) : until);
    co_await waiting.timer().async_wait(tuple);
  }
}

asio::awaitable<Response> decide(Server& server, const Route& route, const Request& request) {
  if (route.call == Call::site && server.site != nullptr)
    co_return answer_site(*server.site, request);
  if (route.call == Call::health) co_return plain(200, "ok\n");
  if (route.call == Call::site || !server.options.stores.write)
    co_return problem(Error{.code = "hub/no_call"});
  Response response = co_await ask_until_news(server, route, request);
  if (response.news) server.wake(*response.news);
  co_return response;
}

// --- the way out ---

using Out = http::response<http::buffer_body>;

asio::awaitable<bool> send(Connection& connection, const Response& answer, unsigned version,
                           bool keep, bool head) {
  Out out(static_cast<http::status>(answer.status), version);
  for (const auto& header : answer.headers) out.set(header.name, header.value);
  const std::string_view body = answer.body();
  if (answer.status != 204) out.content_length(body.size());
  out.keep_alive(keep);
  const bool bodiless = head || answer.status == 204;
  std::string_view rest = bodiless ? std::string_view{} : body;
  http::response_serializer<http::buffer_body> serializer(out);
  // In pieces, so that a slow reader is told from a long answer.
  for (bool first = true; first || !rest.empty(); first = false) {
    const auto now = rest.substr(0, piece);
    rest.remove_prefix(now.size());
    out.body().data = const_cast<char*>(now.data());
    out.body().size = now.size();
    out.body().more = !rest.empty();
    connection.stream.expires_after(piece_time);
    if (bodiless) {
      auto [error, size] = co_await http::async_write_header(connection.stream, serializer, tuple);
      co_return !error;
    }
    auto [error, size] = co_await http::async_write(connection.stream, serializer, tuple);
    if (error && error != http::error::need_buffer) co_return false;
  }
  co_return true;
}

void log_answer(Server& server, Call call, const Response& answer, std::int64_t microseconds) {
  server.hub.metrics().answered(call, answer.status, microseconds);
  if (!server.options.log) return;
  if (!server.options.log_all && answer.status < 500) return;
  std::string line = "{\"at\":" + std::to_string(unix_now());
  line += ",\"call\":\"" + std::string(cost_of(call).name) + "\"";
  line += ",\"status\":" + std::to_string(answer.status);
  if (!answer.code.empty()) line += ",\"code\":\"" + std::string(answer.code) + "\"";
  line += ",\"microseconds\":" + std::to_string(microseconds);
  line += ",\"bytes\":" + std::to_string(answer.body().size()) + "}";
  server.options.log(line);
}

// --- one connection ---

// What is answered, and whether the connection may go on.
struct Turn {
  Response response;
  Call call = Call::site;
  bool keep = false;
  Room::Share share;
};

// The error of reading, as an answer; nothing for who fell silent or left.
std::optional<Response> complaint(beast::error_code error) {
  if (error.category() != make_error_code(http::error::bad_method).category()) return std::nullopt;
  if (error == http::error::end_of_stream || error == http::error::partial_message)
    return std::nullopt;
  if (error == http::error::body_limit) return problem(Error{.code = "hub/too_long"});
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return problem(Error{.code = "hub/too_long", .field = "header"});
  return problem(Error{.code = "hub/bad_request"});
}

asio::awaitable<bool> read_body(Connection& connection, Parser& parser, std::size_t most,
                                Turn& turn) {
  parser.body_limit(most);
  const auto length = parser.content_length();
  if (length && *length > most) {
    turn.response = problem(Error{.code = "hub/too_long"});
    co_return false;
  }
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    http::response<http::empty_body> go_on(http::status::continue_, 11);
    auto [error, size] = co_await http::async_write(connection.stream, go_on, tuple);
    if (error) co_return false;
  }
  // A read takes no more than there is room for, and an idle connection has given its room up.
  connection.buffer.reserve(std::min<std::size_t>(length.value_or(most), most_read));
  auto [error, size] =
      co_await http::async_read(connection.stream, connection.buffer, parser, tuple);
  if (!error) co_return true;
  if (auto said = complaint(error))
    turn.response = std::move(*said);
  else
    turn.response.status = 0;
  co_return false;
}

// Decides about a request whose headers have come. Where the body was not read the connection ends
// with the answer.
asio::awaitable<Turn> take_turn(Server& server, Connection& connection, Parser& parser) {
  Turn turn;
  const Status form = check_form(parser);
  Request request = read_request(server, connection, parser);
  const bool has_body = parser.content_length_remaining().value_or(0) > 0 || parser.chunked();
  const bool persists = parser.get().keep_alive();
  const std::string key = address_key(request.address);
  if (!form) {
    turn.response = problem(form.error());
    co_return turn;
  }
  if (request.method == "OPTIONS" && is_allowed_origin(server.hub.door(), request.origin) &&
      check_names(server.hub.door(), request)) {
    turn.response = Response{.status = 204};
    turn.keep = persists && !has_body;
  } else {
    auto route = server.hub.admit(request);
    const std::size_t most = route ? cost_of(route->call).body : 0;
    if (route) turn.call = route->call;
    const std::size_t size = parser.content_length().value_or(parser.chunked() ? most : 0);
    if (route && size <= most && has_body) turn.share = server.room.take(key, size);
    if (!route) {
      turn.response = problem(route.error());
      turn.keep = persists && !has_body;
    } else if (size <= most && has_body && !turn.share) {
      turn.response = problem(Error{.code = "hub/crowded", .line = 2});
    } else if (co_await read_body(connection, parser, most, turn)) {
      request.body = parser.get().body();
      turn.response = co_await decide(server, *route, request);
      turn.keep = persists;
    }
  }
  // The answer's own room; small ones are counted with the connection.
  if (turn.response.bytes.size() > piece) {
    turn.share = server.room.take(key, turn.response.bytes.size());
    if (!turn.share) turn.response = problem(Error{.code = "hub/crowded", .line = 2});
  }
  add_guards(server.policy(), turn.response);
  add_cross_origin(server.hub.door(), request, turn.response);
  co_return turn;
}

// Waits for the first byte of a request; false when none came.
asio::awaitable<bool> await_request(Server& server, Connection& connection) {
  if (connection.buffer.size() > 0) co_return true;
  connection.buffer.shrink_to_fit();
  connection.idle = true;
  if (server.stopping) co_return false;
  connection.stream.expires_after(idle_time);
  auto [error, size] =
      co_await connection.stream.async_read_some(connection.buffer.prepare(512), tuple);
  connection.idle = false;
  if (error) co_return false;
  connection.buffer.commit(size);
  co_return true;
}

asio::awaitable<bool> answer_one(Server& server, Connection& connection) {
  if (!co_await await_request(server, connection)) co_return false;
  auto parser = std::make_unique<Parser>();
  parser->header_limit(most_header);
  parser->body_limit(std::uint64_t{1} << 40);  // each call's own is asked for once it is known
  connection.stream.expires_after(patience);
  auto [error, size] =
      co_await http::async_read_header(connection.stream, connection.buffer, *parser, tuple);
  Turn turn;
  bool head = false;
  const auto began = Clock::now();
  if (error) {
    auto said = complaint(error);
    if (!said) co_return false;
    turn.response = std::move(*said);
    add_guards(server.policy(), turn.response);
  } else {
    head = parser->get().method() == http::verb::head;
    turn = co_await take_turn(server, connection, *parser);
  }
  if (turn.response.status == 0) co_return false;
  const unsigned version = error ? 11 : parser->get().version();
  parser.reset();
  server.hub.metrics().reserved = static_cast<std::int64_t>(server.room.sum());
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
  log_answer(server, turn.call, turn.response, took.count());
  const bool keep = turn.keep && !server.stopping;
  const bool sent = co_await send(connection, turn.response, version, keep, head);
  co_return sent&& keep;
}

// Says that no more is coming, and hears out for a moment who is still sending: closing at once
// could take back the answer on its way.
asio::awaitable<void> part(Connection& connection) {
  beast::error_code error;
  connection.stream.socket().shutdown(tcp::socket::shutdown_send, error);
  std::size_t heard = 0;
  connection.buffer.clear();
  connection.stream.expires_after(last_words);
  while (!error && heard < 4 * most_buffer) {
    auto [failed, size] =
        co_await connection.stream.async_read_some(connection.buffer.prepare(4096), tuple);
    error = failed;
    heard += size;
  }
}

asio::awaitable<void> converse(Server& server, tcp::socket socket) {
  Connection connection(std::move(socket));
  beast::error_code error;
  connection.stream.socket().set_option(tcp::no_delay(true), error);
  connection.address = connection.stream.socket().remote_endpoint(error).address().to_string();
  server.connections.insert(&connection);
  ++server.hub.metrics().connections;
  while (co_await answer_one(server, connection)) {
  }
  connection.idle = true;
  co_await part(connection);
  server.connections.erase(&connection);
  --server.hub.metrics().connections;
  if (server.stopping && server.connections.empty()) server.context.stop();
}

asio::awaitable<void> accept_all(Server& server, tcp::acceptor& acceptor) {
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(tuple);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      // No descriptor is free, say: it will not be better at once, and asking again at once would
      // take a whole processor.
      asio::steady_timer pause(server.context, breath);
      co_await pause.async_wait(tuple);
      continue;
    }
    if (server.connections.size() >= most_connections) {
      server.hub.metrics().refused_connection();
      continue;  // the socket closes as it goes out of scope
    }
    asio::co_spawn(server.context, converse(server, std::move(socket)), asio::detached);
  }
}

// What has expired goes, now and then.
asio::awaitable<void> sweep(Server& server) {
  asio::steady_timer timer(server.context);
  for (;;) {
    timer.expires_after(seconds(600));
    auto [error] = co_await timer.async_wait(tuple);
    if (error || server.stopping) co_return;
    Route route;
    route.call = Call::sweep;
    Request request;
    request.now = unix_now();
    co_await ask(server, route, request);
  }
}

Status bind(tcp::acceptor& acceptor, const Options& options) {
  beast::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return Error{.code = "hub/address", .detail = options.address};
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use)
    return Error{.code = "hub/port_taken", .detail = std::to_string(options.port)};
  if (error) return Error{.code = "hub/failed", .detail = error.message()};
  return ok();
}

void begin_to_stop(Server& server, tcp::acceptor& acceptor, asio::steady_timer& patience_left) {
  server.stopping = true;
  beast::error_code ignored;
  acceptor.close(ignored);
  for (auto& [place, timer] : server.waiting) timer->cancel();
  for (Connection* connection : server.connections)
    if (connection->idle) connection->stream.cancel();
  if (server.connections.empty()) server.context.stop();
  patience_left.expires_after(last_words);
  patience_left.async_wait([&](const boost::system::error_code&) { server.context.stop(); });
}

// Room for every connection that is allowed, where the system's usual limit is below it.
void raise_file_limit() {
  rlimit limit{};
  const rlim_t wanted = most_connections + 200;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(limit.rlim_max, wanted);
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

Status serve(const Site* site, const Options& options, vault::Random& random,
             const std::function<void(std::uint16_t)>& ready) {
  raise_file_limit();
  asio::io_context early(1);
  tcp::acceptor probe(early);
  TRY(bind(probe, options));
  const auto port = probe.local_endpoint().port();
  const std::string suffix = ":" + std::to_string(port);
  Door door{{"127.0.0.1" + suffix, "localhost" + suffix, "[::1]" + suffix}, options.origins};
  door.hosts.insert(door.hosts.end(), options.names.begin(), options.names.end());

  Server server(site, options, std::move(door), random);
  if (options.stores.write) TRY(server.workers.start());
  // The same socket, on the context that its connections live on.
  tcp::acceptor acceptor(server.context);
  const auto protocol = probe.local_endpoint().protocol();
  acceptor.assign(protocol, probe.release());

  asio::steady_timer patience_left(server.context);
  asio::signal_set signals(server.context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) begin_to_stop(server, acceptor, patience_left);
  });
  asio::co_spawn(server.context, accept_all(server, acceptor), asio::detached);
  if (options.stores.write) asio::co_spawn(server.context, sweep(server), asio::detached);
  ready(port);
  server.context.run();
  // What is still with the workers is finished and acknowledged to nobody.
  server.workers.stop();
  return ok();
}

}  // namespace ajar::hub
