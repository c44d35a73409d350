// What the machines of sync ask their host to do next (spec/sync.md §2), and their talk with a hub
// up to an open session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "life/sync_state.h"
#include "vault/http.h"

namespace ajar::life {

struct Step {
  enum class Kind : std::uint8_t { call, read, store, replace, home, done, stopped };
  Kind kind = Kind::stopped;

  // call: `path` begins with "/", with its query. `token` is empty or 64 digits.
  std::string method = {}, path = {}, token = {}, invitation = {};
  std::vector<std::uint8_t> body = {};
  // read: `count` frames of the log from number `from`, from 0; fewer where the log ends.
  std::size_t from = 0, count = 0;
  // store, replace, home: whole frames. `secret` is the new device's: for replace sealed as the
  // successor, for home plain.
  std::vector<std::uint8_t> frames = {};
  std::size_t events = 0;
  vault::SecretBytes secret = {};
  // stopped: why.
  std::string code = {}, detail = {}, device = {};
  int wait = 0;  // seconds after which to try again; 0: somebody has to do something first
};

// Told, and mended by the run itself.
struct Notice {
  std::string_view code;
  std::string device;
};

Step stop(std::string_view code, std::string detail = {}, std::string device = {}, int wait = 0);
Step stop(const Alarm& alarm);
// A failed answer: what it says of itself, and when it is worth trying again.
struct Problem {
  std::string code;  // "hub/…", or empty where it says nothing that is understood
  std::string receipt;
};
Problem problem_of(vault::Bytes body);
// The step for an answer that no machine has an own way with.
Step stop_for(int status, const Problem& problem);

// Challenge, claim, token; and the calls that carry it.
class HubSession {
 public:
  // `device` is zero where the words' key signs.
  HubSession(const vault::VaultId& vault_id, const vault::DeviceId& device,
             vault::SigningKey signer, std::string origin)
      : vault_id_(vault_id),
        device_(device),
        signer_(std::move(signer)),
        origin_(std::move(origin)) {}

  [[nodiscard]] bool is_open() const { return !token_.empty(); }
  void close() { token_.clear(); }
  [[nodiscard]] Step challenge() const;
  [[nodiscard]] Result<Step> claim(vault::Bytes challenge) const;
  Status opened(vault::Bytes answer);
  // A call under /v1/v/{vault_id}; `path` is what follows.
  [[nodiscard]] Step call(std::string_view method, std::string_view path,
                          std::vector<std::uint8_t> body = {}) const;
  // The next page past `cursor`.
  [[nodiscard]] Step page(std::uint64_t cursor) const;
  [[nodiscard]] const vault::SigningKey& signer() const { return signer_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }

 private:
  vault::VaultId vault_id_;
  vault::DeviceId device_;
  vault::SigningKey signer_;
  std::string origin_;
  std::string token_;
};

}  // namespace ajar::life
