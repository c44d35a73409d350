// The device secret under a passphrase (spec/vault.md §9): what the file says before anything is
// derived, and its seal.
#pragma once

#include <optional>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::vault {

// Around the secret of a device that began in this epoch.
constexpr std::size_t key_file_size(std::uint32_t epoch = 0) {
  return 344 + std::size_t{32} * epoch;
}
// How long the file says that it is, by its first 12 bytes; nothing where they are none of a key
// file's.
std::optional<std::size_t> key_file_length(Bytes file);
constexpr std::size_t passphrase_limit = 1024;
constexpr std::uint32_t opslimit_floor = 3, opslimit_ceiling = 10;
constexpr std::uint32_t memlimit_floor = 64u << 20, memlimit_ceiling = 1u << 30;

// What the passphrase key costs: passes, and bytes of memory.
struct Cost {
  std::uint32_t opslimit = opslimit_floor;
  std::uint32_t memlimit = memlimit_floor;
  std::array<std::uint8_t, 16> salt{};
};

// ok within floor and ceiling. Errors: vault/weak_kdf, vault/costly_kdf, with the field.
Status check_cost(std::uint64_t opslimit, std::uint64_t memlimit);
// A new cost with a random salt. Errors: those of check_cost.
Result<Cost> new_cost(std::uint64_t opslimit, std::uint64_t memlimit, Random& random);
// Takes about as long as the cost says. Errors: those of check_cost, vault/bad_passphrase,
// vault/no_memory.
Result<Key> derive(Bytes passphrase, const Cost& cost);

// Reads what the file says in the open. Errors: vault/foreign_key, vault/older_key,
// vault/newer_key, vault/truncated, vault/weak_kdf, vault/costly_kdf.
Result<Cost> key_info(Bytes file);
// `key` comes from derive(passphrase, cost).
Result<std::vector<std::uint8_t>> key_seal(Bytes secret, const Key& key, const Cost& cost,
                                           Random& random);
// The secret's bytes. Errors: those of key_info; vault/wrong_key for a wrong passphrase and for
// damage alike.
Result<SecretBytes> key_open(Bytes file, const Key& key);

}  // namespace ajar::vault
