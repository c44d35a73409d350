// Genesis, certificate and tombstone, read and made.
#include "vault/control.h"

namespace ajar::vault {
namespace {

// What a signature covers: a domain and the vault before the content, so that none can be lent to
// another place.
std::vector<std::uint8_t> to_be_signed(std::string_view domain,
                                       std::initializer_list<Bytes> pieces) {
  std::vector<std::uint8_t> message(domain.begin(), domain.end());
  for (Bytes piece : pieces) message.insert(message.end(), piece.begin(), piece.end());
  return message;
}

std::array<std::uint8_t, 4> number_bytes(std::uint32_t number) {
  std::array<std::uint8_t, 4> bytes;
  write_number(bytes.data(), number);
  return bytes;
}

Committed kem_key(const Key& shared, const VaultId& vault_id, std::uint32_t epoch, Bytes ephemeral,
                  Bytes to) {
  return commit_key(shared,
                    {text_bytes("ajar/v1/kem"), vault_id, number_bytes(epoch), ephemeral, to});
}

constexpr std::array<std::uint8_t, nonce_size> no_nonce{};

}  // namespace

Result<SealedKey> seal_key(const PublicKey& to, const VaultId& vault_id, std::uint32_t epoch,
                           const Key& epoch_key, Random& random) {
  Key ephemeral, shared;
  random.fill(ephemeral.span());
  const PublicKey ephemeral_public = agreement_public(ephemeral);
  // A key of small order agrees on zero, which everybody knows.
  if (!agree(shared, ephemeral, to)) return Error{.code = "vault/bad_public_key"};
  const Committed committed = kem_key(shared, vault_id, epoch, ephemeral_public, to);
  SealedKey sealed;
  Writer writer(sealed.data());
  writer.bytes(ephemeral_public);
  writer.bytes(committed.commit);
  std::memcpy(writer.at(), epoch_key.data(), Key::size());
  encrypt(writer.at(), Key::size(), committed.commit, no_nonce.data(), committed.key);
  return sealed;
}

bool open_key(Bytes sealed, const Key& secret, const VaultId& vault_id, std::uint32_t epoch,
              Key& into) {
  if (sealed.size() != sealed_key_size) return false;
  Key shared;
  if (!agree(shared, secret, read_array<PublicKey>(sealed.data()))) return false;
  const Committed committed =
      kem_key(shared, vault_id, epoch, sealed.first(32), agreement_public(secret));
  const Bytes commit = sealed.subspan(32, 32);
  return same(committed.commit, commit) &&
         decrypt(into.data(), sealed.subspan(64), commit, no_nonce.data(), committed.key);
}

Result<Genesis> Genesis::read(Bytes content, const VaultId& vault_id) {
  if (!content.empty() && content[0] > this_suite) return Error{.code = "vault/newer"};
  if (content.size() != genesis_size || content[0] != this_suite)
    return Error{.code = "vault/bad_event"};
  Genesis genesis;
  genesis.recovery_sign = read_array<PublicKey>(content.data() + 1);
  genesis.recovery_kem = read_array<PublicKey>(content.data() + 33);
  genesis.device_sign = read_array<PublicKey>(content.data() + 65);
  genesis.device_kem = read_array<PublicKey>(content.data() + 97);
  genesis.to_device = content.subspan(129, sealed_key_size);
  genesis.to_recovery = content.subspan(241, sealed_key_size);
  if (vault_id_of(genesis.recovery_sign, genesis.recovery_kem) != vault_id)
    return Error{.code = "vault/other_vault"};
  const auto message = to_be_signed("ajar/v1/genesis", {vault_id, content.first(353)});
  if (!signed_by(genesis.recovery_sign, message, content.data() + 353))
    return Error{.code = "vault/bad_signature"};
  return genesis;
}

Result<std::vector<std::uint8_t>> Genesis::make(const Recovery& recovery, const Secret& device,
                                                Random& random) {
  std::vector<std::uint8_t> content(genesis_size);
  const PublicKey kem = agreement_public(device.kem);
  Writer writer(content.data());
  writer.number(this_suite);
  writer.bytes(recovery.sign.public_key());
  writer.bytes(recovery.kem_public);
  writer.bytes(SigningKey(device.sign_seed).public_key());
  writer.bytes(kem);
  writer.bytes(TRY(seal_key(kem, device.vault_id, device.epoch, device.epoch_key, random)));
  writer.bytes(
      TRY(seal_key(recovery.kem_public, device.vault_id, device.epoch, device.epoch_key, random)));
  writer.bytes(recovery.sign.sign(
      to_be_signed("ajar/v1/genesis", {device.vault_id, Bytes(content).first(353)})));
  return content;
}

Result<Certificate> Certificate::read(Bytes content) {
  const Error bad{.code = "vault/bad_event"};
  if (content.size() != certificate_size || content[0] != op_certify || content[33] < 1 ||
      content[33] > 2)
    return bad;
  Certificate certificate;
  certificate.previous = read_array<Hash>(content.data() + 1);
  certificate.by = CertifiedBy{content[33]};
  certificate.by_device = read_array<DeviceId>(content.data() + 34);
  if (certificate.by == CertifiedBy::words && certificate.by_device != DeviceId{}) return bad;
  certificate.device_sign = read_array<PublicKey>(content.data() + 50);
  certificate.device_kem = read_array<PublicKey>(content.data() + 82);
  certificate.to_device = content.subspan(114, sealed_key_size);
  certificate.signed_part = content.first(226);
  certificate.signature = content.data() + 226;
  return certificate;
}

bool Certificate::signed_with(const PublicKey& certifier, const VaultId& vault_id,
                              std::uint32_t epoch) const {
  const auto message =
      to_be_signed("ajar/v1/certify", {vault_id, number_bytes(epoch), signed_part});
  return signed_by(certifier, message, signature);
}

Result<std::vector<std::uint8_t>> make_certificate(const Hash& previous, CertifiedBy by,
                                                   const DeviceId& by_device,
                                                   const SigningKey& certifier,
                                                   const Secret& device, Random& random) {
  std::vector<std::uint8_t> content(certificate_size);
  const PublicKey kem = agreement_public(device.kem);
  Writer writer(content.data());
  writer.number(op_certify);
  writer.bytes(previous);
  writer.number(static_cast<std::uint8_t>(by));
  writer.bytes(by_device);
  writer.bytes(SigningKey(device.sign_seed).public_key());
  writer.bytes(kem);
  writer.bytes(TRY(seal_key(kem, device.vault_id, device.epoch, device.epoch_key, random)));
  writer.bytes(
      certifier.sign(to_be_signed("ajar/v1/certify", {device.vault_id, number_bytes(device.epoch),
                                                      Bytes(content).first(226)})));
  return content;
}

Result<Bytes> read_tombstone(Bytes content) {
  const Error bad{.code = "vault/bad_event"};
  if (content.size() < 4) return bad;
  const std::size_t count = read_number<std::uint32_t>(content.data());
  if (count == 0 || count > tombstone_limit || content.size() != 4 + count * 32) return bad;
  const Bytes list = content.subspan(4);
  for (std::size_t i = 1; i < count; ++i) {
    if (std::memcmp(list.data() + (i - 1) * 32, list.data() + i * 32, 32) >= 0) return bad;
  }
  return list;
}

Result<std::vector<std::uint8_t>> make_tombstone(std::vector<Hash> events) {
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  if (events.empty()) return Error{.code = "vault/empty"};
  if (events.size() > tombstone_limit) return Error{.code = "vault/too_many"};
  std::vector<std::uint8_t> content(4 + events.size() * 32);
  Writer writer(content.data());
  writer.number(static_cast<std::uint32_t>(events.size()));
  for (const Hash& event : events) writer.bytes(event);
  return content;
}

}  // namespace ajar::vault
