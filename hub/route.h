// Which call a request is, with the ids and numbers in its path, and what each call may cost.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/result.h"
#include "vault/http.h"

namespace ajar::hub {

enum class Call : std::uint8_t {
  site,
  health,
  ready,
  metrics,
  challenge,
  session,
  create,
  head,
  events,
  append,
  control,
  drop_body,
  remove_vault,
  put_capsule,
  list_capsules,
  delete_capsule,
  get_capsule,
  put_slot,
  get_slot,
  delete_slot,
  sweep,  // of the hub's own accord
};
constexpr std::size_t call_count = static_cast<std::size_t>(Call::sweep) + 1;

struct Route {
  Call call = Call::site;
  vault::VaultId vault{};
  vault::Hash event{};
  vault::CapsuleId id{};
  // The query; what a call does not take is refused.
  vault::Hash tombstone{};
  std::int64_t after = 0;
  std::int64_t limit = 1000;
  std::int64_t wait = 0;  // seconds
  std::int64_t days = 0;
  std::int64_t reads = 0;
};

struct Cost {
  std::string_view name;    // in metrics and log
  std::string_view method;  // "" for any
  std::size_t body = 0;     // at most so many bytes
  bool writes = false;      // takes its turn with the writer
  bool session = false;     // needs a token
  bool strict = false;      // of the calls that anyone may make and that cost something
};
const Cost& cost_of(Call call);

// Errors: hub/no_call, hub/method (detail: what is allowed), hub/bad_request (an id or a query that
// is none). Whatever is not below /v1/ and none of the hub's own is the site's.
Result<Route> route_of(std::string_view method, std::string_view target);

}  // namespace ajar::hub
