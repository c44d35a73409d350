// The hub's store by SQLite: one writer, any number of readers, one sync for all that is written
// together.
#include "store/sqlite/sqlite_hub.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "store/sqlite/file.h"

namespace ajar::store {
namespace {

constexpr const char* parts[] = {
    "CREATE TABLE capsule (vault_id BLOB NOT NULL, capsule_id BLOB NOT NULL, kind INTEGER NOT NULL,"
    " expires INTEGER NOT NULL, reads INTEGER NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY (vault_id, capsule_id)) STRICT",
    "CREATE TABLE device (vault_id BLOB NOT NULL, device_id BLOB NOT NULL, dseq INTEGER NOT NULL,"
    " evh BLOB NOT NULL, sign BLOB NOT NULL, accepted INTEGER NOT NULL,"
    " PRIMARY KEY (vault_id, device_id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE event (vault_id BLOB NOT NULL, seq INTEGER NOT NULL, device_id BLOB NOT NULL,"
    " dseq INTEGER NOT NULL, evh BLOB NOT NULL, type INTEGER NOT NULL, frame BLOB NOT NULL,"
    " PRIMARY KEY (vault_id, seq)) STRICT",
    // Holds all that is asked for by hash, too: an index by hash alone would touch a page an event.
    "CREATE INDEX event_chain ON event (vault_id, device_id, dseq, evh)",
    "CREATE TABLE session (vault_id BLOB NOT NULL, token_hash BLOB NOT NULL, device_id BLOB NOT "
    "NULL,"
    " expires INTEGER NOT NULL, PRIMARY KEY (vault_id, token_hash)) STRICT, WITHOUT ROWID",
    "CREATE TABLE vault (vault_id BLOB NOT NULL PRIMARY KEY, seq INTEGER NOT NULL,"
    " control BLOB NOT NULL, genesis BLOB NOT NULL, recovery BLOB NOT NULL,"
    " generation BLOB NOT NULL, epoch INTEGER NOT NULL, size INTEGER NOT NULL,"
    " receipt BLOB NOT NULL) STRICT, WITHOUT "
    "ROWID",
};
// "AJHB".
constexpr Schema hub_schema{0x414A4842, 1, parts};

Octets octets(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

// A column that must have a fixed size; rows are ours, so another size is damage.
template <class Array>
bool take_array(const Statement& row, int column, Array& into) {
  const Bytes bytes = row.bytes(column);
  if (bytes.size() != into.size()) return false;
  into = vault::read_array<Array>(bytes.data());
  return true;
}

Error damaged() {
  return Error{.code = "store/damaged", .detail = "row"};
}

// Resets a statement however its use ends.
class InUse {
 public:
  explicit InUse(Statement& statement) : statement_(statement) {}
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;
  ~InUse() { statement_.reset(); }
  Statement* operator->() { return &statement_; }
  Statement& operator*() { return statement_; }

 private:
  Statement& statement_;
};

class SqliteHub final : public HubStore {
 public:
  explicit SqliteHub(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  Status prepare();

  Status together(const std::function<void()>& work) override;
  bool gains_together() const override { return true; }
  Status transact(const std::function<Status()>& work) override;
  Status ping() override;
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
  Status empty_journal_when_due();
  static Result<HubResting> resting_row(const Statement& row);

  std::unique_ptr<Connection> connection_;
  bool grouped_ = false;       // inside together
  bool group_failed_ = false;  // SQLite gave the whole transaction up
  int depth_ = 0;              // of transact
  bool overwrote_ = false;     // old bytes still stand in the journal
  Statement vault_, put_vault_, devices_, put_device_, insert_, places_, number_, frame_, replace_;
  Statement events_, session_, old_sessions_, put_session_, end_sessions_, rest_, resting_;
  Statement all_resting_, take_, claim_, remove_, expired_, save_, release_, back_;
};

Status SqliteHub::prepare() {
  const std::pair<Statement*, std::string_view> statements[] = {
      {&vault_,
       "SELECT seq, control, genesis, recovery, generation, size, receipt, epoch FROM vault"
       " WHERE vault_id = ?1"},
      {&put_vault_,
       "INSERT INTO vault (vault_id, seq, control, genesis, recovery, generation, size, receipt,"
       " epoch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (vault_id) DO UPDATE SET"
       " seq = excluded.seq, control = excluded.control, genesis = excluded.genesis,"
       " recovery = excluded.recovery, generation = excluded.generation, size = excluded.size,"
       " receipt = excluded.receipt, epoch = excluded.epoch"},
      {&devices_,
       "SELECT device_id, dseq, evh, sign, accepted FROM device WHERE vault_id = ?1"
       " ORDER BY device_id"},
      {&put_device_,
       "INSERT INTO device (vault_id, device_id, dseq, evh, sign, accepted)"
       " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (vault_id, device_id) DO UPDATE SET"
       " dseq = excluded.dseq, evh = excluded.evh, accepted = excluded.accepted"},
      {&insert_,
       "INSERT INTO event (vault_id, seq, device_id, dseq, evh, type, frame)"
       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
      {&places_,
       "SELECT seq, dseq, evh, type FROM event WHERE vault_id = ?1 AND device_id = ?2"
       " AND dseq BETWEEN ?3 AND ?4 ORDER BY dseq"},
      {&number_, "SELECT seq FROM event WHERE vault_id = ?1 AND evh = ?2"},
      {&frame_, "SELECT frame FROM event WHERE vault_id = ?1 AND seq = ?2"},
      {&replace_, "UPDATE event SET frame = ?3 WHERE vault_id = ?1 AND seq = ?2"},
      {&events_,
       "SELECT seq, frame FROM event WHERE vault_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3"},
      {&session_, "SELECT device_id, expires FROM session WHERE vault_id = ?1 AND token_hash = ?2"},
      {&old_sessions_, "DELETE FROM session WHERE vault_id = ?1 AND expires <= ?2"},
      {&put_session_,
       "INSERT INTO session (vault_id, token_hash, device_id, expires) VALUES (?1, ?2, ?3, ?4)"
       " ON CONFLICT (vault_id, token_hash) DO NOTHING"},
      {&end_sessions_, "DELETE FROM session WHERE vault_id = ?1 AND device_id = ?2"},
      {&expired_, "DELETE FROM capsule WHERE vault_id = ?1 AND capsule_id = ?2 AND expires <= ?3"},
      {&rest_,
       "INSERT INTO capsule (vault_id, capsule_id, kind, expires, reads, size, body)"
       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (vault_id, capsule_id) DO NOTHING"
       " RETURNING 1"},
      {&resting_,
       "SELECT capsule_id, kind, expires, reads, size, body FROM capsule"
       " WHERE vault_id = ?1 AND capsule_id = ?2 AND expires > ?3"},
      {&all_resting_,
       "SELECT capsule_id, kind, expires, reads, size, x'' FROM capsule"
       " WHERE vault_id = ?1 AND expires > ?2 ORDER BY capsule_id"},
      {&take_,
       "UPDATE capsule SET reads = reads - 1"
       " WHERE vault_id = ?1 AND capsule_id = ?2 AND expires > ?3 AND reads > 0"
       " RETURNING capsule_id, kind, expires, reads, size, body"},
      {&claim_,
       "UPDATE capsule SET body = ?3 WHERE vault_id = ?1 AND capsule_id = ?2 AND expires > ?4"
       " AND (length(body) = 0 OR body = ?3) RETURNING 1"},
      {&remove_, "DELETE FROM capsule WHERE vault_id = ?1 AND capsule_id = ?2"},
      {&save_, "SAVEPOINT one"},
      {&release_, "RELEASE one"},
      {&back_, "ROLLBACK TO one"},
  };
  for (const auto& [statement, sql] : statements) *statement = TRY(connection_->prepare(sql));
  return ok();
}

Status SqliteHub::together(const std::function<void()>& work) {
  Transaction transaction = TRY(Transaction::begin(*connection_));
  grouped_ = true;
  group_failed_ = false;
  work();
  grouped_ = false;
  if (group_failed_) return Error{.code = "store/failed", .detail = "group"};
  TRY(transaction.commit());
  return empty_journal_when_due();
}

Status SqliteHub::transact(const std::function<Status()>& work) {
  if (group_failed_ && grouped_) return Error{.code = "store/failed", .detail = "group"};
  if (depth_ > 0) return work();
  if (!grouped_) {
    Transaction transaction = TRY(Transaction::begin(*connection_));
    depth_ = 1;
    Status status = work();
    depth_ = 0;
    TRY(std::move(status));
    TRY(transaction.commit());
    return empty_journal_when_due();
  }
  TRY(save_.run());
  depth_ = 1;
  Status status = work();
  depth_ = 0;
  // A full disk or a failed read may have ended the whole transaction, and then nothing of the
  // group stands.
  if (!status && (!back_.run() || connection_->idle())) group_failed_ = true;
  if (group_failed_) return status;
  const Status released = release_.run();
  if (!released) {
    group_failed_ = true;
    return released.error();
  }
  return status;
}

Status SqliteHub::ping() {
  return connection_->run("SELECT 1");
}

// The journal holds copies of old pages; with nothing left in it, what was overwritten is gone from
// the files. A reader that is in the middle of a page puts it off to the next time.
Status SqliteHub::empty_journal_when_due() {
  if (!overwrote_) return ok();
  Statement checkpoint = TRY(connection_->prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  const auto row = checkpoint.step();
  // The events themselves are durable already; only the tidying is not done yet.
  if (row && *row && checkpoint.number(0) == 0) overwrote_ = false;
  return ok();
}

Result<std::optional<HubVault>> SqliteHub::lock_vault(const VaultId& vault_id) {
  // A transaction holds the only writing lock of the file.
  return vault(vault_id);
}

Result<std::optional<HubVault>> SqliteHub::vault(const VaultId& vault) {
  InUse row(vault_);
  row->bind(1, vault);
  if (!TRY(row->step())) return std::optional<HubVault>();
  HubVault found;
  found.last = row->number(0);
  found.size = row->number(5);
  found.receipt = octets(row->bytes(6));
  found.epoch = row->number(7);
  if (!take_array(*row, 1, found.control) || !take_array(*row, 2, found.genesis) ||
      !take_array(*row, 3, found.recovery) || !take_array(*row, 4, found.generation))
    return damaged();
  return std::optional(std::move(found));
}

Status SqliteHub::put_vault(const VaultId& vault, const HubVault& row) {
  put_vault_.bind(1, vault).bind(2, row.last).bind(3, row.control).bind(4, row.genesis);
  put_vault_.bind(5, row.recovery).bind(6, row.generation).bind(7, row.size).bind(8, row.receipt);
  return put_vault_.bind(9, row.epoch).run();
}

Result<std::vector<HubDevice>> SqliteHub::devices(const VaultId& vault) {
  std::vector<HubDevice> found;
  InUse row(devices_);
  row->bind(1, vault);
  while (TRY(row->step())) {
    HubDevice& device = found.emplace_back();
    device.tip.dseq = static_cast<std::uint64_t>(row->number(1));
    device.accepted = row->number(4);
    if (!take_array(*row, 0, device.id) || !take_array(*row, 2, device.tip.evh) ||
        !take_array(*row, 3, device.sign))
      return damaged();
  }
  return found;
}

Status SqliteHub::put_device(const VaultId& vault, const HubDevice& row) {
  put_device_.bind(1, vault).bind(2, row.id).bind(3, static_cast<std::int64_t>(row.tip.dseq));
  return put_device_.bind(4, row.tip.evh).bind(5, row.sign).bind(6, row.accepted).run();
}

Status SqliteHub::insert(const VaultId& vault, std::span<const HubEvent> events) {
  for (const HubEvent& event : events) {
    insert_.bind(1, vault).bind(2, event.seq).bind(3, event.device).bind(4, event.dseq);
    TRY(insert_.bind(5, event.evh).bind(6, event.type).bind(7, event.frame).run());
  }
  return ok();
}

Result<std::vector<HubEvent>> SqliteHub::places(const VaultId& vault, const DeviceId& device,
                                                std::int64_t from, std::int64_t to) {
  std::vector<HubEvent> found;
  InUse row(places_);
  row->bind(1, vault).bind(2, device).bind(3, from).bind(4, to);
  while (TRY(row->step())) {
    HubEvent& event = found.emplace_back();
    event.seq = row->number(0);
    event.device = device;
    event.dseq = row->number(1);
    event.type = static_cast<std::int16_t>(row->number(3));
    if (!take_array(*row, 2, event.evh)) return damaged();
  }
  return found;
}

Result<std::vector<std::int64_t>> SqliteHub::numbers(const VaultId& vault,
                                                     std::span<const Hash> events) {
  // By the index of chains from end to end, once: a vault's own is small.
  std::vector<std::int64_t> found;
  Statement row = TRY(connection_->prepare(
      "SELECT evh, seq FROM event INDEXED BY event_chain WHERE vault_id = ?1"));
  row.bind(1, vault);
  std::vector<Hash> wanted(events.begin(), events.end());
  std::sort(wanted.begin(), wanted.end());
  while (TRY(row.step())) {
    Hash evh{};
    if (!take_array(row, 0, evh)) return damaged();
    if (std::binary_search(wanted.begin(), wanted.end(), evh)) found.push_back(row.number(1));
  }
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::optional<Octets>> SqliteHub::frame(const VaultId& vault, std::int64_t seq) {
  InUse row(frame_);
  row->bind(1, vault).bind(2, seq);
  if (!TRY(row->step())) return std::optional<Octets>();
  return std::optional(octets(row->bytes(0)));
}

Status SqliteHub::replace(const VaultId& vault, std::int64_t seq, Bytes frame) {
  overwrote_ = true;
  return replace_.bind(1, vault).bind(2, seq).bind(3, frame).run();
}

Result<HubPage> SqliteHub::events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                                  std::size_t bytes, std::size_t lead) {
  HubPage page;
  page.next = after;
  page.frames.resize(lead);
  InUse row(events_);
  row->bind(1, vault).bind(2, after).bind(3, limit);
  while (TRY(row->step())) {
    const Bytes frame = row->bytes(1);
    if (page.count > 0 && page.frames.size() - lead + frame.size() > bytes) break;
    page.frames.insert(page.frames.end(), frame.begin(), frame.end());
    page.next = row->number(0);
    ++page.count;
  }
  return page;
}

Status SqliteHub::clear(const VaultId& vault) {
  overwrote_ = true;
  for (const char* sql :
       {"DELETE FROM event WHERE vault_id = ?1", "DELETE FROM device WHERE vault_id = ?1",
        "DELETE FROM session WHERE vault_id = ?1", "DELETE FROM capsule WHERE vault_id = ?1"}) {
    Statement statement = TRY(connection_->prepare(sql));
    TRY(statement.bind(1, vault).run());
  }
  return ok();
}

Result<std::optional<HubSession>> SqliteHub::session(const VaultId& vault, const Hash& token) {
  InUse row(session_);
  row->bind(1, vault).bind(2, token);
  if (!TRY(row->step())) return std::optional<HubSession>();
  HubSession found;
  found.expires = row->number(1);
  if (!take_array(*row, 0, found.device)) return damaged();
  return std::optional(found);
}

Status SqliteHub::put_session(const VaultId& vault, const Hash& token, const HubSession& session,
                              std::int64_t now) {
  TRY(old_sessions_.bind(1, vault).bind(2, now).run());
  put_session_.bind(1, vault).bind(2, token).bind(3, session.device).bind(4, session.expires);
  return put_session_.run();
}

Status SqliteHub::end_sessions(const VaultId& vault, const DeviceId& device) {
  return end_sessions_.bind(1, vault).bind(2, device).run();
}

Result<bool> SqliteHub::rest(const VaultId& place, const HubResting& what, std::int64_t now) {
  TRY(expired_.bind(1, place).bind(2, what.id).bind(3, now).run());
  InUse row(rest_);
  row->bind(1, place).bind(2, what.id).bind(3, static_cast<std::int64_t>(what.kind));
  row->bind(4, what.expires).bind(5, what.reads).bind(6, what.size).bind(7, what.body);
  const bool fresh = TRY(row->step());
  // To the end: a statement that returns rows has done its work only then.
  while (TRY(row->step())) {
  }
  return fresh;
}

Result<HubResting> SqliteHub::resting_row(const Statement& row) {
  HubResting found;
  found.kind = static_cast<Resting>(row.number(1));
  found.expires = row.number(2);
  found.reads = row.number(3);
  found.size = row.number(4);
  found.body = octets(row.bytes(5));
  if (!take_array(row, 0, found.id)) return damaged();
  return found;
}

Result<std::optional<HubResting>> SqliteHub::resting(const VaultId& place,
                                                     const vault::CapsuleId& id, std::int64_t now) {
  InUse row(resting_);
  row->bind(1, place).bind(2, id).bind(3, now);
  if (!TRY(row->step())) return std::optional<HubResting>();
  return std::optional(TRY(resting_row(*row)));
}

Result<std::vector<HubResting>> SqliteHub::all_resting(const VaultId& place, std::int64_t now) {
  std::vector<HubResting> found;
  InUse row(all_resting_);
  row->bind(1, place).bind(2, now);
  while (TRY(row->step())) found.push_back(TRY(resting_row(*row)));
  return found;
}

Result<std::optional<HubResting>> SqliteHub::take(const VaultId& place, const vault::CapsuleId& id,
                                                  std::int64_t now) {
  InUse row(take_);
  row->bind(1, place).bind(2, id).bind(3, now);
  if (!TRY(row->step())) return std::optional<HubResting>();
  HubResting found = TRY(resting_row(*row));
  while (TRY(row->step())) {
  }
  return std::optional(std::move(found));
}

Result<bool> SqliteHub::claim(const VaultId& place, const vault::CapsuleId& id, Bytes body,
                              std::int64_t now) {
  InUse row(claim_);
  row->bind(1, place).bind(2, id).bind(3, body).bind(4, now);
  const bool taken = TRY(row->step());
  while (TRY(row->step())) {
  }
  return taken;
}

Status SqliteHub::remove(const VaultId& place, const vault::CapsuleId& id) {
  overwrote_ = true;
  return remove_.bind(1, place).bind(2, id).run();
}

Status SqliteHub::sweep(std::int64_t now) {
  Statement sessions = TRY(connection_->prepare("DELETE FROM session WHERE expires <= ?1"));
  Statement capsules = TRY(connection_->prepare("DELETE FROM capsule WHERE expires <= ?1"));
  overwrote_ = true;
  return transact([&]() -> Status {
    TRY(sessions.bind(1, now).run());
    return capsules.bind(1, now).run();
  });
}

Status SqliteHub::renew_generations(vault::Random& random) {
  return transact([&]() -> Status {
    Statement all = TRY(connection_->prepare("SELECT vault_id FROM vault ORDER BY vault_id"));
    Statement set =
        TRY(connection_->prepare("UPDATE vault SET generation = ?2 WHERE vault_id = ?1"));
    std::vector<VaultId> ids;
    while (TRY(all.step())) {
      VaultId& id = ids.emplace_back();
      if (!take_array(all, 0, id)) return damaged();
    }
    for (const VaultId& id : ids) {
      Generation generation{};
      random.fill(generation);
      TRY(set.bind(1, id).bind(2, generation).run());
    }
    return ok();
  });
}

Status sync_path(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return system_error(errno);
  const int result = ::fsync(file);
  const int number = errno;
  ::close(file);
  return result == 0 ? ok() : system_error(number);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

Status check_whole(Connection& connection) {
  Statement statement = TRY(connection.prepare("PRAGMA integrity_check(1)"));
  TRY(statement.step());
  const Bytes words = statement.bytes(0);
  const std::string_view said(reinterpret_cast<const char*>(words.data()), words.size());
  if (said == "ok") return ok();
  return Error{.code = "store/damaged", .detail = std::string(said)};
}

// All pages of `from` into the fresh file at `path`, synced; it appears under that name when it is
// whole.
Status copy_database(Connection& from, const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return Error{.code = "store/exists", .detail = path};
  const std::string fresh = path + ".new";
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) ::unlink((fresh + ending).c_str());
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return system_error(errno);
  ::close(file);
  {
    auto to = TRY(Connection::open(fresh, false));
    TRY(to->copy(from));
    TRY(to->run("PRAGMA journal_mode = DELETE"));
    TRY(check_whole(*to));
  }
  TRY(sync_path(fresh, O_RDONLY));
  if (::rename(fresh.c_str(), path.c_str()) != 0) return system_error(errno);
  return sync_path(folder_of(path), O_RDONLY | O_DIRECTORY);
}

}  // namespace

Result<std::unique_ptr<HubStore>> open_sqlite_hub(const std::string& path, Use use) {
  auto connection = TRY(open_file(path, hub_schema, use == Use::write));
  // A backup is one file without a journal; the hub's own has one.
  TRY(connection->run("PRAGMA journal_mode = WAL"));
  // What a journal holds after a stop may stand in the system's memory only, where a sync had
  // failed: it is written anew before anything builds on it.
  if (use == Use::write) TRY(connection->run("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (use == Use::read) TRY(connection->run("PRAGMA query_only = ON"));
  auto store = std::make_unique<SqliteHub>(std::move(connection));
  TRY(store->prepare());
  return std::unique_ptr<HubStore>(std::move(store));
}

Status backup_sqlite_hub(const std::string& path, const std::string& copy) {
  auto from = TRY(open_file(path, hub_schema, false));
  return copy_database(*from, copy);
}

Status restore_sqlite_hub(const std::string& copy, const std::string& path, vault::Random& random) {
  if (::access(path.c_str(), F_OK) == 0) return Error{.code = "store/exists", .detail = path};
  const std::string fresh = path + ".restored";
  for (const char* ending : {"", "-wal", "-shm"}) ::unlink((fresh + ending).c_str());
  {
    auto from = TRY(open_file(copy, hub_schema, false));
    TRY(check_whole(*from));
    TRY(copy_database(*from, fresh));
  }
  {
    auto store = TRY(open_sqlite_hub(fresh, Use::write));
    TRY(store->renew_generations(random));
  }
  // The last connection has left one file without a journal.
  TRY(sync_path(fresh, O_RDONLY));
  if (::rename(fresh.c_str(), path.c_str()) != 0) return system_error(errno);
  return sync_path(folder_of(path), O_RDONLY | O_DIRECTORY);
}

}  // namespace ajar::store
