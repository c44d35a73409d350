// Every call of spec/http.md against each store, without a socket: what is answered, and what is
// there afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/hub/device.h"
#include "tests/hub/stores.h"

namespace ajar::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Service : public ::testing::TestWithParam<TestStoreKind> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(vault::start());
    store_ = test_store(GetParam());
    ASSERT_NE(store_, nullptr);
    make(Registration::open);
  }
  void make(Registration registration, std::int64_t quota = std::int64_t{1} << 26,
            bool limits = false) {
    Settings settings;
    settings.registration = registration;
    settings.quota = quota;
    settings.limits = limits;
    settings.key.fill(7);
    hub_.emplace(settings, Door{{"hub.example"}, {"https://app.example"}}, random_);
  }

  Response ask(std::string_view method, std::string_view target, vault::Bytes body = {},
               std::string_view token = {}, std::string_view invitation = {}) {
    const std::string authorization = token.empty() ? "" : "Bearer " + std::string(token);
    Request request;
    request.method = method;
    request.target = target;
    request.host = "hub.example";
    request.content_type = "application/octet-stream";
    request.authorization = authorization;
    request.invitation = invitation;
    request.address = "192.0.2.1";
    request.body = body;
    request.now = now_;
    const auto route = hub_->admit(request);
    if (!route) return problem(route.error());
    Response response;
    const Status committed =
        store_->together([&] { response = hub_->answer(*store_, *route, request); });
    return committed ? response : problem(committed.error());
  }
  Octets challenge(const vault::VaultId& vault_id, const vault::DeviceId& device) {
    Octets body(vault_id.begin(), vault_id.end());
    body.insert(body.end(), device.begin(), device.end());
    return ask("POST", "/v1/auth/challenge", body).bytes;
  }
  Response claim(const TestDevice& device, const std::string& origin = "https://hub.example") {
    const auto body = vault::make_claim(device.vault.vault_id(), device.vault.device(),
                                        challenge(device.vault.vault_id(), device.vault.device()),
                                        origin, device.signer());
    EXPECT_TRUE(body);
    return ask("POST", "/v1/auth/session", *body);
  }
  void enter(TestDevice& device) {
    const Response response = claim(device);
    ASSERT_EQ(response.status, 200u) << response.body();
    device.token = vault::hex(vault::read_session(response.bytes)->token);
  }
  TestDevice begin(const std::string& seed) {
    TestDevice device = TestDevice::begin(seed);
    EXPECT_EQ(ask("POST", "/v1/vaults", device.genesis()).status, 201u);
    enter(device);
    return device;
  }
  Response append(const TestDevice& device, const std::vector<Octets>& frames) {
    return ask("POST", device.path("/events"), joined(frames), device.token);
  }
  Response control(const TestDevice& device, const Octets& frame) {
    return ask("POST", device.path("/control"), frame, device.token);
  }
  Response get(const TestDevice& device, const std::string& rest) {
    return ask("GET", device.path(rest), {}, device.token);
  }
  vault::Page page(const TestDevice& device, const std::string& query) {
    last_page_ = get(device, "/events" + query);
    return vault::read_page(last_page_.bytes).value_or(vault::Page{});
  }
  // Everything that the hub hands out of a vault, in its order.
  Octets everything(const TestDevice& device) {
    Octets frames;
    for (std::uint64_t after = 0;;) {
      const auto read = page(device, "?after=" + std::to_string(after));
      frames.insert(frames.end(), read.frames.begin(), read.frames.end());
      if (read.next == read.last) return frames;
      after = read.next;
    }
  }

  vault::SeededRandom random_{"hub"};
  std::unique_ptr<store::HubStore> store_;
  std::optional<Hub> hub_;
  std::int64_t now_ = 1'800'000'000;
  Response last_page_;
};

std::string code_of(const Response& response) {
  return std::string(response.code);
}

TEST_P(Service, AVaultBeginsOnceAndSaysWhereItStands) {
  TestDevice device = TestDevice::begin("one");
  const Response first = ask("POST", "/v1/vaults", device.genesis());
  ASSERT_EQ(first.status, 201u);
  const auto head = vault::read_head(first.bytes);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->last, 1u);
  EXPECT_EQ(head->control, TestDevice::hash_of(device.genesis()));
  ASSERT_EQ(head->tips.size(), 1u);
  EXPECT_EQ(head->tips[0].tip, device.vault.tip());
  const Response again = ask("POST", "/v1/vaults", device.genesis());
  EXPECT_EQ(again.status, 200u);
  EXPECT_EQ(again.bytes, first.bytes);
}

TEST_P(Service, AGenesisWithAFlippedByteBeginsNothing) {
  const TestDevice device = TestDevice::begin("flipped");
  for (std::size_t at = 0; at < device.genesis().size(); ++at) {
    Octets frame = device.genesis();
    frame[at] ^= 1;
    const Response response = ask("POST", "/v1/vaults", frame);
    EXPECT_GE(response.status, 400u) << at;
    EXPECT_LT(response.status, 500u) << at;
  }
}

TEST_P(Service, ASessionNeedsTheKeyTheOriginAndAChallengeOfThisHub) {
  TestDevice device = begin("session");
  EXPECT_EQ(code_of(claim(device, "https://other.example")), "hub/session_refused");
  TestDevice stranger = TestDevice::begin("stranger");
  EXPECT_EQ(code_of(claim(stranger)), "hub/session_refused");
  const auto id = device.vault.vault_id();
  const Octets asked = challenge(id, device.vault.device());
  // A key that is not the device's.
  auto body = *vault::make_claim(id, device.vault.device(), asked, "https://hub.example",
                                 stranger.signer());
  EXPECT_EQ(code_of(ask("POST", "/v1/auth/session", body)), "hub/session_refused");
  // Every byte of a claim counts.
  body =
      *vault::make_claim(id, device.vault.device(), asked, "https://hub.example", device.signer());
  for (std::size_t at = 0; at < body.size(); ++at) {
    Octets flipped = body;
    flipped[at] ^= 1;
    EXPECT_NE(ask("POST", "/v1/auth/session", flipped).status, 200u) << at;
  }
  // The same claim again gives the same token, and an old one none.
  const Response first = ask("POST", "/v1/auth/session", body);
  EXPECT_EQ(first.status, 200u);
  EXPECT_EQ(ask("POST", "/v1/auth/session", body).bytes, first.bytes);
  now_ += 61;
  EXPECT_EQ(code_of(ask("POST", "/v1/auth/session", body)), "hub/session_refused");
}

TEST_P(Service, AnUnknownVaultIsChallengedLikeAnyOther) {
  const TestDevice device = begin("known");
  vault::VaultId unknown{};
  const Octets one = challenge(device.vault.vault_id(), device.vault.device());
  const Octets other = challenge(unknown, device.vault.device());
  EXPECT_EQ(one.size(), vault::challenge_size);
  EXPECT_EQ(Octets(one.begin(), one.begin() + 16), Octets(other.begin(), other.begin() + 16));
}

TEST_P(Service, TheWordsOpenASession) {
  TestDevice device = begin("words");
  const vault::Recovery words(*device.vault.keys().words);
  const auto body =
      vault::make_claim(device.vault.vault_id(), {}, challenge(device.vault.vault_id(), {}),
                        "https://hub.example", words.sign);
  const Response response = ask("POST", "/v1/auth/session", *body);
  ASSERT_EQ(response.status, 200u);
  device.token = vault::hex(vault::read_session(response.bytes)->token);
  EXPECT_EQ(get(device, "/head").status, 200u);
}

TEST_P(Service, ATokenIsForOneVaultAndForAnHour) {
  TestDevice one = begin("first"), other = begin("second");
  EXPECT_EQ(ask("GET", one.path("/head"), {}, other.token).status, 401u);
  EXPECT_EQ(ask("GET", one.path("/head")).status, 401u);
  EXPECT_EQ(ask("GET", one.path("/head"), {}, std::string(64, '0')).status, 401u);
  EXPECT_EQ(get(one, "/head").status, 200u);
  now_ += 3601;
  EXPECT_EQ(code_of(get(one, "/head")), "hub/no_session");
}

TEST_P(Service, EventsAreTakenNumberedAndHandedOutAgain) {
  TestDevice device = begin("append");
  const auto frames = device.put_many(100, "entry ");
  const auto done = vault::read_done(append(device, frames).bytes);
  ASSERT_TRUE(done);
  ASSERT_EQ(done->numbers.size(), 100u);
  EXPECT_EQ(done->numbers.front(), 2u);
  EXPECT_EQ(done->numbers.back(), 101u);
  EXPECT_EQ(everything(device), joined(device.log));
  const auto part = page(device, "?after=50&limit=10");
  EXPECT_EQ(part.count, 10u);
  EXPECT_EQ(part.next, 60u);
  EXPECT_EQ(part.last, 101u);
}

TEST_P(Service, PostingAgainIsTheSameAnswerAndNothingTwice) {
  TestDevice device = begin("again");
  const auto frames = device.put_many(10, "entry ");
  const Response first = append(device, {frames.begin(), frames.begin() + 6});
  EXPECT_EQ(append(device, {frames.begin(), frames.begin() + 6}).bytes, first.bytes);
  // Some that are here with some that are not.
  const auto mixed = vault::read_done(append(device, {frames.begin() + 3, frames.end()}).bytes);
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->numbers, (std::vector<std::uint64_t>{5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(append(device, {frames[0], frames[9]}).status, 200u);
  EXPECT_EQ(append(device, {frames[9], frames[0]}).status, 200u);
  EXPECT_EQ(everything(device), joined(device.log));
}

TEST_P(Service, AGapIsSaidWithTheNumberThatWouldFit) {
  TestDevice device = begin("gap");
  const auto frames = device.put_many(4, "entry ");
  const Response response = append(device, {frames[0], frames[2]});
  EXPECT_EQ(response.status, 409u);
  EXPECT_THAT(std::string(response.body()), HasSubstr("\"index\":1,\"expected\":\"3\""));
  // All or nothing.
  EXPECT_EQ(vault::read_head(get(device, "/head").bytes)->last, 1u);
}

TEST_P(Service, TwoEventsInOnePlaceAreAnEquivocation) {
  TestDevice device = begin("fork");
  TestDevice copy = device;
  copy.random = vault::SeededRandom("another");
  ASSERT_EQ(append(device, {device.put("one")}).status, 200u);
  EXPECT_EQ(code_of(append(device, {copy.put("other")})), "hub/equivocation");
  EXPECT_EQ(code_of(append(device, {copy.put("later")})), "hub/equivocation");
}

TEST_P(Service, AFlippedByteIsRefusedWhereverItStands) {
  TestDevice device = begin("flip");
  const Octets frame = device.put("something that was said");
  for (std::size_t at = 0; at < frame.size(); ++at) {
    Octets flipped = frame;
    flipped[at] ^= 1;
    const Response response = append(device, {flipped});
    EXPECT_TRUE(response.status == 400 || response.status == 403 || response.status == 409)
        << at << " " << response.status;
  }
  EXPECT_EQ(append(device, {frame}).status, 200u);
}

TEST_P(Service, ControlEventsComeByTheirOwnCallAlone) {
  TestDevice device = begin("calls");
  TestDevice second = device.join("calls second");
  EXPECT_EQ(code_of(append(device, {device.log.back()})), "hub/wrong_call");
  EXPECT_EQ(code_of(append(device, {device.genesis()})), "hub/wrong_call");
  EXPECT_EQ(control(device, device.log.back()).status, 200u);
  EXPECT_EQ(code_of(control(device, device.put("no control event"))), "hub/wrong_call");
}

TEST_P(Service, ADeviceThatWasLetInEntersAndWrites) {
  TestDevice device = begin("join");
  TestDevice second = device.join("join second");
  EXPECT_EQ(claim(second).status, 401u);
  EXPECT_EQ(code_of(append(device, {second.put("too early")})), "hub/unknown_device");
  ASSERT_EQ(control(device, device.log.back()).status, 200u);
  enter(second);
  ASSERT_EQ(append(second, {second.log.back()}).status, 200u);
  EXPECT_EQ(control(device, device.log.back()).status, 200u) << "again";
  const auto head = vault::read_head(get(second, "/head").bytes);
  EXPECT_EQ(head->tips.size(), 2u);
  EXPECT_EQ(head->last, 3u);
}

TEST_P(Service, OfTwoControlEventsAtOnceOneWins) {
  TestDevice device = begin("race");
  TestDevice second = device.join("race second");
  ASSERT_EQ(control(device, device.log.back()).status, 200u);
  enter(second);
  const Octets one = device.put_out(second.vault.device());
  const Octets other = second.put_out(device.vault.device());
  ASSERT_EQ(control(device, one).status, 200u);
  const Response late = control(device, other);
  EXPECT_EQ(code_of(late), "hub/control_order");
  EXPECT_THAT(std::string(late.body()),
              HasSubstr("\"control\":\"" + vault::hex(TestDevice::hash_of(one))));
}

TEST_P(Service, ARevokedDeviceIsOutAndWhatItWroteBeforeStays) {
  TestDevice device = begin("revoke");
  TestDevice second = device.join("revoke second");
  ASSERT_EQ(control(device, device.log.back()).status, 200u);
  enter(second);
  const Octets accepted = second.put("seen by the first"), late = second.put("not seen");
  EXPECT_TRUE(device.vault.merge(accepted));
  ASSERT_EQ(control(device, device.put_out(second.vault.device())).status, 200u);
  // Its sessions ended with it.
  EXPECT_EQ(append(second, {accepted}).status, 401u);
  EXPECT_EQ(claim(second).status, 401u);
  // What the revocation names may still come, by whoever has it; nothing behind it.
  EXPECT_EQ(append(device, {accepted}).status, 200u);
  EXPECT_EQ(code_of(append(device, {late})), "hub/revoked");
  EXPECT_EQ(code_of(append(device, {accepted, late})), "hub/revoked");
}

TEST_P(Service, ATombstoneTakesTheBodiesItNames) {
  TestDevice device = begin("tombstone");
  const Octets said = device.put("a sentence that shall go"), kept = device.put("another");
  ASSERT_EQ(append(device, {said, kept}).status, 200u);
  ASSERT_EQ(append(device, {device.bury({said})}).status, 200u);
  vault::FrameReader reader(last_page_.bytes, device.vault.vault_id());
  const Octets all = everything(device);
  EXPECT_EQ(all, device.vault.strip(joined(device.log)).log);
  // Its whole frame, once more, changes nothing.
  EXPECT_EQ(append(device, {said}).status, 200u);
  EXPECT_EQ(everything(device), all);
}

TEST_P(Service, ABodyThatComesAfterItsTombstoneIsDroppedOnDemand) {
  TestDevice device = begin("late body");
  TestDevice second = device.join("late body second");
  ASSERT_EQ(control(device, device.log.back()).status, 200u);
  const Octets said = second.put("late");
  EXPECT_TRUE(device.vault.merge(said));
  const Octets tombstone = device.bury({said});
  ASSERT_EQ(append(device, {tombstone}).status, 200u);
  const std::string evh = vault::hex(TestDevice::hash_of(said));
  const std::string by = "/body?tombstone=" + vault::hex(TestDevice::hash_of(tombstone));
  const auto drop = [&](const std::string& rest) {
    return ask("DELETE", device.path("/events/" + rest), {}, device.token);
  };
  EXPECT_EQ(code_of(drop(evh + by)), "hub/no_event");
  const Octets other = device.put("not named");
  ASSERT_EQ(append(device, {other, said}).status, 200u);
  const std::string unnamed = vault::hex(TestDevice::hash_of(other));
  EXPECT_EQ(code_of(drop(unnamed + by)), "hub/no_tombstone");
  EXPECT_EQ(code_of(drop(evh + "/body?tombstone=" + unnamed)), "hub/no_tombstone");
  EXPECT_EQ(drop(evh + by).status, 204u);
  EXPECT_EQ(drop(evh + by).status, 204u);
  const auto last = page(device, "?after=4&limit=1");
  EXPECT_EQ(last.frames.size(), vault::stub_size);
}

TEST_P(Service, AStubMayComeBeforeItsTombstone) {
  TestDevice device = begin("stubs");
  const Octets said = device.put("gone already");
  const Octets tombstone = device.bury({said});
  const auto stripped = device.vault.strip(joined(device.log)).log;
  const Octets rest(stripped.begin() + static_cast<long>(device.genesis().size()), stripped.end());
  ASSERT_EQ(append(device, {rest}).status, 200u);
  EXPECT_EQ(everything(device), stripped);
}

TEST_P(Service, AVaultIsDeletedOnASignedWordAndStaysSo) {
  TestDevice device = begin("delete");
  ASSERT_EQ(append(device, {device.put("all of it")}).status, 200u);
  TestDevice stranger = TestDevice::begin("delete stranger");
  const auto& id = device.vault.vault_id();
  const auto by = [&](const vault::SigningKey& key, const std::string& origin) {
    return *vault::make_removal(id, device.vault.device(), origin, key);
  };
  const auto remove = [&](const Octets& body) {
    return ask("DELETE", device.path(""), body, device.token);
  };
  EXPECT_EQ(remove(by(stranger.signer(), "https://hub.example")).status, 403u);
  EXPECT_EQ(remove(by(device.signer(), "https://other.example")).status, 400u);
  const Octets receipt = by(device.signer(), "https://hub.example");
  EXPECT_EQ(remove(receipt).status, 204u);
  for (const Response& response :
       {get(device, "/head"), get(device, "/events"), append(device, {device.log.back()}),
        ask("POST", "/v1/vaults", device.genesis()), claim(device)}) {
    EXPECT_EQ(response.status, 410u);
    EXPECT_THAT(std::string(response.body()), HasSubstr(vault::hex(receipt)));
  }
}

TEST_P(Service, AFullVaultTakesNothingButTombstonesAndGoesOnReading) {
  make(Registration::open, 8192);
  TestDevice device = begin("quota");
  std::vector<Octets> taken;
  Response response;
  for (int i = 0; i < 30; ++i) {
    TestDevice before = device;
    const Octets frame = device.put("a page of writing " + std::to_string(i));
    response = append(device, {frame});
    if (response.status != 200) {
      device = std::move(before);
      break;
    }
    taken.push_back(frame);
  }
  EXPECT_EQ(code_of(response), "hub/quota");
  EXPECT_THAT(std::string(response.body()), HasSubstr("\"limit\":\"8192\""));
  EXPECT_EQ(get(device, "/events").status, 200u);
  EXPECT_EQ(everything(device), joined(device.log));
  ASSERT_EQ(append(device, {device.bury(taken)}).status, 200u);
  EXPECT_EQ(append(device, {device.put("there is room again")}).status, 200u);
}

TEST_P(Service, WhoFillsTheVaultIsPutOutAllTheSame) {
  constexpr std::int64_t quota = 8192;
  make(Registration::open, quota);
  TestDevice device = begin("filled");
  TestDevice thief = device.join("filled thief");
  ASSERT_EQ(control(device, device.log.back()).status, 200u);
  enter(thief);
  // First what is for records, then what is for tombstones.
  std::vector<Octets> written;
  const auto fill = [&](const auto& next) {
    for (Response response;;) {
      TestDevice before = thief;
      const Octets frame = next();
      response = append(thief, {frame});
      if (response.status != 200) {
        thief = std::move(before);
        return code_of(response);
      }
      written.push_back(frame);
    }
  };
  EXPECT_EQ(fill([&] { return thief.put(std::string(300, 'x')); }), "hub/quota");
  for (const std::size_t hashes : {std::size_t{7000}, std::size_t{200}, std::size_t{1}}) {
    EXPECT_EQ(fill([&] {
                std::vector<vault::Hash> nothing(hashes);
                for (vault::Hash& hash : nothing) thief.random.fill(hash);
                vault::Tip tip = thief.vault.tip();
                const auto sealed = *thief.vault.seal_tombstone(nothing, tip);
                thief.vault.advance(sealed);
                return sealed.frame;
              }),
              "hub/quota");
  }
  for (const Octets& frame : written) ASSERT_TRUE(device.vault.merge(frame));
  EXPECT_EQ(control(device, device.put_out(thief.vault.device())).status, 200u);
  EXPECT_EQ(claim(thief).status, 401u);
  // And what makes room is taken, although there is none.
  std::vector<Octets> records;
  for (const Octets& frame : written) {
    vault::EventView event;
    (void)vault::read_frame(frame, event);
    if (event.type == vault::Type::record) records.push_back(frame);
  }
  ASSERT_GT(records.size(), 4u);
  EXPECT_EQ(append(device, {device.bury({records.back()})}).status, 200u);
  records.pop_back();
  EXPECT_EQ(append(device, {device.bury(records)}).status, 200u);
}

// A certificate as a device that keeps to no bound would make it.
Octets dummy_certificate(TestDevice& by, const std::string& seed) {
  vault::SeededRandom drawn(seed);
  const vault::Secret secret = vault::Secret::make(by.vault.vault_id(), drawn);
  const vault::SigningKey signer = by.signer();
  const vault::Newcomer newcomer{vault::SigningKey(secret.sign_seed).public_key(),
                                 vault::agreement_public(secret.kem)};
  const auto content =
      *vault::make_certificate(by.vault.vault_id(), by.vault.last_control(),
                               {vault::CertifiedBy::device, by.vault.device(), &signer}, newcomer,
                               0, by.vault.keys().epoch_key, drawn);
  return vault::seal_event({.type = vault::Type::control,
                            .vault_id = by.vault.vault_id(),
                            .epoch = 0,
                            .device = by.vault.device(),
                            .previous = by.vault.tip(),
                            .tips = {},
                            .content = content},
                           by.vault.keys().epoch_key, signer, drawn)
      .frame;
}

TEST_P(Service, WhoUsesUpThePlacesForDevicesLeavesThoseOfTheWords) {
  TestDevice thief = begin("places");
  std::size_t devices = 1;
  for (; devices < 56; ++devices) {
    (void)thief.join("dummy " + std::to_string(devices));
    ASSERT_EQ(control(thief, thief.log.back()).status, 200u);
  }
  EXPECT_EQ(code_of(control(thief, dummy_certificate(thief, "one too many"))), "hub/bad_frame");
  EXPECT_FALSE(thief.vault.merge(dummy_certificate(thief, "one too many")));
  vault::Tip tip = thief.vault.tip();
  const vault::Newcomer another{vault::SigningKey(vault::Key{}).public_key(), {}};
  EXPECT_EQ(thief.vault.seal_certificate(another, thief.random, tip).error().code,
            "vault/too_many");
  auto back = vault::recover(*thief.vault.keys().words, joined(thief.log), random_);
  ASSERT_TRUE(back);
  thief.log.push_back(back->certificate.frame);
  EXPECT_EQ(control(thief, thief.log.back()).status, 200u);
  TestDevice device(back->secret.view(), thief.log, "places back");
  enter(device);
  EXPECT_EQ(control(device, device.put_out(thief.vault.device())).status, 200u);
}

TEST_P(Service, AClosedHubBeginsNothingAndAnInvitationIsForOneVault) {
  make(Registration::closed);
  EXPECT_EQ(code_of(ask("POST", "/v1/vaults", TestDevice::begin("closed").genesis())),
            "hub/closed");
  make(Registration::invited);
  const auto token = invite(*store_, random_, now_, now_ + 86400);
  ASSERT_TRUE(token);
  const auto create = [&](const std::string& seed, const std::string& invitation) {
    return ask("POST", "/v1/vaults", TestDevice::begin(seed).genesis(), {}, invitation);
  };
  EXPECT_EQ(code_of(create("guest", "")), "hub/no_invitation");
  EXPECT_EQ(code_of(create("guest", std::string(26, 'A'))), "hub/no_invitation");
  std::string typed = *token;
  for (char& each : typed) each = static_cast<char>(std::tolower(each));
  EXPECT_EQ(create("guest", typed).status, 201u);
  EXPECT_EQ(create("guest", *token).status, 200u);
  EXPECT_EQ(code_of(create("another", *token)), "hub/no_invitation");
  const auto late = invite(*store_, random_, now_, now_ + 10);
  now_ += 11;
  EXPECT_EQ(code_of(create("late", *late)), "hub/no_invitation");
}

TEST_P(Service, ACapsuleIsReadSoOftenAndSoLong) {
  TestDevice device = begin("capsule");
  const Octets sealed(1000, 42);
  const std::string id(32, 'a');
  const auto put = [&](const std::string& rest, const Octets& body) {
    return ask("PUT", device.path("/capsules/" + rest), body, device.token);
  };
  EXPECT_EQ(put(id, sealed).status, 400u);
  EXPECT_EQ(put(id + "?days=31&reads=1", sealed).status, 400u);
  EXPECT_EQ(put(id + "?days=7&reads=2", sealed).status, 201u);
  EXPECT_EQ(put(id + "?days=7&reads=2", sealed).status, 200u);
  EXPECT_EQ(code_of(put(id + "?days=7&reads=2", Octets(3, 1))), "hub/exists");
  const auto list = vault::read_list(get(device, "/capsules").bytes);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ((*list)[0].reads, 2u);
  EXPECT_EQ((*list)[0].size, 1000u);
  EXPECT_EQ(ask("GET", "/v1/capsules/" + id).bytes, sealed);
  EXPECT_EQ(vault::read_list(get(device, "/capsules").bytes)->front().reads, 1u);
  EXPECT_EQ(ask("GET", "/v1/capsules/" + id).bytes, sealed);
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/read_out");
  EXPECT_EQ(vault::read_list(get(device, "/capsules").bytes)->size(), 0u);
  now_ += 7 * 86400 + 1;
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/expired");
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + std::string(32, 'f'))), "hub/no_capsule");
  ASSERT_TRUE(store_->sweep(now_));
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/expired");
  now_ += 30 * 86400;
  ASSERT_TRUE(store_->sweep(now_));
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/no_capsule");
}

TEST_P(Service, NothingCanBePutUnderALinkThatIsOver) {
  TestDevice device = begin("over"), other = begin("who read it");
  const std::string ids[] = {std::string(32, '1'), std::string(32, '2'), std::string(32, '3')};
  const auto put = [&](const TestDevice& by, const std::string& id) {
    return ask("PUT", by.path("/capsules/" + id + "?days=1&reads=1"), Octets(9, 1), by.token);
  };
  const auto fetched = [&](const std::string& id) {
    return code_of(ask("GET", "/v1/capsules/" + id));
  };
  for (const std::string& id : ids) ASSERT_EQ(put(device, id).status, 201u);
  ASSERT_EQ(ask("GET", "/v1/capsules/" + ids[0]).status, 200u);
  for (int again = 0; again < 2; ++again)
    ASSERT_EQ(ask("DELETE", device.path("/capsules/" + ids[1]), {}, device.token).status, 204u);
  // Read out, taken back, and, a day later, expired.
  for (const TestDevice* by : {&other, &device})
    for (const std::string& id : {ids[0], ids[1]}) EXPECT_EQ(code_of(put(*by, id)), "hub/exists");
  EXPECT_EQ(fetched(ids[0]), "hub/read_out");
  EXPECT_EQ(fetched(ids[1]), "hub/no_capsule");
  now_ += 86401;
  enter(device);
  enter(other);
  for (const bool swept : {false, true}) {
    if (swept) {
      ASSERT_TRUE(store_->sweep(now_));
    }
    for (const TestDevice* by : {&other, &device})
      for (const std::string& id : ids) EXPECT_EQ(code_of(put(*by, id)), "hub/exists");
    EXPECT_EQ(fetched(ids[1]), "hub/no_capsule");
    EXPECT_EQ(fetched(ids[2]), "hub/expired");
  }
  // It is not remembered for ever.
  now_ += 30 * 86400;
  ASSERT_TRUE(store_->sweep(now_));
  enter(device);
  for (const std::string& id : ids) EXPECT_EQ(put(device, id).status, 201u);
}

TEST_P(Service, WhatIsTakenBackCountsUntilItsDaysAreOver) {
  TestDevice device = begin("taken back");
  const auto put = [&](int number) {
    const std::string id = std::to_string(100 + number) + std::string(29, 'a');
    const Response response =
        ask("PUT", device.path("/capsules/" + id + "?days=1&reads=1"), Octets(9, 1), device.token);
    if (response.status != 201) return code_of(response);
    EXPECT_EQ(ask("DELETE", device.path("/capsules/" + id), {}, device.token).status, 204u);
    return std::string();
  };
  for (int i = 0; i < 256; ++i) ASSERT_EQ(put(i), "");
  EXPECT_EQ(put(256), "hub/quota");
  now_ += 86401;
  enter(device);
  EXPECT_EQ(put(256), "");
}

TEST_P(Service, WithItsVaultACapsuleGoesAndTheMemoryOfIt) {
  TestDevice device = begin("capsules end");
  const std::string ids[] = {std::string(32, '4'), std::string(32, '5'), std::string(32, '6')};
  for (const std::string& id : ids)
    ASSERT_EQ(
        ask("PUT", device.path("/capsules/" + id + "?days=1&reads=1"), Octets(9, 1), device.token)
            .status,
        201u);
  ASSERT_EQ(ask("GET", "/v1/capsules/" + ids[0]).status, 200u);
  ASSERT_EQ(ask("DELETE", device.path("/capsules/" + ids[1]), {}, device.token).status, 204u);
  now_ += 86401;  // over, and not swept yet
  enter(device);
  const auto receipt = *vault::make_removal(device.vault.vault_id(), device.vault.device(),
                                            "https://hub.example", device.signer());
  ASSERT_EQ(ask("DELETE", device.path(""), receipt, device.token).status, 204u);
  for (const std::string& id : ids)
    EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/no_capsule");
  now_ -= 86401;  // nothing of it is merely hidden by its end
  for (const std::string& id : ids)
    EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/no_capsule");
}

TEST_P(Service, WhatRestsIsDeletedByItsFileToo) {
  // As the program does that has the store at hand and no hub running.
  TestDevice device = begin("by its file");
  const std::string id(32, '7');
  ASSERT_EQ(
      ask("PUT", device.path("/capsules/" + id + "?days=7&reads=9"), Octets(9, 1), device.token)
          .status,
      201u);
  const auto receipt = *vault::make_removal(device.vault.vault_id(), device.vault.device(),
                                            "https://hub.example", device.signer());
  ASSERT_TRUE(
      store_->transact([&] { return end_vault(*store_, device.vault.vault_id(), receipt); }));
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/no_capsule");
  EXPECT_EQ(code_of(claim(device)), "hub/deleted");
}

TEST_P(Service, WhatWasReadOutMakesRoom) {
  TestDevice device = begin("room for capsules");
  const auto put = [&](int number) {
    const std::string id = std::to_string(100 + number) + std::string(29, 'c');
    return ask("PUT", device.path("/capsules/" + id + "?days=30&reads=1"), Octets(64, 0x5a),
               device.token);
  };
  for (int i = 0; i < 32; ++i) ASSERT_EQ(put(i).status, 201u);
  EXPECT_EQ(code_of(put(32)), "hub/quota");
  EXPECT_EQ(ask("GET", "/v1/capsules/100" + std::string(29, 'c')).status, 200u);
  EXPECT_EQ(put(32).status, 201u);
  EXPECT_EQ(vault::read_list(get(device, "/capsules").bytes)->size(), 32u);
}

TEST_P(Service, ACapsuleIsTakenBackByItsOwnVaultAlone) {
  TestDevice device = begin("owner"), other = begin("not the owner");
  const std::string id(32, 'b');
  const std::string query = "?days=7&reads=2";
  ASSERT_EQ(ask("PUT", device.path("/capsules/" + id + query), Octets(9, 1), device.token).status,
            201u);
  EXPECT_EQ(code_of(ask("PUT", other.path("/capsules/" + id + query), Octets(9, 1), other.token)),
            "hub/exists");
  EXPECT_EQ(ask("DELETE", other.path("/capsules/" + id), {}, other.token).status, 204u);
  EXPECT_EQ(ask("GET", "/v1/capsules/" + id).status, 200u);
  EXPECT_EQ(ask("DELETE", device.path("/capsules/" + id), {}, device.token).status, 204u);
  EXPECT_EQ(code_of(ask("GET", "/v1/capsules/" + id)), "hub/no_capsule");
  for (int i = 0; i < 32; ++i) {
    const std::string each = std::to_string(10 + i) + std::string(30, 'c');
    EXPECT_EQ(
        ask("PUT", device.path("/capsules/" + each + query), Octets(9, 1), device.token).status,
        201u);
  }
  EXPECT_EQ(code_of(ask("PUT", device.path("/capsules/" + std::string(32, 'd') + query),
                        Octets(9, 1), device.token)),
            "hub/quota");
}

TEST_P(Service, ASlotHoldsWhatWasLeftForTenMinutes) {
  const std::string path = "/v1/slots/" + std::string(32, 'e');
  EXPECT_EQ(code_of(ask("GET", path)), "hub/no_slot");
  const Response waits = ask("GET", path + "?wait=20");
  EXPECT_TRUE(waits.waits_for);
  EXPECT_EQ(waits.seconds, 20);
  const Response put = ask("PUT", path, Octets(84, 5));
  EXPECT_EQ(put.status, 201u);
  EXPECT_EQ(put.news, waits.waits_for);
  EXPECT_EQ(ask("PUT", path, Octets(84, 5)).status, 200u);
  EXPECT_EQ(code_of(ask("PUT", path, Octets(84, 6))), "hub/exists");
  EXPECT_EQ(ask("GET", path).bytes, Octets(84, 5));
  now_ += 601;
  EXPECT_EQ(code_of(ask("GET", path)), "hub/no_slot");
  EXPECT_EQ(ask("PUT", path, Octets(84, 6)).status, 201u);
  EXPECT_EQ(ask("DELETE", path).status, 204u);
  EXPECT_EQ(code_of(ask("GET", path)), "hub/no_slot");
}

TEST_P(Service, WhoWaitsIsToldOfNewsOfItsVault) {
  TestDevice device = begin("news");
  EXPECT_FALSE(get(device, "/head?after=0&wait=25").waits_for);
  const Response waits = get(device, "/head?after=1&wait=25");
  EXPECT_TRUE(waits.waits_for);
  const Response appended = append(device, {device.put("news")});
  EXPECT_EQ(appended.news, waits.waits_for);
  EXPECT_FALSE(get(device, "/head?after=1&wait=25").waits_for);
  EXPECT_FALSE(append(device, {device.log.back()}).news) << "nothing new";
}

TEST_P(Service, TooManyCallsAreToldToWait) {
  make(Registration::open, std::int64_t{1} << 26, true);
  const TestDevice device = TestDevice::begin("busy");
  unsigned refused = 0;
  for (int i = 0; i < 70; ++i) {
    const Response response = ask("POST", "/v1/vaults", device.genesis());
    if (response.status == 429) ++refused;
  }
  EXPECT_EQ(refused, 10u);
  now_ += 2;
  EXPECT_NE(ask("POST", "/v1/vaults", device.genesis()).status, 429u);
}

TEST_P(Service, AClockThatWasAheadLeavesNothingBehind) {
  TestDevice device = TestDevice::begin("ahead");
  ASSERT_EQ(ask("POST", "/v1/vaults", device.genesis()).status, 201u);
  constexpr std::int64_t year = 365 * 86400;
  now_ += year;
  const auto claimed = *vault::make_claim(device.vault.vault_id(), device.vault.device(),
                                          challenge(device.vault.vault_id(), device.vault.device()),
                                          "https://hub.example", device.signer());
  enter(device);
  EXPECT_EQ(get(device, "/head").status, 200u);
  now_ -= year;
  EXPECT_EQ(code_of(ask("POST", "/v1/auth/session", claimed)), "hub/session_refused");
  EXPECT_EQ(code_of(get(device, "/head")), "hub/no_session") << "as this hub remembers it";
  make(Registration::open);
  EXPECT_EQ(code_of(get(device, "/head")), "hub/no_session") << "as the store has it";
}

TEST_P(Service, ABucketThatWasUsedUpWhileTheClockWasAheadFillsAgain) {
  make(Registration::open, std::int64_t{1} << 26, true);
  const TestDevice device = TestDevice::begin("ahead and busy");
  const auto ask_once = [&] { return ask("POST", "/v1/vaults", device.genesis()).status; };
  now_ += 86400;
  for (int i = 0; i < 61; ++i) (void)ask_once();
  EXPECT_EQ(ask_once(), 429u);
  now_ -= 86400;
  EXPECT_EQ(ask_once(), 429u);
  now_ += 2;
  EXPECT_NE(ask_once(), 429u);
}

TEST_P(Service, ANewGenerationComesWithARestoredBackup) {
  TestDevice device = begin("generation");
  const auto before = vault::read_head(get(device, "/head").bytes)->generation;
  ASSERT_TRUE(store_->renew_generations(random_));
  EXPECT_NE(vault::read_head(get(device, "/head").bytes)->generation, before);
}

TEST_P(Service, WhatHasExpiredIsSwept) {
  TestDevice device = begin("sweep");
  ASSERT_EQ(ask("PUT", "/v1/slots/" + std::string(32, 'f'), Octets(84, 5)).status, 201u);
  now_ += 4000;
  ASSERT_TRUE(store_->sweep(now_));
  now_ -= 4000;
  EXPECT_EQ(ask("GET", "/v1/slots/" + std::string(32, 'f')).status, 404u);
}

TEST_P(Service, PathsAndQueriesThatAreNoneAreRefused) {
  TestDevice device = begin("paths");
  const std::string token = device.token;
  for (const std::string& target :
       {device.path("/head?after=-1"), device.path("/head?after=01"), device.path("/head?wait=26"),
        device.path("/events?limit=0"), device.path("/events?limit=1001"),
        device.path("/events?x=1"), device.path("/events?after=99999999999999999999"),
        "/v1/v/" + std::string(63, 'a') + "/head", "/v1/v/" + std::string(64, 'A') + "/head"})
    EXPECT_EQ(ask("GET", target, {}, token).status, 400u) << target;
  for (const std::string& target :
       {std::string("/v1/"), std::string("/v1/x"), device.path("/"), device.path("/head/"),
        device.path("/events/"), std::string("/v1//vaults")})
    EXPECT_EQ(ask("GET", target, {}, token).status, 404u) << target;
  EXPECT_EQ(ask("PUT", "/v1/vaults").status, 405u);
  EXPECT_EQ(ask("POST", device.path("/events"), {}, token).status, 400u);
  EXPECT_EQ(ask("POST", device.path("/events"), Octets(300, 0), token).status, 400u);
}

TEST_P(Service, NothingThatWasSaidStandsInTheStore) {
  TestDevice device = begin("plaintext");
  ASSERT_EQ(append(device, {device.put("the needle in the hay")}).status, 200u);
  EXPECT_THAT(std::string(test_store_bytes(GetParam())), Not(HasSubstr("needle")));
}

INSTANTIATE_TEST_SUITE_P(Stores, Service, ::testing::ValuesIn(test_store_kinds()),
                         [](const auto& each) { return test_store_name(each.param); });

}  // namespace
}  // namespace ajar::hub
