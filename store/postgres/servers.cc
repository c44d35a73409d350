// Hosts out of a URL, and what each says of itself.
#include "store/postgres/servers.h"

#include <algorithm>
#include <array>

namespace ajar::store {
namespace {

constexpr std::string_view usual_timeout = "20s";

std::vector<std::string> split(const char* list) {
  std::vector<std::string> parts;
  if (list == nullptr) return parts;
  for (std::string_view rest = list;;) {
    const auto comma = rest.find(',');
    parts.emplace_back(rest.substr(0, comma));
    if (comma == rest.npos) return parts;
    rest.remove_prefix(comma + 1);
  }
}

// One without anything where the URL names none: libpq knows where to look then.
std::vector<Link::Host> hosts_of(const std::string& url) {
  std::vector<std::string> names, addresses, ports;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), nullptr);
  for (const auto* option = options; option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (keyword == "host") names = split(option->val);
    if (keyword == "hostaddr") addresses = split(option->val);
    if (keyword == "port") ports = split(option->val);
  }
  PQconninfoFree(options);
  std::vector<Link::Host> hosts(std::max<std::size_t>({1, names.size(), addresses.size()}));
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (i < names.size()) hosts[i].name = names[i];
    if (i < addresses.size()) hosts[i].address = addresses[i];
    // One port is for all of them.
    if (!ports.empty())
      hosts[i].port = ports[ports.size() == 1 ? 0 : std::min(i, ports.size() - 1)];
  }
  return hosts;
}

// Nothing waits for ever, and nothing is acknowledged before it is written. A time limit that the
// URL sets ("options=-c statement_timeout=5s") stands.
constexpr const char* settings =
    "SELECT set_config('lock_timeout', '5s', false),"
    " set_config('idle_in_transaction_session_timeout', '30s', false),"
    " set_config('statement_timeout', CASE current_setting('statement_timeout') WHEN '0'"
    " THEN $1 ELSE current_setting('statement_timeout') END, false),"
    " set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off'"
    " THEN 'on' ELSE current_setting('synchronous_commit') END, false)";

// The first eight digits of the name of the file that is being written are the timeline.
constexpr const char* standing =
    "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint,"
    " setting::bigint FROM pg_settings WHERE name = 'statement_timeout'";

Result<Placed> ask_host(const std::string& url, const Link::Host& host) {
  Placed placed{TRY(Link::open(url, host))};
  Link& link = *placed.link;
  // A standby takes no writes; it may be the primary the next time.
  if (link.parameter("in_hot_standby") == "on" ||
      link.parameter("default_transaction_read_only") == "on")
    return Error{.code = "store/missing", .detail = "postgres standby"};
  const Bytes timeout(reinterpret_cast<const std::uint8_t*>(usual_timeout.data()),
                      usual_timeout.size());
  TRY(link.ask("settings", settings, Parameters().add(timeout)));
  const Rows rows = TRY(link.ask("standing", standing, Parameters()));
  if (rows.count() != 1) return Error{.code = "store/failed", .detail = "postgres timeline"};
  placed.timeline = rows.number(0, 0);
  // The server gives a statement up first, where it still can.
  const std::chrono::milliseconds limit(rows.number(0, 1));
  link.set_patience(limit + limit / 4);
  return placed;
}

}  // namespace

Result<Placed> Servers::connect() {
  Placed best;
  Error error{.code = "store/missing", .detail = "postgres"};
  for (const Link::Host& host : hosts_of(url_)) {
    auto placed = ask_host(url_, host);
    if (!placed) {
      error = placed.error();
    } else if (best.link == nullptr || placed->timeline > best.timeline) {
      best = std::move(*placed);
    }
  }
  if (best.link == nullptr) return error;
  std::int64_t newest = newest_;
  while (best.timeline > newest && !newest_.compare_exchange_weak(newest, best.timeline)) {
  }
  if (!is_current(best.timeline))
    return Error{.code = "store/missing", .detail = "postgres replaced"};
  return best;
}

}  // namespace ajar::store
