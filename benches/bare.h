// What the hub's work costs without the hub: rows into and out of SQLite and PostgreSQL, and a
// signature, each by its library alone. All answers are seconds.
#pragma once

#include <libpq-fe.h>
#include <sqlite3.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "vault/bytes.h"

namespace ajar::bench {

using Octets = std::vector<std::uint8_t>;

// A table with the key that events have, in a fresh file, synced as the hub's.
class BareSqlite {
 public:
  explicit BareSqlite(const std::string& path);
  ~BareSqlite();
  BareSqlite(const BareSqlite&) = delete;
  BareSqlite& operator=(const BareSqlite&) = delete;
  double insert(const Octets& frame, int rows, int commits);

 private:
  void run(const char* sql);
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  int seq_ = 0;
};

// The rows of one vault in a hub's own file.
class BareSqliteReader {
 public:
  BareSqliteReader(const std::string& store, const vault::VaultId& vault);
  ~BareSqliteReader();
  BareSqliteReader(const BareSqliteReader&) = delete;
  BareSqliteReader& operator=(const BareSqliteReader&) = delete;
  // `rows` and `bytes` say what there was.
  double read();
  int rows = 0;
  std::size_t bytes = 0;

 private:
  vault::VaultId vault_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* read_ = nullptr;
};

// The same table in PostgreSQL, over as many connections as a hub has.
class BarePostgres {
 public:
  BarePostgres(const std::string& url, int connections);
  // One statement a commit, shared out among the connections.
  double insert(const Octets& frame, int rows, int commits);

 private:
  struct Finish {
    void operator()(PGconn* link) const { PQfinish(link); }
  };
  using Link = std::unique_ptr<PGconn, Finish>;
  void insert_by(PGconn* link, std::size_t place, const Octets& frame, int rows, int commits);
  std::vector<Link> links_;
  std::vector<std::uint64_t> seqs_;
  std::set<int> prepared_;  // numbers of rows
};

double check_signatures(int count);

}  // namespace ajar::bench
