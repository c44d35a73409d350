// Stores in memory where there is a folder for that: what a sync costs is not what is tested here.
#include "hub/test_store.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "store/sqlite/sqlite_hub.h"

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

}  // namespace

std::vector<TestStoreKind> test_store_kinds() {
  return {TestStoreKind::sqlite};
}

std::string test_store_name(TestStoreKind kind) {
  return kind == TestStoreKind::sqlite ? "Sqlite" : "Postgres";
}

std::unique_ptr<store::HubStore> test_store(TestStoreKind kind) {
  ++folder().count;
  auto store = test_store_maker(kind)();
  return store ? std::move(*store) : nullptr;
}

store::HubStoreMaker test_store_maker(TestStoreKind) {
  return [path = sqlite_path()] { return store::open_sqlite_hub(path, store::Use::write); };
}

std::string test_store_bytes(TestStoreKind) {
  std::string bytes;
  for (const char* ending : {"", "-wal"}) {
    std::ifstream file(sqlite_path() + ending, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

}  // namespace ajar::hub
