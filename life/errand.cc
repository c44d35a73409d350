// Three calls in a row, and what their failures mean to who shares something.
#include "life/errand.h"

#include "vault/hex.h"

namespace ajar::life {
namespace {

std::string capsule_path(const vault::CapsuleId& id) {
  return "/capsules/" + vault::hex(id);
}

}  // namespace

Errand::Errand(const vault::Vault& vault, std::string origin, std::string method, std::string path,
               std::vector<std::uint8_t> body)
    : session_(vault.vault_id(), vault.device(), vault::SigningKey(vault.keys().sign_seed),
               std::move(origin)),
      method_(std::move(method)),
      path_(std::move(path)),
      body_(std::move(body)) {}

Errand Errand::leave(const vault::Vault& vault, std::string origin, Leaving what) {
  const std::string query =
      "?days=" + std::to_string(what.days) + "&reads=" + std::to_string(what.reads);
  return {vault, std::move(origin), "PUT", capsule_path(what.id) + query, std::move(what.file)};
}

Errand Errand::list(const vault::Vault& vault, std::string origin) {
  return {vault, std::move(origin), "GET", "/capsules", {}};
}

Errand Errand::take_back(const vault::Vault& vault, std::string origin,
                         const vault::CapsuleId& id) {
  return {vault, std::move(origin), "DELETE", capsule_path(id), {}};
}

Step Errand::begin() const {
  if (!vault::is_origin(session_.origin())) return stop("sync/origin");
  return session_.challenge();
}

Step Errand::refused(int status, vault::Bytes body) const {
  const Problem problem = problem_of(body);
  if (problem.code == "hub/session_refused" || problem.code == "hub/no_session")
    return stop("resting/refused");
  if (problem.code == "hub/too_long") return stop("capsule/too_long");
  if (problem.code == "hub/quota") return stop("resting/quota");
  if (problem.code == "hub/exists") return stop("resting/exists");
  return stop_for(status, problem);
}

Step Errand::answer(int status, vault::Bytes body) {
  if (status < 200 || status > 299) return refused(status, body);
  if (phase_ == Phase::challenge) {
    phase_ = Phase::claim;
    auto claim = session_.claim(body);
    return claim ? std::move(*claim) : stop("sync/bad_answer");
  }
  if (phase_ == Phase::claim) {
    phase_ = Phase::call;
    if (!session_.opened(body)) return stop("sync/bad_answer");
    return session_.call(method_, path_, std::move(body_));
  }
  if (method_ == "GET") {
    auto list = vault::read_list(body);
    if (!list) return stop("sync/bad_answer");
    resting_ = std::move(*list);
  }
  return Step{.kind = Step::Kind::done};
}

}  // namespace ajar::life
