// SQLite's results as codes.
#include "store/sqlite/connection.h"

#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <mutex>

namespace ajar::store {
namespace {

constexpr int busy_milliseconds = 5000;

std::string_view code_of(int result, int system_error) {
  if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG)
    return "store/full";
  switch (result & 0xff) {
    case SQLITE_CORRUPT:
      return "store/damaged";
    case SQLITE_NOTADB:
      return "store/foreign";
    case SQLITE_FULL:
      return "store/full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "store/locked";
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return "store/not_permitted";
    case SQLITE_CANTOPEN:
      // Where a journal could not be made, the system's last word is about a second try to read it.
      return system_error == EACCES || system_error == EPERM || system_error == EROFS
                 ? "store/not_permitted"
                 : "store/failed";
    default:
      return "store/failed";
  }
}

using FileId = std::pair<std::uint64_t, std::uint64_t>;

struct OpenFiles {
  std::mutex lock;
  std::map<FileId, int> counts;
};
OpenFiles& open_files() {
  static OpenFiles all;
  return all;
}

// Zeros where there is no such file.
FileId id_of(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return {};
  return {about.st_dev, about.st_ino};
}

}  // namespace

OpenFile::OpenFile(const std::string& path) : id_(id_of(path)) {
  const std::lock_guard guard(open_files().lock);
  ++open_files().counts[id_];
}

OpenFile::~OpenFile() {
  const std::lock_guard guard(open_files().lock);
  if (--open_files().counts[id_] == 0) open_files().counts.erase(id_);
}

bool OpenFile::is_open(const std::string& path) {
  const std::lock_guard guard(open_files().lock);
  return open_files().counts.contains(id_of(path));
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
  return *this;
}

Statement& Statement::bind(int parameter, Bytes bytes) {
  // A null pointer would bind NULL.
  const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  sqlite3_bind_blob64(statement_.get(), parameter, data, bytes.size(), SQLITE_STATIC);
  return *this;
}

Result<bool> Statement::step() {
  switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return connection_->error();
  }
}

Status Statement::run() {
  Result<bool> row = true;
  while (row && *row) row = step();
  reset();
  if (!row) return row.error();
  return ok();
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

Bytes Statement::bytes(int column) const {
  const auto* data =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, bool create) {
  auto connection = std::make_unique<Connection>();
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    SQLITE_OPEN_PRIVATECACHE;
  const int result =
      sqlite3_open_v2(path.c_str(), &raw, flags | (create ? SQLITE_OPEN_CREATE : 0), nullptr);
  connection->connection_.reset(raw);
  if (result != SQLITE_OK) return connection->error();
  connection->file_ = std::make_unique<OpenFile>(path);
  sqlite3_busy_timeout(raw, busy_milliseconds);
  // A file from elsewhere cannot make us run what its schema says.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return connection;
}

Status Connection::run(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error();
  return ok();
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const int result = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  Statement statement;
  statement.connection_ = this;
  statement.statement_.reset(raw);
  if (result != SQLITE_OK) return error();
  return statement;
}

Status Connection::copy(Connection& from) {
  sqlite3_backup* backup =
      sqlite3_backup_init(connection_.get(), "main", from.connection_.get(), "main");
  if (backup == nullptr) return error();
  const int result = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (result == SQLITE_DONE && finished == SQLITE_OK) return ok();
  if (result == SQLITE_BUSY || result == SQLITE_LOCKED) return Error{.code = "store/locked"};
  return error();
}

Error Connection::error() {
  const int result = connection_ ? sqlite3_extended_errcode(connection_.get()) : SQLITE_NOMEM;
  const int system_error = connection_ ? sqlite3_system_errno(connection_.get()) : 0;
  const int kind = result & 0xff;
  if (kind == SQLITE_IOERR || kind == SQLITE_CORRUPT) broken_ = true;
  const bool from_system = kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN;
  return Error{.code = code_of(result, from_system ? system_error : 0),
               .detail = "sqlite " + std::to_string(result)};
}

Result<Transaction> Transaction::begin(Connection& connection) {
  if (connection.broken()) return Error{.code = "store/failed", .detail = "reopen"};
  TRY(connection.run("BEGIN IMMEDIATE"));
  return Transaction(connection);
}

Transaction::~Transaction() {
  // Where this fails, SQLite has rolled back already.
  if (connection_ != nullptr) (void)connection_->run("ROLLBACK");
}

Status Transaction::commit() {
  TRY(connection_->run("COMMIT"));
  connection_ = nullptr;
  return ok();
}

}  // namespace ajar::store
