// Devices of one vault meet at a hub: they join, write apart, and come to hold the same.
#include <gtest/gtest.h>

#include <string>

#include "tests/sync/meeting.h"

namespace ajar::tests {
namespace {

TEST(Sync, FirstUseMakesTheVaultAtTheHubAndSendsEverything) {
  MemoryHub hub;
  Edge one("one");
  for (int i = 0; i < 700; ++i) one.put("entry " + std::to_string(i));
  EXPECT_EQ(one.unsynced(), 701u);
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(one.unsynced(), 0u);
  EXPECT_EQ(hub.events.size(), 701u);
  // A second run asks and finds nothing to do: challenge, session, head.
  const auto before = hub.calls;
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(hub.calls - before, 3u);
}

TEST(Sync, ADeviceJoinsByACodeAndBothWrite) {
  MemoryHub hub;
  hub.page_size = 7;
  Edge one("one");
  for (int i = 0; i < 30; ++i) one.put("entry " + std::to_string(i));
  Edge two = join(one, hub, "two");
  EXPECT_EQ(two.hash(), one.hash());
  two.put("from the second");
  one.put("from the first");
  EXPECT_EQ(two.code(hub), "done");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(two.code(hub), "done");
  EXPECT_EQ(two.hash(), one.hash());
  EXPECT_EQ(one.life().state().live, 32u);
  one.reopen();
  two.reopen();
  EXPECT_EQ(two.hash(), one.hash());
}

TEST(Sync, BothVersionsOfWhatWasEditedApartAreKept) {
  MemoryHub hub;
  Edge one("one");
  const auto id = *parse_id(one.put("as it was"));
  Edge two = join(one, hub, "two");
  one.put("as one has it", id);
  two.put("as two has it", id);
  for (Edge* each : {&one, &two, &one}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(one.hash(), two.hash());
  EXPECT_EQ(one.life().journal().versions(id).size(), 2u);
  one.put("settled", id);
  for (Edge* each : {&one, &two}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(two.life().journal().versions(id).size(), 1u);
  EXPECT_EQ(one.hash(), two.hash());
}

TEST(Sync, ARunThatEndsAnywhereIsGoneOnWith) {
  MemoryHub hub;
  hub.page_size = 5;
  Edge one("one");
  for (int i = 0; i < 12; ++i) one.put("entry " + std::to_string(i));
  Edge two = join(one, hub, "two");
  for (int i = 0; i < 12; ++i) {
    one.put("first " + std::to_string(i));
    two.put("second " + std::to_string(i));
  }
  // Each try gets one step further before the lid closes.
  for (int steps = 0; steps < 24; ++steps) {
    one.sync(hub, {}, steps);
    one.reopen();
    two.sync(hub, {}, steps);
    two.reopen();
  }
  for (Edge* each : {&one, &two, &one}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(one.hash(), two.hash());
  EXPECT_EQ(one.life().state().live, 36u);
}

TEST(Sync, ALostAnswerIsNoHarm) {
  MemoryHub hub;
  Edge one("one");
  for (int i = 0; i < 300; ++i) one.put("entry " + std::to_string(i));
  int call = 0, lost = 0;
  for (int which = 0; which < 12; ++which) {
    call = 0;
    hub.lose = [&](std::string_view) { return call++ == which && ++lost; };
    const auto code = one.code(hub);
    EXPECT_TRUE(code == "done" || code == "sync/unreachable") << code;
    one.put("meanwhile");
  }
  EXPECT_GT(lost, 2);
  hub.lose = nullptr;
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(one.unsynced(), 0u);
  EXPECT_EQ(hub.events.size(), 313u);
}

TEST(Sync, ADecisionWhoseAnswerWasLostIsTakenInWithTheNextPull) {
  MemoryHub hub;
  Edge one("one");
  one.put("before");
  Edge two = join(one, hub, "two"), three = join(one, hub, "three");
  hub.lose = [](std::string_view path) { return path.find("/control") != path.npos; };
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "sync/unreachable");
  hub.lose = nullptr;
  EXPECT_EQ(one.life().vault().epochs().size(), 1u);
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "done");
  EXPECT_EQ(one.life().vault().epochs().size(), 2u);
  EXPECT_FALSE(one.noticed("sync/copied"));
  one.put("after");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(three.code(hub), "done");
  EXPECT_EQ(one.hash(), three.hash());
}

TEST(Sync, WhatARevokedDeviceWroteLaterIsOutEverywhere) {
  MemoryHub hub;
  Edge one("one");
  one.put("before");
  Edge two = join(one, hub, "two"), three = join(one, hub, "three");
  EXPECT_EQ(two.code(hub), "done");
  two.put("late, and at the hub first");
  EXPECT_EQ(three.code(hub), "done");
  EXPECT_EQ(one.code(hub), "done");
  // One decides on what it has; the other's event comes in between, and a third has taken it in.
  int calls = 0;
  hub.lose = [&](std::string_view path) {
    if (path.find("/head") != path.npos && ++calls == 1) {
      EXPECT_EQ(two.code(hub), "done");
      EXPECT_EQ(three.code(hub), "done");
      EXPECT_EQ(three.life().state().live, 2u);
      // The session of whoever asked is the hub's last one.
      return true;
    }
    return false;
  };
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "sync/unreachable");
  hub.lose = nullptr;
  // As it stood before: what one decides on lacks the late event.
  auto& device = hub.devices[two.id()];
  const auto late = device.tip;
  EXPECT_EQ(late.dseq, 1u);
  hub.on_events = [&](auto& events) {
    std::erase_if(events, [&](const auto& each) {
      vault::EventView event;
      (void)vault::read_frame(each.frame, event);
      return vault::event_hash(event) == late.evh;
    });
  };
  hub.on_head = [&](vault::Head& head) {
    std::erase_if(head.tips, [&](const auto& tip) { return tip.device == two.id(); });
    head.last -= 1;
  };
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "done");
  hub.on_events = nullptr;
  hub.on_head = nullptr;
  EXPECT_EQ(three.code(hub), "done");
  EXPECT_EQ(three.life().state().live, 1u);
  EXPECT_EQ(three.hash(), one.hash());
  three.reopen();
  EXPECT_EQ(three.hash(), one.hash());
  two.put("never heard");
  EXPECT_EQ(two.code(hub), "sync/refused");
}

TEST(Sync, TheWordsBringABareMachineIn) {
  MemoryHub hub;
  Edge one("one");
  for (int i = 0; i < 20; ++i) one.put("entry " + std::to_string(i));
  Edge two = join(one, hub, "two");
  EXPECT_EQ(one.code(hub, {.revoke = {two.id()}}), "done");
  one.put("in the second epoch");
  EXPECT_EQ(one.code(hub), "done");
  const auto words = *one.life().vault().keys().words;
  vault::SeededRandom random("bare");
  const auto home = arrive(life::Arrival::by_words(words, "https://hub.example"), hub, random);
  ASSERT_EQ(home.code, "");
  Edge bare("bare", home.secret.view(), home.frames, home.state);
  EXPECT_EQ(bare.hash(), one.hash());
  bare.put("from the bare machine");
  EXPECT_EQ(bare.code(hub), "done");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(bare.hash(), one.hash());
  // And the words put out what they will.
  EXPECT_EQ(bare.code(hub, {.revoke = {one.id()}, .words = words}), "done");
  EXPECT_EQ(one.code(hub), "sync/refused");

  vault::Key other;
  random.fill(other.span());
  EXPECT_EQ(arrive(life::Arrival::by_words(other, "https://hub.example"), hub, random).code,
            "sync/refused");
}

TEST(Sync, WhatWasRemovedGoesEverywhere) {
  MemoryHub hub;
  Edge one("one");
  const auto id = *parse_id(one.put("a wording that goes"));
  Edge two = join(one, hub, "two");
  one.put("the one that stays", id);
  one.sweep();
  for (Edge* each : {&one, &two}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(two.hash(), one.hash());
  // Its body is a stub at the hub, and on both.
  two.reopen();
  EXPECT_EQ(two.hash(), one.hash());
  const auto stubs = [](const Octets& log) {
    int count = 0;
    vault::FrameReader reader(log, {});
    while (const auto frame = reader.next()) count += frame->bytes[4] == 2 ? 1 : 0;
    return count;
  };
  EXPECT_EQ(stubs(one.log()), 1);
  EXPECT_EQ(stubs(two.log()), 1);
  // Who comes later gets the stub before its tombstone, a page apart.
  hub.page_size = 1;
  Edge three = join(one, hub, "three");
  EXPECT_EQ(three.hash(), one.hash());
  EXPECT_EQ(two.code(hub), "done");
}

TEST(Sync, AWriteWhilePagesAreHeldBackIsNoAlarm) {
  MemoryHub hub;
  Edge one("one");
  Edge two = join(one, hub, "two");
  const auto id = *parse_id(one.put("a wording that goes"));
  one.put("the one that stays", id);
  one.sweep();
  EXPECT_EQ(one.code(hub), "done");
  // The stub comes first and waits for its tombstone, two pages on.
  hub.page_size = 1;
  int pages = 0;
  hub.on_events = [&](auto&) {
    if (++pages == 2) two.put("written meanwhile");
  };
  EXPECT_EQ(two.code(hub), "done");
  EXPECT_GT(pages, 3);
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(one.hash(), two.hash());
  EXPECT_EQ(two.life().state().live, 2u);
}

TEST(Sync, NamesAndWhenADeviceWasHeardAreThereToBeSeen) {
  MemoryHub hub;
  Edge one("one");
  one.put("before");
  Edge two = join(one, hub, "two");
  one.name(two.id(), "the phone");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(two.code(hub), "done");
  const auto state = life::SyncState::open(two.life().vault().keys(), two.state());
  const auto view = life::devices_json(state, two.life().vault());
  EXPECT_NE(view.find("\"name\":\"the phone\""), view.npos) << view;
  EXPECT_NE(view.find("\"unsynced\":0"), view.npos) << view;
  EXPECT_GT(state.find(one.id())->heard_at, 0);
  EXPECT_GT(state.synced_at, 0);
}

// Two devices, weeks apart, with so many edits each. CTest runs the small size; the full one is a
// test of its own.
void weeks_apart(int edits) {
  MemoryHub hub;
  Edge one("one");
  std::vector<Id> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(*parse_id(one.put("shared " + std::to_string(i))));
  Edge two = join(one, hub, "two");
  two.at_minute(10);
  for (int i = 0; i < edits; ++i) {
    // Every tenth edit is of something that both have, the rest is each one's own.
    const std::optional<Id> id =
        i % 10 == 0 ? std::optional(ids[static_cast<std::size_t>(i / 10) % ids.size()])
                    : std::nullopt;
    one.put("one says " + std::to_string(i), id);
    two.put("two says " + std::to_string(i), id);
  }
  EXPECT_EQ(one.unsynced(), static_cast<std::uint64_t>(edits));
  for (Edge* each : {&one, &two, &one}) ASSERT_EQ(each->code(hub), "done");
  EXPECT_EQ(one.hash(), two.hash());
  EXPECT_EQ(one.unsynced() + two.unsynced(), 0u);
  for (const Id& id : ids) EXPECT_EQ(one.life().journal().versions(id).size(), 2u);
  one.reopen();
  EXPECT_EQ(one.hash(), two.hash());
}
TEST(Sync, WeeksApartTheyAgree) {
  weeks_apart(400);
}
TEST(Sync, WeeksApartWithTenThousandEditsEachTheyAgree) {
  weeks_apart(10'000);
}

TEST(Sync, ClocksYearsOffGiveTheSameState) {
  MemoryHub hub;
  Edge one("one");
  const auto id = *parse_id(one.put("as it was"));
  Edge two = join(one, hub, "two");
  two.at_minute(10 * 365 * 24 * 60);
  two.put("ten years on", id);
  one.put("now", id);
  for (Edge* each : {&one, &two, &one}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(one.hash(), two.hash());
  one.put("settled", id);
  for (Edge* each : {&one, &two}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(two.life().journal().versions(id).size(), 1u);
}

}  // namespace
}  // namespace ajar::tests
