// A hub that shows each device a line of decisions of its own splits a vault: both sides say so by
// name as soon as they meet, whatever the hub then shows, and each keeps what it had.
#include <gtest/gtest.h>

#include <string>

#include "tests/sync/meeting.h"

namespace ajar::tests {
namespace {

struct Split : ::testing::Test {
  Split() : two(join(one, hub, "two")), three(join(one, hub, "three")) {
    for (Edge* each : {&one, &two, &three}) {
      each->put("before");
      EXPECT_EQ(each->code(hub), "done");
    }
    for (Edge* each : {&one, &two, &three}) EXPECT_EQ(each->code(hub), "done");
    other = hub;
  }
  void lets_in(Edge& by, MemoryHub& at, const std::string& seed) {
    vault::SeededRandom random(seed);
    EXPECT_EQ(by.code(at, {.certify = vault::begin_joining(random).offer}), "done");
  }
  // Each side meets the hub of the other one, and nothing of it is taken.
  void both_say(const std::string& alarm) {
    const std::string here = one.hash(), there = two.hash();
    EXPECT_EQ(one.code(other), alarm);
    EXPECT_EQ(two.code(hub), alarm);
    for (Edge* each : {&one, &two}) each->reopen();
    EXPECT_EQ(one.hash(), here);
    EXPECT_EQ(two.hash(), there);
    // Each can be written to, and its own side goes on.
    for (Edge* each : {&one, &two}) each->put("after");
    EXPECT_EQ(one.code(hub), "done");
    EXPECT_EQ(two.code(other), "done");
  }

  MemoryHub hub, other;  // one hub, as it shows itself to the first and to the second device
  Edge one{"one"};
  Edge two, three;
};

TEST_F(Split, TwoDevicesLetInTwoOthers) {
  lets_in(one, hub, "four");
  lets_in(two, other, "five");
  both_say("sync/control_order");
}

TEST_F(Split, OneLetsInWhatTheOtherNeverHeardOf) {
  lets_in(one, hub, "four");
  EXPECT_EQ(two.code(other), "done");
  // The second has decided nothing, so it takes the first's line; the first sees a hub that went
  // back.
  EXPECT_EQ(two.code(hub), "done");
  EXPECT_EQ(one.code(other), "done");
  EXPECT_TRUE(one.noticed("sync/rolled_back"));
}

TEST_F(Split, EachPutsTheThirdOut) {
  EXPECT_EQ(one.code(hub, {.revoke = {three.id()}}), "done");
  EXPECT_EQ(two.code(other, {.revoke = {three.id()}}), "done");
  both_say("sync/control_order");
}

TEST_F(Split, EachPutsTheOtherOut) {
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "done");
  EXPECT_EQ(two.code(other, {.revoke = {one.id()}}), "done");
  // The other's hub opens no session, and what it would hand out does not follow the line here.
  EXPECT_EQ(one.code(other), "sync/refused");
  EXPECT_EQ(two.code(hub), "sync/refused");
}

TEST_F(Split, WithEntriesBehindTheDecisions) {
  lets_in(one, hub, "four");
  lets_in(two, other, "five");
  for (int i = 0; i < 5; ++i) {
    one.put("on this side");
    two.put("on that side");
  }
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(two.code(other), "done");
  both_say("sync/control_order");
}

TEST_F(Split, TheHubShowsTheOthersEntriesAndHidesItsDecision) {
  EXPECT_EQ(two.code(other, {.revoke = {three.id()}}), "done");
  two.put("in the next epoch");
  EXPECT_EQ(two.code(other), "done");
  const auto decision = other.control;
  other.on_events = [&](auto& events) {
    std::erase_if(events, [&](const auto& each) {
      vault::EventView event;
      (void)vault::read_frame(each.frame, event);
      return vault::event_hash(event) == decision;
    });
  };
  const auto before = one.hash();
  EXPECT_EQ(one.code(other), "sync/gap");
  EXPECT_EQ(one.hash(), before);
}

TEST_F(Split, AHeadThatNamesADecisionWhichIsNowhere) {
  lets_in(two, other, "five");
  // Everything is as this device knows it, but for the decision that the hub goes by.
  hub.on_head = [&](vault::Head& head) { head.control = other.control; };
  const auto before = one.hash();
  EXPECT_EQ(one.code(hub), "sync/control_order");
  EXPECT_EQ(one.hash(), before);
  hub.on_head = nullptr;
  EXPECT_EQ(one.code(hub), "done");
}

}  // namespace
}  // namespace ajar::tests
