// The hub's store by SQLite: one writer, any number of readers, one sync for all that is written
// together.
#include "store/sqlite/sqlite_hub.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <utility>

#include "store/sql/sql_hub.h"
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

class StatementRow final : public Row {
 public:
  explicit StatementRow(const Statement& statement) : statement_(statement) {}
  std::int64_t number(int column) const override { return statement_.number(column); }
  Bytes bytes(int column) const override { return statement_.bytes(column); }

 private:
  const Statement& statement_;
};

// Resets a statement however its use ends.
class InUse {
 public:
  InUse(Statement& statement, Values values) : statement_(statement) {
    int parameter = 0;
    for (const Value& value : values) {
      ++parameter;
      if (value.kind == Value::Kind::bytes)
        statement_.bind(parameter, value.bytes);
      else
        statement_.bind(parameter, value.number);
    }
  }
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;
  ~InUse() { statement_.reset(); }
  Statement* operator->() { return &statement_; }

 private:
  Statement& statement_;
};

class SqliteHub final : public SqlHub {
 public:
  explicit SqliteHub(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  Status prepare();

  Status together(const std::function<void()>& work) override;
  bool gains_together() const override { return true; }
  Status transact(const std::function<Status()>& work) override;
  Status ping() override;
  Result<std::optional<HubVault>> lock_vault(const VaultId& vault) override;
  Status insert(const VaultId& vault, std::span<const HubEvent> events) override;
  Result<std::vector<std::int64_t>> numbers(const VaultId& vault,
                                            std::span<const Hash> events) override;
  Result<HubPage> events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                         std::size_t bytes, std::size_t lead) override;

 private:
  Status each(const Sql& sql, Values values, const Take& take) override;
  Status tell(const Sql& sql, Values values) override;
  Status empty_journal_when_due();

  std::unique_ptr<Connection> connection_;
  bool grouped_ = false;                              // inside together
  bool group_failed_ = false;                         // SQLite gave the whole transaction up
  int depth_ = 0;                                     // of transact
  bool overwrote_ = false;                            // old bytes still stand in the journal
  std::map<std::string_view, Statement> statements_;  // by their names
  Statement save_, release_, back_;
};

// All at once, so that a file which does not fit is refused when it is opened.
Status SqliteHub::prepare() {
  const auto add = [&](const Sql& sql) -> Status {
    // "?1" is a parameter's number in SQLite, and "$1" would be a name.
    std::string text(sql.text);
    std::replace(text.begin(), text.end(), '$', '?');
    statements_[sql.name] = TRY(connection_->prepare(text));
    return ok();
  };
  for (const Sql& sql : sql::of_a_vault) TRY(add(sql));
  for (const Sql& sql : sql::of_all) TRY(add(sql));
  for (const Sql& sql : sql::of_sqlite) TRY(add(sql));
  save_ = TRY(connection_->prepare("SAVEPOINT one"));
  release_ = TRY(connection_->prepare("RELEASE one"));
  back_ = TRY(connection_->prepare("ROLLBACK TO one"));
  return ok();
}

Status SqliteHub::each(const Sql& sql, Values values, const Take& take) {
  overwrote_ = overwrote_ || sql.erases;
  Statement& statement = statements_[sql.name];
  InUse use(statement, values);
  // To the end, also where one row is all there can be: a statement that changes and returns rows
  // has done its work only then.
  while (TRY(use->step())) TRY(take(StatementRow(statement)));
  return ok();
}

Status SqliteHub::tell(const Sql& sql, Values values) {
  return each(sql, values, [](const Row&) { return ok(); });
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

Status SqliteHub::insert(const VaultId& vault, std::span<const HubEvent> events) {
  for (const HubEvent& event : events) {
    const Value row[] = {vault,     event.seq,  event.device, event.dseq,
                         event.evh, event.type, event.frame};
    TRY(tell(sql::sqlite::insert, row));
  }
  return ok();
}

Result<std::vector<std::int64_t>> SqliteHub::numbers(const VaultId& vault,
                                                     std::span<const Hash> events) {
  std::vector<std::int64_t> found;
  std::vector<Hash> wanted(events.begin(), events.end());
  std::sort(wanted.begin(), wanted.end());
  const Value of[] = {vault};
  TRY(each(sql::sqlite::numbers, of, [&](const Row& row) -> Status {
    Hash evh{};
    TRY(read_column(row, 0, evh));
    if (std::binary_search(wanted.begin(), wanted.end(), evh)) found.push_back(row.number(1));
    return ok();
  }));
  std::sort(found.begin(), found.end());
  return found;
}

Result<HubPage> SqliteHub::events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                                  std::size_t bytes, std::size_t lead) {
  HubPage page;
  page.next = after;
  page.frames.resize(lead);
  const Value from[] = {vault, after, limit};
  InUse row(statements_[sql::sqlite::events.name], from);
  while (TRY(row->step())) {
    const Bytes frame = row->bytes(1);
    if (page.count > 0 && page.frames.size() - lead + frame.size() > bytes) break;
    page.frames.insert(page.frames.end(), frame.begin(), frame.end());
    page.next = row->number(0);
    ++page.count;
  }
  return page;
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

Result<bool> remove_empty_sqlite_hub(const std::string& path) {
  {
    auto file = TRY(open_file(path, hub_schema, false));
    // Whoever else has it open keeps it from giving up its journal.
    Statement alone = TRY(file->prepare("PRAGMA journal_mode = DELETE"));
    const auto row = alone.step();
    if (!row && row.error().code == "store/locked") return false;
    if (!row) return row.error();
    const Bytes mode = *row ? alone.bytes(0) : Bytes();
    if (!vault::same(mode, vault::text_bytes("delete"))) return false;
    alone.reset();
    Statement living = TRY(file->prepare("SELECT 1 FROM vault WHERE length(receipt) = 0 LIMIT 1"));
    if (TRY(living.step())) return false;
  }
  for (const char* ending : {"-wal", "-shm", "-journal", ""}) ::unlink((path + ending).c_str());
  return true;
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
