// The opened vault: reading a log event by event.
#include "vault/vault.h"

#include <tuple>

#include "vault/hex.h"

namespace ajar::vault {
namespace {

// More than this is no gap but a number from nowhere; it bounds the memory that one event can ask
// for.
constexpr std::uint64_t gap_limit = 65536;

}  // namespace

Vault::Vault(Secret secret, Check check)
    : secret_(std::move(secret)), signer_(secret_.sign_seed), check_(check) {
  devices_.push_back({.id = secret_.device, .sign = signer_.public_key()});
  for (const Key& key : secret_.earlier) keys_.emplace_back(key);
  keys_.emplace_back(secret_.epoch_key);
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

Tip Vault::Device::accepted() const {
  if (cut) return *cut;
  return events.empty() ? Tip{} : Tip{events.size(), events.back()};
}

Error Vault::refuse(std::string_view code) {
  if (index_ == 1) first_refused_ = true;
  damaged_ = true;
  ++refused_;
  ++since_own_;
  return Error{.code = code};
}

Result<Opened> Vault::apply(Bytes frame) {
  ++index_;
  auto opened = take_in(frame, false);
  if (opened || opened.error().code == "vault/duplicate") return opened;
  return refuse(opened.error().code);
}

Result<Opened> Vault::merge(Bytes frame) {
  ++index_;
  auto opened = take_in(frame, true);
  if (!opened) --index_;
  return opened;
}

Result<Opened> Vault::take_in(Bytes frame, bool strict) {
  EventView event;
  Layer layer = read_frame(frame, event);
  if (layer == Layer::none &&
      std::memcmp(event.vault_id(), vault_id().data(), vault_id().size()) != 0) {
    layer = Layer::vault;
  }
  Text text;
  if (layer == Layer::none) layer = open_event(event, key_of(event.epoch), scratch_, text);
  if (layer != Layer::none) return Error{.code = layer_code(layer, event.suite)};

  Opened opened{.type = event.type, .evh = event_hash(event), .dseq = event.dseq};
  opened.device = read_array<DeviceId>(event.device());
  opened.stub = event.kind == Kind::stub;
  opened.content = text.content;
  if (const Device* known = find(event.device())) {
    const Hash* before = known->at(event.dseq);
    if (before != nullptr && *before == opened.evh) return Error{.code = "vault/duplicate"};
    if (known->cut && event.dseq > known->cut->dseq) return Error{.code = "vault/revoked"};
  }
  TRY(admit(event, opened.evh, text.content));

  Device* device = find(event.device());
  if (device == nullptr) {
    // Somebody whose certificate we do not have. It may be among the damaged frames; else there is
    // none.
    if (strict || !damaged_ || devices_.size() >= device_limit)
      return Error{.code = layer_code(Layer::device)};
    device = &devices_.emplace_back(Device{.id = opened.device});
  }
  std::string_view problem;
  TRY(take_up(*device, event, opened, text.tips, strict, problem));
  opened.problem = problem;
  if (opened.type == Type::name && !opened.stub) TRY(admit_name(opened));
  return opened;
}

// The event's place in its device's chain, and what it says that it has seen. In a log of one's own
// what is wrong there is noted; what comes from elsewhere is refused for it.
Status Vault::take_up(Device& device, const EventView& event, const Opened& opened, Bytes tips,
                      bool strict, std::string_view& problem) {
  const std::size_t index = index_ - 1;
  if (event.dseq > device.events.size() + (strict ? 1 : gap_limit))
    return Error{.code = "vault/gap"};
  problem = place(device, event, opened.evh, index);
  if (problem.empty()) problem = check_seen(tips);
  if (!device.sign) {
    problem = layer_code(Layer::device);
  } else if (check_ == Check::every_signature &&
             !signed_by(*device.sign, opened.evh, event.signature)) {
    problem = layer_code(Layer::signature);
  }
  if (strict && !problem.empty()) return Error{.code = problem};
  if (device.events.back() == opened.evh) {
    device.last_index = index;
    device.merged = strict;
    std::memcpy(device.last_signature.data(), event.signature, signature_size);
    if (&device == devices_.data()) since_own_ = 0;
  }
  if (opened.stub) stubs_.emplace_back(opened.evh, index);
  return ok();
}

std::string_view Vault::place(Device& device, const EventView& event, const Hash& evh,
                              std::size_t index) {
  std::vector<Hash>& events = device.events;
  const auto number = static_cast<std::uint32_t>(index);
  if (event.dseq <= events.size()) {
    if (device.at(event.dseq) != nullptr) return "vault/equivocation";
    events[static_cast<std::size_t>(event.dseq - 1)] = evh;
    device.places[static_cast<std::size_t>(event.dseq - 1)] = number;
    return "vault/order";
  }
  std::string_view problem;
  const std::size_t missing = static_cast<std::size_t>(event.dseq - events.size() - 1);
  if (missing != 0) {
    if (refused_ == 0) problem = "vault/gap";
    if (refused_ != 0 && events.empty()) device.certificate_damaged = true;
    refused_ -= std::min(refused_, missing);
    events.resize(events.size() + missing);
    device.places.resize(events.size());
  } else {
    const Hash previous = events.empty() ? Hash{} : events.back();
    if (std::memcmp(event.prev_self(), previous.data(), previous.size()) != 0)
      problem = "vault/chain";
  }
  events.push_back(evh);
  device.places.push_back(number);
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
  if (event.sealed()) return ok();
  const Entry entry = TRY(entry_of(event, content));
  if (!signed_by(entry.sign, evh, event.signature))
    return Error{.code = layer_code(Layer::signature)};
  if (event.type == Type::tombstone) {
    take_removed(entry.removed);
    return ok();
  }
  if (entry.newer) {
    newer_ = true;
    return Error{.code = "vault/newer"};
  }
  if (entry.genesis) {
    recovery_sign_ = entry.genesis->recovery_sign;
    recovery_kem_ = entry.genesis->recovery_kem;
    admit_device({entry.genesis->device_sign, entry.genesis->device_kem}, CertifiedBy::words, {});
  } else if (entry.certificate) {
    const Certificate& certificate = *entry.certificate;
    admit_device({certificate.device_sign, certificate.device_kem}, certificate.by,
                 certificate.by_device);
    // Only the newcomer itself brings one that its certifier did not.
    if (certificate.by == CertifiedBy::device &&
        std::memcmp(event.device(), certificate.by_device.data(), certificate.by_device.size()) !=
            0)
      find(event.device())->went_on = true;
  } else {
    admit_revocation(entry);
  }
  last_control_ = evh;
  return ok();
}

void Vault::admit_device(const Newcomer& keys, CertifiedBy by, const DeviceId& by_device) {
  const DeviceId id = keys.id();
  Device* device = find(id.data());
  if (device == nullptr) device = &devices_.emplace_back(Device{.id = id});
  device->sign = keys.sign;
  device->kem = keys.kem;
  device->by = by;
  device->by_device = by_device;
  device->certified = true;
}

void Vault::admit_revocation(const Entry& entry) {
  const Bytes out = entry.revocation->out;
  for (std::size_t at = 0; at < out.size(); at += tip_size) {
    Device* device = find(out.data() + at);
    if (device == nullptr) continue;  // its certificate was damaged
    device->cut = Tip{read_number<std::uint64_t>(out.data() + at + 16),
                      read_array<Hash>(out.data() + at + 24)};
    for (std::uint64_t dseq = device->cut->dseq + 1; dseq <= device->events.size(); ++dseq) {
      if (const Hash* evh = device->at(dseq)) quarantine_.insert(*evh);
    }
  }
  ++line_epoch_;
  if (keys_.size() <= line_epoch_) keys_.resize(line_epoch_ + 1);
  if (entry.epoch_key) keys_[line_epoch_] = entry.epoch_key;
}

Status Vault::admit_name(const Opened& opened) {
  const Name name = TRY(Name::read(opened.content));
  Device* device = find(name.device.data());
  if (device == nullptr) return damaged_ ? ok() : Status(Error{.code = layer_code(Layer::content)});
  if (std::tie(name.count, opened.evh) <= std::tie(device->name_count, device->name_event))
    return ok();
  device->name = name.text;
  device->name_count = name.count;
  device->name_event = opened.evh;
  return ok();
}

Result<Vault::Entry> Vault::entry_of(const EventView& event, Bytes content) const {
  if (event.type == Type::genesis) return entry_of_genesis(event, content);
  if (event.type == Type::control && content[0] == op_certify)
    return entry_of_certificate(event, content);
  // Everything else is said by a device whose key we know: certified, or our own.
  const Device* writer = find(event.device());
  if (writer == nullptr || !writer->sign) return Error{.code = layer_code(Layer::device)};
  if (event.type == Type::tombstone)
    return Entry{.sign = *writer->sign, .removed = TRY(read_tombstone(content))};
  if (content[0] == op_revoke) return entry_of_revocation(event, content);
  return Entry{.sign = *writer->sign, .newer = true};
}

Result<Vault::Entry> Vault::entry_of_genesis(const EventView& event, Bytes content) const {
  if (recovery_sign_) return Error{.code = "vault/second_genesis"};
  if (event.dseq != 1 || event.epoch != 0) return Error{.code = layer_code(Layer::content)};
  const Genesis genesis = TRY(Genesis::read(content, vault_id()));
  if (device_id_of(genesis.device_sign, genesis.device_kem) != read_array<DeviceId>(event.device()))
    return Error{.code = layer_code(Layer::content)};
  TRY(check_device(event, genesis.device_sign, genesis.device_kem, genesis.to_device));
  return Entry{.sign = genesis.device_sign, .genesis = genesis};
}

Result<Vault::Entry> Vault::entry_of_certificate(const EventView& event, Bytes content) const {
  const Certificate certificate = TRY(Certificate::read(content));
  const auto writer = read_array<DeviceId>(event.device());
  const DeviceId newcomer = device_id_of(certificate.device_sign, certificate.device_kem);
  const bool from_within = certificate.by == CertifiedBy::device && writer == certificate.by_device;
  if (!from_within && (writer != newcomer || event.dseq != 1))
    return Error{.code = layer_code(Layer::content)};
  std::optional<PublicKey> certifier = recovery_sign_;
  if (certificate.by == CertifiedBy::device) {
    const Device* by = find(certificate.by_device.data());
    certifier = by != nullptr && by->active() ? by->sign : std::nullopt;
  }
  if (!certifier) return Error{.code = layer_code(Layer::device)};
  if (!certificate.signed_with(*certifier, vault_id(), event.epoch)) {
    return Error{.code = layer_code(Layer::signature)};
  }
  // Behind a damaged control event the line cannot be followed; the certifier's signature still
  // stands.
  if ((certificate.previous != last_control_ || event.epoch != line_epoch_) && !damaged_)
    return Error{.code = "vault/control_order"};
  const Device* known = find(newcomer.data());
  if (known != nullptr && known->certified) return Error{.code = layer_code(Layer::content)};
  if (!has_room(members().size(), certificate.by)) return Error{.code = "vault/too_many"};
  TRY(check_device(event, certificate.device_sign, certificate.device_kem, certificate.to_device));
  return Entry{.sign = from_within ? *certifier : certificate.device_sign,
               .certificate = certificate};
}

Status Vault::check_device(const EventView& event, const PublicKey& sign, const PublicKey& kem,
                           Bytes to_device) const {
  const DeviceId id = device_id_of(sign, kem);
  if (find(id.data()) == nullptr && devices_.size() >= device_limit)
    return Error{.code = "vault/too_many"};
  if (id != secret_.device) return ok();
  Key sealed;
  const Key* held = key_of(event.epoch);
  const bool opens = open_key(to_device, secret_.kem, vault_id(), event.epoch, sealed);
  if (!opens || held == nullptr || !same(sealed, *held))
    return Error{.code = layer_code(Layer::content)};
  return ok();
}

Result<Vault::Entry> Vault::entry_of_revocation(const EventView& event, Bytes content) const {
  const Revocation revocation = TRY(Revocation::read(content));
  const Device& writer = *find(event.device());
  const Error bad{.code = layer_code(Layer::content)};
  if (!writer.active() && !damaged_) return Error{.code = layer_code(Layer::device)};
  if (revocation.by == CertifiedBy::words &&
      (!recovery_sign_ || !revocation.signed_with(*recovery_sign_, vault_id(), event.epoch)))
    return Error{.code = layer_code(Layer::signature)};
  if (!damaged_) {
    if (revocation.previous != last_control_ || event.epoch != line_epoch_)
      return Error{.code = "vault/control_order"};
    TRY(check_lists(revocation, event));
  }
  if (revocation.cut_of(event.device()) != nullptr || event.epoch >= epoch_limit) return bad;
  return Entry{.sign = *writer.sign,
               .revocation = revocation,
               .epoch_key = TRY(open_epoch(revocation, event.epoch + 1))};
}

// Who goes is in, with an event that is here; who stays is everyone else, and each is named.
Status Vault::check_lists(const Revocation& revocation, const EventView& event) const {
  const Error bad{.code = layer_code(Layer::content)};
  std::size_t going = 0, staying = 0;
  for (const Device& device : devices_) {
    if (!device.active()) continue;
    const std::uint8_t* cut = revocation.cut_of(device.id.data());
    if (cut == nullptr) {
      if (revocation.seal_for(device.id.data()) == nullptr) return bad;
      ++staying;
      continue;
    }
    ++going;
    const auto dseq = read_number<std::uint64_t>(cut);
    const Hash evh = read_array<Hash>(cut + 8);
    if (dseq == 0 ? evh != Hash{} : device.at(dseq) == nullptr)
      return Error{.code = dseq == 0 ? bad.code : "vault/seen"};
    if (dseq != 0 && *device.at(dseq) != evh) return Error{.code = "vault/seen"};
  }
  const bool exact = revocation.out.size() == going * tip_size &&
                     revocation.stays.size() == staying * Revocation::stay_size;
  if (!exact || revocation.seal_for(event.device()) == nullptr) return bad;
  return ok();
}

// The key of the epoch that begins, where this device stays, the words are at hand, or it is held
// already; nothing where it is not meant for us. It must be the one that all others were given.
Result<std::optional<Key>> Vault::open_epoch(const Revocation& revocation,
                                             std::uint32_t epoch) const {
  const Error bad{.code = layer_code(Layer::content)};
  std::optional<Key> found;
  Key opened;
  const std::uint8_t* own = revocation.seal_for(secret_.device.data());
  if (own != nullptr) {
    if (!open_key(Bytes(own, sealed_key_size), secret_.kem, vault_id(), epoch, opened)) return bad;
    found = opened;
  } else if (recovery_) {
    if (!open_key(revocation.to_recovery, recovery_->kem, vault_id(), epoch, opened)) return bad;
    found = opened;
  } else if (const Key* held = key_of(epoch)) {
    found = *held;
  }
  if (!found) return std::optional<Key>{};
  Key before;
  const Key* ended = key_of(epoch - 1);
  if (!unwrap_key(revocation.wrapped, vault_id(), epoch, *found, before)) return bad;
  if (ended != nullptr && !same(before, *ended)) return bad;
  return found;
}

Status Vault::merged() {
  for (Device& device : devices_) {
    if (!device.merged) continue;
    if (!signed_by(*device.sign, device.events.back(), device.last_signature.data()))
      return Error{.code = layer_code(Layer::signature), .detail = hex(device.id)};
    device.merged = false;
  }
  return ok();
}

bool Vault::holds(const Hash& evh) const {
  return evh != Hash{} && std::any_of(devices_.begin(), devices_.end(), [&](const Device& device) {
           return std::find(device.events.begin(), device.events.end(), evh) != device.events.end();
         });
}

void Vault::take_removed(Bytes names) {
  for (std::size_t at = 0; at < names.size(); at += 32)
    removed_.insert(read_array<Hash>(names.data() + at));
}

void Vault::foresee(Bytes frame) {
  EventView event;
  Text text;
  if (read_frame(frame, event) != Layer::none || event.type != Type::tombstone ||
      open_event(event, nullptr, scratch_, text) != Layer::none)
    return;
  if (const auto names = read_tombstone(text.content)) take_removed(*names);
}

std::vector<Hash> Vault::bare_stubs() const {
  std::vector<Hash> bare;
  for (const auto& [evh, index] : stubs_)
    if (!removed_.contains(evh)) bare.push_back(evh);
  std::sort(bare.begin(), bare.end());
  return bare;
}

std::size_t Vault::uncovered() const {
  return static_cast<std::size_t>(
      std::count_if(stubs_.begin(), stubs_.end(),
                    [&](const auto& stub) { return !removed_.contains(stub.first); }));
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
  if (own.cut) return Error{.code = "vault/revoked"};
  if (since_own_ != 0) return Error{.code = "vault/damaged_tip"};
  if (!own.certified && !own.certificate_damaged) return Error{.code = "vault/uncertified"};
  return ok();
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
