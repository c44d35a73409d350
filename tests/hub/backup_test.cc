// Copies of a hub's store: taken while it is written to, put back with new generations, and refused
// where they are not sound or not wanted.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "store/sqlite/sqlite_hub.h"
#include "tests/hub/device.h"

namespace ajar::hub {
namespace {

class Backup : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(vault::start());
    folder_ = (::access("/dev/shm", W_OK) == 0 ? std::string("/dev/shm") : std::string("/tmp")) +
              "/ajar-backup-XXXXXX";
    ASSERT_NE(::mkdtemp(folder_.data()), nullptr);
    path_ = folder_ + "/hub.db";
  }
  void TearDown() override { ASSERT_EQ(std::system(("rm -rf '" + folder_ + "'").c_str()), 0); }

  // Writes the vault and its events below the services, as they would stand.
  static void put(store::HubStore& store, std::int64_t last) {
    ASSERT_TRUE(store.transact([&]() -> Status {
      store::HubVault row;
      row.last = last;
      row.generation.fill(1);
      const Octets frame(400, static_cast<std::uint8_t>(last));
      const store::HubEvent event{.seq = last, .dseq = last, .type = 4, .frame = frame};
      TRY(store.insert(vault::VaultId{}, std::span(&event, 1)));
      return store.put_vault(vault::VaultId{}, row);
    }));
  }
  std::string folder_, path_;
  vault::SeededRandom random_{"backup"};
};

TEST_F(Backup, TakenWhileItIsWrittenToIsOneMomentOfIt) {
  auto store = store::open_sqlite_hub(path_, store::Use::write);
  ASSERT_TRUE(store);
  put(**store, 1);
  std::atomic<bool> stop = false;
  std::atomic<std::int64_t> written = 1;
  std::thread writer([&] {
    while (!stop) {
      put(**store, written + 1);
      ++written;
    }
  });
  for (int copy = 0; copy < 5; ++copy) {
    const std::string to = folder_ + "/copy" + std::to_string(copy);
    const std::int64_t before = written;
    const Status taken = store::backup_sqlite_hub(path_, to);
    ASSERT_TRUE(taken) << taken.error().code;
    const std::string back = folder_ + "/back" + std::to_string(copy);
    ASSERT_TRUE(store::restore_sqlite_hub(to, back, random_));
    auto restored = store::open_sqlite_hub(back, store::Use::write);
    ASSERT_TRUE(restored);
    const auto row = (*restored)->vault(vault::VaultId{});
    ASSERT_TRUE(row && *row);
    EXPECT_GE((*row)->last, before);
    const auto page = (*restored)->events(vault::VaultId{}, 0, 1'000'000, 1 << 30, 0);
    EXPECT_EQ(page->count, static_cast<std::uint32_t>((*row)->last));
  }
  stop = true;
  writer.join();
}

TEST_F(Backup, PutBackBeginsANewGeneration) {
  {
    auto store = store::open_sqlite_hub(path_, store::Use::write);
    put(**store, 1);
  }
  ASSERT_TRUE(store::backup_sqlite_hub(path_, folder_ + "/copy"));
  ASSERT_TRUE(store::restore_sqlite_hub(folder_ + "/copy", folder_ + "/back", random_));
  auto restored = store::open_sqlite_hub(folder_ + "/back", store::Use::write);
  vault::Generation old{};
  old.fill(1);
  EXPECT_NE((*(*restored)->vault(vault::VaultId{}))->generation, old);
}

TEST_F(Backup, NothingIsWrittenOverAndNothingDamagedIsPutBack) {
  {
    auto store = store::open_sqlite_hub(path_, store::Use::write);
    for (std::int64_t i = 1; i < 50; ++i) put(**store, i);
  }
  const std::string copy = folder_ + "/copy";
  ASSERT_TRUE(store::backup_sqlite_hub(path_, copy));
  EXPECT_EQ(store::backup_sqlite_hub(path_, copy).error().code, "store/exists");
  EXPECT_EQ(store::restore_sqlite_hub(copy, path_, random_).error().code, "store/exists");
  EXPECT_EQ(store::backup_sqlite_hub(folder_ + "/none", folder_ + "/other").error().code,
            "store/missing");
  std::fstream file(copy, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(3 * 4096);
  file << std::string(4096, 'x');
  file.close();
  EXPECT_FALSE(store::restore_sqlite_hub(copy, folder_ + "/back", random_));
  EXPECT_NE(::access((folder_ + "/back").c_str(), F_OK), 0);
  std::ofstream(folder_ + "/letter") << std::string(5000, 'a');
  EXPECT_EQ(store::restore_sqlite_hub(folder_ + "/letter", folder_ + "/back", random_).error().code,
            "store/foreign");
}

}  // namespace
}  // namespace ajar::hub
