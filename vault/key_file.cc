// The key file's bytes.
#include "vault/key_file.h"

#include <string>

#include "vault/secret.h"

namespace ajar::vault {
namespace {

constexpr std::string_view magic{"AJARKEY\0", 8};
constexpr std::uint8_t version = 1;
constexpr std::uint8_t argon2id13 = 1;
constexpr std::size_t nonce_at = 36, commit_at = 60, secret_at = 92;
static_assert(secret_at + secret_size() + tag_size == key_file_size());

Committed file_key(const std::uint8_t* file, const Key& key) {
  return commit_key(key, {text_bytes("ajar/v1/key"), Bytes(file, commit_at)});
}

}  // namespace

Status check_cost(std::uint64_t opslimit, std::uint64_t memlimit) {
  const auto wrong = [](std::string_view code, const char* field, std::uint64_t value) {
    return Error{.code = code, .field = field, .detail = std::to_string(value)};
  };
  if (opslimit < opslimit_floor) return wrong("vault/weak_kdf", "opslimit", opslimit);
  if (memlimit < memlimit_floor) return wrong("vault/weak_kdf", "memlimit", memlimit);
  if (opslimit > opslimit_ceiling) return wrong("vault/costly_kdf", "opslimit", opslimit);
  if (memlimit > memlimit_ceiling || memlimit % 1024 != 0)
    return wrong("vault/costly_kdf", "memlimit", memlimit);
  return ok();
}

Result<Cost> new_cost(std::uint64_t opslimit, std::uint64_t memlimit, Random& random) {
  TRY(check_cost(opslimit, memlimit));
  Cost cost{.opslimit = static_cast<std::uint32_t>(opslimit),
            .memlimit = static_cast<std::uint32_t>(memlimit)};
  random.fill(cost.salt);
  return cost;
}

Result<Key> derive(Bytes passphrase, const Cost& cost) {
  TRY(check_cost(cost.opslimit, cost.memlimit));
  if (passphrase.empty() || passphrase.size() > passphrase_limit)
    return Error{.code = "vault/bad_passphrase"};
  Key key;
  if (!argon2id(key.span(), passphrase, cost.salt, cost.opslimit, cost.memlimit))
    return Error{.code = "vault/no_memory"};
  return key;
}

std::optional<std::size_t> key_file_length(Bytes file) {
  if (file.size() < 12 || !same(file.first(magic.size()), text_bytes(magic))) return std::nullopt;
  const auto epoch = read_number<std::uint16_t>(file.data() + 10);
  if (epoch > epoch_limit) return std::nullopt;
  return key_file_size(epoch);
}

Result<Cost> key_info(Bytes file) {
  if (file.size() <= magic.size() || !same(file.first(magic.size()), text_bytes(magic))) {
    return Error{.code = "vault/foreign_key"};
  }
  if (file[8] < version) return Error{.code = "vault/older_key"};
  if (file[8] > version) return Error{.code = "vault/newer_key"};
  if (file.size() < 12) return Error{.code = "vault/truncated"};
  const auto length = key_file_length(file);
  if (file[9] != argon2id13 || !length) return Error{.code = "vault/newer_key"};
  if (file.size() != *length) return Error{.code = "vault/truncated"};
  Cost cost;
  cost.opslimit = read_number<std::uint32_t>(file.data() + 12);
  cost.memlimit = read_number<std::uint32_t>(file.data() + 16);
  cost.salt = read_array<std::array<std::uint8_t, 16>>(file.data() + 20);
  TRY(check_cost(cost.opslimit, cost.memlimit));
  return cost;
}

Result<std::vector<std::uint8_t>> key_seal(Bytes secret, const Key& key, const Cost& cost,
                                           Random& random) {
  TRY(check_cost(cost.opslimit, cost.memlimit));
  const std::uint32_t epoch = TRY(Secret::read(secret)).epoch;
  std::vector<std::uint8_t> file(key_file_size(epoch));
  Writer writer(file.data());
  writer.bytes(text_bytes(magic));
  writer.number(version);
  writer.number(argon2id13);
  writer.number(static_cast<std::uint16_t>(epoch));
  writer.number(cost.opslimit);
  writer.number(cost.memlimit);
  writer.bytes(cost.salt);
  random.fill({writer.at(), nonce_size});
  const Committed committed = file_key(file.data(), key);
  std::memcpy(file.data() + commit_at, committed.commit.data(), committed.commit.size());
  std::memcpy(file.data() + secret_at, secret.data(), secret.size());
  encrypt(file.data() + secret_at, secret.size(), Bytes(file.data(), secret_at),
          file.data() + nonce_at, committed.key);
  return file;
}

Result<SecretBytes> key_open(Bytes file, const Key& key) {
  TRY(key_info(file));
  const Error wrong{.code = "vault/wrong_key"};
  const Committed committed = file_key(file.data(), key);
  if (!same(committed.commit, file.subspan(commit_at, 32))) return wrong;
  SecretBytes secret(file.size() - secret_at - tag_size);
  if (!decrypt(secret.data(), file.subspan(secret_at), file.first(secret_at),
               file.data() + nonce_at, committed.key)) {
    return wrong;
  }
  return secret;
}

}  // namespace ajar::vault
