// Admission, and the way from a route to its service.
#include "hub/hub.h"

namespace ajar::hub {
namespace {

constexpr std::size_t most_sessions = 20'000;
// A device that another hub of the same store has put out is out here after this long, in seconds.
constexpr std::int64_t trust = 60;

using Service = Result<Response> (*)(Work&);

Service service_of(Call call) {
  switch (call) {
    case Call::challenge:
      return challenge;
    case Call::session:
      return open_session;
    case Call::create:
      return create_vault;
    case Call::head:
      return head;
    case Call::events:
      return page;
    case Call::append:
      return append;
    case Call::control:
      return append_control;
    case Call::drop_body:
      return drop_body;
    case Call::remove_vault:
      return remove_vault;
    case Call::put_capsule:
      return put_capsule;
    case Call::list_capsules:
      return list_capsules;
    case Call::delete_capsule:
      return delete_capsule;
    case Call::get_capsule:
      return get_capsule;
    case Call::put_slot:
      return put_slot;
    case Call::get_slot:
      return get_slot;
    case Call::delete_slot:
      return delete_slot;
    default:
      return nullptr;
  }
}

Result<Response> of_itself(Work& work) {
  const Call call = work.route.call;
  if (call == Call::health) return plain(200, "ok\n");
  if (call == Call::sweep) {
    TRY(work.store.sweep(work.request.now));
    return plain(200, "ok\n");
  }
  if (call == Call::ready) {
    if (!work.store.ping()) return plain(503, "no store\n");
    return plain(200, "ok\n");
  }
  if (!work.request.local) return Error{.code = "hub/no_call"};
  Response text = plain(200, work.hub.metrics().text());
  text.headers[0].value = "text/plain; version=0.0.4; charset=utf-8";
  return text;
}

Result<Response> serve(Work& work) {
  const Cost& cost = cost_of(work.route.call);
  if (cost.session) TRY(check_session(work));
  const Service service = service_of(work.route.call);
  return service != nullptr ? service(work) : of_itself(work);
}

}  // namespace

Hub::Hub(Settings settings, Door door, vault::Random& random)
    : settings_(settings), door_(std::move(door)), random_(random) {}

Result<Route> Hub::admit(const Request& request) {
  TRY(check_names(door_, request));
  const Route route = TRY(route_of(request.method, request.target));
  const bool own = route.call == Call::site || route.call == Call::health ||
                   route.call == Call::ready || route.call == Call::metrics;
  if (own) return route;
  const Cost& cost = cost_of(route.call);
  if (cost.body > 0 && request.content_type != "application/octet-stream")
    return Error{.code = "hub/bad_type"};
  if (!settings_.limits) return route;
  const std::string key = address_key(request.address);
  if (!addresses_.take(key, request.now) || (cost.strict && !strangers_.take(key, request.now)))
    return Error{.code = "hub/busy", .line = 1};
  return route;
}

Response Hub::answer(store::HubStore& store, const Route& route, const Request& request) {
  Work work{*this, store, route, request};
  Result<Response> response = serve(work);
  return response ? std::move(*response) : problem(response.error());
}

std::optional<KnownSession> Hub::known(const vault::Hash& token, std::int64_t now) {
  const std::lock_guard guard(sessions_lock_);
  const auto found = sessions_.find(token);
  if (found == sessions_.end()) return std::nullopt;
  const std::int64_t passed = now - found->second.checked;  // negative: the clock was ahead
  if (found->second.expires > now && passed >= 0 && passed < trust) return found->second;
  sessions_.erase(found);
  return std::nullopt;
}

void Hub::remember(const vault::Hash& token, const KnownSession& session) {
  const std::lock_guard guard(sessions_lock_);
  // Each can be looked up again, so all may go.
  if (sessions_.size() >= most_sessions) sessions_.clear();
  sessions_[token] = session;
}

void Hub::forget(const vault::VaultId& vault) {
  const std::lock_guard guard(sessions_lock_);
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.vault == vault; });
}

bool Hub::vault_may(const vault::VaultId& vault, std::int64_t now) {
  const std::string_view key{reinterpret_cast<const char*>(vault.data()), vault.size()};
  return !settings_.limits || vaults_.take(key, now);
}

}  // namespace ajar::hub
