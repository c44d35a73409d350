// The opened vault: what is sealed opens again, and what was tampered with is found where it is.
#include "vault/vault.h"

#include <gtest/gtest.h>

#include <string>

#include "vault/test_random.h"

namespace ajar::vault {
namespace {

std::string text_of(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

// A life with its log, as a store would hold it.
struct Life {
  explicit Life(std::string_view seed) : random(seed) {
    EXPECT_TRUE(start());
    auto created = create(random);
    secret = std::move(created->secret);
    frames.push_back(created->frame);
  }
  void put(const std::string& text) { put(text, open()); }
  void put(const std::string& text, Vault vault) {
    Tip tip = vault.tip();
    frames.push_back(vault.seal_record(text_bytes(text), random, tip)->frame);
  }
  Vault open(Check check = Check::last_signatures) const {
    auto vault = Vault::open(secret.view(), check);
    for (const auto& frame : frames) (void)vault->apply(frame);
    return std::move(*vault);
  }
  std::vector<std::uint8_t> log() const {
    std::vector<std::uint8_t> all;
    for (const auto& frame : frames) all.insert(all.end(), frame.begin(), frame.end());
    return all;
  }
  SeededRandom random;
  SecretBytes secret;
  std::vector<std::vector<std::uint8_t>> frames;
};

struct Reading {
  std::vector<std::string> records;
  std::vector<Problem> problems;
};
Reading read(Vault& vault, const std::vector<std::vector<std::uint8_t>>& frames) {
  Reading reading;
  std::size_t index = 0;
  for (const auto& frame : frames) {
    auto opened = vault.apply(frame);
    if (!opened) {
      reading.problems.push_back({index, opened.error().code});
    } else {
      if (!opened->problem.empty()) reading.problems.push_back({index, opened->problem});
      if (opened->type == Type::record && !opened->stub)
        reading.records.push_back(text_of(opened->content));
    }
    ++index;
  }
  for (const Problem& problem : vault.finish()) reading.problems.push_back(problem);
  return reading;
}
Reading read(const Life& life, Check check = Check::every_signature) {
  auto vault = Vault::open(life.secret.view(), check);
  return read(*vault, life.frames);
}

TEST(Vault, OpensWhatItSealedInOrder) {
  Life life("order");
  life.put("one");
  life.put("two");
  life.put(std::string(100000, 'x'));
  const Reading reading = read(life);
  EXPECT_EQ(reading.records, (std::vector<std::string>{"one", "two", std::string(100000, 'x')}));
  EXPECT_TRUE(reading.problems.empty());
}

TEST(Vault, PreparesManyOnOneTipAndAdvances) {
  Life life("many");
  Vault vault = life.open();
  Tip tip = vault.tip();
  std::vector<Sealed> sealed;
  for (int i = 0; i < 3; ++i)
    sealed.push_back(*vault.seal_record(text_bytes("r" + std::to_string(i)), life.random, tip));
  EXPECT_EQ(vault.tip().dseq, 1u);
  for (const Sealed& one : sealed) {
    vault.advance(one);
    life.frames.push_back(one.frame);
  }
  EXPECT_EQ(vault.tip(), tip);
  EXPECT_TRUE(vault.finish().empty());
  EXPECT_EQ(read(life).records.size(), 3u);
  EXPECT_TRUE(read(life).problems.empty());
}

TEST(Vault, NamesADroppedADoubledAndAMovedEvent) {
  Life life("moved");
  for (const char* text : {"one", "two", "three", "four"}) life.put(text);
  const auto whole = life.frames;

  life.frames.erase(life.frames.begin() + 2);
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{2, "vault/gap"}}));
  EXPECT_EQ(read(life).records, (std::vector<std::string>{"one", "three", "four"}));

  life.frames = whole;
  life.frames.insert(life.frames.begin() + 3, whole[1]);
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{3, "vault/duplicate"}}));
  EXPECT_EQ(read(life).records.size(), 4u);

  life.frames = whole;
  std::swap(life.frames[2], life.frames[3]);
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{2, "vault/gap"}, {3, "vault/order"}}));
  EXPECT_EQ(read(life).records.size(), 4u);
}

TEST(Vault, NamesTwoEventsInOnePlace) {
  Life life("twice");
  life.put("one");
  Life copy("twice");
  copy.put("other");
  life.frames.push_back(copy.frames[1]);
  // Both lives drew the same randomness, so the secret is the same; what was said is not.
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{2, "vault/equivocation"}}));
  EXPECT_EQ(read(life).records, (std::vector<std::string>{"one", "other"}));
}

TEST(Vault, RefusesEventsOfAnotherVault) {
  Life life("mine"), other("other");
  other.put("not mine");
  life.put("mine");
  life.frames.push_back(other.frames[1]);
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{2, "vault/other_vault"}}));
  EXPECT_EQ(read(life).records, (std::vector<std::string>{"mine"}));
}

TEST(Vault, DropsABodyOnlyWithATombstone) {
  Life life("strip");
  for (const char* text : {"one", "two", "three"}) life.put(text);
  Vault vault = life.open();
  EventView event;
  ASSERT_EQ(read_frame(life.frames[2], event), Layer::none);
  Tip tip = vault.tip();
  const Sealed tombstone = *vault.seal_tombstone({event_hash(event)}, tip);
  vault.advance(tombstone);
  const auto stripped = vault.strip(life.log());
  EXPECT_EQ(stripped.changed, 1u);

  FrameReader reader(stripped.log, vault.vault_id());
  std::vector<std::vector<std::uint8_t>> frames;
  while (const auto frame = reader.next())
    frames.emplace_back(frame->bytes.begin(), frame->bytes.end());
  EXPECT_EQ(frames[2].size(), stub_size);
  life.frames = frames;
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{2, "vault/missing_body"}}));
  life.frames.push_back(tombstone.frame);
  EXPECT_TRUE(read(life).problems.empty());
  EXPECT_EQ(read(life).records, (std::vector<std::string>{"one", "three"}));
  life.put("four", life.open());
  EXPECT_TRUE(read(life).problems.empty());
}

TEST(Vault, WritesOnlyWhenItKnowsItsLastEvent) {
  Life life("tip");
  life.put("one");
  life.put("two");
  life.frames[2][300] ^= 1;
  Vault vault = life.open();
  EXPECT_EQ(vault.writable().error().code, "vault/damaged_tip");
  Tip tip = vault.tip();
  EXPECT_EQ(vault.seal_record(text_bytes("three"), life.random, tip).error().code,
            "vault/damaged_tip");

  // A new device goes on, and everything else is still there.
  auto renewed = renew(vault, life.random);
  ASSERT_TRUE(renewed);
  life.frames.push_back(renewed->certificate.frame);
  life.secret = std::move(renewed->secret);
  life.put("three");
  EXPECT_EQ(read(life).problems, (std::vector<Problem>{{2, "vault/bad_event"}}));
  EXPECT_EQ(read(life).records, (std::vector<std::string>{"one", "three"}));
}

TEST(Vault, RefusesToWriteWithoutItsCertificate) {
  Life life("bare");
  auto vault = Vault::open(life.secret.view());
  EXPECT_EQ(vault->writable().error().code, "vault/uncertified");
  EXPECT_EQ(vault->finish(), (std::vector<Problem>{{0, "vault/no_genesis"}}));
}

TEST(Vault, TheWordsBringBackALifeOnANewDevice) {
  Life life("words");
  life.put("one");
  auto secret = Secret::read(life.secret.view());
  const Key words = *secret->words;
  auto renewed = recover(words, life.log(), life.random);
  ASSERT_TRUE(renewed);
  const DeviceId before = secret->device;
  life.secret = std::move(renewed->secret);
  life.frames.push_back(renewed->certificate.frame);
  life.put("two");
  const Reading reading = read(life);
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.records, (std::vector<std::string>{"one", "two"}));
  EXPECT_NE(life.open().device(), before);
  EXPECT_FALSE(life.open().keys().words.has_value());

  Life other("other words");
  EXPECT_EQ(recover(words, other.log(), life.random).error().code, "vault/words_other");
}

}  // namespace
}  // namespace ajar::vault
