// The device secret's bytes.
#include "vault/secret.h"

#include "vault/event.h"

namespace ajar::vault {
namespace {

constexpr std::size_t check_size = 16;

Hash check_of(Bytes bytes) {
  return hash("ajar/v1/secret", {bytes.first(bytes.size() - check_size)});
}

Key derived(const Key& from, std::string_view domain) {
  Key key;
  blake2b(key.span(), from, {text_bytes(domain)});
  return key;
}

}  // namespace

Recovery::Recovery(const Key& words_secret)
    : sign(derived(words_secret, "ajar/v1/recovery/sign")),
      kem(derived(words_secret, "ajar/v1/recovery/kem")),
      kem_public(agreement_public(kem)),
      vault_id(vault_id_of(sign.public_key(), kem_public)) {}

VaultId vault_id_of(const PublicKey& recovery_sign, const PublicKey& recovery_kem) {
  return hash("ajar/v1/vault", {recovery_sign, recovery_kem});
}

DeviceId device_id_of(const PublicKey& sign, const PublicKey& kem) {
  return read_array<DeviceId>(hash("ajar/v1/device", {sign, kem}).data());
}

SecretBytes Secret::bytes() const {
  SecretBytes out(secret_size(epoch));
  Writer writer(out.data());
  writer.bytes(text_bytes("AJS1"));
  writer.number(this_suite);
  writer.number(static_cast<std::uint8_t>(words ? 1 : 0));
  writer.zeros(2);
  writer.bytes(vault_id);
  writer.bytes(device);
  writer.bytes(sign_seed);
  writer.bytes(kem);
  writer.bytes(local);
  writer.number(epoch);
  writer.bytes(epoch_key);
  writer.bytes(words ? *words : Key{});
  for (const Key& key : earlier) writer.bytes(key);
  writer.bytes(Bytes(check_of(out.view())).first(check_size));
  return out;
}

Result<Secret> Secret::read(Bytes bytes) {
  const Error bad{.code = "vault/bad_secret"};
  if (bytes.size() < 5 || !same(bytes.first(4), text_bytes("AJS1"))) return bad;
  if (bytes[4] > this_suite) return Error{.code = "vault/newer"};
  if (bytes.size() < secret_size() || bytes[4] != this_suite) return bad;
  const auto epoch = read_number<std::uint32_t>(bytes.data() + 152);
  if (epoch > epoch_limit || bytes.size() != secret_size(epoch)) return bad;
  if (!same(bytes.last(check_size), Bytes(check_of(bytes)).first(check_size))) return bad;
  if (bytes[5] > 1 || bytes[6] != 0 || bytes[7] != 0) return bad;
  const auto key_at = [&](std::size_t at) {
    return Key(std::span<const std::uint8_t, 32>(bytes.data() + at, 32));
  };
  Secret secret;
  secret.vault_id = read_array<VaultId>(bytes.data() + 8);
  secret.device = read_array<DeviceId>(bytes.data() + 40);
  secret.sign_seed = key_at(56);
  secret.kem = key_at(88);
  secret.local = key_at(120);
  secret.epoch = epoch;
  secret.epoch_key = key_at(156);
  for (std::uint32_t i = 0; i < epoch; ++i) secret.earlier.push_back(key_at(220 + 32 * i));
  if (bytes[5] == 1) secret.words = key_at(188);
  if (bytes[5] == 0 && !same(bytes.subspan(188, 32), Key{})) return bad;
  if (device_id_of(SigningKey(secret.sign_seed).public_key(), agreement_public(secret.kem)) !=
      secret.device)
    return bad;
  if (secret.words && Recovery(*secret.words).vault_id != secret.vault_id) return bad;
  return secret;
}

void Secret::set_epochs(const std::vector<Key>& keys) {
  epoch = static_cast<std::uint32_t>(keys.size() - 1);
  epoch_key = keys.back();
  earlier.assign(keys.begin(), keys.end() - 1);
}

Secret Secret::make(const VaultId& vault_id, Random& random) {
  Secret secret;
  secret.vault_id = vault_id;
  random.fill(secret.sign_seed.span());
  random.fill(secret.kem.span());
  random.fill(secret.local.span());
  secret.device =
      device_id_of(SigningKey(secret.sign_seed).public_key(), agreement_public(secret.kem));
  return secret;
}

}  // namespace ajar::vault
