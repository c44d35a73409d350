// A vault's beginning, its state, its events and its end (spec/http.md §4).
#include <algorithm>

#include "hub/hub.h"
#include "hub/ledger.h"
#include "vault/hex.h"

namespace ajar::hub {
namespace {

constexpr std::size_t page_bytes = 4 << 20;

Result<std::vector<std::uint8_t>> head_of(store::HubStore& store, const vault::VaultId& vault_id,
                                          const store::HubVault& row) {
  vault::Head head{row.generation, static_cast<std::uint64_t>(row.last), row.control, {}};
  for (const store::HubDevice& device : TRY(store.devices(vault_id)))
    if (device.tip.dseq > 0) head.tips.push_back({device.id, device.tip});
  std::sort(head.tips.begin(), head.tips.end(),
            [](const auto& a, const auto& b) { return a.device < b.device; });
  return vault::head_bytes(head);
}

struct Beginning {
  vault::Genesis genesis;
  Arrival arrival;
  std::vector<std::uint8_t> content;
};

Result<Beginning> read_beginning(vault::Bytes body) {
  Beginning read;
  vault::EventView event;
  if (vault::read_frame(body, event) != vault::Layer::none)
    return bad_frame(1, vault::Layer::frame);
  const auto vault_id = vault::read_array<vault::VaultId>(event.vault_id());
  read.arrival = TRY(read_arrivals(body, vault_id, 1))[0];
  if (event.type != vault::Type::genesis) return Error{.code = "hub/wrong_call", .line = 1};
  if (event.dseq != 1 || event.epoch != 0) return bad_frame(1, vault::Layer::content);
  if (vault::read_array<vault::Hash>(event.prev_self()) != vault::Hash{})
    return bad_frame(1, vault::Layer::chain);
  if (!plain_content(read.arrival, read.content)) return bad_frame(1, vault::Layer::text);
  const auto genesis = vault::Genesis::read(read.content, vault_id);
  if (!genesis) return bad_frame(1, vault::Layer::content);
  read.genesis = *genesis;
  const auto id = vault::device_id_of(genesis->device_sign, genesis->device_kem);
  if (id != vault::read_array<vault::DeviceId>(event.device()))
    return bad_frame(1, vault::Layer::content);
  if (!vault::signed_by(genesis->device_sign, read.arrival.evh, event.signature))
    return Error{.code = "hub/bad_signature", .line = 1};
  return read;
}

Status write_beginning(Work& work, const vault::VaultId& vault_id, const Beginning& beginning,
                       const vault::Generation& generation) {
  const Arrival& arrival = beginning.arrival;
  store::HubVault row;
  row.last = 1;
  row.control = row.genesis = arrival.evh;
  row.recovery = beginning.genesis.recovery_sign;
  row.generation = generation;
  row.size = static_cast<std::int64_t>(arrival.frame.size());
  const auto device = vault::read_array<vault::DeviceId>(arrival.event.device());
  const store::HubEvent event{.seq = 1,
                              .device = device,
                              .dseq = 1,
                              .evh = arrival.evh,
                              .type = static_cast<std::int16_t>(vault::Type::genesis),
                              .frame = arrival.frame};
  TRY(work.store.put_vault(vault_id, row));
  TRY(work.store.put_device(
      vault_id, {.id = device, .tip = {1, arrival.evh}, .sign = beginning.genesis.device_sign}));
  return work.store.insert(vault_id, std::span(&event, 1));
}

Status may_register(Work& work, const vault::VaultId& vault_id) {
  switch (work.hub.settings().registration) {
    case Registration::open:
      return ok();
    case Registration::invited:
      return use_invitation(work.store, work.request.invitation, vault_id, work.request.now);
    case Registration::closed:
      break;
  }
  return Error{.code = "hub/closed"};
}

}  // namespace

Result<Response> create_vault(Work& work) {
  const Beginning beginning = TRY(read_beginning(work.request.body));
  const auto vault_id = vault::read_array<vault::VaultId>(beginning.arrival.event.vault_id());
  vault::Generation generation{};
  work.hub.random().fill(generation);
  bool fresh = false;
  std::vector<std::uint8_t> head;
  TRY(work.store.transact([&]() -> Status {
    fresh = false;
    const auto here = TRY(work.store.lock_vault(vault_id));
    if (here && TRY(living(here)).genesis != beginning.arrival.evh)
      return Error{.code = "hub/other_genesis"};
    if (!here) {
      TRY(may_register(work, vault_id));
      TRY(write_beginning(work, vault_id, beginning, generation));
      if (work.hub.settings().registration == Registration::invited)
        TRY(spend_invitation(work.store, work.request.invitation));
      fresh = true;
    }
    const auto row = TRY(living(work.store.vault(vault_id)));
    head = TRY(head_of(work.store, vault_id, row));
    return ok();
  }));
  if (fresh) work.hub.metrics().appended(1, beginning.arrival.frame.size());
  return octets(fresh ? 201 : 200, std::move(head));
}

Result<Response> head(Work& work) {
  const auto row = TRY(living(work.store.vault(work.route.vault)));
  if (row.last <= work.route.after && work.route.wait > 0) {
    Response later;
    later.waits_for = work.route.vault;
    later.seconds = work.route.wait;
    return later;
  }
  return octets(200, TRY(head_of(work.store, work.route.vault, row)));
}

Result<Response> page(Work& work) {
  const auto row = TRY(living(work.store.vault(work.route.vault)));
  auto found = TRY(work.store.events(work.route.vault, work.route.after, work.route.limit,
                                     page_bytes, vault::page_head_size));
  const vault::Page page{.count = found.count,
                         .generation = row.generation,
                         .next = static_cast<std::uint64_t>(found.next),
                         // Events may have come between the two statements.
                         .last = static_cast<std::uint64_t>(std::max(row.last, found.next)),
                         .frames = {}};
  vault::write_page_head(std::span(found.frames).first<vault::page_head_size>(), page);
  return octets(200, std::move(found.frames));
}

Status end_vault(store::HubStore& store, const vault::VaultId& vault_id, vault::Bytes receipt) {
  // Those that are over and were not swept yet, too.
  constexpr std::int64_t ever = 0;
  for (const store::HubResting& line : TRY(store.all_resting(vault_id, ever)))
    TRY(forget_capsule(store, line.id));
  TRY(store.clear(vault_id));
  store::HubVault gone;
  gone.receipt.assign(receipt.begin(), receipt.end());
  return store.put_vault(vault_id, gone);
}

Result<Response> remove_vault(Work& work) {
  const auto removal = vault::Removal::read(work.request.body);
  if (!removal || !is_own_origin(work.hub.door(), removal->origin))
    return Error{.code = "hub/bad_request"};
  const vault::VaultId& vault_id = work.route.vault;
  TRY(work.store.transact([&]() -> Status {
    const auto row = TRY(living(work.store.lock_vault(vault_id)));
    std::optional<vault::PublicKey> key;
    if (removal->device == vault::DeviceId{}) key = row.recovery;
    for (const store::HubDevice& device : TRY(work.store.devices(vault_id)))
      if (device.id == removal->device && device.accepted < 0) key = device.sign;
    if (!key) return Error{.code = "hub/unknown_device"};
    if (!removal->signed_with(*key, vault_id)) return Error{.code = "hub/bad_signature"};
    return end_vault(work.store, vault_id, work.request.body);
  }));
  work.hub.forget(vault_id);
  Response response = octets(204, {});
  response.news = vault_id;
  return response;
}

}  // namespace ajar::hub
