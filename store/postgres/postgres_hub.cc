// Tables, transactions and what PostgreSQL does in its own way.
#include "store/postgres/postgres_hub.h"

#include "store/postgres/link.h"
#include "store/sql/sql_hub.h"

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
    "CREATE UNIQUE INDEX event_chain ON event (vault_id, device_id, dseq);"
    "CREATE TABLE session (vault_id BYTEA NOT NULL, token_hash BYTEA NOT NULL, device_id BYTEA NOT "
    "NULL,"
    " expires BIGINT NOT NULL, PRIMARY KEY (vault_id, token_hash));"
    "CREATE TABLE vault (vault_id BYTEA NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, control BYTEA "
    "NOT NULL,"
    " genesis BYTEA NOT NULL, recovery BYTEA NOT NULL, generation BYTEA NOT NULL, epoch BIGINT NOT "
    "NULL,"
    " size BIGINT NOT NULL, receipt BYTEA NOT NULL) WITH (fillfactor = 50);"
    "COMMENT ON TABLE vault IS 'ajar hub 1'";

class ResultRow final : public Row {
 public:
  ResultRow(const Rows& rows, int row) : rows_(rows), row_(row) {}
  std::int64_t number(int column) const override { return rows_.number(row_, column); }
  Bytes bytes(int column) const override { return rows_.bytes(row_, column); }

 private:
  const Rows& rows_;
  int row_;
};

Parameters parameters(Values values) {
  Parameters all(values.size());
  for (const Value& value : values) {
    if (value.kind == Value::Kind::bytes) all.add(value.bytes);
    if (value.kind == Value::Kind::number) all.add(value.number);
    if (value.kind == Value::Kind::small) all.add_small(static_cast<std::int16_t>(value.number));
  }
  return all;
}

class PostgresHub final : public SqlHub {
 public:
  PostgresHub(std::shared_ptr<Servers> servers, Placed placed)
      : servers_(std::move(servers)), link_(std::move(placed.link)), timeline_(placed.timeline) {}
  Status prepare();

  // Each transaction is durable by itself, and the database shares its syncs among those that
  // commit at once.
  Status together(const std::function<void()>& work) override {
    work();
    return ok();
  }
  bool gains_together() const override { return false; }
  Status transact(const std::function<Status()>& work) override;
  Status ping() override;
  Result<std::optional<HubVault>> lock_vault(const VaultId& vault) override;
  Status put_vault(const VaultId& vault, const HubVault& row) override;
  Status insert(const VaultId& vault, std::span<const HubEvent> events) override;
  Result<std::vector<std::int64_t>> numbers(const VaultId& vault,
                                            std::span<const Hash> events) override;
  Result<HubPage> events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                         std::size_t bytes, std::size_t lead) override;

 private:
  Status each(const Sql& sql, Values values, const Take& take) override;
  Status tell(const Sql& sql, Values values) override;
  Status try_once(const std::function<Status()>& work);
  Result<Rows> ask(const Sql& sql, const Parameters& with);
  Status check_standing() const;

  std::shared_ptr<Servers> servers_;
  std::unique_ptr<Link> link_;
  std::int64_t timeline_;
  int depth_ = 0;
  // Of the vault that this transaction has locked, until they are asked for or changed.
  std::optional<std::pair<VaultId, Rows>> devices_;
  std::optional<VaultId> locked_;  // which is there
  bool again_ = false;  // what failed in this transaction may succeed when it is tried again
};

// A standby may have taken over while this connection had nothing to do: then its server is not to
// be believed any more, though it may still answer.
Status PostgresHub::check_standing() const {
  if (servers_->is_current(timeline_)) return ok();
  return Error{.code = "store/failed", .detail = "postgres replaced"};
}

Status PostgresHub::try_once(const std::function<Status()>& work) {
  again_ = false;
  devices_.reset();
  locked_.reset();
  TRY(check_standing());
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

Status PostgresHub::ping() {
  TRY(check_standing());
  return link_->run("SELECT 1");
}

Result<Rows> PostgresHub::ask(const Sql& sql, const Parameters& with) {
  if (depth_ == 0) TRY(check_standing());
  auto rows = link_->ask(std::string(sql.name), sql.text, with);
  if (!rows) again_ = link_->may_try_again();
  return rows;
}

Status PostgresHub::each(const Sql& sql, Values values, const Take& take) {
  // They came with the lock.
  const bool known = depth_ > 0 && sql.name == sql::devices.name && devices_ &&
                     vault::same(devices_->first, values[0].bytes);
  const Rows rows = known ? std::move(devices_->second) : TRY(ask(sql, parameters(values)));
  if (known) devices_.reset();
  for (int row = 0; row < rows.count(); ++row) TRY(take(ResultRow(rows, row)));
  return ok();
}

Status PostgresHub::tell(const Sql& sql, Values values) {
  if (depth_ == 0) TRY(check_standing());
  if (sql.name == sql::put_device.name || sql.name == sql::clear_device.name) devices_.reset();
  Status told = link_->tell(std::string(sql.name), sql.text, parameters(values));
  if (!told) again_ = link_->may_try_again();
  return told;
}

// With the vault its devices are asked for: behind the lock, and before anyone asks.
Result<std::optional<HubVault>> PostgresHub::lock_vault(const VaultId& vault) {
  const Sql &lock = sql::postgres::lock_vault, &devices = sql::devices;
  auto both = link_->ask_both({std::string(lock.name), lock.text, Parameters().add(vault)},
                              {std::string(devices.name), devices.text, Parameters().add(vault)});
  if (!both) again_ = link_->may_try_again();
  auto [rows, of_it] = TRY(std::move(both));
  devices_.emplace(vault, std::move(of_it));
  std::optional<HubVault> found;
  if (rows.count() > 0) TRY(read_vault(ResultRow(rows, 0), found));
  if (found) locked_ = vault;
  return found;
}

Status PostgresHub::put_vault(const VaultId& vault, const HubVault& row) {
  if (locked_ != vault) return SqlHub::put_vault(vault, row);
  const Value values[] = {vault,          row.last, row.control, row.genesis, row.recovery,
                          row.generation, row.size, row.receipt, row.epoch};
  return tell(sql::postgres::change_vault, values);
}

Status PostgresHub::insert(const VaultId& vault, std::span<const HubEvent> events) {
  Parameters all(1 + 6 * events.size());
  all.add(vault);
  for (const HubEvent& event : events) {
    all.add(event.seq).add(event.device).add(event.dseq).add(event.evh);
    all.add_small(event.type).add(event.frame);
  }
  const std::string name = "insert_" + std::to_string(events.size());
  return link_->tell(name, link_->knows(name) ? "" : sql::postgres::insert(events.size()), all);
}

Result<std::vector<std::int64_t>> PostgresHub::numbers(const VaultId& vault,
                                                       std::span<const Hash> events) {
  const Rows rows = TRY(ask(sql::postgres::numbers, Parameters().add(vault).add_list(events)));
  std::vector<std::int64_t> found;
  for (int row = 0; row < rows.count(); ++row) found.push_back(rows.number(row, 0));
  return found;
}

Result<HubPage> PostgresHub::events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                                    std::size_t bytes, std::size_t lead) {
  const auto most = static_cast<std::int64_t>(bytes);
  const Rows rows =
      TRY(ask(sql::postgres::events, Parameters().add(vault).add(after).add(limit).add(most)));
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

// Makes the tables where there are none; several hubs may begin at once.
Status PostgresHub::prepare() {
  Link& link = *link_;
  TRY(link.run("BEGIN"));
  TRY(link.run("SELECT pg_advisory_xact_lock(1095385684)"));  // "AJHT"
  const Rows found =
      TRY(link.ask("mark",
                   "SELECT coalesce(obj_description(to_regclass('vault'), 'pg_class'), ''),"
                   " to_regclass('vault')::text IS NOT NULL",
                   Parameters()));
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

Result<std::unique_ptr<HubStore>> open_postgres_hub(std::shared_ptr<Servers> servers) {
  Placed placed = TRY(servers->connect());
  auto hub = std::make_unique<PostgresHub>(std::move(servers), std::move(placed));
  TRY(hub->prepare());
  return std::unique_ptr<HubStore>(std::move(hub));
}

HubStoreMaker postgres_hub_maker(const std::string& url) {
  return [servers = std::make_shared<Servers>(url)] { return open_postgres_hub(servers); };
}

}  // namespace ajar::store
