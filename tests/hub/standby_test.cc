// A primary database with a synchronous standby, and the real hub on both: the primary is killed,
// paused or cut off while it is written to, the standby takes over, and the old one comes back.
// Whatever was acknowledged is there, and nobody is served from two truths.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/postgres/postgres_hub.h"
#include "tests/hub/process.h"
#include "tests/postgres/server.h"
#include "tests/postgres/wire.h"

namespace ajar::hub {
namespace {

using ajar::testing::enter;
using ajar::testing::PostgresServer;
using ajar::testing::Process;
using ajar::testing::Talk;
using ajar::testing::Wire;

constexpr int writers = 4;

struct Folder {
  Folder() {
    if (::mkdtemp(path.data()) == nullptr) std::abort();
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { (void)!std::system(("rm -rf '" + path + "'").c_str()); }
  std::string path = "/tmp/ajar-standby-XXXXXX";
};

// A hub's address of several servers, in this order, which gives up on a silent one sooner than
// usual.
std::string url_of(const std::vector<std::string>& hosts, const std::vector<std::uint16_t>& ports) {
  std::string host, port;
  for (const std::string& each : hosts) host += (host.empty() ? "" : ",") + each;
  for (const std::uint16_t each : ports) port += (port.empty() ? "" : ",") + std::to_string(each);
  return "postgres://ajar@/postgres?host=" + host + "&port=" + port +
         "&connect_timeout=2&options=-csearch_path%3Dhub%20-cstatement_timeout%3D1500";
}

// Hubs that know of both servers have the same key, so that a session of one is one of the other's.
std::vector<std::string> arguments(const std::string& url, const Folder& folder) {
  return {"--store", url, "--key", folder.path + "/key", "--no-app"};
}

// A device that goes on writing: the same event again until it is acknowledged, since an error and
// no answer at all say nothing.
class Writer {
 public:
  Writer(const Process& hub, int number)
      : device(TestDevice::begin("standby " + std::to_string(number))), port_(hub.port()) {
    Talk talk(port_);
    const auto made = talk.ask("POST", "/v1/vaults", device.genesis());
    if (made && made->status == 201) device.token = enter(talk, port_, device);
    acknowledged = 1;
    thread_ = std::thread([this] { write(); });
  }
  ~Writer() { stop(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  void stop() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
  }

  TestDevice device;  // to be looked at once it has stopped
  std::atomic<std::size_t> acknowledged = 0;
  std::atomic<bool> refused = false;

 private:
  void write() {
    Talk talk(port_);
    while (!over_ && !refused) {
      const Octets frame = device.put("while the primary goes");
      for (int status = 0; status != 200 && !refused;) {
        const auto heard = talk.ask("POST", device.path("/events"), frame, device.token);
        status = heard ? heard->status : 0;
        refused = status < 500 && status != 200;
      }
      ++acknowledged;
    }
  }
  std::uint16_t port_;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

// Until each has been acknowledged so many more; false where one was told no.
bool go_on(const std::vector<std::unique_ptr<Writer>>& all, std::size_t more) {
  for (const auto& writer : all) {
    const std::size_t wanted = writer->acknowledged + more;
    while (writer->acknowledged < wanted)
      if (writer->refused) return false;
  }
  return true;
}

Octets held_by(const std::string& url, const TestDevice& device) {
  const auto store = store::postgres_hub_maker(url)();
  if (!store) return {};
  const auto page = (*store)->events(device.vault.vault_id(), 0, 1'000'000, 1 << 30, 0);
  return page ? page->frames : Octets{};
}

struct Loss {
  const char* name;
  void (*strike)(PostgresServer& primary, Wire& wire);
  void (*come_back)(PostgresServer& primary, Wire& wire);
};

class Standby : public ::testing::TestWithParam<Loss> {};

TEST_P(Standby, TakesOverWithEverythingThatWasAcknowledged) {
  const Folder folder;
  const auto primary = PostgresServer::start(true);
  ASSERT_NE(primary, nullptr);
  primary->ask("CREATE SCHEMA hub");
  // What reaches the primary from elsewhere goes by this wire: the hub, and its standby.
  Wire wire(primary->socket());
  const auto standby = primary->with_standby(wire.port());
  ASSERT_NE(standby, nullptr);
  const std::string old_one = url_of({"127.0.0.1"}, {wire.port()});
  const std::string new_one = url_of({standby->folder()}, {5432});
  const std::string both = url_of({"127.0.0.1", standby->folder()}, {wire.port(), 5432});
  Process hub(AJAR_PROGRAM, folder.path, arguments(both, folder));
  ASSERT_NE(hub.port(), 0);
  std::vector<std::unique_ptr<Writer>> all;
  for (int i = 0; i < writers; ++i) all.push_back(std::make_unique<Writer>(hub, i));
  ASSERT_TRUE(go_on(all, 10));

  GetParam().strike(*primary, wire);
  ASSERT_TRUE(standby->promote());
  ASSERT_TRUE(go_on(all, 10));

  // As it was when it went: it still takes itself for the primary.
  GetParam().come_back(*primary, wire);
  ASSERT_TRUE(go_on(all, 10));
  TestDevice& device = all[0]->device;
  for (const auto& writer : all) writer->stop();
  {
    // A hub that begins only now, and hears from the old one first.
    Process late(AJAR_PROGRAM, folder.path, arguments(both, folder));
    ASSERT_NE(late.port(), 0);
    Talk talk(late.port());
    const auto heard =
        talk.ask("POST", device.path("/events"), device.put("to the new one"), device.token);
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->status, 200);
  }
  for (const auto& writer : all) {
    EXPECT_FALSE(writer->refused);
    const Octets log = joined(writer->device.log);
    EXPECT_EQ(held_by(new_one, writer->device), log);
    // The old one holds the beginning of the same and no word of another.
    const Octets before = held_by(old_one, writer->device);
    EXPECT_FALSE(before.empty());
    EXPECT_TRUE(before.size() < log.size() &&
                std::equal(before.begin(), before.end(), log.begin()));
  }
  {
    // Asked alone it can acknowledge nothing: nobody follows it any more.
    Process astray(AJAR_PROGRAM, folder.path, arguments(old_one, folder));
    ASSERT_NE(astray.port(), 0);
    Talk talk(astray.port());
    TestDevice stranger = TestDevice::begin("stranger");
    const auto heard = talk.ask("POST", "/v1/vaults", stranger.genesis());
    ASSERT_TRUE(heard);
    EXPECT_GE(heard->status, 500);
  }
  ajar::testing::tell_fault(std::string("hub: the primary database is ") + GetParam().name +
                                ", and its standby takes over",
                            writers);
}

INSTANTIATE_TEST_SUITE_P(
    Losses, Standby,
    ::testing::Values(Loss{"killed", [](PostgresServer& primary, Wire&) { primary.crash(); },
                           [](PostgresServer& primary, Wire&) { ASSERT_TRUE(primary.restart()); }},
                      Loss{"paused", [](PostgresServer& primary, Wire&) { primary.pause(); },
                           [](PostgresServer& primary, Wire&) { primary.resume(); }},
                      Loss{"cut", [](PostgresServer&, Wire& wire) { wire.cut(); },
                           [](PostgresServer&, Wire& wire) { wire.mend(); }}),
    [](const auto& each) { return std::string(each.param.name); });

// Nothing is acknowledged that the standby does not have: not when an administrator ends the wait,
// not when the same is asked again, and not when the primary was killed meanwhile. Reading goes on.
TEST(StandbyAway, NothingIsAcknowledgedUntilItIsBack) {
  const Folder folder;
  const auto primary = PostgresServer::start(true);
  ASSERT_NE(primary, nullptr);
  primary->ask("CREATE SCHEMA hub");
  const auto standby = primary->with_standby();
  ASSERT_NE(standby, nullptr);
  const std::string url = url_of({primary->folder()}, {5432});
  Process hub(AJAR_PROGRAM, folder.path, arguments(url, folder));
  ASSERT_NE(hub.port(), 0);
  Talk talk(hub.port());
  TestDevice device = TestDevice::begin("away");
  ASSERT_EQ(talk.ask("POST", "/v1/vaults", device.genesis())->status, 201);
  device.token = enter(talk, hub.port(), device);
  ASSERT_EQ(talk.ask("POST", device.path("/events"), device.put("one"), device.token)->status, 200);
  const Octets before = joined(device.log);

  standby->crash();
  const Octets frame = device.put("two");
  const auto append = [&] {
    const auto heard = talk.ask("POST", device.path("/events"), frame, device.token);
    return heard ? heard->status : 0;
  };
  std::size_t cases = 0;
  const auto expect_refused = [&](const char* when) {
    EXPECT_GE(append(), 500) << when;
    ++cases;
    const auto read = talk.ask("GET", device.path("/events"), {}, device.token);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->status, 200) << when;
  };
  {
    std::atomic<bool> over = false;
    std::thread administrator([&] {
      while (!over)
        primary->ask(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    });
    expect_refused("the wait was ended");
    over = true;
    administrator.join();
  }
  // It is there, on the primary alone.
  EXPECT_EQ(held_by(url, device), joined(device.log));
  expect_refused("the same again");
  ASSERT_TRUE(primary->crash_and_restart());
  expect_refused("the primary was killed");
  expect_refused("and again");

  ASSERT_TRUE(standby->restart());
  while (append() != 200) {
  }
  // The standby alone has it now.
  primary->crash();
  ASSERT_TRUE(standby->promote());
  const Octets held = held_by(url_of({standby->folder()}, {5432}), device);
  EXPECT_EQ(held, joined(device.log));
  EXPECT_NE(held, before);
  ajar::testing::tell_fault("hub: the standby is away, and nothing is acknowledged", cases);
}

}  // namespace
}  // namespace ajar::hub
