// What an opened vault writes next: records, tombstones, names, and who is let in or put out.
#include "vault/vault.h"

namespace ajar::vault {
namespace {

// A plain event draws nothing.
struct : Random {
  void fill(std::span<std::uint8_t>) override {}
} no_random;

}  // namespace

Tip Vault::tip() const {
  const std::vector<Hash>& events = devices_[0].events;
  return events.empty() ? Tip{} : Tip{events.size(), events.back()};
}

std::vector<Member> Vault::members() const {
  std::vector<Member> members;
  for (const Device& device : devices_) {
    if (!device.certified) continue;
    Member member{.id = device.id, .self = device.id == secret_.device, .certified = true};
    member.revoked = device.cut.has_value();
    member.by = device.by;
    member.by_device = device.by_device;
    member.name = device.name;
    member.tip = device.accepted();
    member.quarantined =
        device.events.size() > member.tip.dseq ? device.events.size() - member.tip.dseq : 0;
    members.push_back(std::move(member));
  }
  return members;
}

std::optional<Hash> Vault::event_at(const DeviceId& device, std::uint64_t dseq) const {
  const Device* found = find(device.data());
  const Hash* evh = found == nullptr ? nullptr : found->at(dseq);
  if (evh == nullptr) return std::nullopt;
  return *evh;
}

std::size_t Vault::place_of(const DeviceId& device, std::uint64_t dseq) const {
  const Device* found = find(device.data());
  if (found == nullptr || found->at(dseq) == nullptr) return index_;
  return found->places[static_cast<std::size_t>(dseq - 1)];
}

Tip Vault::last_of(const DeviceId& device) const {
  const Device* found = find(device.data());
  if (found == nullptr || found->events.empty()) return {};
  return {found->events.size(), found->events.back()};
}

bool Vault::signed_removal(const Removal& removal) const {
  if (removal.device == DeviceId{})
    return recovery_sign_ && removal.signed_with(*recovery_sign_, vault_id());
  const Device* device = find(removal.device.data());
  return device != nullptr && device->active() && removal.signed_with(*device->sign, vault_id());
}

// The last epoch whose key is here. It is behind the last one that has begun only where a
// revocation is among the damaged frames.
std::uint32_t Vault::writing_epoch() const {
  std::size_t epoch = keys_.size() - 1;
  while (!keys_[epoch]) --epoch;
  return static_cast<std::uint32_t>(epoch);
}

std::vector<Key> Vault::epochs() const {
  std::vector<Key> keys;
  for (std::uint32_t epoch = 0; epoch <= writing_epoch(); ++epoch)
    keys.push_back(keys_[epoch] ? *keys_[epoch] : Key{});
  return keys;
}

std::vector<std::uint8_t> Vault::tips_but(const DeviceId& but) const {
  std::vector<const Device*> others;
  for (const Device& device : devices_) {
    if (device.id != but && device.accepted().dseq != 0) others.push_back(&device);
  }
  std::sort(others.begin(), others.end(),
            [](const Device* a, const Device* b) { return a->id < b->id; });
  std::vector<std::uint8_t> tips(others.size() * tip_size);
  Writer writer(tips.data());
  for (const Device* device : others) {
    writer.bytes(device->id);
    writer.number(device->accepted().dseq);
    writer.bytes(device->accepted().evh);
  }
  return tips;
}

Result<Sealed> Vault::seal(Type type, Bytes content, Random& random, Tip& tip) const {
  TRY(writable());
  const std::uint32_t epoch = writing_epoch();
  const std::vector<std::uint8_t> tips = tips_but(secret_.device);
  Sealed sealed = seal_event({.type = type,
                              .vault_id = vault_id(),
                              .epoch = epoch,
                              .device = secret_.device,
                              .previous = tip,
                              .tips = tips,
                              .content = content},
                             *key_of(epoch), signer_, random);
  tip = sealed.tip;
  return sealed;
}

Result<Sealed> Vault::seal_record(Bytes content, Random& random, Tip& tip) const {
  if (content.empty()) return Error{.code = "vault/empty"};
  if (content.size() > content_limit) return Error{.code = "vault/too_long"};
  return seal(Type::record, content, random, tip);
}

Result<Sealed> Vault::seal_tombstone(std::vector<Hash> events, Tip& tip) const {
  const std::vector<std::uint8_t> content = TRY(make_tombstone(std::move(events)));
  return seal(Type::tombstone, content, no_random, tip);
}

// A decision about devices is made on the whole line of them.
Status Vault::may_decide() const {
  TRY(writable());
  if (!recovery_sign_) return Error{.code = "vault/no_genesis"};
  if (writing_epoch() != line_epoch_) return Error{.code = "vault/control_order"};
  return ok();
}

Result<Sealed> Vault::seal_certificate(const Newcomer& newcomer, Random& random, Tip& tip) const {
  TRY(may_decide());
  if (!has_room(members().size(), CertifiedBy::device)) return Error{.code = "vault/too_many"};
  const DeviceId id = newcomer.id();
  if (find(id.data()) != nullptr) return Error{.code = layer_code(Layer::content)};
  const Certifier by{CertifiedBy::device, secret_.device, &signer_};
  const auto content = TRY(make_certificate(vault_id(), last_control_, by, newcomer, line_epoch_,
                                            *key_of(line_epoch_), random));
  return seal(Type::control, content, no_random, tip);
}

Result<Sealed> Vault::seal_revocation(std::vector<DeviceId> out, const Recovery* words,
                                      Random& random, Tip& tip) const {
  TRY(may_decide());
  if (words != nullptr && words->vault_id != vault_id()) return Error{.code = "vault/words_other"};
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::vector<DeviceTip> going;
  for (const DeviceId& id : out) {
    const Device* device = find(id.data());
    if (device == nullptr || !device->active() || id == secret_.device)
      return Error{.code = layer_code(Layer::device)};
    going.push_back({id, device->accepted()});
  }
  std::vector<Staying> staying;
  for (const Device& device : devices_) {
    if (device.active() && !std::binary_search(out.begin(), out.end(), device.id))
      staying.push_back({device.id, device.kem});
  }
  std::sort(staying.begin(), staying.end(),
            [](const Staying& a, const Staying& b) { return a.device < b.device; });
  Key fresh;
  random.fill(fresh.span());
  const Certifier by = words != nullptr ? Certifier{CertifiedBy::words, {}, &words->sign}
                                        : Certifier{CertifiedBy::device, secret_.device, &signer_};
  const auto content =
      TRY(make_revocation(vault_id(), last_control_, by, line_epoch_, *key_of(line_epoch_), fresh,
                          recovery_kem_, going, staying, random));
  return seal(Type::control, content, no_random, tip);
}

Result<Sealed> Vault::seal_name(const DeviceId& device, std::string_view name, Random& random,
                                Tip& tip) const {
  const Device* named = find(device.data());
  if (named == nullptr || !named->certified) return Error{.code = layer_code(Layer::device)};
  const auto content = TRY(make_name({named->name_count + 1, device, name}));
  return seal(Type::name, content, random, tip);
}

void Vault::advance(const Sealed& sealed) {
  if (sealed.type != Type::record) {
    // It was sealed on what is here, so it is taken in like any other.
    (void)merge(sealed.frame);
    devices_[0].merged = false;
    return;
  }
  Device& own = devices_[0];
  own.events.push_back(sealed.tip.evh);
  own.places.push_back(static_cast<std::uint32_t>(index_));
  own.last_index = index_++;
  EventView event;
  if (read_frame(sealed.frame, event) != Layer::none) return;
  std::memcpy(own.last_signature.data(), event.signature, signature_size);
}

}  // namespace ajar::vault
