// Places in chains, numbers, and what is written down at the end.
#include "hub/ledger.h"

#include <algorithm>

#include "hub/hub.h"
#include "vault/hex.h"

namespace ajar::hub {

using vault::Hash;

namespace {

// What tombstones may take of a vault that is full, and what control events may take beyond that,
// in bytes. All that 64 devices and as many epochs can need is about 1 MiB.
constexpr std::int64_t room_to_delete = 1 << 20, room_to_decide = 2 << 20;

}  // namespace

Result<store::HubVault> living(Result<std::optional<store::HubVault>> row) {
  const auto found = TRY(std::move(row));
  if (!found) return Error{.code = "hub/no_vault"};
  if (!found->receipt.empty())
    return Error{.code = "hub/deleted", .field = "receipt", .detail = vault::hex(found->receipt)};
  return *found;
}

Result<Ledger> Ledger::open(store::HubStore& store, const vault::VaultId& vault) {
  Ledger ledger(store, vault);
  ledger.row_ = TRY(living(store.lock_vault(vault)));
  ledger.devices_ = TRY(store.devices(vault));
  return ledger;
}

store::HubDevice* Ledger::find(const std::uint8_t* device) {
  const auto id = vault::read_array<vault::DeviceId>(device);
  const auto found = std::find_if(devices_.begin(), devices_.end(),
                                  [&](const store::HubDevice& each) { return each.id == id; });
  return found == devices_.end() ? nullptr : &*found;
}

store::HubDevice& Ledger::add_device(const vault::DeviceId& id, const vault::PublicKey& sign) {
  changed(id);
  return devices_.emplace_back(store::HubDevice{.id = id, .tip = {}, .sign = sign});
}

// The device's event at `dseq`, which is not past its last one; looked up with those behind it,
// since a body brings them one after the other.
Result<store::HubEvent> Ledger::event_at(const store::HubDevice& device, std::int64_t dseq) {
  auto& events = histories_[device.id];
  if (!events.contains(dseq)) {
    for (const store::HubEvent& event : TRY(store_->places(vault_, device.id, dseq, dseq + 255)))
      events[event.dseq] = event;
  }
  return events[dseq];
}

Result<std::int64_t> Ledger::place(const Arrival& arrival) {
  const store::HubDevice* device = find(arrival.event.device());
  if (device == nullptr) return Error{.code = "hub/unknown_device"};
  const std::uint64_t dseq = arrival.event.dseq;
  if (dseq > device->tip.dseq + 1) {
    return Error{
        .code = "hub/gap", .field = "expected", .detail = std::to_string(device->tip.dseq + 1)};
  }
  if (dseq <= device->tip.dseq) {
    for (const store::HubEvent& fresh : fresh_)
      if (fresh.evh == arrival.evh) return fresh.seq;
    const auto here = TRY(event_at(*device, static_cast<std::int64_t>(dseq)));
    if (here.evh == arrival.evh) return here.seq;
    return Error{.code = "hub/equivocation"};
  }
  if (device->accepted >= 0 && dseq > static_cast<std::uint64_t>(device->accepted))
    return Error{.code = "hub/revoked"};
  if (vault::read_array<Hash>(arrival.event.prev_self()) != device->tip.evh)
    return Error{.code = "hub/equivocation"};
  return 0;
}

std::int64_t Ledger::take(const Arrival& arrival) {
  store::HubDevice& device = *find(arrival.event.device());
  device.tip = {arrival.event.dseq, arrival.evh};
  changed(device.id);
  fresh_.push_back({.seq = ++row_.last,
                    .device = device.id,
                    .dseq = static_cast<std::int64_t>(arrival.event.dseq),
                    .evh = arrival.evh,
                    .type = static_cast<std::int16_t>(arrival.event.type),
                    .frame = arrival.frame});
  row_.size += static_cast<std::int64_t>(arrival.frame.size());
  taken_bytes_ += arrival.frame.size();
  removed_.insert(removed_.end(), arrival.removed.begin(), arrival.removed.end());
  return row_.last;
}

Status Ledger::close(std::int64_t quota) {
  if (fresh_.empty()) return ok();
  const auto are_all = [&](vault::Type type) {
    return std::all_of(fresh_.begin(), fresh_.end(), [&](const auto& event) {
      return event.type == static_cast<std::int16_t>(type);
    });
  };
  const Error full{.code = "hub/quota", .field = "limit", .detail = std::to_string(quota)};
  std::int64_t limit = quota;
  // A vault that is full may still delete, and whoever filled it can still be put out.
  if (are_all(vault::Type::tombstone)) {
    const std::int64_t before = row_.size - static_cast<std::int64_t>(taken_bytes_);
    limit = std::max(quota + room_to_delete, before);
  }
  if (are_all(vault::Type::control)) limit = quota + room_to_delete + room_to_decide;
  if (removed_.empty() && row_.size > limit) return full;
  TRY(store_->insert(vault_, fresh_));
  // What makes room is asked for what is left of it then.
  if (!removed_.empty()) row_.size -= TRY(drop_bodies_of(*store_, vault_, removed_));
  if (row_.size > limit) return full;
  for (const store::HubDevice& device : devices_)
    if (changed_.contains(device.id)) TRY(store_->put_device(vault_, device));
  return store_->put_vault(vault_, row_);
}

Result<std::int64_t> drop_bodies_of(store::HubStore& store, const vault::VaultId& vault,
                                    std::span<const Hash> events) {
  std::int64_t freed = 0;
  for (const std::int64_t seq : TRY(store.numbers(vault, events))) {
    const auto frame = TRY(store.frame(vault, seq));
    vault::EventView event;
    if (!frame || vault::read_frame(*frame, event) != vault::Layer::none) continue;
    // Only what is sealed has a body that can be dropped.
    if (event.kind != vault::Kind::full || !event.sealed()) continue;
    const auto stub = stub_of(event);
    TRY(store.replace(vault, seq, stub));
    freed += static_cast<std::int64_t>(frame->size()) - static_cast<std::int64_t>(stub.size());
  }
  return freed;
}

}  // namespace ajar::hub
