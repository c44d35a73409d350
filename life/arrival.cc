// Everything is fetched, then everything is checked, and only then is there a home.
#include "life/arrival.h"

#include "vault/export.h"
#include "vault/frames.h"
#include "vault/hex.h"

namespace ajar::life {
namespace {

using vault::Bytes;

constexpr int kMostTries = 4;

}  // namespace

Result<Arrival> Arrival::by_answer(Bytes joining, Bytes answer, std::string origin) {
  auto keys = TRY(vault::Joining::read(joining));
  auto told = TRY(vault::read_answer(keys, answer));
  Arrival arrival(told.vault_id,
                  HubSession(told.vault_id, keys.keys.device,
                             vault::SigningKey(keys.keys.sign_seed), std::move(origin)));
  arrival.joining_ = std::move(keys);
  arrival.answer_ = std::move(told);
  return arrival;
}

Arrival Arrival::by_words(const vault::Key& words, std::string origin) {
  const vault::Recovery recovery(words);
  Arrival arrival(recovery.vault_id, HubSession(recovery.vault_id, vault::DeviceId{}, recovery.sign,
                                                std::move(origin)));
  arrival.words_ = words;
  return arrival;
}

Step Arrival::begin() {
  if (!vault::is_origin(session_.origin())) return stop("sync/origin");
  phase_ = Phase::challenge;
  return session_.challenge();
}

Step Arrival::again() {
  if (++tries_ > kMostTries) return stop("sync/too_often", {}, {}, 5);
  log_.clear();
  events_ = 0;
  phase_ = Phase::head;
  return session_.call("GET", "/head");
}

// Whoever comes in knows no device's key yet, and has the words' alone where the words are given.
// What nothing here can check is said as the hub's word, and no more.
Step Arrival::deleted(const Problem& problem) const {
  const auto receipt = vault::from_hex(problem.receipt);
  const auto removal =
      receipt ? vault::Removal::read(*receipt) : Result<vault::Removal>(Error{"http/bad_body"});
  if (!removal) return stop("sync/false_receipt");
  if (removal->device != vault::DeviceId{} || !words_) return stop("sync/said_deleted");
  const vault::Recovery recovery(*words_);
  const bool true_one = removal->origin == session_.origin() &&
                        removal->signed_with(recovery.sign.public_key(), vault_id_);
  return stop(true_one ? "sync/deleted" : "sync/false_receipt");
}

Step Arrival::answer(int status, Bytes body, std::int64_t now_ms, vault::Random& random) {
  now_ms_ = now_ms;
  const Problem problem = status >= 200 && status < 300 ? Problem{} : problem_of(body);
  if (status == 409 && phase_ == Phase::certify) return again();
  if (status < 200 || status >= 300) {
    if (problem.code == "hub/deleted") return deleted(problem);
    return stop_for(status, problem);
  }
  switch (phase_) {
    case Phase::challenge: {
      auto step = session_.claim(body);
      if (!step) return stop("sync/bad_answer");
      phase_ = Phase::claim;
      return std::move(*step);
    }
    case Phase::claim:
      if (!session_.opened(body)) return stop("sync/bad_answer");
      phase_ = Phase::head;
      return session_.call("GET", "/head");
    case Phase::head: {
      auto head = vault::read_head(body);
      if (!head) return stop("sync/bad_answer");
      head_ = std::move(*head);
      last_ = head_.last;
      state_ = SyncState{};
      state_.known = true;
      state_.read_anew(head_.generation);
      if (last_ == 0) return stop("sync/withheld");
      phase_ = Phase::pull;
      return session_.page(0);
    }
    case Phase::pull:
      return got_page(body, random);
    case Phase::certify: {
      const auto& certificate = renewed_->certificate.frame;
      log_.insert(log_.end(), certificate.begin(), certificate.end());
      const auto secret = vault::Secret::read(renewed_->secret.view());
      if (!secret) return stop(secret.error().code);
      state_.at(secret->device).tip = renewed_->certificate.tip;
      return home(*secret, random);
    }
  }
  return stop("sync/bad_answer");
}

Step Arrival::got_page(Bytes body, vault::Random& random) {
  const auto page = vault::read_page(body);
  if (!page) return stop("sync/bad_answer");
  if (page->generation != state_.generation) return again();
  if (page->count == 0 && state_.cursor < last_) return stop("sync/withheld");
  if (auto alarm = count_page(state_, *page, vault_id_, nullptr)) return stop(*alarm);
  if (log_.size() + page->frames.size() > vault::export_limit) return stop("vault/too_long");
  last_ = page->last;
  log_.insert(log_.end(), page->frames.begin(), page->frames.end());
  events_ += page->count;
  return state_.cursor < last_ ? session_.page(state_.cursor) : all_here(random);
}

Step Arrival::all_here(vault::Random& random) {
  return joining_ ? join(random) : recover(random);
}

std::optional<Alarm> Arrival::check(vault::Vault& vault) const {
  vault::FrameReader reader(log_, vault_id_);
  while (const auto frame = reader.next()) {
    const auto opened = vault.merge(frame->bytes);
    if (!opened) return alarm_of(opened.error());
  }
  if (const Status merged = vault.merged(); !merged) return alarm_of(merged.error());
  if (vault.uncovered() != 0) return Alarm{"sync/missing_body"};
  for (const auto* named : {&head_.tips, &answer_.tips}) {
    for (const vault::DeviceTip& tip : *named)
      if (auto alarm = check_tip(tip, vault)) return alarm;
  }
  if (!vault.holds(head_.control)) return Alarm{"sync/control_order"};
  return std::nullopt;
}

Step Arrival::join(vault::Random& random) {
  const auto keys = vault::keys_along(*joining_, answer_, log_);
  if (!keys) return stop("sync/withheld", std::string(keys.error().code));
  vault::Secret secret = joining_->keys;
  secret.vault_id = vault_id_;
  secret.set_epochs(*keys);
  auto vault = vault::Vault::open(secret.bytes().view());
  if (!vault) return stop(vault.error().code);
  if (auto alarm = check(*vault)) return stop(*alarm);
  if (!vault->certified()) return stop("sync/revoked");
  return home(secret, random);
}

Step Arrival::recover(vault::Random& random) {
  const vault::Recovery recovery(*words_);
  auto renewed = vault::recover(*words_, log_, random);
  if (!renewed) {
    const bool other =
        renewed.error().code == "vault/no_genesis" || renewed.error().code == "vault/words_other";
    return other ? stop("sync/other_genesis") : stop(alarm_of(renewed.error()));
  }
  auto vault = vault::Vault::open(renewed->secret.view());
  if (!vault) return stop(vault.error().code);
  vault->learn(recovery);
  if (auto alarm = check(*vault)) return stop(*alarm);
  renewed_ = std::move(*renewed);
  phase_ = Phase::certify;
  return session_.call("POST", "/control", renewed_->certificate.frame);
}

Step Arrival::home(const vault::Secret& secret, vault::Random& random) {
  for (AtHub& device : state_.devices) device.heard_at = now_ms_;
  state_.to_be_seen = answer_.tips;
  state_.control = head_.control;
  state_.synced_at = now_ms_;
  auto sealed = state_.seal(secret, random);
  if (!sealed) return stop(sealed.error().code);
  sealed_state_ = std::move(*sealed);
  Step step{.kind = Step::Kind::home};
  step.secret = secret.bytes();
  step.frames = std::move(log_);
  step.events = events_;
  return step;
}

}  // namespace ajar::life
