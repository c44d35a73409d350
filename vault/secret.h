// What a device keeps secret, and how a vault begins (spec/vault.md §1, §3).
#pragma once

#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::vault {

constexpr std::uint32_t epoch_limit = 63;
// Of a device that began in this epoch.
constexpr std::size_t secret_size(std::uint32_t epoch = 0) {
  return 236 + std::size_t{32} * epoch;
}

// The keys that the words stand for.
struct Recovery {
  explicit Recovery(const Key& words_secret);
  SigningKey sign;
  Key kem;
  PublicKey kem_public;
  VaultId vault_id;
};
VaultId vault_id_of(const PublicKey& recovery_sign, const PublicKey& recovery_kem);
DeviceId device_id_of(const PublicKey& sign, const PublicKey& kem);

struct Secret {
  VaultId vault_id{};
  DeviceId device{};
  Key sign_seed;
  Key kem;
  Key local;
  std::uint32_t epoch = 0;
  Key epoch_key;             // of `epoch`, in which the device began
  std::vector<Key> earlier;  // E_0 to E_(epoch - 1)
  std::optional<Key> words;  // R, until the person has confirmed that they wrote it down

  SecretBytes bytes() const;
  // Errors: vault/newer, vault/bad_secret.
  static Result<Secret> read(Bytes bytes);
  // A new device of a vault: its own keys are drawn from `random`, the vault and its epochs are the
  // caller's to set.
  static Secret make(const VaultId& vault_id, Random& random);
  // The keys of all epochs that have begun, the last one at the back: 1 to 64.
  void set_epochs(const std::vector<Key>& keys);
};

}  // namespace ajar::vault
