// Many requests at once through the hub's threads: each is answered once, whoever writes shares
// commits, and readers see what was acknowledged. Also run with a check for data races.
#include "hub/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "store/sqlite/sqlite_hub.h"
#include "tests/hub/device.h"
#include "tests/hub/stores.h"

namespace ajar::hub {
namespace {

constexpr int clients = 6;
constexpr int appends = 25;

// A request with all that it points at, answered on some thread and awaited on this one.
struct Asked {
  std::string target, authorization;
  Octets body;
};

Response ask(Hub& hub, Workers& workers, std::string_view method, const Asked& asked) {
  Request request;
  request.method = method;
  request.target = asked.target;
  request.host = "hub.example";
  request.content_type = "application/octet-stream";
  request.authorization = asked.authorization;
  request.body = asked.body;
  request.now = 1'800'000'000;
  const auto route = hub.admit(request);
  if (!route) return problem(route.error());
  std::promise<Response> answer;
  workers.submit(
      {*route, request, [&](Response response) { answer.set_value(std::move(response)); }});
  return answer.get_future().get();
}

// Randomness that several threads may draw from.
class SharedRandom final : public vault::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    const std::lock_guard guard(lock_);
    random_.fill(bytes);
  }

 private:
  std::mutex lock_;
  vault::SeededRandom random_{"workers"};
};

void converse(Hub& hub, Workers& workers, int client, std::atomic<int>& acknowledged) {
  TestDevice device = TestDevice::begin("worker " + std::to_string(client));
  const auto& id = device.vault.vault_id();
  ASSERT_EQ(ask(hub, workers, "POST", {"/v1/vaults", "", device.genesis()}).status, 201u);
  Octets asked(48);
  vault::Writer to(asked.data());
  to.bytes(id);
  to.bytes(device.vault.device());
  const auto challenge = ask(hub, workers, "POST", {"/v1/auth/challenge", "", asked});
  const auto claim = vault::make_claim(id, device.vault.device(), challenge.bytes,
                                       "https://hub.example", device.signer());
  const auto session = ask(hub, workers, "POST", {"/v1/auth/session", "", *claim});
  ASSERT_EQ(session.status, 200u);
  const std::string token = "Bearer " + vault::hex(vault::read_session(session.bytes)->token);
  for (int i = 0; i < appends; ++i) {
    const Octets frame = device.put("one of many");
    ASSERT_EQ(ask(hub, workers, "POST", {device.path("/events"), token, frame}).status, 200u);
    ++acknowledged;
    const auto head =
        vault::read_head(ask(hub, workers, "GET", {device.path("/head"), token, {}}).bytes);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->last, static_cast<std::uint64_t>(i) + 2);
  }
  EXPECT_EQ(
      vault::read_page(ask(hub, workers, "GET", {device.path("/events"), token, {}}).bytes)->count,
      static_cast<std::uint32_t>(appends) + 1);
}

class Threads : public ::testing::TestWithParam<TestStoreKind> {};

TEST_P(Threads, AnswerEachRequestOnceAndReadersSeeWhatWasAcknowledged) {
  ASSERT_TRUE(vault::start());
  const auto first = test_store(GetParam());  // makes the place
  ASSERT_NE(first, nullptr);
  const auto maker = test_store_maker(GetParam());
  Settings settings;
  settings.key.fill(7);
  SharedRandom random;
  Hub hub(settings, Door{{"hub.example"}}, random);
  const bool shared = GetParam() != TestStoreKind::sqlite;
  Workers workers(
      hub,
      {.write = maker, .read = maker, .writers = shared ? 4 : 1, .readers = 2, .shared = shared});
  ASSERT_TRUE(workers.start());
  std::atomic<int> acknowledged = 0;
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client)
    threads.emplace_back([&, client] { converse(hub, workers, client, acknowledged); });
  for (std::thread& thread : threads) thread.join();
  workers.stop();
  EXPECT_EQ(acknowledged, clients * appends);
}

INSTANTIATE_TEST_SUITE_P(Stores, Threads, ::testing::ValuesIn(test_store_kinds()),
                         [](const auto& each) { return test_store_name(each.param); });

}  // namespace
}  // namespace ajar::hub
