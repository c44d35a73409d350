// Genesis, certificate and tombstone, read and made.
#include "vault/control.h"

#include "engine/base/utf8.h"

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

Committed wrapping_key(const VaultId& vault_id, std::uint32_t epoch, const Key& epoch_key) {
  return commit_key(epoch_key, {text_bytes("ajar/v1/epoch"), vault_id, number_bytes(epoch)});
}

constexpr std::array<std::uint8_t, nonce_size> no_nonce{};

// Entries of `size` that begin with a device id, each greater than the one before.
bool ascending(Bytes list, std::size_t size) {
  for (std::size_t at = size; at < list.size(); at += size) {
    if (std::memcmp(list.data() + at - size, list.data() + at, 16) >= 0) return false;
  }
  return true;
}

const std::uint8_t* entry_of(Bytes list, std::size_t size, const std::uint8_t* device) {
  for (std::size_t at = 0; at < list.size(); at += size) {
    if (std::memcmp(list.data() + at, device, 16) == 0) return list.data() + at;
  }
  return nullptr;
}

// One line: no control characters of C0, DEL or C1.
bool good_name(std::string_view text) {
  if (text.empty() || text.size() > name_limit || utf8::first_invalid(text) != text.size())
    return false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t scalar = utf8::next(text, at);
    if (scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0)) return false;
  }
  return true;
}

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

WrappedKey wrap_key(const VaultId& vault_id, std::uint32_t epoch, const Key& epoch_key,
                    const Key& before) {
  const Committed committed = wrapping_key(vault_id, epoch, epoch_key);
  WrappedKey wrapped;
  Writer writer(wrapped.data());
  writer.bytes(committed.commit);
  std::memcpy(writer.at(), before.data(), Key::size());
  encrypt(writer.at(), Key::size(), committed.commit, no_nonce.data(), committed.key);
  return wrapped;
}

bool unwrap_key(Bytes wrapped, const VaultId& vault_id, std::uint32_t epoch, const Key& epoch_key,
                Key& before) {
  if (wrapped.size() != wrapped_key_size) return false;
  const Committed committed = wrapping_key(vault_id, epoch, epoch_key);
  const Bytes commit = wrapped.first(32);
  return same(committed.commit, commit) &&
         decrypt(before.data(), wrapped.subspan(32), commit, no_nonce.data(), committed.key);
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

DeviceId Newcomer::id() const {
  return device_id_of(sign, kem);
}

Result<std::vector<std::uint8_t>> make_certificate(const VaultId& vault_id, const Hash& previous,
                                                   const Certifier& by, const Newcomer& device,
                                                   std::uint32_t epoch, const Key& epoch_key,
                                                   Random& random) {
  std::vector<std::uint8_t> content(certificate_size);
  Writer writer(content.data());
  writer.number(op_certify);
  writer.bytes(previous);
  writer.number(static_cast<std::uint8_t>(by.by));
  writer.bytes(by.device);
  writer.bytes(device.sign);
  writer.bytes(device.kem);
  writer.bytes(TRY(seal_key(device.kem, vault_id, epoch, epoch_key, random)));
  writer.bytes(by.key->sign(
      to_be_signed("ajar/v1/certify", {vault_id, number_bytes(epoch), Bytes(content).first(226)})));
  return content;
}

Result<Revocation> Revocation::read(Bytes content) {
  const Error bad{.code = "vault/bad_event"};
  constexpr std::size_t lists_at = 1 + 32 + 1 + wrapped_key_size + sealed_key_size;
  if (content.size() < lists_at + 2 || content[0] != op_revoke || content[33] < 1 ||
      content[33] > 2)
    return bad;
  Revocation revocation;
  revocation.previous = read_array<Hash>(content.data() + 1);
  revocation.by = CertifiedBy{content[33]};
  revocation.wrapped = content.subspan(34, wrapped_key_size);
  revocation.to_recovery = content.subspan(34 + wrapped_key_size, sealed_key_size);
  const std::size_t going = content[lists_at] * tip_size;
  const std::size_t stays_at = lists_at + 1 + going;
  if (going == 0 || content.size() < stays_at + 1) return bad;
  const std::size_t staying = content[stays_at] * stay_size;
  const std::size_t end = stays_at + 1 + staying;
  const std::size_t signature = revocation.by == CertifiedBy::words ? signature_size : 0;
  if (staying == 0 || content.size() != end + signature) return bad;
  revocation.out = content.subspan(lists_at + 1, going);
  revocation.stays = content.subspan(stays_at + 1, staying);
  revocation.signed_part = content.first(end);
  if (signature != 0) revocation.signature = content.data() + end;
  if (!ascending(revocation.out, tip_size) || !ascending(revocation.stays, stay_size)) return bad;
  for (std::size_t at = 0; at < going; at += tip_size) {
    if (revocation.seal_for(revocation.out.data() + at) != nullptr) return bad;
  }
  return revocation;
}

bool Revocation::signed_with(const PublicKey& words, const VaultId& vault_id,
                             std::uint32_t epoch) const {
  if (signature == nullptr) return false;
  return signed_by(words,
                   to_be_signed("ajar/v1/revoke", {vault_id, number_bytes(epoch), signed_part}),
                   signature);
}

const std::uint8_t* Revocation::cut_of(const std::uint8_t* device) const {
  const std::uint8_t* found = entry_of(out, tip_size, device);
  return found == nullptr ? nullptr : found + 16;
}

const std::uint8_t* Revocation::seal_for(const std::uint8_t* device) const {
  const std::uint8_t* found = entry_of(stays, stay_size, device);
  return found == nullptr ? nullptr : found + 16;
}

Result<std::vector<std::uint8_t>> make_revocation(
    const VaultId& vault_id, const Hash& previous, const Certifier& by, std::uint32_t epoch,
    const Key& before, const Key& fresh, const PublicKey& recovery_kem,
    const std::vector<DeviceTip>& out, const std::vector<Staying>& stays, Random& random) {
  if (out.empty() || stays.empty()) return Error{.code = "vault/empty"};
  if (out.size() + stays.size() > device_limit || epoch >= epoch_limit)
    return Error{.code = "vault/too_many"};
  const bool words = by.by == CertifiedBy::words;
  const std::size_t end = 1 + 32 + 1 + wrapped_key_size + sealed_key_size + 1 +
                          out.size() * tip_size + 1 + stays.size() * Revocation::stay_size;
  std::vector<std::uint8_t> content(end + (words ? signature_size : 0));
  Writer writer(content.data());
  writer.number(op_revoke);
  writer.bytes(previous);
  writer.number(static_cast<std::uint8_t>(by.by));
  writer.bytes(wrap_key(vault_id, epoch + 1, fresh, before));
  writer.bytes(TRY(seal_key(recovery_kem, vault_id, epoch + 1, fresh, random)));
  writer.number(static_cast<std::uint8_t>(out.size()));
  for (const DeviceTip& going : out) {
    writer.bytes(going.device);
    writer.number(going.tip.dseq);
    writer.bytes(going.tip.evh);
  }
  writer.number(static_cast<std::uint8_t>(stays.size()));
  for (const Staying& staying : stays) {
    writer.bytes(staying.device);
    writer.bytes(TRY(seal_key(staying.kem, vault_id, epoch + 1, fresh, random)));
  }
  if (words) {
    writer.bytes(by.key->sign(to_be_signed(
        "ajar/v1/revoke", {vault_id, number_bytes(epoch), Bytes(content).first(end)})));
  }
  return content;
}

Result<Name> Name::read(Bytes content) {
  if (content.size() <= 20) return Error{.code = "vault/bad_event"};
  Name name;
  name.count = read_number<std::uint32_t>(content.data());
  name.device = read_array<DeviceId>(content.data() + 4);
  name.text = {reinterpret_cast<const char*>(content.data()) + 20, content.size() - 20};
  if (!good_name(name.text)) return Error{.code = "vault/bad_event"};
  return name;
}

Result<std::vector<std::uint8_t>> make_name(const Name& name) {
  if (!good_name(name.text)) return Error{.code = "vault/bad_name"};
  std::vector<std::uint8_t> content(20 + name.text.size());
  Writer writer(content.data());
  writer.number(name.count);
  writer.bytes(name.device);
  writer.bytes(text_bytes(name.text));
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
