// A hub that cheats, in every way that spec/sync.md §4 names: each is told by its name, and nothing
// bad is applied.
#include <gtest/gtest.h>

#include <string>

#include "life/arrival.h"
#include "tests/sync/edge.h"

namespace ajar::tests {
namespace {

struct Mischief : ::testing::Test {
  Mischief() {
    for (int i = 0; i < 6; ++i) one.put("entry " + std::to_string(i));
    vault::SeededRandom random("joining");
    joining = vault::begin_joining(random);
    EXPECT_EQ(one.code(hub, {.certify = joining->offer}), "done");
    answer = *vault::make_answer(joining->offer, one.life().vault(), one.random());
    two.emplace(arrive());
    for (int i = 0; i < 6; ++i) one.put("later " + std::to_string(i));
    EXPECT_EQ(one.code(hub), "done");
    before = two->hash();
    events_before = two->life().vault().frames();
  }
  std::string arrival_code() {
    auto arrival =
        *life::Arrival::by_answer(joining->bytes().view(), answer, "https://hub.example");
    vault::SeededRandom random("arriving");
    life::Step step = arrival.begin();
    while (step.kind == life::Step::Kind::call) {
      const auto said = hub.handle(step.method, step.path, step.token, step.body);
      step = arrival.answer(said.status, said.body, 1, random);
    }
    home = std::move(step.frames);
    secret = std::move(step.secret);
    state = arrival.state();
    return step.kind == life::Step::Kind::home ? "home" : step.code;
  }
  Edge arrive() {
    EXPECT_EQ(arrival_code(), "home");
    return Edge("two", secret.view(), home, state);
  }
  // The second device finds `alarm`, and is what it was; once the hub is honest it gets everything.
  void finds(const std::string& alarm) {
    EXPECT_EQ(two->code(hub), alarm);
    EXPECT_EQ(two->hash(), before);
    EXPECT_EQ(two->life().vault().frames(), events_before);
    two->reopen();
    EXPECT_EQ(two->hash(), before);
    hub.on_events = nullptr;
    hub.on_head = nullptr;
    EXPECT_EQ(two->code(hub), "done");
    EXPECT_EQ(two->hash(), one.hash());
  }
  void newcomer_finds(const std::string& alarm) {
    EXPECT_EQ(arrival_code(), alarm);
    EXPECT_TRUE(home.empty());
  }
  static vault::EventView view(const Octets& frame) {
    vault::EventView event;
    (void)vault::read_frame(frame, event);
    return event;
  }

  MemoryHub hub;
  Edge one{"one"};
  std::optional<vault::Joining> joining;
  Octets answer, home, state;
  vault::SecretBytes secret;
  std::optional<Edge> two;
  std::string before;
  std::size_t events_before = 0;
};

TEST_F(Mischief, DropsAnEvent) {
  hub.on_events = [](auto& events) {
    if (events.size() > 3) events.erase(events.begin() + 2);
  };
  finds("sync/gap");
}

TEST_F(Mischief, DropsAnEventBeforeSomebodyComes) {
  hub.on_events = [](auto& events) {
    if (events.size() > 3) events.erase(events.begin() + 2);
  };
  newcomer_finds("sync/gap");
}

TEST_F(Mischief, Reorders) {
  hub.on_events = [](auto& events) {
    if (events.size() > 3) std::swap(events[1].frame, events[2].frame);
  };
  finds("sync/reordered");
}

TEST_F(Mischief, Duplicates) {
  hub.on_events = [](auto& events) {
    if (events.size() > 3) events[2].frame = events[1].frame;
  };
  finds("sync/duplicate");
}

TEST_F(Mischief, MixesVaults) {
  Edge other("other");
  hub.on_events = [&](auto& events) {
    if (!events.empty()) events[0].frame = other.log();
  };
  finds("sync/other_vault");
}

TEST_F(Mischief, RollsBackInOneGeneration) {
  EXPECT_EQ(two->code(hub), "done");
  hub.forget_last(4);
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_TRUE(two->noticed("sync/rolled_back"));
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(hub.head().tips.size(), 1u);
  EXPECT_EQ(hub.head().tips[0].tip, one.life().vault().tip());
  EXPECT_EQ(two->hash(), one.hash());
}

TEST_F(Mischief, BeganAnewAndIsRefilledByWhoeverComes) {
  EXPECT_EQ(two->code(hub), "done");
  two->put("of the second");
  hub.clear();
  hub.generation[0] = 2;
  // The hub knows nobody but the first device, by its genesis, and the words.
  EXPECT_EQ(two->code(hub), "sync/refused");
  EXPECT_TRUE(two->noticed("sync/restored"));
  EXPECT_EQ(two->unsynced(), two->life().vault().frames());
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_TRUE(one.noticed("sync/restored"));
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(one.hash(), two->hash());
  EXPECT_EQ(one.unsynced() + two->unsynced(), 0u);
}

TEST_F(Mischief, Truncates) {
  hub.on_events = [](auto& events) { events.resize(std::min<std::size_t>(events.size(), 0)); };
  finds("sync/withheld");
}

TEST_F(Mischief, TruncatesForANewcomerAndLiesAboutItsHead) {
  // Everything behind the certificate, and a little before it, was never there, says the hub.
  const std::size_t kept = 5;
  hub.on_events = [&](auto& events) { events.resize(std::min(events.size(), kept)); };
  hub.on_head = [&](vault::Head& head) { head.last = kept; };
  const auto last = hub.next;
  hub.next = kept + 1;
  newcomer_finds("sync/withheld");
  hub.next = last;
}

TEST_F(Mischief, Forks) {
  // The same place in a device's chain, another event: a copy of the device writes for one reader
  // alone.
  Edge copy = one.copy("copy");
  const auto dseq = one.life().vault().tip().dseq;
  EXPECT_EQ(two->code(hub), "done");
  one.put("for one reader");
  EXPECT_EQ(one.code(hub), "done");
  copy.put("for another");
  EXPECT_EQ(copy.life().vault().tip().dseq, dseq + 1);
  EXPECT_EQ(two->code(hub), "done");
  const auto stands = two->hash();
  hub.on_head = [&](vault::Head& head) {
    for (auto& tip : head.tips)
      if (tip.device == one.id()) tip.tip = copy.life().vault().tip();
  };
  EXPECT_EQ(two->code(hub), "sync/forked");
  EXPECT_EQ(two->hash(), stands);
}

TEST_F(Mischief, SwapsTheGenesisForANewcomer) {
  Edge other("other");
  hub.on_events = [&](auto& events) { events[0].frame = other.log(); };
  newcomer_finds("sync/other_vault");
}

TEST_F(Mischief, SwapsAKeyInACertificate) {
  hub.on_events = [&](auto& events) {
    for (auto& each : events)
      if (MemoryHub::type_of(each.frame) == vault::Type::control)
        each.frame[vault::body_offset + 2 + 4 + 60] ^= 1;
  };
  // The answer names the certificate by its hash, which another key does not have.
  newcomer_finds("sync/withheld");
}

TEST_F(Mischief, FlipsAByte) {
  hub.on_events = [](auto& events) {
    if (!events.empty()) events[0].frame.back() ^= 1;
  };
  finds("sync/damaged");
}

TEST_F(Mischief, StripsATombstone) {
  const auto id = *parse_id(one.put("goes"));
  one.put("stays", id);
  one.sweep();
  one.put("behind it");
  EXPECT_EQ(one.code(hub), "done");
  hub.on_events = [](auto& events) {
    std::erase_if(events, [](const auto& each) {
      return MemoryHub::type_of(each.frame) == vault::Type::tombstone;
    });
  };
  finds("sync/gap");
}

TEST_F(Mischief, DropsABodyWithoutATombstone) {
  hub.on_events = [](auto& events) {
    if (events.size() > 3) events[1].frame = MemoryHub::stub_of(events[1].frame);
  };
  finds("sync/missing_body");
}

TEST_F(Mischief, DropsABodyBeforeSomebodyComes) {
  hub.on_events = [](auto& events) { events[1].frame = MemoryHub::stub_of(events[1].frame); };
  newcomer_finds("sync/missing_body");
}

TEST_F(Mischief, ReplaysWhatARevokedDeviceSignsLater) {
  EXPECT_EQ(two->code(hub), "done");
  vault::SeededRandom random("third");
  const auto third = vault::begin_joining(random);
  EXPECT_EQ(one.code(hub, {.certify = third.offer}), "done");
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_EQ(one.code(hub, {.revoke = {two->id()}}), "done");
  two->put("after it was put out");
  const Octets late = [&] {
    vault::FrameReader reader(two->log(), two->life().vault().vault_id());
    Octets last;
    while (const auto frame = reader.next()) last.assign(frame->bytes.begin(), frame->bytes.end());
    return last;
  }();
  const auto stands = one.hash();
  hub.on_events = [&](auto& events) { events.push_back({hub.next - 1, late}); };
  hub.next += 1;
  EXPECT_EQ(one.code(hub), "sync/revoked_device");
  EXPECT_EQ(one.hash(), stands);
}

TEST_F(Mischief, HandsOutLessThanAnEventHasSeen) {
  // Two writes on top of one; a third gets the event of two without what it had seen.
  EXPECT_EQ(two->code(hub), "done");
  Edge three = two->copy("three");
  one.put("kept back");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(two->code(hub), "done");
  two->put("on top of it");
  EXPECT_EQ(two->code(hub), "done");
  const auto kept_back = one.life().vault().tip();
  hub.on_events = [&](auto& events) {
    std::erase_if(events, [&](const auto& each) {
      return vault::event_hash(view(each.frame)) == kept_back.evh;
    });
  };
  hub.on_head = [&](vault::Head& head) {
    for (auto& tip : head.tips)
      if (tip.device == one.id())
        tip.tip = {kept_back.dseq - 1, *one.life().vault().event_at(one.id(), kept_back.dseq - 1)};
  };
  // `three` reads with the keys of two, as a newcomer with them would.
  three.state().clear();
  const auto code = three.code(hub);
  EXPECT_TRUE(code == "sync/withheld" || code == "sync/copied") << code;
}

TEST_F(Mischief, SaysThatTheVaultWasDeleted) {
  hub.deleted = true;
  EXPECT_EQ(two->code(hub), "sync/false_receipt");
  const auto removal_for = [&](std::string_view origin) {
    return vault::hex(*vault::make_removal(one.life().vault().vault_id(), one.id(), origin,
                                           vault::SigningKey(one.life().vault().keys().sign_seed)));
  };
  // What was deleted at another hub is not therefore deleted at this one.
  hub.deleted_receipt = removal_for("https://elsewhere.example");
  EXPECT_EQ(two->code(hub), "sync/false_receipt");
  hub.deleted_receipt = removal_for("https://hub.example");
  EXPECT_EQ(two->code(hub), "sync/deleted");
  EXPECT_EQ(two->hash(), before);
}

TEST_F(Mischief, SaysThatADeviceThatIsOutDeletedTheVault) {
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_EQ(one.code(hub, {.revoke = {two->id()}}), "done");
  hub.deleted = true;
  hub.deleted_receipt = vault::hex(
      *vault::make_removal(one.life().vault().vault_id(), two->id(), "https://hub.example",
                           vault::SigningKey(two->life().vault().keys().sign_seed)));
  EXPECT_EQ(one.code(hub), "sync/false_receipt");
}

TEST_F(Mischief, SaysToOneWhoComesInThatTheVaultWasDeleted) {
  const vault::VaultId vault_id = one.life().vault().vault_id();
  const vault::Key words = *one.life().vault().keys().words;
  vault::SeededRandom random("coming");
  const auto comes = [&](life::Arrival arrival) {
    life::Step step = arrival.begin();
    while (step.kind == life::Step::Kind::call) {
      const auto said = hub.handle(step.method, step.path, step.token, step.body);
      step = arrival.answer(said.status, said.body, 1, random);
    }
    return step.code;
  };
  const auto by_words = [&] {
    return comes(life::Arrival::by_words(words, "https://hub.example"));
  };
  const auto by_answer = [&] {
    return comes(*life::Arrival::by_answer(joining->bytes().view(), answer, "https://hub.example"));
  };
  const auto receipt_of = [&](const vault::DeviceId& device, const vault::SigningKey& key) {
    return vault::hex(*vault::make_removal(vault_id, device, "https://hub.example", key));
  };
  hub.deleted = true;
  EXPECT_EQ(by_words(), "sync/false_receipt");
  EXPECT_EQ(by_answer(), "sync/false_receipt");
  // By the words: they know their own signature, and nobody else's.
  hub.deleted_receipt = receipt_of({}, vault::Recovery(words).sign);
  EXPECT_EQ(by_words(), "sync/deleted");
  EXPECT_EQ(by_answer(), "sync/said_deleted");
  hub.deleted_receipt = vault::hex(
      *vault::make_removal(vault_id, {}, "https://elsewhere.example", vault::Recovery(words).sign));
  EXPECT_EQ(by_words(), "sync/false_receipt");
  hub.deleted_receipt = receipt_of({}, vault::SigningKey(vault::Key{}));
  EXPECT_EQ(by_words(), "sync/false_receipt");
  hub.deleted_receipt =
      receipt_of(one.id(), vault::SigningKey(one.life().vault().keys().sign_seed));
  EXPECT_EQ(by_words(), "sync/said_deleted");
  EXPECT_EQ(by_answer(), "sync/said_deleted");
}

TEST_F(Mischief, AnswersNonsense) {
  struct Nonsense {
    int status;
    Octets body;
    std::string code;
  };
  for (const auto& [status, body, code] :
       {Nonsense{200, {1, 2, 3}, "sync/bad_answer"}, Nonsense{500, {}, "sync/hub_failed"},
        Nonsense{302, {}, "sync/hub_failed"}, Nonsense{0, {}, "sync/unreachable"}}) {
    life::Sync run(two->life(), two->state(), {.origin = "https://hub.example", .invitation = {}});
    run.begin(1);
    const auto step = run.answer(status, body, 2, two->random());
    EXPECT_EQ(step.code, code) << status;
  }
}

TEST_F(Mischief, ACopiedFolderGoesOnUnderANewId) {
  EXPECT_EQ(two->code(hub), "done");
  Edge copy = two->copy("copy");
  two->put("written in the one");
  copy.put("written in the other");
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_EQ(copy.code(hub), "done");
  EXPECT_TRUE(copy.noticed("sync/copied"));
  EXPECT_NE(copy.id(), two->id());
  EXPECT_EQ(copy.code(hub), "done");
  EXPECT_FALSE(copy.noticed("sync/copied"));
  for (Edge* each : {&one, &*two, &copy}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(copy.hash(), two->hash());
  EXPECT_EQ(copy.hash(), one.hash());
  EXPECT_EQ(copy.life().state().live, 14u);
  copy.put("and goes on");
  EXPECT_EQ(copy.code(hub), "done");
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(copy.hash(), one.hash());
}

TEST_F(Mischief, ACopyOfWhatWentOnOnceGoesOnWhenThePersonSaysSo) {
  EXPECT_EQ(two->code(hub), "done");
  Edge copy = two->copy("copy");
  two->put("written in the one");
  copy.put("written in the other");
  EXPECT_EQ(two->code(hub), "done");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(copy.code(hub), "done");
  Edge second = copy.copy("second");
  copy.put("in the copy");
  second.put("in the copy of the copy");
  EXPECT_EQ(copy.code(hub), "done");
  const auto id = second.id();
  const auto stands = second.hash();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(second.code(hub), "sync/copied_again");
  EXPECT_EQ(second.id(), id);
  EXPECT_EQ(second.hash(), stands);
  second.put("written while it waits");
  second.say_go_on();
  EXPECT_EQ(second.code(hub), "done");
  EXPECT_TRUE(second.noticed("sync/copied"));
  EXPECT_NE(second.id(), id);
  for (Edge* each : {&second, &copy, &*two, &one}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(second.hash(), one.hash());
  EXPECT_EQ(copy.hash(), one.hash());
  EXPECT_EQ(one.life().state().live, 17u);
}

// What the copy had swept is stubs in its log, and the tombstone that says so is lifted out of it.
TEST_F(Mischief, ACopyThatHasSweptGoesOnUnderANewId) {
  const Id kept = *parse_id(two->put("a first version"));
  EXPECT_EQ(two->code(hub), "done");
  Edge copy = two->copy("copy");
  const Id own = *parse_id(copy.put("only in the copy"));
  copy.put("a second version", kept);
  copy.put("only in the copy, again", own);
  copy.sweep();
  copy.put("behind the sweep");
  two->put("written in the one");
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_EQ(copy.code(hub), "done");
  EXPECT_TRUE(copy.noticed("sync/copied"));
  copy.reopen();
  EXPECT_FALSE(copy.life().damaged());
  EXPECT_EQ(copy.life().vault().uncovered(), 0u);
  for (Edge* each : {&copy, &*two, &one}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(copy.hash(), one.hash());
  EXPECT_EQ(two->hash(), one.hash());
  EXPECT_EQ(copy.life().state().live, 16u);
  // What was gone in the copy is gone at the hub, and with the others.
  for (Edge* each : {&copy, &*two, &one}) {
    each->reopen();
    EXPECT_EQ(each->life().vault().uncovered(), 0u);
  }
  EXPECT_EQ(arrival_code(), "home");
}

// A hub that shows the time before a revocation, and this device's own place as taken there.
TEST_F(Mischief, AHubThatGoesBackUndoesNoRevocation) {
  EXPECT_EQ(one.code(hub), "done");
  MemoryHub old = hub;
  const auto id = one.id();
  const vault::Head before_it = hub.head();
  EXPECT_EQ(one.code(hub, {.revoke = {two->id()}}), "done");
  one.put("not for the one that is out");
  EXPECT_EQ(one.code(hub), "done");
  const auto stands = one.hash();
  // First the old head alone, and no event behind it.
  hub.on_head = [&](vault::Head& head) { head = before_it; };
  hub.lose = [](std::string_view path) { return path.find("/events") != path.npos; };
  EXPECT_EQ(one.code(hub), "sync/unreachable");
  // Then the same with one bit of the own tip changed, and the old log, into which all may be sent.
  int heads = 0;
  old.on_head = [&](vault::Head& head) {
    for (auto& tip : head.tips)
      if (tip.device == id && heads++ == 0) tip.tip.evh[0] ^= 1;
  };
  EXPECT_EQ(one.code(old), "sync/forked");
  const auto holds = [&] {
    EXPECT_EQ(one.id(), id);
    EXPECT_FALSE(one.noticed("sync/copied"));
    EXPECT_TRUE(one.put_out(two->id()));
    EXPECT_EQ(one.life().vault().epochs().size(), 2u);
    EXPECT_EQ(one.hash(), stands);
  };
  holds();
  one.reopen();
  holds();
  hub.on_head = nullptr;
  hub.lose = nullptr;
  EXPECT_EQ(one.code(hub), "done");
  holds();
  EXPECT_EQ(one.unsynced(), 0u);
}

// The same with an event that this device did sign: a copy of it wrote before the revocation.
TEST_F(Mischief, AForkFromBeforeARevocationUndoesNone) {
  EXPECT_EQ(one.code(hub), "done");
  MemoryHub old = hub;
  Edge copy = one.copy("copy");
  copy.put("a true fork");
  EXPECT_EQ(copy.code(old), "done");
  EXPECT_EQ(one.code(hub, {.revoke = {two->id()}}), "done");
  one.put("not for the one that is out");
  EXPECT_EQ(one.code(hub), "done");
  const auto id = one.id();
  const auto stands = one.hash();
  EXPECT_EQ(one.code(old), "sync/control_order");
  EXPECT_EQ(one.id(), id);
  EXPECT_EQ(one.hash(), stands);
  EXPECT_TRUE(one.put_out(two->id()));
  EXPECT_EQ(one.life().vault().epochs().size(), 2u);
  EXPECT_EQ(one.code(hub), "done");
}

// What a hub says of this device's own place brings no new device about, however often it says it.
TEST_F(Mischief, AWordAloneMakesNoNewDevice) {
  const auto id = one.id();
  const auto members = one.life().vault().members().size();
  const auto says = [&](auto change, std::string_view alarm) {
    for (int run = 0; run < 3; ++run) {
      hub.on_head = [&, heads = 0](vault::Head& head) mutable {
        for (auto& tip : head.tips)
          if (tip.device == id && heads++ == 0) change(tip.tip);
      };
      EXPECT_EQ(one.code(hub), alarm);
      EXPECT_EQ(one.id(), id);
      EXPECT_EQ(one.life().vault().members().size(), members);
      // And no word stays: the next honest run is whole.
      hub.on_head = nullptr;
      EXPECT_EQ(one.code(hub), "done");
      EXPECT_EQ(one.life().vault().members().size(), members);
    }
  };
  says([](vault::Tip& tip) { tip.evh[0] ^= 1; }, "sync/forked");
  says([](vault::Tip& tip) { tip.dseq += 3; }, "sync/withheld");
  EXPECT_EQ(hub.devices.size(), 2u);
}

// An event in the device's next place that its key has not signed.
Octets forged_by(const Edge& device) {
  Edge copy = device.copy("copy");
  const auto from = static_cast<long>(copy.log().size());
  copy.put("not signed by the key");
  Octets forged(copy.log().begin() + from, copy.log().end());
  forged[vault::body_offset - 1] ^= 1;  // in the signature
  return forged;
}

TEST_F(Mischief, AForgedOwnEventMakesNoNewDevice) {
  const Octets forged = forged_by(one);
  const auto members = one.life().vault().members().size();
  hub.next += 1;
  hub.on_events = [&](auto& events) { events.push_back({hub.next - 1, forged}); };
  EXPECT_EQ(one.code(hub), "sync/damaged");
  EXPECT_FALSE(one.noticed("sync/copied"));
  // Nor where the place is held by another event here.
  one.put("in the same place");
  EXPECT_EQ(one.code(hub), "sync/damaged");
  EXPECT_FALSE(one.noticed("sync/copied"));
  EXPECT_EQ(one.life().vault().members().size(), members);
  EXPECT_EQ(hub.devices.size(), 2u);
}

// Where it shows the forgery only until it is gone by, nothing else would find it out.
TEST_F(Mischief, AForgedOwnEventThatIsTakenBackMakesNoNewDevice) {
  const Octets forged = forged_by(one);
  const auto id = one.id();
  hub.next += 1;
  hub.on_events = [&, shown = false](auto& events) mutable {
    if (shown) return;
    shown = true;
    events.push_back({--hub.next, forged});
  };
  EXPECT_EQ(one.code(hub), "sync/damaged");
  EXPECT_FALSE(one.noticed("sync/copied"));
  EXPECT_EQ(one.code(hub), "done");
  EXPECT_EQ(one.id(), id);
  EXPECT_EQ(hub.devices.size(), 2u);
}

// One lie about another device is told when it is told, and not for ever.
TEST_F(Mischief, AWordAboutAnotherDeviceIsNotKept) {
  EXPECT_EQ(two->code(hub), "done");
  hub.on_head = [&](vault::Head& head) {
    for (auto& tip : head.tips)
      if (tip.device == one.id()) tip.tip.evh[0] ^= 1;
  };
  EXPECT_EQ(two->code(hub), "sync/forked");
  hub.on_head = nullptr;
  EXPECT_EQ(two->code(hub), "done");
}

TEST_F(Mischief, NamesADecisionToWhoComesInThatItDoesNotHandOut) {
  hub.on_head = [](vault::Head& head) { head.control[0] ^= 1; };
  newcomer_finds("sync/control_order");
}

TEST_F(Mischief, AnOldBackupGoesOnUnderANewId) {
  EXPECT_EQ(two->code(hub), "done");
  Edge backup = two->copy("backup");
  two->put("after the backup was made");
  EXPECT_EQ(two->code(hub), "done");
  EXPECT_EQ(backup.code(hub), "done");
  EXPECT_TRUE(backup.noticed("sync/copied"));
  backup.put("and after it was put back");
  for (Edge* each : {&backup, &*two, &one}) EXPECT_EQ(each->code(hub), "done");
  EXPECT_EQ(backup.hash(), two->hash());
  EXPECT_EQ(backup.life().state().live, 14u);
}

}  // namespace
}  // namespace ajar::tests
