// SQLite's C calls, each with its error as a code and its handle closed in time.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::store {

using vault::Bytes;

class Connection;

// One prepared statement, reused. Parameters and columns count from 1 and from 0, as in SQLite.
class Statement {
 public:
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind(int parameter, Bytes bytes);  // lives until `reset`
  Result<bool> step();                          // true: there is a row
  Status run();                                 // to the end, then reset
  void reset();
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  Bytes bytes(int column) const;  // valid until the next step

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Connection* connection_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// That this process has the file open, for as long as this lives. The system drops all locks that a
// process has on a file as soon as it closes any handle of it; SQLite minds that among its own, and
// whoever else would open the file must ask here first. Without its lock another process takes
// itself for the last one, and takes the journal away.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path);
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile();
  static bool is_open(const std::string& path);

 private:
  std::pair<std::uint64_t, std::uint64_t> id_;  // device and number of the file
};

class Connection {
 public:
  // Errors: store/missing, store/not_permitted, store/failed.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, bool create);

  Status run(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  // What SQLite's last result means. After an error of input or output nothing more is written
  // through this connection: a sync that failed once may seem to succeed the second time, with the
  // data lost.
  Error error();
  bool broken() const { return broken_; }
  // No transaction is open, be it that none was or that SQLite has rolled it back.
  bool idle() const { return sqlite3_get_autocommit(connection_.get()) != 0; }
  // Every page of another database, as they are at one moment.
  Status copy(Connection& from);

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::unique_ptr<OpenFile> file_;  // goes after the connection
  std::unique_ptr<sqlite3, Close> connection_;
  bool broken_ = false;
};

// BEGIN IMMEDIATE until `commit`; rolled back when it goes without one.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace ajar::store
