// What the plain events say: the genesis, the certificate of a device, a revocation, the list of a
// tombstone; and what a name says (spec/vault.md §1, §6).
#pragma once

#include <array>
#include <vector>

#include "vault/event.h"
#include "vault/secret.h"

namespace ajar::vault {

constexpr std::size_t sealed_key_size = 112;
constexpr std::size_t genesis_size = 417;
constexpr std::size_t certificate_size = 290;
constexpr std::size_t wrapped_key_size = 80;

// An epoch key for the holder of a public key, and only for them. Errors: vault/bad_public_key, one
// that agrees on nothing.
using SealedKey = std::array<std::uint8_t, sealed_key_size>;
Result<SealedKey> seal_key(const PublicKey& to, const VaultId& vault_id, std::uint32_t epoch,
                           const Key& epoch_key, Random& random);
// False when it was not made for this key, vault and epoch, or is damaged.
bool open_key(Bytes sealed, const Key& secret, const VaultId& vault_id, std::uint32_t epoch,
              Key& into);

// An earlier epoch's key under the key of `epoch`, and what shows that key to be the same for all.
using WrappedKey = std::array<std::uint8_t, wrapped_key_size>;
WrappedKey wrap_key(const VaultId& vault_id, std::uint32_t epoch, const Key& epoch_key,
                    const Key& before);
// False when `epoch_key` is not the one that was committed to.
bool unwrap_key(Bytes wrapped, const VaultId& vault_id, std::uint32_t epoch, const Key& epoch_key,
                Key& before);

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
constexpr std::uint8_t op_revoke = 2;
enum class CertifiedBy : std::uint8_t { words = 1, device = 2 };
// Whether one more device may be certified where there are `count`, revoked ones among them. Some
// places are the words' alone: a device cannot use up the way that puts it out.
constexpr bool has_room(std::size_t count, CertifiedBy by) {
  return count < (by == CertifiedBy::words ? device_limit : device_limit - words_devices);
}

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
// Who signs a control event: the words, or a device by its own key. `device` is zero for the words.
struct Certifier {
  CertifiedBy by = CertifiedBy::words;
  DeviceId device{};
  const SigningKey* key = nullptr;
};
// The public keys of a device that shall be let in.
struct Newcomer {
  PublicKey sign{}, kem{};
  DeviceId id() const;
};
// `epoch_key` is that of the last epoch that has begun.
Result<std::vector<std::uint8_t>> make_certificate(const VaultId& vault_id, const Hash& previous,
                                                   const Certifier& by, const Newcomer& device,
                                                   std::uint32_t epoch, const Key& epoch_key,
                                                   Random& random);

// Puts devices out and begins the epoch after the event's own.
struct Revocation {
  Hash previous{};
  CertifiedBy by = CertifiedBy::words;
  Bytes wrapped, to_recovery;
  Bytes out;    // of tip_size each, ascending by device: who goes, with the last accepted event
  Bytes stays;  // of stay_size each, ascending by device: device id and the sealed key
  Bytes signed_part;
  const std::uint8_t* signature = nullptr;  // of the words; null where a device revokes

  static constexpr std::size_t stay_size = 16 + sealed_key_size;
  // Checks the form only: lengths, order, nobody in both lists. Error: vault/bad_event.
  static Result<Revocation> read(Bytes content);
  // For `by` words; `epoch` is the event's.
  bool signed_with(const PublicKey& words, const VaultId& vault_id, std::uint32_t epoch) const;
  // The last accepted event of a device that goes; null for another one.
  const std::uint8_t* cut_of(const std::uint8_t* device) const;
  const std::uint8_t* seal_for(const std::uint8_t* device) const;  // null where it does not stay
};
struct Staying {
  DeviceId device;
  PublicKey kem;
};
// `out` and `stays` ascending by device; `epoch` the one that ends, `before` its key. Errors:
// vault/too_many, vault/empty, vault/bad_public_key.
Result<std::vector<std::uint8_t>> make_revocation(
    const VaultId& vault_id, const Hash& previous, const Certifier& by, std::uint32_t epoch,
    const Key& before, const Key& fresh, const PublicKey& recovery_kem,
    const std::vector<DeviceTip>& out, const std::vector<Staying>& stays, Random& random);

// What a person calls a device.
constexpr std::size_t name_limit = 120;
struct Name {
  std::uint32_t count = 0;
  DeviceId device{};
  std::string_view text;  // into the content
  // Errors: vault/bad_event.
  static Result<Name> read(Bytes content);
};
// Error: vault/bad_name (empty, too long, control characters, no UTF-8).
Result<std::vector<std::uint8_t>> make_name(const Name& name);

// The removed events' hashes, one after the other. Errors: vault/bad_event.
Result<Bytes> read_tombstone(Bytes content);
// Sorts, and leaves out duplicates. Errors: vault/empty, vault/too_many.
Result<std::vector<std::uint8_t>> make_tombstone(std::vector<Hash> events);

}  // namespace ajar::vault
