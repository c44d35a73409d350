// The opened vault: reading a log event by event, and sealing the next one.
#include "vault/vault.h"

namespace ajar::vault {
namespace {

// More than this is no gap but a number from nowhere; it bounds the memory that one event can ask
// for.
constexpr std::uint64_t gap_limit = 65536;

}  // namespace

Vault::Vault(Secret secret, Check check)
    : secret_(std::move(secret)), signer_(secret_.sign_seed), check_(check) {
  devices_.push_back({.id = secret_.device, .sign = signer_.public_key()});
}

Result<Vault> Vault::open(Bytes secret, Check check) {
  return Vault(TRY(Secret::read(secret)), check);
}

Vault::Device* Vault::find(const std::uint8_t* id) {
  for (Device& device : devices_) {
    if (std::memcmp(device.id.data(), id, device.id.size()) == 0) return &device;
  }
  return nullptr;
}
const Vault::Device* Vault::find(const std::uint8_t* id) const {
  return const_cast<Vault*>(this)->find(id);
}

Hash* Vault::Device::at(std::uint64_t number) {
  if (number == 0 || number > events.size()) return nullptr;
  Hash& hash = events[static_cast<std::size_t>(number - 1)];
  return hash == Hash{} ? nullptr : &hash;
}

Error Vault::refuse(std::string_view code) {
  if (index_ == 1) first_refused_ = true;
  damaged_ = true;
  ++refused_;
  ++since_own_;
  return Error{.code = code};
}

Result<Opened> Vault::apply(Bytes frame) {
  const std::size_t index = index_++;
  EventView event;
  Layer layer = read_frame(frame, event);
  if (layer == Layer::none &&
      std::memcmp(event.vault_id(), vault_id().data(), vault_id().size()) != 0) {
    layer = Layer::vault;
  }
  Text text;
  if (layer == Layer::none) layer = open_event(event, key_of(event.epoch), scratch_, text);
  if (layer != Layer::none) return refuse(layer_code(layer, event.suite));

  Opened opened{.type = event.type, .evh = event_hash(event), .dseq = event.dseq};
  opened.device = read_array<DeviceId>(event.device());
  opened.stub = event.kind == Kind::stub;
  opened.content = text.content;
  const Device* known = find(event.device());
  if (const Hash* before = known ? known->at(event.dseq) : nullptr;
      before && *before == opened.evh) {
    return Error{.code = "vault/duplicate"};
  }
  if (Status admitted = admit(event, opened.evh, text.content); !admitted)
    return refuse(admitted.error().code);

  Device* device = find(event.device());
  if (device == nullptr) {
    // Somebody whose certificate we do not have. It may be among the damaged frames; else there is
    // none.
    if (!damaged_ || devices_.size() >= device_limit) return refuse(layer_code(Layer::device));
    device = &devices_.emplace_back(Device{.id = opened.device});
  }
  if (event.dseq > device->events.size() + gap_limit) return refuse("vault/gap");
  opened.problem = place(*device, event, opened.evh);
  if (opened.problem.empty()) opened.problem = check_seen(text.tips);
  if (!device->sign) {
    opened.problem = layer_code(Layer::device);
  } else if (check_ == Check::every_signature &&
             !signed_by(*device->sign, opened.evh, event.signature)) {
    opened.problem = layer_code(Layer::signature);
  }
  if (device->events.back() == opened.evh) {
    device->last_index = index;
    std::memcpy(device->last_signature.data(), event.signature, signature_size);
    if (device == devices_.data()) since_own_ = 0;
  }
  if (opened.stub) stubs_.emplace_back(opened.evh, index);
  return opened;
}

std::string_view Vault::place(Device& device, const EventView& event, const Hash& evh) {
  std::vector<Hash>& events = device.events;
  if (event.dseq <= events.size()) {
    if (device.at(event.dseq) != nullptr) return "vault/equivocation";
    events[static_cast<std::size_t>(event.dseq - 1)] = evh;
    return "vault/order";
  }
  std::string_view problem;
  const std::size_t missing = static_cast<std::size_t>(event.dseq - events.size() - 1);
  if (missing != 0) {
    if (refused_ == 0) problem = "vault/gap";
    if (refused_ != 0 && events.empty()) device.certificate_damaged = true;
    refused_ -= std::min(refused_, missing);
    events.resize(events.size() + missing);
  } else {
    const Hash previous = events.empty() ? Hash{} : events.back();
    if (std::memcmp(event.prev_self(), previous.data(), previous.size()) != 0)
      problem = "vault/chain";
  }
  events.push_back(evh);
  return problem;
}

std::string_view Vault::check_seen(Bytes tips) const {
  for (std::size_t at = 0; at < tips.size(); at += tip_size) {
    const Device* device = find(tips.data() + at);
    const auto dseq = read_number<std::uint64_t>(tips.data() + at + 16);
    const Hash* here = device != nullptr ? device->at(dseq) : nullptr;
    if (here == nullptr && damaged_) continue;
    if (here == nullptr || std::memcmp(here->data(), tips.data() + at + 24, 32) != 0)
      return "vault/seen";
  }
  return {};
}

// What only signed events may change is changed here, after their signature and everything they say
// was checked.
Status Vault::admit(const EventView& event, const Hash& evh, Bytes content) {
  if (event.type == Type::record) return ok();
  const Entry entry = TRY(entry_of(event, content));
  if (!signed_by(entry.sign, evh, event.signature))
    return Error{.code = layer_code(Layer::signature)};
  if (event.type == Type::tombstone) {
    for (std::size_t at = 0; at < entry.removed.size(); at += 32) {
      removed_.insert(read_array<Hash>(entry.removed.data() + at));
    }
    return ok();
  }
  if (entry.newer) {
    newer_ = true;
    return Error{.code = "vault/newer"};
  }
  if (entry.recovery_sign) recovery_sign_ = entry.recovery_sign;
  Device* device = find(event.device());
  if (device == nullptr)
    device = &devices_.emplace_back(Device{.id = read_array<DeviceId>(event.device())});
  device->sign = entry.sign;
  device->certified = true;
  last_control_ = evh;
  return ok();
}

Result<Vault::Entry> Vault::entry_of(const EventView& event, Bytes content) const {
  if (event.type == Type::genesis) return entry_of_genesis(event, content);
  const Device* writer = find(event.device());
  if (event.type == Type::control && content[0] == op_certify)
    return entry_of_certificate(event, content);
  // Everything else is said by a device whose key we know: certified, or our own.
  if (writer == nullptr || !writer->sign) return Error{.code = layer_code(Layer::device)};
  if (event.type == Type::control) return Entry{.sign = *writer->sign, .newer = true};
  return Entry{.sign = *writer->sign, .removed = TRY(read_tombstone(content))};
}

Result<Vault::Entry> Vault::entry_of_genesis(const EventView& event, Bytes content) const {
  if (recovery_sign_) return Error{.code = "vault/second_genesis"};
  if (event.dseq != 1 || event.epoch != 0) return Error{.code = layer_code(Layer::content)};
  const Genesis genesis = TRY(Genesis::read(content, vault_id()));
  TRY(check_device(event, genesis.device_sign, genesis.device_kem, genesis.to_device));
  return Entry{.sign = genesis.device_sign, .recovery_sign = genesis.recovery_sign};
}

Result<Vault::Entry> Vault::entry_of_certificate(const EventView& event, Bytes content) const {
  const Certificate certificate = TRY(Certificate::read(content));
  if (event.dseq != 1) return Error{.code = layer_code(Layer::content)};
  std::optional<PublicKey> certifier = recovery_sign_;
  if (certificate.by == CertifiedBy::device) {
    const Device* by = find(certificate.by_device.data());
    certifier = by != nullptr && by->certified ? by->sign : std::nullopt;
  }
  if (!certifier) return Error{.code = layer_code(Layer::device)};
  if (!certificate.signed_with(*certifier, vault_id(), event.epoch)) {
    return Error{.code = layer_code(Layer::signature)};
  }
  // Behind a damaged control event the line cannot be followed; the certifier's signature still
  // stands.
  if (certificate.previous != last_control_ && !damaged_)
    return Error{.code = "vault/control_order"};
  TRY(check_device(event, certificate.device_sign, certificate.device_kem, certificate.to_device));
  return Entry{.sign = certificate.device_sign};
}

Status Vault::check_device(const EventView& event, const PublicKey& sign, const PublicKey& kem,
                           Bytes to_device) const {
  const DeviceId id = device_id_of(sign, kem);
  if (std::memcmp(id.data(), event.device(), id.size()) != 0)
    return Error{.code = layer_code(Layer::content)};
  if (find(id.data()) == nullptr && devices_.size() >= device_limit)
    return Error{.code = "vault/too_many"};
  if (id != secret_.device) return ok();
  Key sealed;
  const bool opens = open_key(to_device, secret_.kem, vault_id(), event.epoch, sealed);
  if (!opens || !same(sealed, secret_.epoch_key)) return Error{.code = layer_code(Layer::content)};
  return ok();
}

std::vector<Problem> Vault::finish() const {
  std::vector<Problem> problems;
  if (!recovery_sign_ && !first_refused_) problems.push_back({0, "vault/no_genesis"});
  for (const Device& device : devices_) {
    if (device.events.empty() || !device.sign) continue;
    if (!signed_by(*device.sign, device.events.back(), device.last_signature.data())) {
      problems.push_back({device.last_index, layer_code(Layer::signature)});
    }
  }
  for (const auto& [evh, index] : stubs_) {
    if (!removed_.contains(evh)) problems.push_back({index, "vault/missing_body"});
  }
  std::sort(problems.begin(), problems.end(),
            [](const Problem& a, const Problem& b) { return a.index < b.index; });
  return problems;
}

Status Vault::writable() const {
  const Device& own = devices_[0];
  if (newer_) return Error{.code = "vault/newer"};
  if (since_own_ != 0) return Error{.code = "vault/damaged_tip"};
  if (!own.certified && !own.certificate_damaged) return Error{.code = "vault/uncertified"};
  return ok();
}

Tip Vault::tip() const {
  const std::vector<Hash>& events = devices_[0].events;
  return events.empty() ? Tip{} : Tip{events.size(), events.back()};
}

std::vector<std::uint8_t> Vault::tips_but(const DeviceId& but) const {
  std::vector<const Device*> others;
  for (const Device& device : devices_) {
    if (device.id != but && !device.events.empty()) others.push_back(&device);
  }
  std::sort(others.begin(), others.end(),
            [](const Device* a, const Device* b) { return a->id < b->id; });
  std::vector<std::uint8_t> tips(others.size() * tip_size);
  Writer writer(tips.data());
  for (const Device* device : others) {
    writer.bytes(device->id);
    writer.number(static_cast<std::uint64_t>(device->events.size()));
    writer.bytes(device->events.back());
  }
  return tips;
}

Result<Sealed> Vault::seal(Type type, Bytes content, Random& random, Tip& tip) const {
  TRY(writable());
  const std::vector<std::uint8_t> tips = tips_but(secret_.device);
  Sealed sealed = seal_event({.type = type,
                              .vault_id = vault_id(),
                              .epoch = secret_.epoch,
                              .device = secret_.device,
                              .previous = tip,
                              .tips = tips,
                              .content = content},
                             secret_.epoch_key, signer_, random);
  tip = sealed.tip;
  return sealed;
}

Result<Sealed> Vault::seal_record(Bytes content, Random& random, Tip& tip) const {
  if (content.empty()) return Error{.code = "vault/empty"};
  if (content.size() > content_limit) return Error{.code = "vault/too_long"};
  return seal(Type::record, content, random, tip);
}

Result<Sealed> Vault::seal_tombstone(std::vector<Hash> events, Tip& tip) const {
  struct : Random {
    void fill(std::span<std::uint8_t>) override {}  // a plain event draws nothing
  } none;
  const std::vector<std::uint8_t> content = TRY(make_tombstone(std::move(events)));
  return seal(Type::tombstone, content, none, tip);
}

void Vault::advance(const Sealed& sealed) {
  Device& own = devices_[0];
  own.events.push_back(sealed.tip.evh);
  own.last_index = index_++;
  EventView event;
  if (read_frame(sealed.frame, event) != Layer::none) return;
  std::memcpy(own.last_signature.data(), event.signature, signature_size);
  if (sealed.type != Type::tombstone) return;
  Text text;
  if (open_event(event, nullptr, scratch_, text) != Layer::none) return;
  const auto list = read_tombstone(text.content);
  if (!list) return;
  for (std::size_t at = 0; at < list->size(); at += 32)
    removed_.insert(read_array<Hash>(list->data() + at));
}

Vault::Stripped Vault::strip(Bytes log) const {
  Stripped out;
  out.log.reserve(log.size());
  FrameReader reader(log, vault_id());
  std::size_t end = 0;
  while (const auto frame = reader.next()) {
    end = frame->offset + frame->bytes.size();
    EventView event;
    const bool whole = frame->problem.empty() && read_frame(frame->bytes, event) == Layer::none;
    if (!whole || event.kind == Kind::stub || event.type != Type::record ||
        !removed(event_hash(event))) {
      out.log.insert(out.log.end(), frame->bytes.begin(), frame->bytes.end());
      continue;
    }
    const std::size_t at = out.log.size();
    out.log.resize(at + stub_size);
    Writer writer(out.log.data() + at);
    writer.number(static_cast<std::uint32_t>(stub_size - 4));
    writer.number(static_cast<std::uint8_t>(Kind::stub));
    writer.bytes(frame->bytes.subspan(5, header_size + signature_size));
    writer.bytes(hash(event.body));
    ++out.changed;
  }
  out.log.insert(out.log.end(), log.begin() + static_cast<std::ptrdiff_t>(end), log.end());
  return out;
}

}  // namespace ajar::vault
