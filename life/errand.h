// What a life has resting on its hub for others to read (spec/http.md §5): a session, one call, and
// its answer. It does no I/O: it says what to send, and is told what came of it.
#pragma once

#include <string>
#include <vector>

#include "life/step.h"
#include "vault/vault.h"

namespace ajar::life {

// What is to be done there.
struct Leaving {
  vault::CapsuleId id{};
  int days = 0;   // 1 to 30
  int reads = 0;  // 1 to 100
  std::vector<std::uint8_t> file = {};
};

class Errand {
 public:
  // A sealed file is left; the list is read; one is taken back, whether it is there or not.
  static Errand leave(const vault::Vault& vault, std::string origin, Leaving what);
  static Errand list(const vault::Vault& vault, std::string origin);
  static Errand take_back(const vault::Vault& vault, std::string origin,
                          const vault::CapsuleId& id);

  // Calls, then `done`, or `stopped` with a code of spec/sync.md §4, or: resting/refused (the hub
  // opens no session: it does not know this life, or has put this device out), resting/quota (too
  // many rest there), resting/exists (something else rests under this id), capsule/too_long.
  Step begin() const;
  // Status 0: there was no answer, or a broken one.
  Step answer(int status, vault::Bytes body);

  // What the list said, once it is done.
  [[nodiscard]] const std::vector<vault::RestingCapsule>& resting() const { return resting_; }

 private:
  enum class Phase : std::uint8_t { challenge, claim, call };
  Errand(const vault::Vault& vault, std::string origin, std::string method, std::string path,
         std::vector<std::uint8_t> body);
  Step refused(int status, vault::Bytes body) const;

  HubSession session_;
  std::string method_, path_;
  std::vector<std::uint8_t> body_;
  Phase phase_ = Phase::challenge;
  std::vector<vault::RestingCapsule> resting_;
};

}  // namespace ajar::life
