// The baselines of benches/hub.cc.
#include "benches/bare.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "vault/crypto.h"

namespace ajar::bench {
namespace {

[[noreturn]] void stop(const char* what) {
  std::fprintf(stderr, "ajar_bench_hub: bare %s\n", what);
  std::exit(1);
}

template <class Work>
double seconds(Work&& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

constexpr int vaults = 64;

}  // namespace

BareSqlite::BareSqlite(const std::string& path) {
  for (const char* ending : {"", "-wal", "-shm"}) ::unlink((path + ending).c_str());
  if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) stop("open");
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE event (vault_id BLOB NOT NULL, seq INTEGER NOT NULL, frame BLOB NOT NULL,"
      " PRIMARY KEY (vault_id, seq))");
  sqlite3_prepare_v2(database_, "INSERT INTO event VALUES (?, ?, ?)", -1, &insert_, nullptr);
}

BareSqlite::~BareSqlite() {
  sqlite3_finalize(insert_);
  sqlite3_close(database_);
}

void BareSqlite::run(const char* sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) stop(sql);
}

double BareSqlite::insert(const Octets& frame, int rows, int commits) {
  std::array<std::uint8_t, 32> id{};
  return seconds([&] {
    for (int commit = 0; commit < commits; ++commit) {
      run("BEGIN IMMEDIATE");
      for (int row = 0; row < rows; ++row) {
        id[0] = static_cast<std::uint8_t>(row % vaults);
        sqlite3_bind_blob(insert_, 1, id.data(), 32, SQLITE_STATIC);
        sqlite3_bind_int(insert_, 2, ++seq_);
        sqlite3_bind_blob(insert_, 3, frame.data(), static_cast<int>(frame.size()), SQLITE_STATIC);
        if (sqlite3_step(insert_) != SQLITE_DONE) stop("insert");
        sqlite3_reset(insert_);
      }
      run("COMMIT");
    }
  });
}

BareSqliteReader::BareSqliteReader(const std::string& store, const vault::VaultId& vault)
    : vault_(vault) {
  if (sqlite3_open(store.c_str(), &database_) != SQLITE_OK) stop("open");
  sqlite3_prepare_v2(database_, "SELECT seq, frame FROM event WHERE vault_id = ? ORDER BY seq", -1,
                     &read_, nullptr);
}

BareSqliteReader::~BareSqliteReader() {
  sqlite3_finalize(read_);
  sqlite3_close(database_);
}

double BareSqliteReader::read() {
  rows = 0;
  bytes = 0;
  return seconds([&] {
    sqlite3_bind_blob(read_, 1, vault_.data(), 32, SQLITE_STATIC);
    for (; sqlite3_step(read_) == SQLITE_ROW; ++rows) {
      if (sqlite3_column_blob(read_, 1) == nullptr) stop("read");
      bytes += static_cast<std::size_t>(sqlite3_column_bytes(read_, 1));
    }
    sqlite3_reset(read_);
  });
}

BarePostgres::BarePostgres(const std::string& url, int connections) {
  for (int i = 0; i < connections; ++i) {
    links_.emplace_back(PQconnectdb(url.c_str()));
    if (PQstatus(links_.back().get()) != CONNECTION_OK) stop("connection");
  }
  seqs_.resize(links_.size());
  PQclear(PQexec(links_[0].get(),
                 "CREATE TABLE event (vault_id BYTEA NOT NULL, seq BIGINT NOT NULL,"
                 " frame BYTEA NOT NULL, PRIMARY KEY (vault_id, seq))"));
}

double BarePostgres::insert(const Octets& frame, int rows, int commits) {
  std::string sql = "INSERT INTO event (vault_id, seq, frame) VALUES ";
  for (int row = 0; row < rows; ++row)
    sql += (row == 0 ? "($" : ", ($") + std::to_string(row * 3 + 1) + ", $" +
           std::to_string(row * 3 + 2) + ", $" + std::to_string(row * 3 + 3) + ")";
  const std::string name = "insert_" + std::to_string(rows);
  if (prepared_.insert(rows).second)
    for (const Link& link : links_)
      PQclear(PQprepare(link.get(), name.c_str(), sql.c_str(), 0, nullptr));
  return seconds([&] {
    std::vector<std::thread> threads;
    const auto each = commits / static_cast<int>(links_.size());
    for (std::size_t i = 0; i < links_.size(); ++i)
      threads.emplace_back([&, i] { insert_by(links_[i].get(), i, frame, rows, each); });
    for (std::thread& thread : threads) thread.join();
  });
}

void BarePostgres::insert_by(PGconn* link, std::size_t place, const Octets& frame, int rows,
                             int commits) {
  const std::string name = "insert_" + std::to_string(rows);
  const auto count = static_cast<std::size_t>(rows);
  std::array<char, 32> id{};
  id[0] = static_cast<char>(place);
  std::vector<std::array<char, 8>> numbers(count);
  std::vector<const char*> values;
  std::vector<int> lengths;
  const std::vector<int> formats(count * 3, 1);
  for (const auto& number : numbers) {
    values.insert(values.end(),
                  {id.data(), number.data(), reinterpret_cast<const char*>(frame.data())});
    lengths.insert(lengths.end(), {32, 8, static_cast<int>(frame.size())});
  }
  for (int commit = 0; commit < commits; ++commit) {
    for (auto& number : numbers) {
      const std::uint64_t seq = ++seqs_[place];
      for (std::size_t i = 0; i < 8; ++i) number[i] = static_cast<char>(seq >> (8 * (7 - i)));
    }
    PGresult* result = PQexecPrepared(link, name.c_str(), rows * 3, values.data(), lengths.data(),
                                      formats.data(), 1);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) stop(PQresultErrorMessage(result));
    PQclear(result);
  }
}

double check_signatures(int count) {
  const vault::SigningKey key{vault::Key(vault::Hash{})};
  const vault::Hash message{};
  const vault::Signature signature = key.sign(message);
  int good = 0;
  const double took = seconds([&] {
    for (int i = 0; i < count; ++i)
      good += vault::signed_by(key.public_key(), message, signature.data()) ? 1 : 0;
  });
  if (good != count) stop("signature");
  return took;
}

}  // namespace ajar::bench
