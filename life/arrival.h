// A device that has nothing yet and gets a whole vault from a hub: let in by another device
// (spec/sync.md §5), or by the 24 words. It ends in the step `home`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "life/step.h"
#include "vault/join.h"

namespace ajar::life {

class Arrival {
 public:
  // By a device that answered. Error: vault/bad_answer.
  static Result<Arrival> by_answer(vault::Bytes joining, vault::Bytes answer, std::string origin);
  static Arrival by_words(const vault::Key& words, std::string origin);

  Step begin();
  // Status 0: there was no answer, or a broken one. The steps are `call`, `home` and `stopped`.
  Step answer(int status, vault::Bytes body, std::int64_t now_ms, vault::Random& random);
  // How many events have come.
  [[nodiscard]] std::size_t events() const { return events_; }
  // With `home`: to be kept beside the log.
  [[nodiscard]] const std::vector<std::uint8_t>& state() const { return sealed_state_; }

 private:
  enum class Phase : std::uint8_t { challenge, claim, head, pull, certify };
  Arrival(const vault::VaultId& vault_id, HubSession session)
      : vault_id_(vault_id), session_(std::move(session)) {}

  Step again();
  Step deleted(const Problem& problem) const;
  Step got_page(vault::Bytes body, vault::Random& random);
  Step all_here(vault::Random& random);
  Step join(vault::Random& random);
  Step recover(vault::Random& random);
  // Every event held to spec/vault.md §8, in a vault that `secret` opens.
  std::optional<Alarm> check(vault::Vault& vault) const;
  Step home(const vault::Secret& secret, vault::Random& random);

  vault::VaultId vault_id_;
  HubSession session_;
  std::optional<vault::Joining> joining_;
  vault::Answer answer_;
  std::optional<vault::Key> words_;
  std::optional<vault::Renewed> renewed_;
  Phase phase_ = Phase::challenge;
  SyncState state_;
  vault::Head head_;
  std::uint64_t last_ = 0;
  std::vector<std::uint8_t> log_;
  std::vector<std::uint8_t> sealed_state_;
  std::size_t events_ = 0;
  std::int64_t now_ms_ = 0;
  int tries_ = 0;
};

}  // namespace ajar::life
