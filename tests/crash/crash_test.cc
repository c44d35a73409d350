// The real store, stopped at every call that changes a file: nothing that was acknowledged is lost,
// nothing half is seen, the chain verifies, and the next start needs no help.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "platform/files.h"
#include "store/sqlite/sqlite_log.h"
#include "tests/crash/disk.h"
#include "vault/test_random.h"
#include "vault/vault.h"

namespace ajar {
namespace {

constexpr std::size_t records = 6;

// In memory where there is such a folder: what a sync really does is not what is tested here, and
// it takes long.
std::string fresh_home() {
  const std::string base = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : ::testing::TempDir();
  std::string pattern = base + "ajar-crash-XXXXXX";
  return ::mkdtemp(pattern.data());
}
void remove_home(const std::string& home) {
  ASSERT_EQ(std::system(("rm -rf '" + home + "'").c_str()), 0);
}

struct Outcome {
  int status = -1;               // as waitpid says it
  std::size_t acknowledged = 0;  // how many records the writer said were durable
};

// One run of the writer under the shim; `settings` are its environment.
Outcome run(const std::string& home, const std::map<std::string, std::string>& settings) {
  int lines[2];
  EXPECT_EQ(::pipe(lines), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(lines[1], 3);
    for (const auto& [name, value] : settings) ::setenv(name.c_str(), value.c_str(), 1);
    if (!settings.empty()) ::setenv("LD_PRELOAD", CRASH_SHIM, 1);
    ::setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);  // where the tests are sanitized
    if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(1);
    ::execl(CRASH_WRITER, CRASH_WRITER, home.c_str(), std::to_string(records).c_str(), nullptr);
    ::_exit(1);
  }
  ::close(lines[1]);
  std::string said;
  char buffer[256];
  for (ssize_t count; (count = ::read(lines[0], buffer, sizeof buffer)) > 0;) {
    said.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(lines[0]);
  Outcome outcome;
  ::waitpid(child, &outcome.status, 0);
  const std::size_t end = said.find_last_of('\n');
  if (end != said.npos) {
    const std::size_t begin = said.find_last_of('\n', end - 1);
    outcome.acknowledged = std::stoul(said.substr(begin == said.npos ? 0 : begin + 1, end));
  }
  return outcome;
}
bool killed(const Outcome& outcome) {
  return WIFSIGNALED(outcome.status) && WTERMSIG(outcome.status) == SIGKILL;
}
bool ended(const Outcome& outcome, int code) {
  return WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == code;
}

// All calls of a run that nothing stops.
std::vector<Call> calls_of_a_whole_run() {
  const std::string home = fresh_home();
  const std::string trace = home + ".trace";
  EXPECT_TRUE(ended(run(home, {{"CRASH_TRACE", trace}}), 0));
  std::vector<Call> calls = read_calls(trace);
  EXPECT_EQ(::unlink(trace.c_str()), 0);
  remove_home(home);
  return calls;
}
// The folder that a run wrote to, as its first file says.
std::string home_of(const std::vector<Call>& calls) {
  return calls.front().path.substr(0, calls.front().path.rfind('/'));
}

// What stands in the home folder now. Every promise but "none is lost" is checked here.
std::size_t records_in(const std::string& home, const std::string& where) {
  vault::SeededRandom seeded("crash vault");
  const auto created = *vault::create(seeded);
  auto vault = *vault::Vault::open(created.secret.view(), vault::Check::every_signature);
  const auto log = store::open_sqlite(home, store::Create::no);
  if (!log) {
    EXPECT_EQ(log.error().code, "store/missing") << where;
    return 0;
  }
  EXPECT_TRUE(store::check_sqlite(home)) << where;
  const auto read = (*log)->read(vault.vault_id());
  EXPECT_TRUE(read && read->complete) << where;
  vault::FrameReader frames(read->frames, vault.vault_id());
  std::size_t found = 0;
  while (const auto frame = frames.next()) {
    const auto event = vault.apply(frame->bytes);
    EXPECT_TRUE(event && event->problem.empty()) << where;
    if (event && event->type == vault::Type::record) ++found;
  }
  EXPECT_EQ(frames.tail(), 0u) << where;
  EXPECT_TRUE(read->events == 0 || vault.finish().empty()) << where;
  return found;
}

// After any stop: what was acknowledged is there, at most one more, and a plain run finishes the
// work.
void expect_survived(const std::string& home, const Outcome& outcome, const std::string& where) {
  const std::size_t found = records_in(home, where);
  EXPECT_GE(found, outcome.acknowledged) << where;
  EXPECT_LE(found, outcome.acknowledged + 1) << where;
  const Outcome again = run(home, {});
  EXPECT_TRUE(ended(again, 0)) << where;
  EXPECT_EQ(records_in(home, where), records) << where;
}

// Stops the writer `how` at call 1, 2, 3 … until it comes through; returns how many calls there
// were.
std::size_t at_every_call(const std::string& how) {
  for (std::size_t call = 1;; ++call) {
    const std::string home = fresh_home();
    const std::string where = how + " at call " + std::to_string(call);
    const Outcome outcome = run(home, {{"CRASH_AT", std::to_string(call)}, {"CRASH_HOW", how}});
    const bool through = ended(outcome, 0);
    EXPECT_TRUE(through || (how == "full" ? ended(outcome, 4) : killed(outcome)))
        << where << ", status " << outcome.status;
    expect_survived(home, outcome, where);
    remove_home(home);
    if (through) return call - 1;
    if (::testing::Test::HasFailure()) return 0;
  }
}

TEST(Crash, AKillAtAnyCallLosesNothing) {
  EXPECT_GT(at_every_call("kill"), 60u);
}
TEST(Crash, AWriteThatStopsHalfwayLosesNothing) {
  EXPECT_GT(at_every_call("half"), 60u);
}
TEST(Crash, AFullDiskIsSaidAndLosesNothing) {
  EXPECT_GT(at_every_call("full"), 60u);
}

// A sync that fails once may seem to succeed the next time with its data lost: whoever was told
// must not write on.
TEST(Crash, AfterAFailedSyncNothingIsAcknowledged) {
  const std::vector<Call> calls = calls_of_a_whole_run();
  // What the writer does last; behind it SQLite only tidies up, and there is nobody to tell.
  std::size_t last = calls.size() - 1;
  while (last > 0 && calls[last].kind != 'r') --last;
  std::size_t number = 0;
  std::size_t acknowledged = 0;
  for (std::size_t i = 0; i < last; ++i) {
    if (calls[i].kind == 'a') acknowledged = std::stoul(calls[i].bytes);
    if (calls[i].kind != 's') continue;
    const std::string home = fresh_home();
    const std::string where = "sync " + std::to_string(++number) + " of " + calls[i].path;
    const Outcome outcome =
        run(home, {{"CRASH_AT", std::to_string(number)}, {"CRASH_HOW", "sync"}});
    // SQLite passes over a sync of the folder; its journal's own are what an acknowledgement
    // stands on.
    if (calls[i].path != home_of(calls)) {
      EXPECT_TRUE(ended(outcome, 4)) << where << ", status " << outcome.status;
      EXPECT_EQ(outcome.acknowledged, acknowledged) << where;
    }
    expect_survived(home, outcome, where);
    remove_home(home);
  }
  EXPECT_GT(number, 30u);
}

// --- what a machine that loses its power leaves behind ---

TEST(Crash, APowerCutAfterAnyCallLosesNothing) {
  const std::vector<Call> calls = calls_of_a_whole_run();
  Disk disk;
  std::size_t acknowledged = 0;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    disk.take(calls[i]);
    if (calls[i].kind == 'a') acknowledged = std::stoul(calls[i].bytes);
    for (int variant = 0; variant < 4; ++variant) {
      const std::string home = fresh_home();
      disk.leave(home, variant);
      const std::string where =
          "call " + std::to_string(i) + ", variant " + std::to_string(variant);
      const std::size_t found = records_in(home, where);
      ASSERT_GE(found, acknowledged) << where;
      ASSERT_LE(found, acknowledged + 1) << where;
      // The file beside the log is whole, whichever of its versions it is.
      const auto key = platform::read_file(home + "/key", 100);
      ASSERT_TRUE(key ? key->size() == 1 && (*key)[0] >= '1' && (*key)[0] <= '0' + records
                      : key.error().code == "file/missing")
          << where;
      remove_home(home);
      if (HasFailure()) return;
    }
  }
  EXPECT_EQ(acknowledged, records);
}

}  // namespace
}  // namespace ajar
