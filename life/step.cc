// Calls and their failures.
#include "life/step.h"

#include "engine/base/json.h"
#include "vault/hex.h"

namespace ajar::life {
namespace {

constexpr int kBusySeconds = 5;
constexpr int kUnreachableSeconds = 30;

std::string_view text_of(vault::Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Step stop(std::string_view code, std::string detail, std::string device, int wait) {
  Step step{.kind = Step::Kind::stopped};
  step.code = code;
  step.detail = std::move(detail);
  step.device = std::move(device);
  step.wait = wait;
  return step;
}

Step stop(const Alarm& alarm) {
  return stop(alarm.code, alarm.detail, alarm.device);
}

Problem problem_of(vault::Bytes body) {
  Problem problem;
  json::Document document;
  const auto root = document.parse(text_of(body), {.bytes = 65536, .depth = 8});
  if (!root) return problem;
  const auto member = [&](std::string_view name) {
    const auto value = root->find(name);
    return value && value->is(json::Type::string) ? std::string(value->text().substr(0, 1024))
                                                  : std::string();
  };
  problem.code = member("code");
  if (!problem.code.starts_with("hub/")) problem.code.clear();
  problem.receipt = member("receipt");
  return problem;
}

Step stop_for(int status, const Problem& problem) {
  struct Pair {
    std::string_view code, stop;
    int wait;
  };
  constexpr Pair kPairs[] = {
      {"hub/quota", "sync/quota", 0},
      {"hub/full", "sync/hub_full", 0},
      {"hub/no_invitation", "sync/invitation", 0},
      {"hub/closed", "sync/closed", 0},
      {"hub/other_genesis", "sync/other_genesis", 0},
      {"hub/other_host", "sync/origin", 0},
      {"hub/other_origin", "sync/origin", 0},
      {"hub/session_refused", "sync/refused", 0},
      {"hub/revoked", "sync/revoked", 0},
      {"hub/newer", "sync/newer", 0},
      {"hub/busy", "sync/busy", kBusySeconds},
      {"hub/stopping", "sync/busy", kBusySeconds},
      {"hub/locked", "sync/busy", kBusySeconds},
  };
  if (status == 0) return stop("sync/unreachable", {}, {}, kUnreachableSeconds);
  for (const Pair& pair : kPairs)
    if (pair.code == problem.code) return stop(pair.stop, {}, {}, pair.wait);
  const std::string said = problem.code.empty() ? std::to_string(status) : problem.code;
  return stop("sync/hub_failed", said, {}, status >= 500 ? kUnreachableSeconds : 0);
}

Step HubSession::challenge() const {
  Step step{.kind = Step::Kind::call, .method = "POST", .path = "/v1/auth/challenge"};
  step.body.assign(vault_id_.begin(), vault_id_.end());
  step.body.insert(step.body.end(), device_.begin(), device_.end());
  return step;
}

Result<Step> HubSession::claim(vault::Bytes challenge) const {
  Step step{.kind = Step::Kind::call, .method = "POST", .path = "/v1/auth/session"};
  step.body = TRY(vault::make_claim(vault_id_, device_, challenge, origin_, signer_));
  return step;
}

Status HubSession::opened(vault::Bytes answer) {
  token_ = vault::hex(TRY(vault::read_session(answer)).token);
  return ok();
}

Step HubSession::call(std::string_view method, std::string_view path,
                      std::vector<std::uint8_t> body) const {
  Step step{.kind = Step::Kind::call, .method = std::string(method)};
  step.path = "/v1/v/" + vault::hex(vault_id_) + std::string(path);
  step.token = token_;
  step.body = std::move(body);
  return step;
}

Step HubSession::page(std::uint64_t cursor) const {
  return call("GET", "/events?after=" + std::to_string(cursor));
}

}  // namespace ajar::life
