// A log that was damaged on its disk is made whole from the hub, and nothing that can be read is
// given up for it.
#include <gtest/gtest.h>

#include <string>

#include "tests/sync/meeting.h"

namespace ajar::tests {
namespace {

struct Heal : ::testing::Test {
  Heal() : two(join(fill(one), hub, "two")) {
    two.put("from the second");
    for (Edge* each : {&one, &two, &one}) EXPECT_EQ(each->code(hub), "done");
    whole = one.hash();
  }
  static Edge& fill(Edge& edge) {
    for (int i = 0; i < 8; ++i) edge.put("entry " + std::to_string(i));
    return edge;
  }
  // The run puts the healed log in place, and the next one has nothing left to do.
  void heals() {
    EXPECT_EQ(one.code(hub), "done");
    EXPECT_TRUE(one.noticed("sync/healed"));
    EXPECT_FALSE(one.life().damaged());
    EXPECT_EQ(one.hash(), whole);
    EXPECT_EQ(one.code(hub), "done");
    EXPECT_FALSE(one.noticed("sync/healed"));
    EXPECT_EQ(one.unsynced(), 0u);
  }

  MemoryHub hub;
  Edge one{"one"};
  Edge two;
  std::string whole;
};

TEST_F(Heal, AFlippedByteAnywhereInAnyFrame) {
  const auto frames = one.life().vault().frames();
  const auto device = one.id();
  std::size_t cases = 0;
  for (std::size_t index = 0; index < frames; ++index) {
    // Length, kind, header, commitment, signature, body.
    for (const std::size_t offset : {0u, 4u, 9u, 60u, 170u, 230u, 270u}) {
      const Octets before = one.log();
      one.flip(index, offset);
      if (!one.life().damaged()) {
        // What the signature of an inner event proves is proved by the chain behind it as well.
        EXPECT_EQ(offset, 230u) << index;
        one.stored_log() = before;
        one.reopen();
        continue;
      }
      heals();
      EXPECT_EQ(one.id(), device) << index << " " << offset;
      EXPECT_EQ(one.life().vault().frames(), frames) << index << " " << offset;
      ++cases;
    }
  }
  EXPECT_GT(cases, 6 * frames);
}

TEST_F(Heal, ManyAtOnce) {
  for (const std::size_t index : {0u, 2u, 3u, 7u}) one.flip(index, 270);
  heals();
}

TEST_F(Heal, ATornHalf) {
  Octets& log = one.stored_log();
  log.resize(log.size() / 2);
  one.flip(1, 270);
  heals();
}

TEST_F(Heal, WhatIsHereAloneStays) {
  one.put("not on the hub yet");
  const auto with_it = one.hash();
  one.flip(3, 270);
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_TRUE(one.noticed("sync/healed"));
  EXPECT_EQ(one.hash(), with_it);
  EXPECT_EQ(one.unsynced(), 1u);
  for (Edge* each : {&one, &two}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(two.hash(), with_it);
}

TEST_F(Heal, WhatCameAfterAnOwnEventThatNeverLeftGoesOnUnderANewId) {
  const auto before = one.id();
  const auto frames = one.life().vault().frames();
  one.put("this one is hit");
  one.put("and this came after it");
  one.flip(frames, 270);
  one.flip(2, 270);
  EXPECT_EQ(one.life().state().live, 9u);
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_TRUE(one.noticed("sync/healed"));
  EXPECT_NE(one.id(), before);
  EXPECT_EQ(one.life().state().live, 10u);
  for (Edge* each : {&one, &two}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(two.hash(), one.hash());
  EXPECT_FALSE(one.life().damaged());
}

TEST_F(Heal, WhatTheHubLostTooIsLeftAsItIsUntilAnotherBringsIt) {
  hub.clear();
  hub.generation[0] = 2;
  one.flip(4, 270);
  const auto readable = one.hash();
  EXPECT_EQ(one.code(hub), "sync/not_healed");
  EXPECT_TRUE(one.noticed("sync/not_healed"));
  EXPECT_EQ(one.hash(), readable);
  one.open_damaged();
  EXPECT_EQ(one.hash(), readable);
  // It is not tried at each run again.
  EXPECT_EQ(one.code(hub), "sync/not_healed");
  EXPECT_FALSE(one.noticed("sync/not_healed"));
  // The other one is not known to this hub, but by the words.
  EXPECT_EQ(two.code(hub), "sync/refused");
  two.say_words(*one.life().vault().keys().words);
  EXPECT_EQ(two.code(hub), "done");
  heals();
}

TEST_F(Heal, NothingIsTakenFromAHubThatCheats) {
  const Octets before = [&] {
    one.flip(3, 270);
    return one.log();
  }();
  const auto readable = one.hash();
  hub.on_events = [](auto& events) {
    if (events.size() > 5) events[4].frame.back() ^= 1;
  };
  EXPECT_EQ(one.code(hub), "sync/damaged");
  EXPECT_EQ(one.log(), before);
  EXPECT_EQ(one.hash(), readable);
  hub.on_events = nullptr;
  heals();
}

TEST_F(Heal, ADecisionThatWasHitIsNotUndoneByAHubThatGoesBack) {
  MemoryHub old = hub;
  const auto id = one.id();
  const auto revocation = one.life().vault().frames();
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "done");
  one.put("not for the one that is out");
  EXPECT_EQ(one.code(hub), "done");
  whole = one.hash();
  one.flip(revocation, 270);
  ASSERT_TRUE(one.life().damaged());
  const Octets stored = one.log();
  const auto calls = old.next;
  EXPECT_EQ(one.code(old), "sync/not_healed");
  EXPECT_EQ(one.log(), stored);
  EXPECT_EQ(old.next, calls) << "nothing was sent";
  EXPECT_FALSE(one.life().vault().writable()) << "nor is anything written in the old epoch";
  heals();
  EXPECT_EQ(one.id(), id);
  EXPECT_TRUE(one.put_out(two.id()));
  // Nor where there is news each time.
  one.flip(revocation, 270);
  for (int run = 0; run < 3; ++run) {
    two.put("from the one that is out");
    EXPECT_EQ(two.code(old), "done");
    EXPECT_EQ(one.code(old), "sync/not_healed");
    EXPECT_FALSE(one.life().vault().writable());
    one.open_damaged();
  }
  EXPECT_EQ(one.id(), id);
}

TEST_F(Heal, ARunThatEndsAnywhereLeavesOneOfTheTwoLogs) {
  one.flip(3, 270);
  for (int steps = 0; steps < 12; ++steps) {
    if (!one.life().damaged()) break;
    one.sync(hub, {}, steps);
    one.open_damaged();
  }
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(one.hash(), whole);
}

}  // namespace
}  // namespace ajar::tests
