// The same statements as SQLite's, in PostgreSQL's words. Each names one vault, so that the tables
// can be distributed by it (store/postgres/citus.sql); the two of `sweep` and `renew_generations`
// are care, and name none.
#include "store/postgres/postgres_hub.h"

#include <algorithm>

#include "store/postgres/link.h"

namespace ajar::store {
namespace {

constexpr int most_tries = 10;
constexpr const char* mark = "ajar hub 1";

// Sealed bytes do not get smaller, so nothing is spent on compressing them. Rows that each append
// changes keep room in their pages for the next version.
constexpr const char* schema =
    "CREATE TABLE capsule (vault_id BYTEA NOT NULL, capsule_id BYTEA NOT NULL, kind SMALLINT NOT "
    "NULL,"
    " expires BIGINT NOT NULL, reads BIGINT NOT NULL, size BIGINT NOT NULL, body BYTEA NOT NULL,"
    " PRIMARY KEY (vault_id, capsule_id));"
    "ALTER TABLE capsule ALTER COLUMN body SET STORAGE EXTERNAL;"
    "CREATE TABLE device (vault_id BYTEA NOT NULL, device_id BYTEA NOT NULL, dseq BIGINT NOT NULL,"
    " evh BYTEA NOT NULL, sign BYTEA NOT NULL, accepted BIGINT NOT NULL,"
    " PRIMARY KEY (vault_id, device_id)) WITH (fillfactor = 50);"
    "CREATE TABLE event (vault_id BYTEA NOT NULL, seq BIGINT NOT NULL, device_id BYTEA NOT NULL,"
    " dseq BIGINT NOT NULL, evh BYTEA NOT NULL, type SMALLINT NOT NULL, frame BYTEA NOT NULL,"
    " PRIMARY KEY (vault_id, seq));"
    "ALTER TABLE event ALTER COLUMN frame SET STORAGE EXTERNAL;"
    "CREATE UNIQUE INDEX event_chain ON event (vault_id, device_id, dseq) INCLUDE (evh);"
    "CREATE TABLE session (vault_id BYTEA NOT NULL, token_hash BYTEA NOT NULL, device_id BYTEA NOT "
    "NULL,"
    " expires BIGINT NOT NULL, PRIMARY KEY (vault_id, token_hash));"
    "CREATE TABLE vault (vault_id BYTEA NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, control BYTEA "
    "NOT NULL,"
    " genesis BYTEA NOT NULL, recovery BYTEA NOT NULL, generation BYTEA NOT NULL, epoch BIGINT NOT "
    "NULL,"
    " size BIGINT NOT NULL, receipt BYTEA NOT NULL) WITH (fillfactor = 50);"
    "COMMENT ON TABLE vault IS 'ajar hub 1'";

Octets octets(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

Error damaged() {
  return Error{.code = "store/damaged", .detail = "row"};
}

template <class Array>
bool take_array(const Rows& rows, int row, int column, Array& into) {
  const Bytes bytes = rows.bytes(row, column);
  if (bytes.size() != into.size()) return false;
  into = vault::read_array<Array>(bytes.data());
  return true;
}

Result<HubResting> resting_row(const Rows& rows, int row) {
  HubResting found;
  found.kind = static_cast<Resting>(rows.number(row, 1));
  found.expires = rows.number(row, 2);
  found.reads = rows.number(row, 3);
  found.size = rows.number(row, 4);
  found.body = octets(rows.bytes(row, 5));
  if (!take_array(rows, row, 0, found.id)) return damaged();
  return found;
}

class PostgresHub final : public HubStore {
 public:
  explicit PostgresHub(std::unique_ptr<Link> link) : link_(std::move(link)) {}

  // Each transaction is durable by itself, and the database shares its syncs among those that
  // commit at once.
  Status together(const std::function<void()>& work) override {
    work();
    return ok();
  }
  bool gains_together() const override { return false; }
  Status transact(const std::function<Status()>& work) override;
  Status ping() override { return link_->run("SELECT 1"); }
  Result<std::optional<HubVault>> lock_vault(const VaultId& vault) override;
  Result<std::optional<HubVault>> vault(const VaultId& vault) override;
  Status put_vault(const VaultId& vault, const HubVault& row) override;
  Result<std::vector<HubDevice>> devices(const VaultId& vault) override;
  Status put_device(const VaultId& vault, const HubDevice& row) override;
  Status insert(const VaultId& vault, std::span<const HubEvent> events) override;
  Result<std::vector<HubEvent>> places(const VaultId& vault, const DeviceId& device,
                                       std::int64_t from, std::int64_t to) override;
  Result<std::vector<std::int64_t>> numbers(const VaultId& vault,
                                            std::span<const Hash> events) override;
  Result<std::optional<Octets>> frame(const VaultId& vault, std::int64_t seq) override;
  Status replace(const VaultId& vault, std::int64_t seq, Bytes frame) override;
  Result<HubPage> events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                         std::size_t bytes, std::size_t lead) override;
  Status clear(const VaultId& vault) override;
  Result<std::optional<HubSession>> session(const VaultId& vault, const Hash& token) override;
  Status put_session(const VaultId& vault, const Hash& token, const HubSession& session,
                     std::int64_t now) override;
  Status end_sessions(const VaultId& vault, const DeviceId& device) override;
  Result<bool> rest(const VaultId& place, const HubResting& what, std::int64_t now) override;
  Result<std::optional<HubResting>> resting(const VaultId& place, const vault::CapsuleId& id,
                                            std::int64_t now) override;
  Result<std::vector<HubResting>> all_resting(const VaultId& place, std::int64_t now) override;
  Result<std::optional<HubResting>> take(const VaultId& place, const vault::CapsuleId& id,
                                         std::int64_t now) override;
  Result<bool> claim(const VaultId& place, const vault::CapsuleId& id, Bytes body,
                     std::int64_t now) override;
  Status remove(const VaultId& place, const vault::CapsuleId& id) override;
  Status sweep(std::int64_t now) override;
  Status renew_generations(vault::Random& random) override;

 private:
  Status try_once(const std::function<Status()>& work);
  Status tell(const std::string& name, std::string_view sql, const Values& values);

  std::unique_ptr<Link> link_;
  int depth_ = 0;
  // Of the vault that this transaction has locked, until they are asked for or changed.
  std::optional<std::pair<VaultId, Rows>> devices_;
  bool again_ = false;  // what failed in this transaction may succeed when it is tried again
};

Status PostgresHub::try_once(const std::function<Status()>& work) {
  again_ = false;
  devices_.reset();
  TRY(link_->begin());
  depth_ = 1;
  Status status = work();
  depth_ = 0;
  if (!status) {
    link_->roll_back();
    return status;
  }
  // Where the answer to this is lost nobody knows whether it was kept: that is an error here, and
  // posting again finds out.
  Status committed = link_->commit();
  again_ = link_->may_try_again();
  return committed;
}

Status PostgresHub::transact(const std::function<Status()>& work) {
  if (depth_ > 0) return work();
  Status status = ok();
  for (int tries = 0; tries < most_tries; ++tries) {
    status = try_once(work);
    if (status || !again_) return status;
  }
  return Error{.code = "store/locked", .detail = "postgres"};
}

Status PostgresHub::tell(const std::string& name, std::string_view sql, const Values& values) {
  Status told = link_->tell(name, sql, values);
  if (!told) again_ = link_->may_try_again();
  return told;
}

#define ASK(name, sql, values)                   \
  ({                                             \
    auto rows_ = link_->ask(name, sql, values);  \
    if (!rows_) again_ = link_->may_try_again(); \
    TRY(std::move(rows_));                       \
  })

constexpr std::string_view devices_sql =
    "SELECT device_id, dseq, evh, sign, accepted FROM device WHERE vault_id = $1 ORDER BY "
    "device_id";

Result<std::optional<HubVault>> vault_row(const Rows& rows) {
  if (rows.count() == 0) return std::optional<HubVault>();
  HubVault found;
  found.last = rows.number(0, 0);
  found.size = rows.number(0, 5);
  found.receipt = octets(rows.bytes(0, 6));
  found.epoch = rows.number(0, 7);
  if (!take_array(rows, 0, 1, found.control) || !take_array(rows, 0, 2, found.genesis) ||
      !take_array(rows, 0, 3, found.recovery) || !take_array(rows, 0, 4, found.generation))
    return damaged();
  return std::optional(std::move(found));
}

// With the vault its devices are asked for: behind the lock, and before anyone asks.
Result<std::optional<HubVault>> PostgresHub::lock_vault(const VaultId& vault) {
  auto both = link_->ask_both(
      {"lock_vault",
       "UPDATE vault SET seq = seq WHERE vault_id = $1"
       " RETURNING seq, control, genesis, recovery, generation, size, receipt, epoch",
       Values().add(vault)},
      {"devices", devices_sql, Values().add(vault)});
  if (!both) again_ = link_->may_try_again();
  auto [row, devices] = TRY(std::move(both));
  devices_.emplace(vault, std::move(devices));
  return vault_row(row);
}

Result<std::optional<HubVault>> PostgresHub::vault(const VaultId& vault) {
  return vault_row(ASK("vault",
                       "SELECT seq, control, genesis, recovery, generation, size, receipt, epoch"
                       " FROM vault WHERE vault_id = $1",
                       Values().add(vault)));
}

Status PostgresHub::put_vault(const VaultId& vault, const HubVault& row) {
  return tell(
      "put_vault",
      "INSERT INTO vault (vault_id, seq, control, genesis, recovery, generation, size, receipt, "
      "epoch)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (vault_id) DO UPDATE SET"
      " seq = excluded.seq, control = excluded.control, genesis = excluded.genesis,"
      " recovery = excluded.recovery, generation = excluded.generation, size = excluded.size,"
      " receipt = excluded.receipt, epoch = excluded.epoch",
      Values()
          .add(vault)
          .add(row.last)
          .add(row.control)
          .add(row.genesis)
          .add(row.recovery)
          .add(row.generation)
          .add(row.size)
          .add(row.receipt)
          .add(row.epoch));
}

Result<std::vector<HubDevice>> PostgresHub::devices(const VaultId& vault) {
  const bool known = depth_ > 0 && devices_ && devices_->first == vault;
  const Rows rows =
      known ? std::move(devices_->second) : ASK("devices", devices_sql, Values().add(vault));
  devices_.reset();
  std::vector<HubDevice> found;
  for (int row = 0; row < rows.count(); ++row) {
    HubDevice& device = found.emplace_back();
    device.tip.dseq = static_cast<std::uint64_t>(rows.number(row, 1));
    device.accepted = rows.number(row, 4);
    if (!take_array(rows, row, 0, device.id) || !take_array(rows, row, 2, device.tip.evh) ||
        !take_array(rows, row, 3, device.sign))
      return damaged();
  }
  return found;
}

Status PostgresHub::put_device(const VaultId& vault, const HubDevice& row) {
  devices_.reset();
  return tell("put_device",
              "INSERT INTO device (vault_id, device_id, dseq, evh, sign, accepted)"
              " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (vault_id, device_id) DO UPDATE SET"
              " dseq = excluded.dseq, evh = excluded.evh, accepted = excluded.accepted",
              Values()
                  .add(vault)
                  .add(row.id)
                  .add(static_cast<std::int64_t>(row.tip.dseq))
                  .add(row.tip.evh)
                  .add(row.sign)
                  .add(row.accepted));
}

// One statement for all, since on a distributed table each is a hop.
Status PostgresHub::insert(const VaultId& vault, std::span<const HubEvent> events) {
  std::string sql = "INSERT INTO event (vault_id, seq, device_id, dseq, evh, type, frame) VALUES ";
  Values values;
  std::size_t parameter = 0;
  for (const HubEvent& event : events) {
    sql += parameter == 0 ? "(" : ", (";
    for (int column = 0; column < 7; ++column)
      sql += (column == 0 ? "$" : ", $") + std::to_string(++parameter);
    sql += ")";
    values.add(vault).add(event.seq).add(event.device).add(event.dseq).add(event.evh);
    values.add_small(event.type).add(event.frame);
  }
  return tell("insert_" + std::to_string(events.size()), sql, values);
}

Result<std::vector<HubEvent>> PostgresHub::places(const VaultId& vault, const DeviceId& device,
                                                  std::int64_t from, std::int64_t to) {
  const Rows rows =
      ASK("places",
          "SELECT seq, dseq, evh, type FROM event WHERE vault_id = $1 AND device_id = $2"
          " AND dseq BETWEEN $3 AND $4 ORDER BY dseq",
          Values().add(vault).add(device).add(from).add(to));
  std::vector<HubEvent> found;
  for (int row = 0; row < rows.count(); ++row) {
    HubEvent& event = found.emplace_back();
    event.seq = rows.number(row, 0);
    event.device = device;
    event.dseq = rows.number(row, 1);
    event.type = static_cast<std::int16_t>(rows.number(row, 3));
    if (!take_array(rows, row, 2, event.evh)) return damaged();
  }
  return found;
}

Result<std::vector<std::int64_t>> PostgresHub::numbers(const VaultId& vault,
                                                       std::span<const Hash> events) {
  const Rows rows =
      ASK("numbers", "SELECT seq FROM event WHERE vault_id = $1 AND evh = ANY ($2) ORDER BY seq",
          Values().add(vault).add_list(events));
  std::vector<std::int64_t> found;
  for (int row = 0; row < rows.count(); ++row) found.push_back(rows.number(row, 0));
  return found;
}

Result<std::optional<Octets>> PostgresHub::frame(const VaultId& vault, std::int64_t seq) {
  const Rows rows = ASK("frame", "SELECT frame FROM event WHERE vault_id = $1 AND seq = $2",
                        Values().add(vault).add(seq));
  if (rows.count() == 0) return std::optional<Octets>();
  return std::optional(octets(rows.bytes(0, 0)));
}

Status PostgresHub::replace(const VaultId& vault, std::int64_t seq, Bytes frame) {
  return tell("replace", "UPDATE event SET frame = $3 WHERE vault_id = $1 AND seq = $2",
              Values().add(vault).add(seq).add(frame));
}

Result<HubPage> PostgresHub::events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                                    std::size_t bytes, std::size_t lead) {
  // What would not fit is not even sent from there.
  const Rows rows =
      ASK("events",
          "SELECT seq, frame FROM (SELECT seq, frame,"
          " sum(length(frame)) OVER (ORDER BY seq) AS so_far,"
          " row_number() OVER (ORDER BY seq) AS place FROM (SELECT seq, frame FROM event"
          " WHERE vault_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS page) AS counted"
          " WHERE so_far <= $4 OR place = 1 ORDER BY seq",
          Values().add(vault).add(after).add(limit).add(static_cast<std::int64_t>(bytes)));
  HubPage page;
  page.next = after;
  page.frames.resize(lead);
  for (int row = 0; row < rows.count(); ++row) {
    const Bytes frame = rows.bytes(row, 1);
    page.frames.insert(page.frames.end(), frame.begin(), frame.end());
    page.next = rows.number(row, 0);
    ++page.count;
  }
  return page;
}

Status PostgresHub::clear(const VaultId& vault) {
  devices_.reset();
  TRY(tell("clear_event", "DELETE FROM event WHERE vault_id = $1", Values().add(vault)));
  TRY(tell("clear_device", "DELETE FROM device WHERE vault_id = $1", Values().add(vault)));
  TRY(tell("clear_session", "DELETE FROM session WHERE vault_id = $1", Values().add(vault)));
  return tell("clear_capsule", "DELETE FROM capsule WHERE vault_id = $1", Values().add(vault));
}

Result<std::optional<HubSession>> PostgresHub::session(const VaultId& vault, const Hash& token) {
  const Rows rows = ASK(
      "session", "SELECT device_id, expires FROM session WHERE vault_id = $1 AND token_hash = $2",
      Values().add(vault).add(token));
  if (rows.count() == 0) return std::optional<HubSession>();
  HubSession found;
  found.expires = rows.number(0, 1);
  if (!take_array(rows, 0, 0, found.device)) return damaged();
  return std::optional(found);
}

Status PostgresHub::put_session(const VaultId& vault, const Hash& token, const HubSession& session,
                                std::int64_t now) {
  TRY(tell("old_sessions", "DELETE FROM session WHERE vault_id = $1 AND expires <= $2",
           Values().add(vault).add(now)));
  return tell(
      "put_session",
      "INSERT INTO session (vault_id, token_hash, device_id, expires) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (vault_id, token_hash) DO NOTHING",
      Values().add(vault).add(token).add(session.device).add(session.expires));
}

Status PostgresHub::end_sessions(const VaultId& vault, const DeviceId& device) {
  return tell("end_sessions", "DELETE FROM session WHERE vault_id = $1 AND device_id = $2",
              Values().add(vault).add(device));
}

Result<bool> PostgresHub::rest(const VaultId& place, const HubResting& what, std::int64_t now) {
  TRY(tell("expired",
           "DELETE FROM capsule WHERE vault_id = $1 AND capsule_id = $2 AND expires <= $3",
           Values().add(place).add(what.id).add(now)));
  const Rows rows =
      ASK("rest",
          "INSERT INTO capsule (vault_id, capsule_id, kind, expires, reads, size, body)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (vault_id, capsule_id) DO NOTHING"
          " RETURNING kind",
          Values()
              .add(place)
              .add(what.id)
              .add_small(static_cast<std::int16_t>(what.kind))
              .add(what.expires)
              .add(what.reads)
              .add(what.size)
              .add(what.body));
  return rows.count() > 0;
}

Result<std::optional<HubResting>> PostgresHub::resting(const VaultId& place,
                                                       const vault::CapsuleId& id,
                                                       std::int64_t now) {
  const Rows rows = ASK("resting",
                        "SELECT capsule_id, kind, expires, reads, size, body FROM capsule"
                        " WHERE vault_id = $1 AND capsule_id = $2 AND expires > $3",
                        Values().add(place).add(id).add(now));
  if (rows.count() == 0) return std::optional<HubResting>();
  return std::optional(TRY(resting_row(rows, 0)));
}

Result<std::vector<HubResting>> PostgresHub::all_resting(const VaultId& place, std::int64_t now) {
  const Rows rows = ASK("all_resting",
                        "SELECT capsule_id, kind, expires, reads, size, ''::bytea FROM capsule"
                        " WHERE vault_id = $1 AND expires > $2 ORDER BY capsule_id",
                        Values().add(place).add(now));
  std::vector<HubResting> found;
  for (int row = 0; row < rows.count(); ++row) found.push_back(TRY(resting_row(rows, row)));
  return found;
}

Result<std::optional<HubResting>> PostgresHub::take(const VaultId& place,
                                                    const vault::CapsuleId& id, std::int64_t now) {
  const Rows rows = ASK("take",
                        "UPDATE capsule SET reads = reads - 1"
                        " WHERE vault_id = $1 AND capsule_id = $2 AND expires > $3 AND reads > 0"
                        " RETURNING capsule_id, kind, expires, reads, size, body",
                        Values().add(place).add(id).add(now));
  if (rows.count() == 0) return std::optional<HubResting>();
  return std::optional(TRY(resting_row(rows, 0)));
}

Result<bool> PostgresHub::claim(const VaultId& place, const vault::CapsuleId& id, Bytes body,
                                std::int64_t now) {
  const Rows rows = ASK("claim",
                        "UPDATE capsule SET body = $3 WHERE vault_id = $1 AND capsule_id = $2"
                        " AND expires > $4 AND (length(body) = 0 OR body = $3) RETURNING kind",
                        Values().add(place).add(id).add(body).add(now));
  return rows.count() > 0;
}

Status PostgresHub::remove(const VaultId& place, const vault::CapsuleId& id) {
  return tell("remove", "DELETE FROM capsule WHERE vault_id = $1 AND capsule_id = $2",
              Values().add(place).add(id));
}

Status PostgresHub::sweep(std::int64_t now) {
  return transact([&]() -> Status {
    TRY(tell("sweep_session", "DELETE FROM session WHERE expires <= $1", Values().add(now)));
    return tell("sweep_capsule", "DELETE FROM capsule WHERE expires <= $1", Values().add(now));
  });
}

Status PostgresHub::renew_generations(vault::Random& random) {
  return transact([&]() -> Status {
    const Rows all = ASK("all_vaults", "SELECT vault_id FROM vault ORDER BY vault_id", Values());
    for (int row = 0; row < all.count(); ++row) {
      Generation generation{};
      random.fill(generation);
      TRY(tell("renew", "UPDATE vault SET generation = $2 WHERE vault_id = $1",
               Values().add(all.bytes(row, 0)).add(generation)));
    }
    return ok();
  });
}

// Makes the tables where there are none; several hubs may begin at once.
Status prepare(Link& link) {
  TRY(link.run("BEGIN"));
  TRY(link.run("SELECT pg_advisory_xact_lock(1095385684)"));  // "AJHT"
  const Rows found =
      TRY(link.ask("mark",
                   "SELECT coalesce(obj_description(to_regclass('vault'), 'pg_class'), ''),"
                   " to_regclass('vault')::text IS NOT NULL",
                   Values()));
  const std::string_view here = found.text(0, 0);
  const bool is_there = found.bytes(0, 1)[0] != 0;
  if (!is_there) {
    TRY(link.run(schema));
  } else if (here != mark) {
    // Another number in the mark is another version of ours.
    if (!here.starts_with("ajar hub ")) return Error{.code = "store/foreign"};
    return Error{.code = here < mark ? "store/older" : "store/newer", .detail = std::string(here)};
  }
  return link.run("COMMIT");
}

}  // namespace

Result<std::unique_ptr<HubStore>> open_postgres_hub(const std::string& url) {
  auto link = TRY(Link::open(url));
  // Nothing waits for ever, and nothing is acknowledged before it is written.
  TRY(link->run("SET lock_timeout = '5s'"));
  TRY(link->run("SET statement_timeout = '20s'"));
  TRY(link->run("SET idle_in_transaction_session_timeout = '30s'"));
  TRY(
      link->run("SELECT set_config('synchronous_commit', 'on', false)"
                " WHERE current_setting('synchronous_commit') = 'off'"));
  TRY(prepare(*link));
  return std::unique_ptr<HubStore>(std::make_unique<PostgresHub>(std::move(link)));
}

}  // namespace ajar::store
