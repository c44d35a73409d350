// The sealed log in SQLite: what is appended is there again, and what is not ours is refused
// unchanged.
#include "store/sqlite/sqlite_log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "vault/test_random.h"
#include "vault/vault.h"

namespace ajar::store {
namespace {

using vault::text_bytes;

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A vault with its frames, and a home folder to store them in.
class SqliteLog : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(vault::start());
    std::string pattern = ::testing::TempDir() + "ajar-store-XXXXXX";
    home = ::mkdtemp(pattern.data());
    path = home + "/ajar.db";
    auto created = vault::create(random);
    frames.push_back(created->frame);
    opened = std::make_unique<vault::Vault>(*vault::Vault::open(created->secret.view()));
    ASSERT_TRUE(opened->apply(frames[0]));
    id = opened->vault_id();
  }
  void TearDown() override { ASSERT_EQ(std::system(("rm -rf '" + home + "'").c_str()), 0); }

  void seal(std::string_view text) {
    vault::Tip tip = opened->tip();
    const auto sealed = *opened->seal_record(text_bytes(text), random, tip);
    opened->advance(sealed);
    frames.push_back(sealed.frame);
  }
  std::vector<Bytes> from(std::size_t first, std::size_t count = 1000) const {
    std::vector<Bytes> views;
    for (std::size_t i = first; i < frames.size() && i < first + count; ++i)
      views.emplace_back(frames[i]);
    return views;
  }
  std::vector<std::uint8_t> all() const {
    std::vector<std::uint8_t> log;
    for (const auto& frame : frames) log.insert(log.end(), frame.begin(), frame.end());
    return log;
  }
  std::unique_ptr<SealedLog> open() { return *open_sqlite(home, Create::if_missing); }
  std::string refusal() {
    const auto log = open_sqlite(home, Create::if_missing);
    return log ? "" : std::string(log.error().code);
  }
  void sql(const char* text) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &connection), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(connection, text, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
  }

  vault::SeededRandom random{"store"};
  std::string home, path;
  std::unique_ptr<vault::Vault> opened;
  vault::VaultId id{};
  std::vector<std::vector<std::uint8_t>> frames;
};

TEST_F(SqliteLog, GivesBackWhatWasAppendedInOrder) {
  seal("one");
  seal("two");
  ASSERT_TRUE(open()->append(id, from(0, 2)));
  ASSERT_TRUE(open()->append(id, from(2)));
  const Log log = *open()->read(id);
  EXPECT_EQ(log.frames, all());
  EXPECT_EQ(log.events, 3);
  EXPECT_EQ(log.last, 3);
  EXPECT_TRUE(log.complete);
  EXPECT_EQ(open()->read(id, 2)->frames, frames[2]);
  EXPECT_EQ(open()->read(id, 3)->last, 3);
  EXPECT_EQ(*open()->vaults(), std::vector<VaultId>{id});
  EXPECT_TRUE(check_sqlite(home));
}

TEST_F(SqliteLog, IsPrivate) {
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0)));
  for (const char* ending : {"", "-wal", "-shm"}) {
    struct stat about {};
    ASSERT_EQ(::stat((path + ending).c_str(), &about), 0) << ending;
    EXPECT_EQ(about.st_mode & 0777u, 0600u) << ending;
  }
  EXPECT_NE(::access((path + ".new").c_str(), F_OK), 0);
}

TEST_F(SqliteLog, RefusesWhatDoesNotFollowAndKeepsNothingOfIt) {
  seal("one");
  seal("two");
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0, 1)));
  EXPECT_EQ(log->append(id, from(2)).error().code, "store/behind");
  const std::vector<Bytes> swapped{frames[1], frames[1]};
  EXPECT_EQ(log->append(id, swapped).error().code, "store/behind");
  EXPECT_EQ(log->read(id)->events, 1);
  ASSERT_TRUE(log->append(id, from(1)));
  EXPECT_EQ(log->read(id)->events, 3);
}

TEST_F(SqliteLog, TwoWritersCannotTakeOnePlace) {
  const auto first = open(), second = open();
  ASSERT_TRUE(first->append(id, from(0)));
  vault::Tip tip = opened->tip(), same = tip;
  const auto mine = *opened->seal_record(text_bytes("mine"), random, tip);
  const auto theirs = *opened->seal_record(text_bytes("theirs"), random, same);
  const std::vector<Bytes> one{mine.frame}, other{theirs.frame};
  ASSERT_TRUE(first->append(id, one));
  EXPECT_EQ(second->append(id, other).error().code, "store/behind");
  EXPECT_EQ(second->read(id, 1)->frames, mine.frame);
}

TEST_F(SqliteLog, TakesTheSameAppendTwiceAsOne) {
  seal("one");
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0)));
  ASSERT_TRUE(log->append(id, from(0)));
  ASSERT_TRUE(log->append(id, from(1)));
  EXPECT_EQ(log->read(id)->events, 2);
}

TEST_F(SqliteLog, RefusesWhatIsNoEventOfTheVault) {
  const auto log = open();
  const std::vector<std::uint8_t> noise(500, 7);
  const std::vector<Bytes> bad{noise};
  EXPECT_EQ(log->append(id, bad).error().code, "store/bad_frame");
  vault::VaultId other = id;
  other[0] ^= 1;
  EXPECT_EQ(log->append(other, from(0)).error().code, "store/bad_frame");
  EXPECT_TRUE(log->vaults()->empty());
}

TEST_F(SqliteLog, DroppedBodiesAreGoneFromEveryFile) {
  seal("one");
  seal("two");
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0)));
  vault::EventView event;
  ASSERT_EQ(vault::read_frame(frames[1], event), vault::Layer::none);
  vault::Tip tip = opened->tip();
  const auto tombstone = *opened->seal_tombstone({vault::event_hash(event)}, tip);
  opened->advance(tombstone);
  frames.push_back(tombstone.frame);
  ASSERT_TRUE(log->append(id, from(3)));
  const auto strip = [&](Bytes frame) -> std::optional<std::vector<std::uint8_t>> {
    auto stripped = opened->strip(frame);
    if (stripped.changed == 0) return std::nullopt;
    return std::move(stripped.log);
  };
  const std::string body(event.body.begin() + 32, event.body.begin() + 64);
  EXPECT_NE((slurp(path) + slurp(path + "-wal")).find(body), std::string::npos);
  EXPECT_EQ(*log->rewrite(id, strip), 1);
  EXPECT_EQ(*log->rewrite(id, strip), 0);
  EXPECT_EQ((slurp(path) + slurp(path + "-wal")).find(body), std::string::npos);
  const Log after = *log->read(id);
  EXPECT_EQ(after.frames, opened->strip(all()).log);
  seal("three");
  EXPECT_TRUE(log->append(id, from(4)));
}

TEST_F(SqliteLog, ARewriteKeepsTheEventsThatItWasGiven) {
  seal("one");
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0)));
  const auto swap = [&](Bytes) { return std::optional(frames[1]); };
  EXPECT_EQ(log->rewrite(id, swap).error().code, "store/bad_frame");
  EXPECT_EQ(log->read(id)->frames, all());
}

TEST_F(SqliteLog, AdoptsALogWithItsDamage) {
  seal("one");
  seal("two");
  auto damaged = all();
  damaged[frames[0].size() + 300] ^= 1;
  damaged.insert(damaged.end(), 20, 0);  // an unfinished write
  damaged.resize(damaged.size());
  const auto log = open();
  ASSERT_TRUE(log->adopt(id, damaged));
  EXPECT_EQ(log->read(id)->events, 4) << "three events, and the noise behind them";
  EXPECT_EQ(log->adopt(id, damaged).error().code, "store/exists");
  seal("three");
  EXPECT_TRUE(log->append(id, from(3)));
}

TEST_F(SqliteLog, KeepsSmallThingsByName) {
  const auto log = open();
  EXPECT_EQ(*log->kept(id, "key"), std::nullopt);
  ASSERT_TRUE(log->keep(id, "key", text_bytes("sealed")));
  ASSERT_TRUE(log->keep(id, "key", text_bytes("sealed again")));
  ASSERT_TRUE(log->keep(id, "draft.note", {}));
  const auto key = **log->kept(id, "key");
  EXPECT_EQ(std::string(key.begin(), key.end()), "sealed again");
  EXPECT_EQ((*log->kept(id, "draft.note"))->size(), 0u);
  EXPECT_EQ(*log->kept_names(id), (std::vector<std::string>{"draft.note", "key"}));
  ASSERT_TRUE(log->forget(id, "draft.note"));
  ASSERT_TRUE(log->forget(id, "draft.note"));
  EXPECT_EQ(*log->kept_names(id), std::vector<std::string>{"key"});
  EXPECT_EQ(log->keep(id, "big", std::vector<std::uint8_t>((1u << 20) + 1)).error().code,
            "store/too_long");
  EXPECT_EQ(log->keep(id, "", {}).error().code, "store/too_long");
}

TEST_F(SqliteLog, RemovesAVaultWhole) {
  seal("one");
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0)));
  ASSERT_TRUE(log->keep(id, "key", text_bytes("a rather unusual key file")));
  ASSERT_TRUE(log->remove(id));
  EXPECT_TRUE(log->vaults()->empty());
  EXPECT_TRUE(log->read(id)->frames.empty());
  EXPECT_EQ(*log->kept(id, "key"), std::nullopt);
  const std::string files = slurp(path) + slurp(path + "-wal");
  EXPECT_EQ(files.find("a rather unusual key file"), std::string::npos);
  EXPECT_EQ(files.find(std::string(frames[1].begin() + 200, frames[1].begin() + 240)),
            std::string::npos);
  EXPECT_TRUE(log->append(id, from(0)));
}

TEST_F(SqliteLog, AMissingFileIsNotMadeUnlessAskedFor) {
  EXPECT_EQ(open_sqlite(home, Create::no).error().code, "store/missing");
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
  EXPECT_EQ(open_sqlite(home + "/none", Create::if_missing).error().code, "store/missing");
}

TEST_F(SqliteLog, RefusesForeignNewerAndOlderFilesUnchanged) {
  const auto refused_as = [&](const char* code) {
    const std::string before = slurp(path);
    EXPECT_EQ(refusal(), code);
    EXPECT_EQ(slurp(path), before);
  };
  std::ofstream(path) << "a letter to somebody\n";
  refused_as("store/foreign");
  std::ofstream(path, std::ios::trunc).flush();
  refused_as("store/foreign");
  ::unlink(path.c_str());
  sql("CREATE TABLE other (x)");
  refused_as("store/foreign");
  ::unlink(path.c_str());
  open();
  sql("PRAGMA journal_mode = DELETE; PRAGMA user_version = 2");
  refused_as("store/newer");
  sql("PRAGMA user_version = 0");
  refused_as("store/older");
  sql("PRAGMA user_version = 1; CREATE TABLE more (x)");
  refused_as("store/damaged");
  ::unlink(path.c_str());
  ASSERT_EQ(::mkdir(path.c_str(), 0700), 0);
  EXPECT_EQ(refusal(), "store/foreign");
  ::rmdir(path.c_str());
}

TEST_F(SqliteLog, ReadsAroundADamagedPage) {
  for (int i = 0; i < 300; ++i) seal(std::to_string(i));
  ASSERT_TRUE(open()->append(id, from(0)));
  // Nearly every page holds some events; one in the middle is overwritten.
  const auto pages = slurp(path).size() / 4096;
  const int file = ::open(path.c_str(), O_WRONLY);
  const std::vector<std::uint8_t> noise(4096, 0xA5);
  ASSERT_EQ(::pwrite(file, noise.data(), noise.size(), static_cast<off_t>(pages / 2 * 4096)), 4096);
  ::close(file);
  EXPECT_EQ(check_sqlite(home).error().code, "store/damaged");
  const Log log = *open()->read(id);
  EXPECT_FALSE(log.complete);
  vault::FrameReader reader(log.frames, id);
  auto fresh = *vault::Vault::open(opened->secret().view());
  std::int64_t readable = 0;
  bool gap = false;
  while (const auto frame = reader.next()) {
    const auto event = fresh.apply(frame->bytes);
    readable += event ? 1 : 0;
    gap = gap || (event && event->problem == "vault/gap");
  }
  EXPECT_EQ(readable, log.events);
  EXPECT_GT(readable, 280);
  EXPECT_LT(readable, 301);
  EXPECT_TRUE(gap) << "what is missing is named";
}

TEST_F(SqliteLog, AWriterThatIsBusySaysSo) {
  const auto log = open();
  ASSERT_TRUE(log->append(id, from(0)));
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  seal("one");
  EXPECT_EQ(log->append(id, from(1)).error().code, "store/locked");
  EXPECT_EQ(log->read(id)->events, 1) << "reading goes on";
  sqlite3_close(other);
  EXPECT_TRUE(log->append(id, from(1)));
}

// In a process of its own, where a file may grow so far and no further: every write behind that
// fails.
TEST_F(SqliteLog, AFailedWriteLosesNothingAndIsNotTriedAgain) {
  seal("one");
  ASSERT_TRUE(open()->append(id, from(0)));
  for (int i = 0; i < 200; ++i) seal(std::string(5000, 'y'));
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200000, 200000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto log = open();
    const Status failed = log->append(id, from(2));
    const bool said = !failed && failed.error().code == "store/failed";
    const Status again = log->append(id, from(2, 1));
    const bool refused = !again && again.error().detail == "reopen";
    ::_exit(said && refused && log->read(id)->events == 2 ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  const auto log = open();
  EXPECT_EQ(log->read(id)->events, 2);
  EXPECT_TRUE(log->append(id, from(2)));
  EXPECT_EQ(log->read(id)->events, 202);
  EXPECT_TRUE(check_sqlite(home));
}

}  // namespace
}  // namespace ajar::store
