// The calls of hub_store.h as statements, and rows as what they mean.
#include "store/sql/sql_hub.h"

namespace ajar::store {
namespace {

using List = std::initializer_list<Value>;

Values values(const List& list) {
  return {list.begin(), list.size()};
}

Octets octets(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

Status read_device(const Row& row, HubDevice& into) {
  TRY(read_column(row, 0, into.id));
  into.tip.dseq = static_cast<std::uint64_t>(row.number(1));
  TRY(read_column(row, 2, into.tip.evh));
  TRY(read_column(row, 3, into.sign));
  into.accepted = row.number(4);
  return ok();
}

Status read_place(const Row& row, HubEvent& into) {
  into.seq = row.number(0);
  into.dseq = row.number(1);
  TRY(read_column(row, 2, into.evh));
  into.type = static_cast<std::int16_t>(row.number(3));
  return ok();
}

Status read_resting(const Row& row, HubResting& into) {
  TRY(read_column(row, 0, into.id));
  into.kind = static_cast<Resting>(row.number(1));
  into.expires = row.number(2);
  into.reads = row.number(3);
  into.size = row.number(4);
  return ok();
}

}  // namespace

Status SqlHub::read_vault(const Row& row, std::optional<HubVault>& into) {
  HubVault& found = into.emplace();
  found.last = row.number(0);
  TRY(read_column(row, 1, found.control));
  TRY(read_column(row, 2, found.genesis));
  TRY(read_column(row, 3, found.recovery));
  TRY(read_column(row, 4, found.generation));
  found.size = row.number(5);
  found.receipt = octets(row.bytes(6));
  found.epoch = row.number(7);
  return ok();
}

Result<std::optional<HubVault>> SqlHub::vault(const VaultId& vault) {
  std::optional<HubVault> found;
  TRY(each(sql::vault, values({vault}), [&](const Row& row) { return read_vault(row, found); }));
  return found;
}

Status SqlHub::put_vault(const VaultId& vault, const HubVault& row) {
  return tell(sql::put_vault, values({vault, row.last, row.control, row.genesis, row.recovery,
                                      row.generation, row.size, row.receipt, row.epoch}));
}

Result<std::vector<HubDevice>> SqlHub::devices(const VaultId& vault) {
  std::vector<HubDevice> found;
  TRY(each(sql::devices, values({vault}),
           [&](const Row& row) { return read_device(row, found.emplace_back()); }));
  return found;
}

Status SqlHub::put_device(const VaultId& vault, const HubDevice& row) {
  const auto dseq = static_cast<std::int64_t>(row.tip.dseq);
  return tell(sql::put_device, values({vault, row.id, dseq, row.tip.evh, row.sign, row.accepted}));
}

Result<std::vector<HubEvent>> SqlHub::places(const VaultId& vault, const DeviceId& device,
                                             std::int64_t from, std::int64_t to) {
  std::vector<HubEvent> found;
  TRY(each(sql::places, values({vault, device, from, to}), [&](const Row& row) {
    found.emplace_back().device = device;
    return read_place(row, found.back());
  }));
  return found;
}

Result<std::optional<Octets>> SqlHub::frame(const VaultId& vault, std::int64_t seq) {
  std::optional<Octets> found;
  TRY(each(sql::frame, values({vault, seq}), [&](const Row& row) {
    found = octets(row.bytes(0));
    return ok();
  }));
  return found;
}

Status SqlHub::replace(const VaultId& vault, std::int64_t seq, Bytes frame) {
  return tell(sql::replace, values({vault, seq, frame}));
}

Status SqlHub::clear(const VaultId& vault) {
  for (const Sql* each :
       {&sql::clear_event, &sql::clear_device, &sql::clear_session, &sql::clear_capsule})
    TRY(tell(*each, values({vault})));
  return ok();
}

Result<std::optional<HubSession>> SqlHub::session(const VaultId& vault, const Hash& token) {
  std::optional<HubSession> found;
  TRY(each(sql::session, values({vault, token}), [&](const Row& row) {
    found.emplace().expires = row.number(1);
    return read_column(row, 0, found->device);
  }));
  return found;
}

Status SqlHub::put_session(const VaultId& vault, const Hash& token, const HubSession& session,
                           std::int64_t now) {
  TRY(tell(sql::old_sessions, values({vault, now})));
  return tell(sql::put_session, values({vault, token, session.device, session.expires}));
}

Status SqlHub::end_sessions(const VaultId& vault, const DeviceId& device) {
  return tell(sql::end_sessions, values({vault, device}));
}

Result<bool> SqlHub::any(const Sql& sql, Values with) {
  bool found = false;
  TRY(each(sql, with, [&](const Row&) {
    found = true;
    return ok();
  }));
  return found;
}

Result<bool> SqlHub::rest(const VaultId& place, const HubResting& what, std::int64_t now) {
  TRY(tell(sql::expired, values({place, what.id, now})));
  return any(sql::rest,
             values({place, what.id, what.kind, what.expires, what.reads, what.size, what.body}));
}

Result<std::optional<HubResting>> SqlHub::one_resting(const Sql& sql, const VaultId& place,
                                                      const vault::CapsuleId& id,
                                                      std::int64_t now) {
  std::optional<HubResting> found;
  TRY(each(sql, values({place, id, now}), [&](const Row& row) {
    found.emplace().body = octets(row.bytes(5));
    return read_resting(row, *found);
  }));
  return found;
}

Result<std::optional<HubResting>> SqlHub::resting(const VaultId& place, const vault::CapsuleId& id,
                                                  std::int64_t now) {
  return one_resting(sql::resting, place, id, now);
}

Result<std::vector<HubResting>> SqlHub::all_resting(const VaultId& place, std::int64_t now) {
  std::vector<HubResting> found;
  TRY(each(sql::all_resting, values({place, now}),
           [&](const Row& row) { return read_resting(row, found.emplace_back()); }));
  return found;
}

Result<std::optional<HubResting>> SqlHub::take(const VaultId& place, const vault::CapsuleId& id,
                                               std::int64_t now) {
  return one_resting(sql::take, place, id, now);
}

Result<bool> SqlHub::claim(const VaultId& place, const vault::CapsuleId& id, Bytes body,
                           std::int64_t now) {
  return any(sql::claim, values({place, id, body, now}));
}

Status SqlHub::remove(const VaultId& place, const vault::CapsuleId& id) {
  return tell(sql::remove, values({place, id}));
}

Status SqlHub::sweep(std::int64_t now) {
  return transact([&]() -> Status {
    TRY(tell(sql::sweep_session, values({now})));
    return tell(sql::sweep_capsule, values({now}));
  });
}

Status SqlHub::renew_generations(vault::Random& random) {
  return transact([&]() -> Status {
    std::vector<VaultId> ids;
    TRY(each(sql::all_vaults, {},
             [&](const Row& row) { return read_column(row, 0, ids.emplace_back()); }));
    for (const VaultId& id : ids) {
      Generation generation{};
      random.fill(generation);
      TRY(tell(sql::renew, values({id, generation})));
    }
    return ok();
  });
}

}  // namespace ajar::store
