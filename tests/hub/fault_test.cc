// The real hub under faults of its machine: stopped at every call that changes a file, a full disk,
// a failed sync, a power cut. Always the same condition: nothing that was acknowledged is lost,
// nothing half is seen, the chains verify, and the next start needs no help.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/postgres/postgres_hub.h"
#include "store/sqlite/sqlite_hub.h"
#include "tests/crash/disk.h"
#include "tests/hub/process.h"
#include "tests/postgres/server.h"

namespace ajar::hub {
namespace {

using ajar::testing::enter;
using ajar::testing::Talk;
using ajar::testing::tell_fault;

// Every so many-th call is stopped at; all of them in the deep tests.
std::size_t stride() {
  return std::getenv("AJAR_DEEP") != nullptr ? 1 : 9;
}

struct Folder {
  Folder() {
    const std::string base = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : "/tmp/";
    path = base + "ajar-fault-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) std::abort();
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { (void)!std::system(("rm -rf '" + path + "'").c_str()); }
  std::string store() const { return path + "/hub.db"; }
  std::string path;
};

using Settings = ajar::testing::Environment;

std::vector<std::string> place_of(const std::string& store) {
  return {"--store", store, "--no-app"};
}

// The hub on the store in `folder`, under the shim where there are settings for it.
class Process : public ajar::testing::Process {
 public:
  Process(const Folder& folder, const Settings& settings)
      : ajar::testing::Process(AJAR_PROGRAM, folder.path, place_of(folder.store()),
                               with_shim(settings)) {}

 private:
  static Settings with_shim(Settings settings) {
    if (settings.empty()) return settings;
    settings.insert({{"LD_PRELOAD", CRASH_SHIM},
                     {"CRASH_SOCKET", "1"},
                     {"ASAN_OPTIONS", "verify_asan_link_order=0"}});
    return settings;
  }
};

// One thing that is asked of the hub, and what of the vault it must then hold.
struct Step {
  std::string method, target;
  Octets body;
  Octets log;  // everything that is handed out once this was acknowledged
};

// A small life: written to, deleted from, with a second device; the same bytes each time.
class Script {
 public:
  Script() : device_(TestDevice::begin("fault")) {
    device_.random = vault::SeededRandom("fault events");
    ask("POST", "/v1/vaults", device_.genesis());
    append({device_.put("one")});
    const Octets gone = device_.put(std::string(3000, 'a'));
    append({gone});
    std::vector<Octets> many;
    for (int i = 0; i < 20; ++i) many.push_back(device_.put("of many " + std::to_string(i)));
    append(many);
    append({device_.bury({gone})});
    TestDevice second = device_.join("fault second");
    ask("POST", device_.path("/control"), device_.log.back());
    const Octets other = second.put(std::string(50'000, 'b'));
    if (!device_.vault.merge(other)) std::abort();
    device_.log.push_back(other);
    append({other});
    ask("POST", device_.path("/control"), device_.put_out(second.vault.device()));
    append({device_.put("the last")});
  }
  const std::vector<Step>& steps() const { return steps_; }
  const TestDevice& device() const { return device_; }

 private:
  void append(const std::vector<Octets>& frames) {
    ask("POST", device_.path("/events"), joined(frames));
  }
  void ask(const std::string& method, const std::string& target, Octets body) {
    steps_.push_back(
        {method, target, std::move(body), device_.vault.strip(joined(device_.log)).log});
  }
  TestDevice device_;
  std::vector<Step> steps_;
};

const Script& script() {
  static const Script one;
  return one;
}

// What came of a run of the script, up to the first step that was not acknowledged.
struct Played {
  std::vector<Octets> answers;
  int refused = 0;  // the status of that step; 0 where there was no answer
  bool came_up = false;
};

Played play(std::uint16_t port) {
  Played run;
  if (port == 0) return run;
  run.came_up = true;
  Talk talk(port);
  std::string token;
  for (const Step& step : script().steps()) {
    if (!run.answers.empty() && token.empty()) token = enter(talk, port, script().device());
    const auto heard = talk.ask(step.method, step.target, step.body, token);
    if (!heard || heard->status >= 300) {
      run.refused = heard ? heard->status : 0;
      return run;
    }
    run.answers.push_back(heard->body);
  }
  return run;
}

// Everything that the hub hands out; nothing where the vault is not there.
Octets handed_out(store::HubStore& store) {
  const auto page = store.events(script().device().vault.vault_id(), 0, 1'000'000, 1 << 30, 0);
  return page ? page->frames : Octets{1};
}

// The state after `acknowledged` steps, or after the one that was under way.
void expect_state(const std::string& store_path, std::size_t acknowledged,
                  const std::string& where) {
  const auto& steps = script().steps();
  if (acknowledged == 0 && ::access(store_path.c_str(), F_OK) != 0) return;
  const auto store = store::open_sqlite_hub(store_path, store::Use::write);
  ASSERT_TRUE(store) << where << " " << store.error().code;
  const Octets found = handed_out(**store);
  const Octets before = acknowledged == 0 ? Octets{} : steps[acknowledged - 1].log;
  const bool is_before = found == before;
  const bool is_after = acknowledged < steps.size() && found == steps[acknowledged].log;
  EXPECT_TRUE(is_before || is_after) << where << ", acknowledged " << acknowledged;
}

// A plain start on what is there, and the script once more: the same answers as before, and all of
// it there at the end.
void expect_whole_again(const Folder& folder, const Played& before, const std::string& where) {
  Process process(folder, {});
  ASSERT_NE(process.port(), 0) << where;
  const Played again = play(process.port());
  ASSERT_EQ(again.answers.size(), script().steps().size())
      << where << ", refused " << again.refused;
  for (std::size_t i = 1; i < before.answers.size(); ++i)
    EXPECT_EQ(again.answers[i], before.answers[i]) << where << ", step " << i;
  EXPECT_EQ(process.end(SIGTERM), 0) << where;
  expect_state(folder.store(), script().steps().size(), where);
  // Copying a store checks all of it.
  EXPECT_TRUE(store::backup_sqlite_hub(folder.store(), folder.path + "/copy")) << where;
}

// Stops the hub `how` at one call after the other until it comes through; returns how many stops
// there were.
std::size_t at_every_call(const std::string& how) {
  std::size_t cases = 0;
  for (std::size_t call = 1;; call += stride(), ++cases) {
    const Folder folder;
    const std::string where = how + " at call " + std::to_string(call);
    Played run;
    {
      Process process(folder, {{"CRASH_AT", std::to_string(call)}, {"CRASH_HOW", how}});
      run = play(process.port());
      process.end(SIGKILL);
    }
    expect_state(folder.store(), run.answers.size(), where);
    expect_whole_again(folder, run, where);
    if (run.answers.size() == script().steps().size()) return cases;
    if (::testing::Test::HasFailure()) return 0;
  }
}

TEST(HubFault, AKillAtAnyCallLosesNothing) {
  const std::size_t cases = at_every_call("kill");
  EXPECT_GT(cases * stride(), 60u);
  tell_fault("hub: SIGKILL at the Nth call that changes a file", cases);
}

TEST(HubFault, AWriteThatStopsHalfwayLosesNothing) {
  const std::size_t cases = at_every_call("half");
  EXPECT_GT(cases * stride(), 60u);
  tell_fault("hub: SIGKILL in the middle of the Nth write", cases);
}

// The disk is full from the Nth call on: said with 507, reading goes on, and with room again the
// same request goes through.
TEST(HubFault, AFullDiskIsSaidAndIsNoEnd) {
  std::size_t cases = 0;
  for (std::size_t call = 1;; call += stride()) {
    const Folder folder;
    const std::string where = "full at call " + std::to_string(call),
                      freed = folder.path + "/freed";
    Process process(
        folder,
        {{"CRASH_AT", std::to_string(call)}, {"CRASH_HOW", "full"}, {"CRASH_UNTIL", freed}});
    if (process.port() == 0) continue;  // it could not even begin, and said so
    ++cases;
    const Played run = play(process.port());
    const bool through = run.answers.size() == script().steps().size();
    if (!through) {
      EXPECT_TRUE(run.refused == 507 || run.answers.empty() || run.refused == 401)
          << where << " " << run.refused;
      Talk talk(process.port());
      const auto ready = talk.ask("GET", "/readyz");
      EXPECT_TRUE(ready && ready->status == 200) << where;
    }
    std::ofstream(freed) << "";
    const Played again = play(process.port());
    EXPECT_EQ(again.answers.size(), script().steps().size())
        << where << ", refused " << again.refused;
    for (std::size_t i = 1; i < run.answers.size(); ++i)
      EXPECT_EQ(again.answers[i], run.answers[i]) << where;
    process.end(SIGKILL);
    expect_whole_again(folder, again, where);
    if (through || HasFailure()) break;
  }
  EXPECT_GT(cases, 3u);
  tell_fault("hub: full disk from the Nth call on, and room again", cases);
}

// A sync that failed may seem to succeed the next time, with its data lost: it is never taken for
// done.
TEST(HubFault, AFailedSyncIsNoAcknowledgement) {
  std::size_t cases = 0;
  for (std::size_t number = 1;; number += (stride() + 2) / 3) {
    const Folder folder;
    const std::string where = "sync " + std::to_string(number);
    Played run;
    {
      Process process(folder, {{"CRASH_AT", std::to_string(number)}, {"CRASH_HOW", "sync"}});
      if (process.port() == 0) continue;
      ++cases;
      run = play(process.port());
      if (run.answers.size() < script().steps().size()) {
        // One step was told that it failed; the next try is a commit of its own.
        EXPECT_TRUE(run.refused >= 500 || run.refused == 401) << where << " " << run.refused;
        const Played again = play(process.port());
        EXPECT_EQ(again.answers.size(), script().steps().size())
            << where << ", refused " << again.refused;
        run = again;
      }
      process.end(SIGKILL);
    }
    expect_whole_again(folder, run, where);
    if (number > 60 || HasFailure()) break;
  }
  EXPECT_GT(cases, 5u);
  tell_fault("hub: the Nth sync fails, once", cases);
}

// After the power went: what was synced and any part of what was not.
TEST(HubFault, APowerCutAfterAnyCallLosesNothing) {
  const Folder traced;
  const std::string trace = traced.path + ".trace";
  {
    Process process(traced, {{"CRASH_TRACE", trace}});
    ASSERT_EQ(play(process.port()).answers.size(), script().steps().size());
    process.end(SIGTERM);
  }
  const std::vector<ajar::Call> calls = read_calls(trace);
  ::unlink(trace.c_str());
  Disk disk;
  std::size_t answers = 0, cases = 0;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    disk.take(calls[i]);
    // An answer is an acknowledgement; the second and third are challenge and session.
    if (calls[i].kind == 'a') ++answers;
    if (i % stride() != 0) continue;
    const std::size_t acknowledged = answers <= 1 ? answers : answers <= 3 ? 1 : answers - 2;
    for (int variant = 0; variant < 4; ++variant, ++cases) {
      const Folder folder;
      disk.leave(folder.path, variant);
      expect_state(folder.store(), acknowledged,
                   "call " + std::to_string(i) + ", variant " + std::to_string(variant));
      if (HasFailure()) return;
    }
  }
  EXPECT_EQ(answers, script().steps().size() + 2);
  tell_fault("hub: power cut after the Nth call, four ways of losing what was not synced", cases);
}

// Many at once share a commit, and whoever was answered is there after a kill in the middle of it.
TEST(HubFault, AKillUnderLoadLosesNobody) {
  constexpr int clients = 8;
  std::size_t cases = 0;
  for (std::size_t call = 150; call < 400; call += 4 * (stride() + 1), ++cases) {
    const Folder folder;
    std::vector<std::size_t> acknowledged(clients, 0);
    std::vector<vault::VaultId> ids(clients);
    {
      Process process(folder, {{"CRASH_AT", std::to_string(call)}, {"CRASH_HOW", "kill"}});
      ASSERT_NE(process.port(), 0);
      std::vector<std::thread> threads;
      for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&, client] {
          const auto place = static_cast<std::size_t>(client);
          TestDevice device = TestDevice::begin("load " + std::to_string(client));
          ids[place] = device.vault.vault_id();
          Talk talk(process.port());
          const auto made = talk.ask("POST", "/v1/vaults", device.genesis());
          if (!made || made->status != 201) return;
          acknowledged[place] = 1;
          const std::string token = enter(talk, process.port(), device);
          if (token.empty()) return;
          for (int i = 0; i < 2000; ++i) {
            const auto heard =
                talk.ask("POST", device.path("/events"), device.put("under load"), token);
            if (!heard || heard->status != 200) return;
            ++acknowledged[place];
          }
        });
      }
      for (std::thread& thread : threads) thread.join();
      process.end(SIGKILL);
    }
    const auto store = store::open_sqlite_hub(folder.store(), store::Use::write);
    ASSERT_TRUE(store);
    for (std::size_t client = 0; client < clients; ++client) {
      const auto row = (*store)->vault(ids[client]);
      ASSERT_TRUE(row);
      const auto here = *row ? static_cast<std::size_t>((*row)->last) : 0;
      EXPECT_GE(here, acknowledged[client]) << "call " << call;
      EXPECT_LE(here, acknowledged[client] + 1) << "call " << call;
      const auto page = (*store)->events(ids[client], 0, 1'000'000, 1 << 30, 0);
      EXPECT_EQ(page->count, here);
    }
  }
  tell_fault("hub: SIGKILL while eight clients write", cases);
}

// The database is killed in the middle of it, and comes back: the hub goes on by itself, and
// whoever was answered is there.
TEST(HubFault, ADatabaseThatIsKilledLosesNothing) {
  const auto server = ajar::testing::PostgresServer::start(true);
  ASSERT_NE(server, nullptr);
  const Folder folder;
  ajar::testing::Process process(AJAR_PROGRAM, folder.path, place_of(server->url("hub")));
  ASSERT_NE(process.port(), 0);
  TestDevice device = TestDevice::begin("database");
  Talk talk(process.port());
  ASSERT_EQ(talk.ask("POST", "/v1/vaults", device.genesis())->status, 201);
  const std::string token = enter(talk, process.port(), device);
  ASSERT_NE(token, "");
  const std::size_t cases = stride() == 1 ? 5 : 2;
  for (std::size_t round = 0; round < cases; ++round) {
    std::atomic<std::size_t> acknowledged = device.log.size();
    std::atomic<bool> stop = false, ended = false;
    std::thread writer([&] {
      const struct End {
        std::atomic<bool>& said;
        ~End() { said = true; }
      } end{ended};
      Talk line(process.port());
      while (!stop) {
        const Octets frame = device.put("while it is killed");
        // The same again until it is answered with yes: no answer and an error say nothing.
        for (;;) {
          const auto heard = line.ask("POST", device.path("/events"), frame, token);
          if (!heard) return;
          if (heard->status == 200) break;
          if (heard->status < 500) {
            ADD_FAILURE() << heard->status;
            return;
          }
        }
        acknowledged = device.log.size();
      }
    });
    while (acknowledged < (round + 1) * 20 && !ended) std::this_thread::yield();
    ASSERT_TRUE(server->crash_and_restart());
    const std::size_t then = acknowledged;
    while (acknowledged < then + 5 && !ended) std::this_thread::yield();
    EXPECT_FALSE(ended) << "the hub let the connection go";
    stop = true;
    writer.join();
    // Another store's connection sees all of it.
    const auto store = store::postgres_hub_maker(server->url("hub"))();
    ASSERT_TRUE(store);
    const auto page = (*store)->events(device.vault.vault_id(), 0, 1'000'000, 1 << 30, 0);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->frames, joined(device.log));
  }
  tell_fault("hub: the database is killed while it is written to, and comes back", cases);
}

}  // namespace
}  // namespace ajar::hub
