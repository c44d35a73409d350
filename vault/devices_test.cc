// Several devices of one vault: let in, named, put out; and what each takes from the others.
#include <gtest/gtest.h>

#include <string>

#include "vault/test_random.h"
#include "vault/vault.h"

namespace ajar::vault {
namespace {

using Octets = std::vector<std::uint8_t>;

Newcomer newcomer_of(const Secret& secret) {
  return {SigningKey(secret.sign_seed).public_key(), agreement_public(secret.kem)};
}

// One device with its own log, as an edge would keep it.
struct Device {
  Device(const SecretBytes& from, const std::vector<Octets>& frames)
      : secret(from.view()), vault(*Vault::open(from.view())), log(frames) {
    for (const auto& frame : frames) EXPECT_TRUE(vault.apply(frame));
  }
  Octets keep(const Result<Sealed>& sealed) {
    EXPECT_TRUE(sealed) << (sealed ? "" : sealed.error().code);
    vault.advance(*sealed);
    log.push_back(sealed->frame);
    return sealed->frame;
  }
  Octets put(const std::string& text) {
    Tip tip = vault.tip();
    return keep(vault.seal_record(text_bytes(text), random, tip));
  }
  Octets let_in(const Newcomer& newcomer) {
    Tip tip = vault.tip();
    return keep(vault.seal_certificate(newcomer, random, tip));
  }
  Octets put_out(const DeviceId& device, const Recovery* words = nullptr) {
    Tip tip = vault.tip();
    return keep(vault.seal_revocation({device}, words, random, tip));
  }
  Octets call(const DeviceId& device, const std::string& name) {
    Tip tip = vault.tip();
    return keep(vault.seal_name(device, name, random, tip));
  }
  // The code of what refused it, or "" and it is in the log.
  std::string take(const Octets& frame) {
    Vault trial = vault;
    const auto opened = trial.merge(frame);
    if (!opened) return std::string(opened.error().code);
    if (const Status merged = trial.merged(); !merged) return std::string(merged.error().code);
    vault = std::move(trial);
    log.push_back(frame);
    return "";
  }
  Member member(const DeviceId& id) const {
    for (Member& member : vault.members())
      if (member.id == id) return member;
    return {};
  }

  SeededRandom random{"device"};
  SecretBytes secret;
  Vault vault;
  std::vector<Octets> log;
};

struct Devices : ::testing::Test {
  Devices() {
    EXPECT_TRUE(start());
    auto created = create(random);
    words = *Secret::read(created->secret.view())->words;
    first.emplace(created->secret, std::vector<Octets>{created->frame});
  }
  // A second device that has everything the first has.
  Device join(Device& by) {
    Secret secret = Secret::make(by.vault.vault_id(), random);
    by.let_in(newcomer_of(secret));
    secret.set_epochs(by.vault.epochs());
    return {secret.bytes(), by.log};
  }

  SeededRandom random{"devices"};
  Key words;
  std::optional<Device> first;
};

TEST_F(Devices, ADeviceLetInByAnotherReadsAndIsRead) {
  first->put("before");
  Device second = join(*first);
  const auto theirs = second.put("theirs");
  EXPECT_EQ(first->take(theirs), "");
  EXPECT_EQ(second.take(first->put("mine")), "");
  EXPECT_EQ(second.member(second.vault.device()).by_device, first->vault.device());
  EXPECT_EQ(first->take(theirs), "vault/duplicate");
  // And each log reads the same from the front.
  EXPECT_TRUE(Device(second.secret, second.log).vault.finish().empty());
  EXPECT_TRUE(Device(first->secret, first->log).vault.finish().empty());
}

TEST_F(Devices, WhatComesFromElsewhereIsHeldToEverything) {
  Device second = join(*first);
  const auto one = second.put("one"), two = second.put("two");
  EXPECT_EQ(first->take(two), "vault/gap");
  EXPECT_EQ(first->take(one), "");
  auto damaged = two;
  damaged.back() ^= 1;
  EXPECT_EQ(first->take(damaged), "vault/bad_event");
  auto unsigned_one = two;
  unsigned_one[5 + header_size] ^= 1;
  EXPECT_EQ(first->take(unsigned_one), "vault/bad_signature");
  EXPECT_EQ(first->take(two), "");
  EXPECT_TRUE(first->vault.finish().empty());

  // An event that has seen another which did not come.
  const auto unseen = first->put("kept back");
  EXPECT_EQ(second.take(unseen), "");
  const auto after = second.put("after it");
  Device third = Device(first->secret, {first->log.begin(), first->log.end() - 1});
  EXPECT_EQ(third.take(after), "vault/seen");
}

TEST_F(Devices, ARevokedDeviceIsHeardUpToItsLastAcceptedEvent) {
  Device second = join(*first), third = join(*first);
  EXPECT_EQ(second.take(first->log.back()), "");
  const auto heard = second.put("heard");
  EXPECT_EQ(first->take(heard), "");
  EXPECT_EQ(third.take(heard), "");
  const auto late = second.put("late");
  EXPECT_EQ(third.take(late), "");  // the hub had it before the revocation

  const auto revocation = first->put_out(second.vault.device());
  EXPECT_EQ(third.take(revocation), "");
  EXPECT_EQ(first->take(late), "vault/revoked");
  EXPECT_TRUE(first->member(second.vault.device()).revoked);
  EXPECT_EQ(third.member(second.vault.device()).quarantined, 1u);
  EXPECT_EQ(third.vault.quarantined(), 1u);

  // The next epoch: those who stay read it, the one that went does not.
  const auto fresh = first->put("in the next epoch");
  EXPECT_EQ(third.take(fresh), "");
  EXPECT_EQ(second.take(revocation), "");
  EXPECT_EQ(second.vault.writable().error().code, "vault/revoked");
  EXPECT_EQ(second.take(fresh), "vault/unknown_epoch");
  EXPECT_TRUE(Device(third.secret, third.log).vault.finish().empty());
  EXPECT_EQ(Device(third.secret, third.log).vault.quarantined(), 1u);

  // Who joins now holds all keys, reads from the front and sees the same line.
  Device fourth = join(*first);
  EXPECT_EQ(fourth.vault.epochs().size(), 2u);
  EXPECT_EQ(third.take(first->log.back()), "");
  EXPECT_EQ(third.take(fourth.put("from the fourth")), "");
}

TEST_F(Devices, TheWordsPutOutTheDeviceThatTookOver) {
  Device thief = join(*first);
  const auto coup = thief.put_out(first->vault.device());
  EXPECT_EQ(first->take(coup), "");
  EXPECT_EQ(first->vault.writable().error().code, "vault/revoked");

  Octets log;
  for (const auto& frame : thief.log) log.insert(log.end(), frame.begin(), frame.end());
  const auto renewed = recover(words, log, random);
  ASSERT_TRUE(renewed);
  Device owner(renewed->secret, thief.log);
  EXPECT_EQ(owner.take(renewed->certificate.frame), "");
  const Recovery recovery(words);
  owner.put_out(thief.vault.device(), &recovery);
  EXPECT_EQ(thief.take(renewed->certificate.frame), "");
  EXPECT_EQ(thief.take(owner.log.back()), "");
  EXPECT_EQ(thief.vault.writable().error().code, "vault/revoked");
  EXPECT_EQ(owner.vault.epochs().size(), 3u);
}

TEST_F(Devices, OneOfTwoRevocationsOnTheSameLineIsRefused) {
  Device second = join(*first), third = join(*first);
  EXPECT_EQ(second.take(first->log.back()), "");
  const auto one = first->put_out(third.vault.device());
  const auto other = second.put_out(third.vault.device());
  EXPECT_EQ(second.take(one), "vault/control_order");
  EXPECT_EQ(first->take(other), "vault/control_order");
}

TEST_F(Devices, TheNameGivenLastCountsWhereverItIsRead) {
  Device second = join(*first);
  const auto a = first->call(second.vault.device(), "phone");
  EXPECT_EQ(second.take(a), "");
  const auto b = second.call(second.vault.device(), "téléphone");
  EXPECT_EQ(first->take(b), "");
  EXPECT_EQ(first->member(second.vault.device()).name, "téléphone");
  // Two at once: the same one wins on both sides.
  const auto c = first->call(second.vault.device(), "left"),
             d = second.call(second.vault.device(), "right");
  EXPECT_EQ(first->take(d), "");
  EXPECT_EQ(second.take(c), "");
  EXPECT_EQ(first->member(second.vault.device()).name, second.member(second.vault.device()).name);
  Tip tip = first->vault.tip();
  for (const std::string& bad :
       {std::string(), std::string(121, 'x'), std::string("a\nb"), std::string("\xff")})
    EXPECT_EQ(first->vault.seal_name(second.vault.device(), bad, random, tip).error().code,
              "vault/bad_name");
}

TEST_F(Devices, ADeviceIsLetInAndPutOutOnce) {
  Device second = join(*first);
  Tip tip = first->vault.tip();
  const Secret& keys = second.vault.keys();
  EXPECT_EQ(first->vault.seal_certificate(newcomer_of(keys), random, tip).error().code,
            "vault/bad_event");
  EXPECT_EQ(
      first->vault.seal_revocation({first->vault.device()}, nullptr, random, tip).error().code,
      "vault/unknown_device");
  EXPECT_EQ(first->vault.seal_revocation({}, nullptr, random, tip).error().code, "vault/empty");
  first->put_out(second.vault.device());
  EXPECT_EQ(
      first->vault.seal_revocation({second.vault.device()}, nullptr, random, tip).error().code,
      "vault/unknown_device");
}

TEST_F(Devices, ASecretOfALaterEpochIsReadAsItWasWritten) {
  Device second = join(*first), third = join(*first);
  first->put_out(second.vault.device());
  Device fourth = join(*first);
  const auto read = Secret::read(fourth.secret.view());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->epoch, 1u);
  EXPECT_EQ(read->earlier.size(), 1u);
  EXPECT_TRUE(same(read->bytes().view(), fourth.secret.view()));
  EXPECT_EQ(fourth.secret.size(), 268u);
}

}  // namespace
}  // namespace ajar::vault
