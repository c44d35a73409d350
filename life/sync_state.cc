// The state's bytes, the count of a page, and the view of the devices.
#include "life/sync_state.h"

#include <algorithm>

#include "engine/base/json.h"
#include "vault/frames.h"
#include "vault/hex.h"

namespace ajar::life {
namespace {

using vault::Bytes;

constexpr std::string_view kMagic = "AJY1";
constexpr std::string_view kSlot = "sync";
constexpr std::size_t kFixed = 4 + 1 + 16 + 8 + 32 + 8 + 1;
constexpr std::size_t kDevice = 16 + 8 + 8 + 32 + 8;
// Damaged and revoked devices count as well; far more than a vault has would be nonsense.
constexpr std::size_t kMostDevices = 2 * vault::device_limit;

void write_tip(vault::Writer& writer, const vault::Tip& tip) {
  writer.number(tip.dseq);
  writer.bytes(tip.evh);
}

vault::Tip read_tip(const std::uint8_t* from) {
  return {vault::read_number<std::uint64_t>(from), vault::read_array<vault::Hash>(from + 8)};
}

std::string hex_of(const std::uint8_t* device) {
  return vault::hex(Bytes(device, 16));
}

}  // namespace

AtHub& SyncState::at(const vault::DeviceId& id) {
  for (AtHub& device : devices)
    if (device.id == id) return device;
  return devices.emplace_back(AtHub{.id = id});
}

const AtHub* SyncState::find(const vault::DeviceId& id) const {
  for (const AtHub& device : devices)
    if (device.id == id) return &device;
  return nullptr;
}

void SyncState::read_anew(const vault::Generation& now) {
  generation = now;
  cursor = 0;
  for (AtHub& device : devices) device.pulled = 0;
}

std::vector<std::uint8_t> SyncState::bytes() const {
  const std::size_t devices_size = std::min(devices.size(), kMostDevices);
  const std::size_t alarm_size = std::min<std::size_t>(alarm.size(), 100);
  std::vector<std::uint8_t> out(kFixed + alarm_size + 2 + devices_size * kDevice + 2 +
                                to_be_seen.size() * vault::tip_size);
  vault::Writer writer(out.data());
  writer.bytes(vault::text_bytes(kMagic));
  writer.number(static_cast<std::uint8_t>((known ? 1 : 0) | (vain ? 2 : 0)));
  writer.bytes(generation);
  writer.number(cursor);
  writer.bytes(control);
  writer.number(static_cast<std::uint64_t>(synced_at));
  writer.number(static_cast<std::uint8_t>(alarm_size));
  writer.bytes(vault::text_bytes(std::string_view(alarm).substr(0, alarm_size)));
  writer.number(static_cast<std::uint16_t>(devices_size));
  for (std::size_t i = 0; i < devices_size; ++i) {
    writer.bytes(devices[i].id);
    writer.number(devices[i].pulled);
    write_tip(writer, devices[i].tip);
    writer.number(static_cast<std::uint64_t>(devices[i].heard_at));
  }
  writer.number(static_cast<std::uint16_t>(to_be_seen.size()));
  for (const vault::DeviceTip& tip : to_be_seen) {
    writer.bytes(tip.device);
    write_tip(writer, tip.tip);
  }
  return out;
}

std::optional<SyncState> SyncState::read(Bytes bytes) {
  if (bytes.size() < kFixed + 4 || !vault::same(bytes.first(4), vault::text_bytes(kMagic)) ||
      bytes[4] > 3)
    return std::nullopt;
  SyncState state;
  state.known = (bytes[4] & 1) != 0;
  state.vain = (bytes[4] & 2) != 0;
  state.generation = vault::read_array<vault::Generation>(bytes.data() + 5);
  state.cursor = vault::read_number<std::uint64_t>(bytes.data() + 21);
  state.control = vault::read_array<vault::Hash>(bytes.data() + 29);
  state.synced_at = static_cast<std::int64_t>(vault::read_number<std::uint64_t>(bytes.data() + 61));
  const std::size_t alarm_size = bytes[69];
  Bytes rest = bytes.subspan(kFixed);
  if (rest.size() < alarm_size + 4) return std::nullopt;
  state.alarm.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(alarm_size));
  const std::size_t devices = vault::read_number<std::uint16_t>(rest.data() + alarm_size);
  rest = rest.subspan(alarm_size + 2);
  if (devices > kMostDevices || rest.size() < devices * kDevice + 2) return std::nullopt;
  for (std::size_t i = 0; i < devices; ++i) {
    const std::uint8_t* from = rest.data() + i * kDevice;
    state.devices.push_back(
        {vault::read_array<vault::DeviceId>(from), vault::read_number<std::uint64_t>(from + 16),
         read_tip(from + 24),
         static_cast<std::int64_t>(vault::read_number<std::uint64_t>(from + 64))});
  }
  rest = rest.subspan(devices * kDevice);
  const std::size_t tips = vault::read_number<std::uint16_t>(rest.data());
  if (tips > kMostDevices || rest.size() != 2 + tips * vault::tip_size) return std::nullopt;
  for (std::size_t i = 0; i < tips; ++i) {
    const std::uint8_t* from = rest.data() + 2 + i * vault::tip_size;
    state.to_be_seen.push_back({vault::read_array<vault::DeviceId>(from), read_tip(from + 16)});
  }
  return state;
}

Result<std::vector<std::uint8_t>> SyncState::seal(const vault::Secret& secret,
                                                  vault::Random& random) const {
  return vault::draft_seal(secret, kSlot, bytes(), random);
}

SyncState SyncState::open(const vault::Secret& secret, Bytes sealed) {
  if (sealed.empty()) return {};
  const auto opened = vault::draft_open(secret, kSlot, sealed);
  if (!opened) return {};
  return read(opened->view()).value_or(SyncState{});
}

// ------------------------------------------------------------------ what the hub hands out

namespace {

// An event that is missing before this one: is it merely later in the same page?
bool comes_later(vault::FrameReader reader, const vault::DeviceId& device, std::uint64_t dseq) {
  while (const auto frame = reader.next()) {
    vault::EventView event;
    if (vault::read_frame(frame->bytes, event) != vault::Layer::none) continue;
    if (event.dseq == dseq && vault::same(Bytes(event.device(), 16), device)) return true;
  }
  return false;
}

// Something else than is here stands in this device's own place. It proves that another program has
// the keys only where they have signed it, and where the two parted only behind what is here.
Alarm taken_place(const vault::EventView& event, const vault::Hash& evh,
                  const vault::Vault& vault) {
  const std::string name = hex_of(event.device());
  if (!vault.signed_by_self(evh, event.signature))
    return {"sync/damaged", "vault/bad_signature", name};
  const auto before = vault.event_at(vault.device(), event.dseq - 1);
  if (before && !vault::same(*before, Bytes(event.prev_self(), 32)))
    return {"sync/forked", {}, name};
  return {"sync/copied", {}, name, event.dseq};
}

// One event against the count and against what is held.
std::optional<Alarm> count_event(AtHub& device, const vault::EventView& event,
                                 const vault::FrameReader& behind, const vault::Vault* vault) {
  const std::string name = hex_of(event.device());
  const vault::Hash evh = vault::event_hash(event);
  const auto held = vault == nullptr ? std::nullopt : vault->event_at(device.id, event.dseq);
  const bool own = vault != nullptr && device.id == vault->device();
  if (held && *held != evh)
    return own ? taken_place(event, evh, *vault) : Alarm{"sync/forked", {}, name};
  if (event.dseq <= device.pulled)
    return Alarm{
        device.tip.dseq == event.dseq && device.tip.evh != evh ? "sync/forked" : "sync/duplicate",
        {},
        name};
  if (event.dseq > device.pulled + 1)
    return Alarm{comes_later(behind, device.id, device.pulled + 1) ? "sync/reordered" : "sync/gap",
                 {},
                 name};
  // An own event that is not here: a decision whose answer was lost, or somebody else with our
  // keys.
  if (own && !held && event.type != vault::Type::control) return taken_place(event, evh, *vault);
  device.pulled = event.dseq;
  if (event.dseq >= device.tip.dseq) device.tip = {event.dseq, evh};
  return std::nullopt;
}

}  // namespace

std::optional<Alarm> count_page(SyncState& state, const vault::Page& page,
                                const vault::VaultId& vault_id, const vault::Vault* vault) {
  vault::FrameReader reader(page.frames, vault_id);
  std::uint32_t frames = 0;
  while (const auto frame = reader.next()) {
    ++frames;
    vault::EventView event;
    const vault::Layer layer = vault::read_frame(frame->bytes, event);
    if (layer == vault::Layer::suite && event.suite > vault::this_suite) return Alarm{"sync/newer"};
    if (layer != vault::Layer::none) return Alarm{"sync/damaged", "vault/bad_frame"};
    if (!vault::same(Bytes(event.vault_id(), 32), vault_id)) return Alarm{"sync/other_vault"};
    const auto id = vault::read_array<vault::DeviceId>(event.device());
    if (state.find(id) == nullptr && state.devices.size() >= kMostDevices)
      return Alarm{"sync/damaged", "vault/too_many"};
    if (auto alarm = count_event(state.at(id), event, reader, vault)) return alarm;
  }
  if (reader.tail() != 0) return Alarm{"sync/damaged", "vault/bad_frame"};
  const bool moves = page.count != 0 ? page.next > state.cursor : page.next == state.cursor;
  if (frames != page.count || !moves || page.next > page.last) return Alarm{"sync/bad_answer"};
  state.cursor = page.next;
  return std::nullopt;
}

Alarm alarm_of(const Error& refused) {
  struct Pair {
    std::string_view code, alarm;
  };
  constexpr Pair kPairs[] = {
      {"vault/gap", "sync/gap"},
      {"vault/order", "sync/reordered"},
      {"vault/chain", "sync/forked"},
      {"vault/equivocation", "sync/forked"},
      {"vault/seen", "sync/withheld"},
      {"vault/revoked", "sync/revoked_device"},
      {"vault/other_vault", "sync/other_vault"},
      {"vault/second_genesis", "sync/other_genesis"},
      {"vault/no_genesis", "sync/other_genesis"},
      {"vault/control_order", "sync/control_order"},
      {"vault/newer", "sync/newer"},
  };
  for (const Pair& pair : kPairs)
    if (pair.code == refused.code) return {pair.alarm, {}, refused.detail};
  return {"sync/damaged", std::string(refused.code), refused.detail};
}

std::optional<Alarm> check_tip(const vault::DeviceTip& tip, const vault::Vault& vault) {
  if (tip.tip.dseq == 0) return std::nullopt;
  const auto held = vault.event_at(tip.device, tip.tip.dseq);
  if (!held) return Alarm{"sync/withheld", {}, vault::hex(tip.device)};
  if (*held != tip.tip.evh) return Alarm{"sync/forked", {}, vault::hex(tip.device)};
  return std::nullopt;
}

// ------------------------------------------------------------------ what a person sees

std::uint64_t unsynced(const SyncState& state, const vault::Vault& vault) {
  std::uint64_t count = 0;
  for (const vault::Member& member : vault.members()) {
    const AtHub* there = state.find(member.id);
    const std::uint64_t has = there == nullptr ? 0 : there->tip.dseq;
    if (member.tip.dseq > has) count += member.tip.dseq - has;
  }
  return count;
}

std::string devices_json(const SyncState& state, const vault::Vault& vault) {
  json::Writer out;
  out.begin_object()
      .member("known", state.known)
      .member("unsynced", unsynced(state, vault))
      .member("synced_at", state.synced_at)
      .member("alarm", state.alarm)
      .key("devices")
      .begin_array();
  for (const vault::Member& member : vault.members()) {
    const AtHub* there = state.find(member.id);
    out.begin_object()
        .member("id", vault::hex(member.id))
        .member("name", member.name)
        .member("self", member.self)
        .member("revoked", member.revoked)
        .member("by", member.by == vault::CertifiedBy::words ? std::string("words")
                                                             : vault::hex(member.by_device))
        .member("heard_at", there == nullptr ? std::int64_t{0} : there->heard_at)
        .member("events", member.tip.dseq)
        .member("quarantined", member.quarantined)
        .end_object();
  }
  return out.end_array().end_object().take();
}

}  // namespace ajar::life
