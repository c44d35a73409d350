// Every statement that a hub's store sends, in one place: so it can be seen, and is tested, that
// each names one vault. Parameters are $1, $2 …, in both databases.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace ajar::store {

struct Sql {
  std::string_view name, text;
  bool erases = false;  // what stood there is to be gone from the files, too
};

namespace sql {

inline constexpr Sql vault{
    "vault",
    "SELECT seq, control, genesis, recovery, generation, size, receipt, epoch FROM vault"
    " WHERE vault_id = $1"};
inline constexpr Sql put_vault{
    "put_vault",
    "INSERT INTO vault (vault_id, seq, control, genesis, recovery, generation, size, receipt, "
    "epoch)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (vault_id) DO UPDATE SET"
    " seq = excluded.seq, control = excluded.control, genesis = excluded.genesis,"
    " recovery = excluded.recovery, generation = excluded.generation, size = excluded.size,"
    " receipt = excluded.receipt, epoch = excluded.epoch"};
inline constexpr Sql devices{
    "devices",
    "SELECT device_id, dseq, evh, sign, accepted FROM device WHERE vault_id = $1"
    " ORDER BY device_id"};
inline constexpr Sql put_device{
    "put_device",
    "INSERT INTO device (vault_id, device_id, dseq, evh, sign, accepted)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (vault_id, device_id) DO UPDATE SET"
    " dseq = excluded.dseq, evh = excluded.evh, accepted = excluded.accepted"};
inline constexpr Sql places{
    "places",
    "SELECT seq, dseq, evh, type FROM event WHERE vault_id = $1 AND device_id = $2"
    " AND dseq BETWEEN $3 AND $4 ORDER BY dseq"};
inline constexpr Sql frame{"frame", "SELECT frame FROM event WHERE vault_id = $1 AND seq = $2"};
inline constexpr Sql replace{"replace",
                             "UPDATE event SET frame = $3 WHERE vault_id = $1 AND seq = $2", true};
inline constexpr Sql clear_event{"clear_event", "DELETE FROM event WHERE vault_id = $1", true};
inline constexpr Sql clear_device{"clear_device", "DELETE FROM device WHERE vault_id = $1", true};
inline constexpr Sql clear_session{"clear_session", "DELETE FROM session WHERE vault_id = $1",
                                   true};
inline constexpr Sql clear_capsule{"clear_capsule", "DELETE FROM capsule WHERE vault_id = $1",
                                   true};
inline constexpr Sql session{
    "session", "SELECT device_id, expires FROM session WHERE vault_id = $1 AND token_hash = $2"};
inline constexpr Sql old_sessions{"old_sessions",
                                  "DELETE FROM session WHERE vault_id = $1 AND expires <= $2"};
inline constexpr Sql put_session{
    "put_session",
    "INSERT INTO session (vault_id, token_hash, device_id, expires) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (vault_id, token_hash) DO NOTHING"};
inline constexpr Sql end_sessions{"end_sessions",
                                  "DELETE FROM session WHERE vault_id = $1 AND device_id = $2"};
inline constexpr Sql expired{
    "expired", "DELETE FROM capsule WHERE vault_id = $1 AND capsule_id = $2 AND expires <= $3"};
inline constexpr Sql rest{
    "rest",
    "INSERT INTO capsule (vault_id, capsule_id, kind, expires, reads, size, body)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (vault_id, capsule_id) DO NOTHING"
    " RETURNING kind"};
inline constexpr Sql resting{"resting",
                             "SELECT capsule_id, kind, expires, reads, size, body FROM capsule"
                             " WHERE vault_id = $1 AND capsule_id = $2 AND expires > $3"};
inline constexpr Sql all_resting{"all_resting",
                                 "SELECT capsule_id, kind, expires, reads, size FROM capsule"
                                 " WHERE vault_id = $1 AND expires > $2 ORDER BY capsule_id"};
inline constexpr Sql take{"take",
                          "UPDATE capsule SET reads = reads - 1"
                          " WHERE vault_id = $1 AND capsule_id = $2 AND expires > $3 AND reads > 0"
                          " RETURNING capsule_id, kind, expires, reads, size, body"};
inline constexpr Sql claim{
    "claim",
    "UPDATE capsule SET body = $3 WHERE vault_id = $1 AND capsule_id = $2 AND expires > $4"
    " AND (length(body) = 0 OR body = $3) RETURNING kind"};
inline constexpr Sql remove{"remove", "DELETE FROM capsule WHERE vault_id = $1 AND capsule_id = $2",
                            true};
inline constexpr Sql renew{"renew", "UPDATE vault SET generation = $2 WHERE vault_id = $1"};

// Care of all vaults, which name none.
inline constexpr Sql sweep_session{"sweep_session", "DELETE FROM session WHERE expires <= $1",
                                   true};
inline constexpr Sql sweep_capsule{"sweep_capsule", "DELETE FROM capsule WHERE expires <= $1",
                                   true};
inline constexpr Sql all_vaults{"all_vaults", "SELECT vault_id FROM vault ORDER BY vault_id"};

// What one of the two says in its own way.
namespace sqlite {
inline constexpr Sql insert{"insert",
                            "INSERT INTO event (vault_id, seq, device_id, dseq, evh, type, frame)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7)"};
// By the index of chains from end to end, once: a vault's own is small.
inline constexpr Sql numbers{
    "numbers", "SELECT evh, seq FROM event INDEXED BY event_chain WHERE vault_id = $1"};
inline constexpr Sql events{
    "events",
    "SELECT seq, frame FROM event WHERE vault_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"};
}  // namespace sqlite

namespace postgres {
// Holds the vault for this transaction. It counts as a change: so the commit of one that changes
// nothing else, a request that was answered before, still waits for the standby, behind the commit
// that it repeats.
inline constexpr Sql lock_vault{
    "lock_vault",
    "SELECT seq, control, genesis, recovery, generation, size, receipt, epoch FROM vault"
    " WHERE vault_id = $1 FOR UPDATE"};
// Of a vault that is locked, and so is there.
inline constexpr Sql change_vault{
    "change_vault",
    "UPDATE vault SET seq = $2, control = $3, genesis = $4, recovery = $5, generation = $6,"
    " size = $7, receipt = $8, epoch = $9 WHERE vault_id = $1"};
inline constexpr Sql numbers{
    "numbers", "SELECT seq FROM event WHERE vault_id = $1 AND evh = ANY ($2) ORDER BY seq"};
// What would not fit is not even sent from there.
inline constexpr Sql events{
    "events",
    "SELECT seq, frame FROM (SELECT seq, frame, sum(length(frame)) OVER (ORDER BY seq) AS so_far,"
    " row_number() OVER (ORDER BY seq) AS place FROM (SELECT seq, frame FROM event"
    " WHERE vault_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS page) AS counted"
    " WHERE so_far <= $4 OR place = 1 ORDER BY seq"};
// So many rows in one statement, since on a distributed table each is a hop: the vault once, then
// six values a row.
inline std::string insert(std::size_t rows) {
  std::string text = "INSERT INTO event (vault_id, seq, device_id, dseq, evh, type, frame) VALUES ";
  for (std::size_t row = 0, parameter = 1; row < rows; ++row) {
    text += row == 0 ? "($1" : ", ($1";
    for (int column = 0; column < 6; ++column) text += ", $" + std::to_string(++parameter);
    text += ")";
  }
  return text;
}
}  // namespace postgres

// All that name a vault, but for PostgreSQL's insert; and those that care for all.
inline constexpr std::array of_a_vault = {
    vault,        put_vault,   devices,      put_device,    places,        frame,
    replace,      clear_event, clear_device, clear_session, clear_capsule, session,
    old_sessions, put_session, end_sessions, expired,       rest,          resting,
    all_resting,  take,        claim,        remove,        renew};
inline constexpr std::array of_all = {sweep_session, sweep_capsule, all_vaults};
inline constexpr std::array of_sqlite = {sqlite::insert, sqlite::numbers, sqlite::events};
inline constexpr std::array of_postgres = {postgres::lock_vault, postgres::change_vault,
                                           postgres::numbers, postgres::events};

}  // namespace sql
}  // namespace ajar::store
