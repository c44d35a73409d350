// A hub that cheats at random, for as long as it likes, and every now and then is honest: whatever
// it did, no decision is undone, no device comes about, nothing is lost, and the next honest run is
// whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/sync/meeting.h"

namespace ajar::tests {
namespace {

class Monkey {
 public:
  explicit Monkey(int seed)
      : random_("monkey " + std::to_string(seed)),
        one_("one " + std::to_string(seed)),
        two_(join(one_, hub_, "two " + std::to_string(seed))),
        out_(join(one_, hub_, "out " + std::to_string(seed))) {
    EXPECT_EQ(two_.code(hub_), "done");
    past_.push_back(hub_);
  }

  void play(int steps) {
    const auto ids = std::pair(one_.id(), two_.id());
    for (int step = 0; step < steps && !::testing::Test::HasFailure(); ++step) {
      Edge& who = below(2) == 0 ? one_ : two_;
      SCOPED_TRACE("step " + std::to_string(step));
      const auto live = who.life().state().live;
      act(who, step);
      EXPECT_GE(who.life().state().live, live);
      EXPECT_EQ(std::pair(one_.id(), two_.id()), ids);
      for (Edge* each : {&one_, &two_}) {
        EXPECT_EQ(each->life().vault().members().size(), 3u);
        EXPECT_FALSE(each->life().damaged());
      }
      if (revoked_) {
        EXPECT_TRUE(one_.put_out(out_.id()));
        EXPECT_EQ(one_.life().vault().epochs().size(), 2u);
      }
    }
    // Honest again. Who was not told of the decision by then is told now.
    for (Edge* each : {&one_, &two_, &one_}) honest(*each);
    EXPECT_EQ(one_.hash(), two_.hash());
    EXPECT_EQ(two_.put_out(out_.id()), revoked_);
    EXPECT_EQ(one_.unsynced() + two_.unsynced(), 0u);
  }

 private:
  std::uint64_t below(std::uint64_t most) {
    std::array<std::uint8_t, 8> bytes{};
    random_.fill(bytes);
    return vault::read_number<std::uint64_t>(bytes.data()) % most;
  }

  void act(Edge& who, int step) {
    switch (below(8)) {
      case 0:
      case 1:
        who.put("written at " + std::to_string(step));
        break;
      case 2:
        honest(who);
        break;
      case 3:
        past_.push_back(hub_);
        break;
      case 4:
        if (revoked_) break;
        revoked_ = true;
        honest(one_);
        EXPECT_EQ(one_.code(hub_, {.revoke = {out_.id()}}), "done");
        break;
      default:
        cheat(who);
    }
    if (below(4) == 0) who.reopen();
  }

  // Where the hub now contradicts what it said, or brings what it left out, that is told once each.
  void honest(Edge& who) {
    std::string code = who.code(hub_);
    if (code == "sync/forked") code = who.code(hub_);
    if (code == "sync/gap" || code == "sync/withheld" || code == "sync/duplicate" ||
        code == "sync/reordered")
      code = who.code(hub_);
    EXPECT_EQ(code, "done");
  }

  // One run against the hub of some earlier time, which says some things wrongly and may fall
  // silent.
  void cheat(Edge& who) {
    MemoryHub liar = below(3) == 0 ? hub_ : past_[below(past_.size())];
    liar.page_size = 1 + below(5);
    const bool head_once = below(2) == 0;
    if (below(3) != 0)
      liar.on_head = [&, head_once, heads = 0](vault::Head& head) mutable {
        if (head_once && heads++ != 0) return;
        lie(head);
      };
    if (below(3) == 0) liar.on_events = [&](auto& events) { mix(events); };
    const auto silent = below(2) == 0 ? 4 + below(8) : 1u << 20;
    liar.lose = [&liar, silent](std::string_view) { return liar.calls >= silent; };
    liar.calls = 0;
    (void)who.code(liar);
  }

  void lie(vault::Head& head) {
    for (vault::DeviceTip& tip : head.tips) {
      switch (below(5)) {
        case 0:
          tip.tip.evh[below(32)] ^= 1;
          break;
        case 1:
          tip.tip.dseq += below(3);
          break;
        case 2:
          tip.tip.dseq -= std::min<std::uint64_t>(tip.tip.dseq, below(3));
          break;
        default:
          break;
      }
    }
    if (below(6) == 0) head.control[below(32)] ^= 1;
    if (below(6) == 0) head.last += below(3);
    if (below(6) == 0) head.generation[0] ^= 1;
    if (below(6) == 0 && !head.tips.empty()) head.tips.pop_back();
  }

  template <typename Events>
  void mix(Events& events) {
    if (events.empty()) return;
    const auto at = static_cast<std::ptrdiff_t>(below(events.size()));
    auto& frame = events[static_cast<std::size_t>(at)].frame;
    switch (below(4)) {
      case 0:
        frame[below(frame.size())] ^= static_cast<std::uint8_t>(1u << below(8));
        break;
      case 1:
        events.erase(events.begin() + at);
        break;
      case 2:
        std::swap(events[static_cast<std::size_t>(at)].frame, events.front().frame);
        break;
      default:
        events.resize(static_cast<std::size_t>(at));
    }
  }

  MemoryHub hub_;
  std::vector<MemoryHub> past_;
  vault::SeededRandom random_;
  Edge one_, two_, out_;
  bool revoked_ = false;
};

TEST(Monkey, WhateverAHubSaysAnHonestRunIsWholeAgain) {
  for (int seed = 0; seed < 60 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Monkey(seed).play(60);
  }
}

}  // namespace
}  // namespace ajar::tests
