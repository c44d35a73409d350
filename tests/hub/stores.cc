// Stores in memory where there is a folder for that: what a sync costs is not what is tested here.
#include "tests/hub/stores.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "store/postgres/postgres_hub.h"
#include "store/sqlite/sqlite_hub.h"
#include "tests/postgres/server.h"

namespace ajar::hub {
namespace {

// A folder that goes with the program.
struct Folder {
  Folder() {
    const std::string base = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    path = base + "/ajar-hub-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) std::abort();
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { (void)!std::system(("rm -rf '" + path + "'").c_str()); }
  std::string path;
  int count = 0;
};

Folder& folder() {
  static Folder one;
  return one;
}

std::string sqlite_path() {
  return folder().path + "/" + std::to_string(folder().count) + ".db";
}

std::string schema() {
  return "hub" + std::to_string(folder().count);
}

// Puts the empty tables that a hub has made into parts.
constexpr const char* part = R"(DO $$ DECLARE one text; BEGIN
  FOREACH one IN ARRAY ARRAY['capsule', 'device', 'event', 'session', 'vault'] LOOP
    EXECUTE format('ALTER TABLE %1$s RENAME TO %1$s_whole', one);
    EXECUTE format('CREATE TABLE %1$s (LIKE %1$s_whole INCLUDING ALL) PARTITION BY HASH (vault_id)', one);
    FOR number IN 0..3 LOOP
      EXECUTE format('CREATE TABLE %1$s_%2$s PARTITION OF %1$s FOR VALUES WITH (MODULUS 4, REMAINDER %2$s)',
                     one, number);
    END LOOP;
    EXECUTE format('DROP TABLE %1$s_whole', one);
  END LOOP;
  COMMENT ON TABLE vault IS 'ajar hub 1';
END $$)";

// One server for all tests of the program, started by the first that needs it.
ajar::testing::PostgresServer* postgres() {
  static const auto server = ajar::testing::PostgresServer::start(false);
  return server.get();
}

std::string bytes_below(const std::string& path) {
  std::string bytes;
  const std::string list = "find '" + path + "' -type f";
  FILE* names = ::popen(list.c_str(), "r");
  if (names == nullptr) return bytes;
  for (char line[4096]; std::fgets(line, sizeof line, names) != nullptr;) {
    std::string name = line;
    name.pop_back();
    std::ifstream file(name, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  ::pclose(names);
  return bytes;
}

}  // namespace

std::vector<TestStoreKind> test_store_kinds() {
  return {TestStoreKind::sqlite, TestStoreKind::postgres, TestStoreKind::parted};
}

std::string test_store_name(TestStoreKind kind) {
  if (kind == TestStoreKind::parted) return "PostgresInParts";
  return kind == TestStoreKind::sqlite ? "Sqlite" : "Postgres";
}

std::unique_ptr<store::HubStore> test_store(TestStoreKind kind) {
  ++folder().count;
  auto store = test_store_maker(kind)();
  if (!store) return nullptr;
  if (kind == TestStoreKind::parted) postgres()->ask("SET search_path = " + schema() + ";" + part);
  return std::move(*store);
}

std::string test_store_url(TestStoreKind kind) {
  if (kind == TestStoreKind::sqlite) return sqlite_path();
  return postgres() != nullptr ? postgres()->url(schema()) : "postgres:///nowhere";
}

store::HubStoreMaker test_store_maker(TestStoreKind kind) {
  const std::string url = test_store_url(kind);
  if (kind != TestStoreKind::sqlite) return store::postgres_hub_maker(url);
  return [url] { return store::open_sqlite_hub(url, store::Use::write); };
}

std::string test_store_bytes(TestStoreKind kind) {
  return bytes_below(kind == TestStoreKind::sqlite ? folder().path : postgres()->folder());
}

}  // namespace ajar::hub
