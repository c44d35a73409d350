// The machine that ends a vault at its hub for good (spec/sync.md §8), by the hand of one of its
// devices. It does no I/O, and outlives the life that it ends: what it needs can be sealed for the
// life that takes its place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "life/step.h"
#include "vault/secret.h"

namespace ajar::life {

class Ending {
 public:
  // By the device whose secret this is.
  Ending(const vault::Secret& keys, std::string origin);

  // What is left to do, to be kept as a draft in the slot `farewell` of the life that goes on.
  // Errors: sync/origin, and those of vault::draft_seal.
  [[nodiscard]] Result<std::vector<std::uint8_t>> seal(const vault::Secret& under,
                                                       vault::Random& random) const;
  // Nothing where `sealed` is none.
  static std::optional<Ending> open(const vault::Secret& under, vault::Bytes sealed);

  Step begin();
  // Status 0: there was no answer, or a broken one. `done` once the hub has nothing of the vault,
  // `stopped` with the codes of spec/sync.md §4 else; `sync/refused` says that this device can
  // never do it.
  Step answer(int status, vault::Bytes body);

  [[nodiscard]] const std::string& origin() const { return session_.origin(); }

 private:
  enum class Phase : std::uint8_t { challenge, claim, remove };

  vault::VaultId vault_id_{};
  vault::DeviceId device_{};
  vault::Key sign_seed_;
  HubSession session_;
  Phase phase_ = Phase::challenge;
};

}  // namespace ajar::life
