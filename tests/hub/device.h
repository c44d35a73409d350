// A real device for the hub's tests: it seals, certifies and revokes with the vault's own code, and
// asks a hub by what spec/http.md says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/hub.h"
#include "vault/hex.h"
#include "vault/test_random.h"
#include "vault/vault.h"

namespace ajar::hub {

using Octets = std::vector<std::uint8_t>;

inline Octets joined(const std::vector<Octets>& frames) {
  Octets all;
  for (const Octets& frame : frames) all.insert(all.end(), frame.begin(), frame.end());
  return all;
}

class TestDevice {
 public:
  // A new vault.
  static TestDevice begin(const std::string& seed) {
    vault::SeededRandom random(seed);
    auto created = *vault::create(random);
    return TestDevice(created.secret.view(), {created.frame}, seed);
  }
  TestDevice(vault::Bytes secret, const std::vector<Octets>& frames, const std::string& seed)
      : vault(*vault::Vault::open(secret)), random(seed + " device"), log(frames) {
    for (const Octets& frame : frames) (void)vault.apply(frame);
  }

  // Another device of the same vault, let in by this one; its certificate is the last of the log.
  TestDevice join(const std::string& seed) {
    vault::SeededRandom drawn(seed);
    vault::Secret secret = vault::Secret::make(vault.vault_id(), drawn);
    vault::Tip tip = vault.tip();
    keep(*vault.seal_certificate(
        {vault::SigningKey(secret.sign_seed).public_key(), vault::agreement_public(secret.kem)},
        random, tip));
    secret.set_epochs(vault.epochs());
    return TestDevice(secret.bytes().view(), log, seed);
  }
  Octets put(const std::string& text) {
    vault::Tip tip = vault.tip();
    return keep(*vault.seal_record(vault::text_bytes(text), random, tip));
  }
  std::vector<Octets> put_many(std::size_t count, const std::string& text) {
    std::vector<Octets> frames;
    for (std::size_t i = 0; i < count; ++i) frames.push_back(put(text + std::to_string(i)));
    return frames;
  }
  Octets bury(const std::vector<Octets>& frames) {
    std::vector<vault::Hash> events;
    for (const Octets& frame : frames) events.push_back(hash_of(frame));
    vault::Tip tip = vault.tip();
    return keep(*vault.seal_tombstone(events, tip));
  }
  Octets put_out(const vault::DeviceId& device) {
    vault::Tip tip = vault.tip();
    return keep(*vault.seal_revocation({device}, nullptr, random, tip));
  }
  static vault::Hash hash_of(const Octets& frame) {
    vault::EventView event;
    (void)vault::read_frame(frame, event);
    return vault::event_hash(event);
  }
  const Octets& genesis() const { return log.front(); }
  vault::SigningKey signer() const { return vault::SigningKey(vault.keys().sign_seed); }
  std::string id() const { return vault::hex(vault.vault_id()); }
  std::string path(const std::string& rest) const { return "/v1/v/" + id() + rest; }

  vault::Vault vault;
  vault::SeededRandom random;
  std::vector<Octets> log;
  std::string token;  // in hexadecimal

 private:
  Octets keep(const vault::Sealed& sealed) {
    vault.advance(sealed);
    log.push_back(sealed.frame);
    return sealed.frame;
  }
};

}  // namespace ajar::hub
