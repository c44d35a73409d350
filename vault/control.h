// What the plain events say: the genesis, the certificate of a device, the list of a tombstone
// (spec/vault.md §1, §6).
#pragma once

#include <array>
#include <vector>

#include "vault/event.h"
#include "vault/secret.h"

namespace ajar::vault {

constexpr std::size_t sealed_key_size = 112;
constexpr std::size_t genesis_size = 417;
constexpr std::size_t certificate_size = 290;

// An epoch key for the holder of a public key, and only for them. Errors: vault/bad_public_key, one
// that agrees on nothing.
using SealedKey = std::array<std::uint8_t, sealed_key_size>;
Result<SealedKey> seal_key(const PublicKey& to, const VaultId& vault_id, std::uint32_t epoch,
                           const Key& epoch_key, Random& random);
// False when it was not made for this key, vault and epoch, or is damaged.
bool open_key(Bytes sealed, const Key& secret, const VaultId& vault_id, std::uint32_t epoch,
              Key& into);

struct Genesis {
  PublicKey recovery_sign, recovery_kem, device_sign, device_kem;
  Bytes to_device, to_recovery;  // into the content it was read from

  // Checks suite, vault id and the signature of the words' key. Errors: vault/bad_event,
  // vault/other_vault, vault/newer, vault/bad_signature.
  static Result<Genesis> read(Bytes content, const VaultId& vault_id);
  static Result<std::vector<std::uint8_t>> make(const Recovery& recovery, const Secret& device,
                                                Random& random);
};

constexpr std::uint8_t op_certify = 1;
enum class CertifiedBy : std::uint8_t { words = 1, device = 2 };

struct Certificate {
  Hash previous;
  CertifiedBy by = CertifiedBy::words;
  DeviceId by_device{};
  PublicKey device_sign, device_kem;
  Bytes to_device;
  Bytes signed_part;
  const std::uint8_t* signature = nullptr;

  // Checks the form only; the signature is for whoever knows the certifier. Error: vault/bad_event.
  static Result<Certificate> read(Bytes content);
  bool signed_with(const PublicKey& certifier, const VaultId& vault_id, std::uint32_t epoch) const;
};
// `by_device` is zero where the words certify.
Result<std::vector<std::uint8_t>> make_certificate(const Hash& previous, CertifiedBy by,
                                                   const DeviceId& by_device,
                                                   const SigningKey& certifier,
                                                   const Secret& device, Random& random);

// The removed events' hashes, one after the other. Errors: vault/bad_event.
Result<Bytes> read_tombstone(Bytes content);
// Sorts, and leaves out duplicates. Errors: vault/empty, vault/too_many.
Result<std::vector<std::uint8_t>> make_tombstone(std::vector<Hash> events);

}  // namespace ajar::vault
