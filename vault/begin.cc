// How a vault begins, and how a new device of it does: by the words, or by a device that cannot go
// on.
#include "vault/vault.h"

namespace ajar::vault {
namespace {

// The first event of a device that somebody certifies.
Result<Renewed> introduce(const Vault& log, const Certifier& by, const Secret& device,
                          Random& random) {
  const std::vector<std::uint8_t> tips = log.tips_but(device.device);
  if (!has_room(log.members().size(), by.by) || tips.size() >= device_limit * tip_size)
    return Error{.code = "vault/too_many"};
  const SigningKey signer(device.sign_seed);
  const Newcomer keys{signer.public_key(), agreement_public(device.kem)};
  const std::vector<std::uint8_t> content = TRY(make_certificate(
      device.vault_id, log.last_control(), by, keys, device.epoch, device.epoch_key, random));
  Sealed certificate = seal_event({.type = Type::control,
                                   .vault_id = device.vault_id,
                                   .epoch = device.epoch,
                                   .device = device.device,
                                   .previous = {},
                                   .tips = tips,
                                   .content = content},
                                  device.epoch_key, signer, random);
  return Renewed{device.bytes(), std::move(certificate)};
}

// The key of epoch 0, from the genesis at the beginning of the log, with the words.
Result<Key> first_epoch_key(const Recovery& recovery, Bytes log) {
  FrameReader reader(log, recovery.vault_id);
  const auto first = reader.next();
  EventView event;
  if (!first || !first->problem.empty()) return Error{.code = "vault/no_genesis"};
  if (const Layer layer = read_frame(first->bytes, event); layer != Layer::none) {
    return Error{.code = layer_code(layer, event.suite)};
  }
  if (event.type != Type::genesis) return Error{.code = "vault/no_genesis"};
  if (!same(Bytes(event.vault_id(), 32), recovery.vault_id))
    return Error{.code = "vault/words_other"};
  SecretBytes scratch;
  Text text;
  if (const Layer layer = open_event(event, nullptr, scratch, text); layer != Layer::none) {
    return Error{.code = layer_code(layer)};
  }
  const Genesis genesis = TRY(Genesis::read(text.content, recovery.vault_id));
  Key key;
  if (!open_key(genesis.to_recovery, recovery.kem, recovery.vault_id, 0, key))
    return Error{.code = "vault/bad_event"};
  return key;
}

}  // namespace

Result<Created> create(Random& random) {
  Key words, epoch_key;
  random.fill(words.span());
  random.fill(epoch_key.span());
  const Recovery recovery(words);
  Secret secret = Secret::make(recovery.vault_id, random);
  secret.epoch_key = epoch_key;
  secret.words = words;
  const std::vector<std::uint8_t> content = TRY(Genesis::make(recovery, secret, random));
  Sealed genesis = seal_event({.type = Type::genesis,
                               .vault_id = secret.vault_id,
                               .epoch = 0,
                               .device = secret.device,
                               .previous = {},
                               .tips = {},
                               .content = content},
                              epoch_key, SigningKey(secret.sign_seed), random);
  return Created{secret.bytes(), std::move(genesis.frame)};
}

Result<Renewed> recover(const Key& words_secret, Bytes log, Random& random) {
  const Recovery recovery(words_secret);
  Secret device = Secret::make(recovery.vault_id, random);
  device.epoch_key = TRY(first_epoch_key(recovery, log));
  Vault vault = TRY(Vault::open(device.bytes().view()));
  vault.learn(recovery);
  FrameReader reader(log, recovery.vault_id);
  while (const auto frame = reader.next()) {
    // What is damaged stays so.
    (void)vault.apply(frame->bytes);
  }
  // What a newer version decided about the devices is not ours to build on.
  if (const Status writable = vault.writable();
      !writable && writable.error().code == "vault/newer") {
    return writable.error();
  }
  device.set_epochs(vault.epochs());
  return introduce(vault, {CertifiedBy::words, {}, &recovery.sign}, device, random);
}

Result<Renewed> renew(const Vault& vault, Random& random) {
  const Status writable = vault.writable();
  if (!writable && writable.error().code != "vault/damaged_tip") return writable.error();
  if (!vault.certified()) return Error{.code = "vault/uncertified"};
  const Secret& old = vault.keys();
  Secret device = Secret::make(old.vault_id, random);
  device.set_epochs(vault.epochs());
  device.words = old.words;
  const SigningKey signer(old.sign_seed);
  return introduce(vault, {CertifiedBy::device, old.device, &signer}, device, random);
}

}  // namespace ajar::vault
