// That a hub's tables can be spread over many machines by vault_id: every key begins with it, every
// statement names one, and on tables that are parted by it each goes to one part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <set>

#include "store/postgres/postgres_hub.h"
#include "store/sql/statements.h"
#include "tests/hub/stores.h"

namespace ajar::hub {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> tables = {"capsule", "device", "event", "session", "vault"};

std::vector<store::Sql> statements_of(TestStoreKind kind) {
  std::vector<store::Sql> all(store::sql::of_a_vault.begin(), store::sql::of_a_vault.end());
  if (kind == TestStoreKind::sqlite)
    all.insert(all.end(), store::sql::of_sqlite.begin(), store::sql::of_sqlite.end());
  else
    all.insert(all.end(), store::sql::of_postgres.begin(), store::sql::of_postgres.end());
  return all;
}

// A connection to the last store of this kind, and the first column of each row of an answer.
class Database {
 public:
  explicit Database(TestStoreKind kind) : link_(PQconnectdb(test_store_url(kind).c_str())) {}
  ~Database() { PQfinish(link_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  std::vector<std::string> ask(const std::string& sql) {
    std::vector<std::string> lines;
    PGresult* result = PQexec(link_, sql.c_str());
    EXPECT_NE(PQresultStatus(result), PGRES_FATAL_ERROR) << PQresultErrorMessage(result) << sql;
    for (int row = 0; row < PQntuples(result); ++row)
      lines.emplace_back(PQgetvalue(result, row, 0));
    PQclear(result);
    return lines;
  }

 private:
  PGconn* link_;
};

TEST(Distribute, EveryStatementNamesOneVault) {
  for (const TestStoreKind kind : {TestStoreKind::sqlite, TestStoreKind::postgres})
    for (const store::Sql& sql : statements_of(kind)) {
      const bool inserts = sql.text.starts_with("INSERT INTO") &&
                           sql.text.find(" (vault_id, ") != sql.text.npos &&
                           sql.text.find("VALUES ($1, ") != sql.text.npos;
      const bool looks = sql.text.find("WHERE vault_id = $1") != sql.text.npos;
      EXPECT_TRUE(inserts || looks) << sql.text;
      EXPECT_EQ(sql.text.find("JOIN"), sql.text.npos) << sql.text;
    }
  EXPECT_EQ(store::sql::postgres::insert(2),
            "INSERT INTO event (vault_id, seq, device_id, dseq, evh, type, frame) VALUES "
            "($1, $2, $3, $4, $5, $6, $7), ($1, $8, $9, $10, $11, $12, $13)");
}

TEST(Distribute, EveryKeyInPostgresBeginsWithTheVaultAndNothingCrossesVaults) {
  const auto store = test_store(TestStoreKind::postgres);
  ASSERT_NE(store, nullptr);
  Database database(TestStoreKind::postgres);
  EXPECT_EQ(database.ask(
                "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                " AND relkind IN ('r', 'p', 'S', 'v', 'm') ORDER BY relname"),
            tables);
  const auto firsts = database.ask(
      "SELECT attname FROM pg_index JOIN pg_class ON pg_class.oid = indrelid JOIN pg_attribute"
      " ON attrelid = indrelid AND attnum = indkey[0]"
      " WHERE relnamespace = current_schema()::regnamespace");
  EXPECT_EQ(firsts.size(), tables.size() + 1);
  EXPECT_EQ(std::set<std::string>(firsts.begin(), firsts.end()), std::set<std::string>{"vault_id"});
  EXPECT_THAT(database.ask("SELECT DISTINCT data_type FROM information_schema.columns"
                           " WHERE table_schema = current_schema() ORDER BY data_type"),
              ElementsAre("bigint", "bytea", "smallint"));
  EXPECT_TRUE(database
                  .ask("SELECT conname FROM pg_constraint WHERE connamespace ="
                       " current_schema()::regnamespace AND contype <> 'p'")
                  .empty());
}

TEST(Distribute, EveryKeyInSqliteBeginsWithTheVault) {
  const auto store = test_store(TestStoreKind::sqlite);
  ASSERT_NE(store, nullptr);
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(test_store_url(TestStoreKind::sqlite).c_str(), &database), SQLITE_OK);
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(
      database,
      "SELECT columns.name FROM sqlite_schema AS here, pragma_index_list(here.name) AS keys,"
      " pragma_index_info(keys.name) AS columns WHERE here.type = 'table' AND columns.seqno = 0",
      -1, &rows, nullptr);
  std::size_t count = 0;
  for (; sqlite3_step(rows) == SQLITE_ROW; ++count)
    EXPECT_STREQ(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)), "vault_id");
  EXPECT_EQ(count, tables.size() + 1);
  sqlite3_finalize(rows);
  sqlite3_close(database);
}

// Which parts of parted tables a plan looks into.
std::set<std::string> parts_of(const std::vector<std::string>& plan) {
  std::set<std::string> parts;
  for (const std::string& line : plan)
    for (const std::string& table : tables)
      for (const char digit : {'0', '1', '2', '3'})
        if (line.find(" on " + table + "_" + digit) != line.npos ||
            line.find(" using " + table + "_" + digit) != line.npos)
          parts.insert(table + "_" + digit);
  return parts;
}

std::string example_of(const std::string& type) {
  if (type == "bytea") return "'\\x01'";
  if (type == "bytea[]") return "ARRAY['\\x01'::bytea]";
  return "1";
}

std::vector<std::string> plan_of(Database& database, const store::Sql& sql) {
  const std::string name(sql.name);
  database.ask("PREPARE \"" + name + "\" AS " + std::string(sql.text));
  std::string values;
  for (const std::string& type :
       database.ask("SELECT unnest(parameter_types) FROM pg_prepared_statements WHERE name = '" +
                    name + "'"))
    values += (values.empty() ? "(" : ", ") + example_of(type);
  if (!values.empty()) values += ")";
  return database.ask("EXPLAIN (COSTS OFF) EXECUTE \"" + name + "\"" + values);
}

TEST(Distribute, OnPartedTablesEachStatementGoesToOnePart) {
  const auto store = test_store(TestStoreKind::parted);
  ASSERT_NE(store, nullptr);
  Database database(TestStoreKind::parted);
  EXPECT_EQ(database.ask(
                "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                " AND relkind = 'p' ORDER BY relname"),
            tables);
  database.ask("SET plan_cache_mode = force_custom_plan");
  for (const store::Sql& sql : statements_of(TestStoreKind::postgres)) {
    // Where a new row goes its values alone say.
    if (sql.text.starts_with("INSERT")) continue;
    EXPECT_EQ(parts_of(plan_of(database, sql)).size(), 1u) << sql.text;
  }
  // The few that care for all vaults do go everywhere: so this sees what it is to see.
  for (const store::Sql& sql : store::sql::of_all)
    EXPECT_EQ(parts_of(plan_of(database, sql)).size(), 4u) << sql.text;
}

TEST(Distribute, TheStatementsForCitusNameEveryTable) {
  std::ifstream file(AJAR_SOURCE_DIR "/store/postgres/citus.sql");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  for (const std::string& table : tables)
    EXPECT_THAT(text, HasSubstr("create_distributed_table('" + table + "', 'vault_id'"));
}

}  // namespace
}  // namespace ajar::hub
