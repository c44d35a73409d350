// The table of calls, and reading a path against it.
#include "hub/route.h"

#include <array>
#include <optional>
#include <vector>

#include "vault/hex.h"

namespace ajar::hub {
namespace {

constexpr std::array<Cost, call_count> costs = {{
    {"site", "", 0, false, false, false},
    {"health", "GET", 0, false, false, false},
    {"ready", "GET", 0, false, false, false},
    {"metrics", "GET", 0, false, false, false},
    {"challenge", "POST", 48, false, false, true},
    {"session", "POST", 512, true, false, true},
    {"create", "POST", 1024, true, false, true},
    {"head", "GET", 0, false, true, false},
    {"events", "GET", 0, false, true, false},
    {"append", "POST", 1 << 20, true, true, false},
    {"control", "POST", 16384, true, true, false},
    {"drop_body", "DELETE", 0, true, true, false},
    {"remove_vault", "DELETE", 512, true, true, false},
    {"put_capsule", "PUT", 1 << 20, true, true, false},
    {"list_capsules", "GET", 0, false, true, false},
    {"delete_capsule", "DELETE", 0, true, true, false},
    {"get_capsule", "GET", 0, true, false, true},
    {"put_slot", "PUT", 4096, true, false, true},
    {"get_slot", "GET", 0, false, false, true},
    {"delete_slot", "DELETE", 0, true, false, true},
    {"sweep", "", 0, true, false, false},
}};

// "*" is a vault id, "#" an event's hash, "+" a capsule's or a slot's id.
struct Pattern {
  std::string_view path;
  Call call;
};
constexpr Pattern patterns[] = {
    {"healthz", Call::health},
    {"readyz", Call::ready},
    {"metrics", Call::metrics},
    {"v1/auth/challenge", Call::challenge},
    {"v1/auth/session", Call::session},
    {"v1/vaults", Call::create},
    {"v1/v/*/head", Call::head},
    {"v1/v/*/events", Call::events},
    {"v1/v/*/events", Call::append},
    {"v1/v/*/control", Call::control},
    {"v1/v/*/events/#/body", Call::drop_body},
    {"v1/v/*", Call::remove_vault},
    {"v1/v/*/capsules/+", Call::put_capsule},
    {"v1/v/*/capsules", Call::list_capsules},
    {"v1/v/*/capsules/+", Call::delete_capsule},
    {"v1/capsules/+", Call::get_capsule},
    {"v1/slots/+", Call::put_slot},
    {"v1/slots/+", Call::get_slot},
    {"v1/slots/+", Call::delete_slot},
};

template <class Array>
bool read_id(std::string_view digits, Array& into) {
  if (digits.size() != into.size() * 2) return false;
  const auto bytes = vault::from_hex(digits);
  if (!bytes) return false;
  into = vault::read_array<Array>(bytes->data());
  return true;
}

std::string_view next_piece(std::string_view& rest, char end) {
  const auto at = rest.find(end);
  const auto piece = rest.substr(0, at);
  rest = at == rest.npos ? std::string_view{} : rest.substr(at + 1);
  return piece;
}

// Whether the path has the pattern's form; nothing where it has, but an id in it is none.
std::optional<bool> fits(std::string_view path, std::string_view pattern, Route& route) {
  bool whole = true;
  while (!path.empty() || !pattern.empty()) {
    if (path.empty() || pattern.empty()) return false;
    const auto piece = next_piece(path, '/'), wanted = next_piece(pattern, '/');
    if (wanted == "*")
      whole = read_id(piece, route.vault) && whole;
    else if (wanted == "#")
      whole = read_id(piece, route.event) && whole;
    else if (wanted == "+")
      whole = read_id(piece, route.id) && whole;
    else if (piece != wanted)
      return false;
  }
  if (!whole) return std::nullopt;
  return true;
}

// Decimal digits without a sign or a leading zero, from `least` to `most`.
bool read_count(std::string_view text, std::int64_t least, std::int64_t most, std::int64_t& into) {
  if (text.empty() || text.size() > 18 || (text.size() > 1 && text.front() == '0')) return false;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  into = value;
  return value >= least && value <= most;
}

constexpr std::int64_t most_number = 999'999'999'999'999'999;
constexpr std::int64_t longest_wait = 25;

bool read_member(std::string_view name, std::string_view value, Route& route) {
  const auto is = [&](Call call, std::string_view wanted) {
    return route.call == call && name == wanted;
  };
  if (is(Call::head, "after") || is(Call::events, "after"))
    return read_count(value, 0, most_number, route.after);
  if (is(Call::events, "limit")) return read_count(value, 1, 1000, route.limit);
  if (is(Call::head, "wait") || is(Call::get_slot, "wait"))
    return read_count(value, 0, longest_wait, route.wait);
  if (is(Call::put_capsule, "days")) return read_count(value, 1, 30, route.days);
  if (is(Call::put_capsule, "reads")) return read_count(value, 1, 100, route.reads);
  if (is(Call::drop_body, "tombstone")) return read_id(value, route.tombstone);
  return false;
}

bool read_query(std::string_view query, Route& route) {
  while (!query.empty()) {
    auto member = next_piece(query, '&');
    const auto name = next_piece(member, '=');
    if (!read_member(name, member, route)) return false;
  }
  if (route.call == Call::put_capsule) return route.days > 0 && route.reads > 0;
  return route.call != Call::drop_body || route.tombstone != vault::Hash{};
}

}  // namespace

const Cost& cost_of(Call call) {
  return costs[static_cast<std::size_t>(call)];
}

Result<Route> route_of(std::string_view method, std::string_view target) {
  if (!target.starts_with('/')) return Error{.code = "hub/bad_request"};
  const auto mark = target.find('?');
  const auto path = target.substr(1, mark == target.npos ? mark : mark - 1);
  const auto query = mark == target.npos ? std::string_view{} : target.substr(mark + 1);
  if (method == "HEAD" && !path.starts_with("v1/")) method = "GET";
  std::string allowed;
  bool bad = false;
  for (const Pattern& pattern : patterns) {
    Route route;
    route.call = pattern.call;
    const auto form = path.ends_with("/") ? false : fits(path, pattern.path, route);
    if (form == false) continue;
    const Cost& cost = cost_of(pattern.call);
    if (cost.method != method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(cost.method);
      continue;
    }
    if (!form || !read_query(query, route)) {
      bad = true;
      continue;
    }
    return route;
  }
  if (bad) return Error{.code = "hub/bad_request"};
  if (!allowed.empty()) return Error{.code = "hub/method", .detail = allowed};
  if (path.starts_with("v1/") || path == "v1") return Error{.code = "hub/no_call"};
  return Route{};
}

}  // namespace ajar::hub
