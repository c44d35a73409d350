// What a device keeps secret, and how a vault begins (spec/vault.md §1, §3).
#pragma once

#include <optional>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::vault {

constexpr std::size_t secret_size = 236;

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
  std::optional<Key> words;  // R, until the person has confirmed that they wrote it down

  SecretBytes bytes() const;
  // Errors: vault/newer, vault/bad_secret.
  static Result<Secret> read(Bytes bytes);
  // A new device of a vault; everything but the vault, the epoch and R is drawn from `random`.
  static Secret make(const VaultId& vault_id, std::uint32_t epoch, const Key& epoch_key,
                     Random& random);
};

}  // namespace ajar::vault
