// Damage, all of it: every byte of a small vault flipped, and every length cut, is found where it
// is, and the rest is read.
#include <gtest/gtest.h>

#include <string>

#include "vault/draft.h"
#include "vault/export.h"
#include "vault/key_file.h"
#include "vault/test_random.h"
#include "vault/vault.h"

namespace ajar::vault {
namespace {

constexpr std::size_t records = 30;

// Thirty records of one device; a key that no passphrase was derived for, so that none has to be.
struct Small {
  Small() : random("damage") {
    (void)start();
    auto created = create(random);
    secret = std::move(created->secret);
    add(created->frame);
    Vault vault = *Vault::open(secret.view());
    (void)vault.apply(created->frame);
    Tip tip = vault.tip();
    for (std::size_t i = 0; i < records; ++i) {
      add(vault.seal_record(text_bytes("record " + std::to_string(i)), random, tip)->frame);
    }
    random.fill(key.span());
    key_file = *key_seal(secret.view(), key, *new_cost(3, 64u << 20, random), random);
    vault_id = vault.vault_id();
  }
  void add(const std::vector<std::uint8_t>& frame) {
    starts.push_back(log.size());
    log.insert(log.end(), frame.begin(), frame.end());
  }
  // Which frame a byte of the log is in.
  std::size_t frame_at(std::size_t byte) const {
    return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), byte) -
                                    starts.begin()) -
           1;
  }
  bool in_signature(std::size_t byte) const {
    const std::size_t at = byte - starts[frame_at(byte)];
    return at >= 5 + header_size && at < body_offset;
  }

  SeededRandom random;
  SecretBytes secret;
  Key key;
  VaultId vault_id{};
  std::vector<std::uint8_t> key_file, log;
  std::vector<std::size_t> starts;
};

const Small& small() {
  static const Small made;
  return made;
}

std::vector<std::uint8_t> flipped(std::vector<std::uint8_t> bytes, std::size_t at) {
  bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1u << (at % 8)));
  return bytes;
}

struct Reading {
  std::vector<std::string> texts;
  std::vector<Problem> problems;
  std::size_t tail = 0;
};

Reading read(Bytes log, Check check, const SecretBytes& secret = small().secret) {
  Reading reading;
  Vault vault = *Vault::open(secret.view(), check);
  FrameReader reader(log, vault.vault_id());
  for (std::size_t index = 0;; ++index) {
    const auto frame = reader.next();
    if (!frame) break;
    const auto opened = vault.apply(frame->bytes);
    if (!opened) {
      reading.problems.push_back({index, opened.error().code});
      continue;
    }
    if (!opened->problem.empty()) reading.problems.push_back({index, opened->problem});
    if (opened->type == Type::record && !opened->stub)
      reading.texts.emplace_back(opened->content.begin(), opened->content.end());
  }
  for (const Problem& problem : vault.finish()) reading.problems.push_back(problem);
  reading.tail = reader.tail();
  return reading;
}

std::vector<std::string> all_texts_but(std::size_t frame) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < records; ++i) {
    if (i + 1 != frame) texts.push_back("record " + std::to_string(i));
  }
  return texts;
}

// What a flip in the log must come to: named in its frame and nowhere else, every other record
// read.
void expect_localised(std::size_t at) {
  const std::size_t frame = small().frame_at(at);
  const bool signature = small().in_signature(at);
  const Reading reading =
      read(flipped(small().log, at), signature ? Check::every_signature : Check::last_signatures);
  ASSERT_FALSE(reading.problems.empty()) << "byte " << at << " went unnoticed";
  for (const Problem& problem : reading.problems) {
    ASSERT_EQ(problem.index, frame) << "byte " << at << " " << problem.code;
  }
  // A record with a bad signature is read and named; anything else in it costs that record alone.
  const bool lost = !(signature && frame > 0);
  ASSERT_EQ(reading.texts, all_texts_but(lost ? frame : records + 1)) << "byte " << at;
}

class Damage : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Damage, OfAnyByteOfTheFrameIsNamedInIt) {
  const std::size_t end =
      GetParam() < records ? small().starts[GetParam() + 1] : small().log.size();
  for (std::size_t at = small().starts[GetParam()]; at < end; ++at) {
    expect_localised(at);
    if (HasFatalFailure()) return;
  }
}
INSTANTIATE_TEST_SUITE_P(Frame, Damage, ::testing::Range<std::size_t>(0, records + 1));

// A log with all that there can be: a second device, a dropped body with its tombstone, records of
// both.
struct Mixed {
  Mixed() : random("mixed") {
    (void)start();
    auto created = create(random);
    Vault first = *Vault::open(created->secret.view());
    (void)first.apply(created->frame);
    frames.push_back(created->frame);
    Tip tip = first.tip();
    for (const char* text : {"dropped", "kept"})
      add(first, *first.seal_record(text_bytes(text), random, tip));
    EventView event;
    (void)read_frame(frames[1], event);
    add(first, *first.seal_tombstone({event_hash(event)}, tip));
    frames[1] = first.strip(frames[1]).log;
    auto renewed = recover(*first.keys().words, log(), random);
    secret = std::move(renewed->secret);
    frames.push_back(renewed->certificate.frame);
    Vault second = *Vault::open(secret.view());
    for (const auto& frame : frames) (void)second.apply(frame);
    tip = second.tip();
    for (const char* text : {"second", "last"})
      add(second, *second.seal_record(text_bytes(text), random, tip));
    first_secret = std::move(created->secret);
  }
  void add(Vault& vault, const Sealed& sealed) {
    vault.advance(sealed);
    frames.push_back(sealed.frame);
  }
  std::vector<std::uint8_t> log() const {
    std::vector<std::uint8_t> all;
    for (const auto& frame : frames) all.insert(all.end(), frame.begin(), frame.end());
    return all;
  }
  SeededRandom random;
  SecretBytes first_secret, secret;
  std::vector<std::vector<std::uint8_t>> frames;
};

TEST(MixedLog, IsWholeForBothDevices) {
  const Mixed mixed;
  for (const SecretBytes* secret : {&mixed.first_secret, &mixed.secret}) {
    const Reading reading = read(mixed.log(), Check::every_signature, *secret);
    EXPECT_TRUE(reading.problems.empty());
    EXPECT_EQ(reading.texts, (std::vector<std::string>{"kept", "second", "last"}));
  }
}

TEST(MixedLog, WithAnyByteFlippedIsNamedThereAndReadElsewhere) {
  const Mixed mixed;
  const std::vector<std::string> text_of{"", "", "kept", "", "", "second", "last"};
  const std::vector<std::uint8_t> log = mixed.log();
  std::size_t at = 0;
  for (std::size_t frame = 0; frame < mixed.frames.size(); ++frame) {
    for (std::size_t end = at + mixed.frames[frame].size(); at < end; ++at) {
      for (const SecretBytes* secret : {&mixed.first_secret, &mixed.secret}) {
        const Reading reading = read(flipped(log, at), Check::every_signature, *secret);
        const auto here = [&](const Problem& problem) { return problem.index == frame; };
        ASSERT_TRUE(std::ranges::any_of(reading.problems, here))
            << "byte " << at << " of frame " << frame;
        for (std::size_t other = 0; other < text_of.size(); ++other) {
          if (other == frame || text_of[other].empty()) continue;
          ASSERT_TRUE(std::ranges::count(reading.texts, text_of[other]) == 1)
              << "byte " << at << " lost " << other;
        }
      }
    }
  }
}

TEST(MixedLog, WithoutItsGenesisStillOpensAndWritesNothingNew) {
  Mixed mixed;
  mixed.frames.erase(mixed.frames.begin());
  const Reading reading = read(mixed.log(), Check::every_signature, mixed.first_secret);
  EXPECT_EQ(reading.texts, (std::vector<std::string>{"kept", "second", "last"}));
  EXPECT_TRUE(std::ranges::any_of(reading.problems,
                                  [](const Problem& p) { return p.code == "vault/no_genesis"; }));
  Vault vault = *Vault::open(mixed.first_secret.view());
  for (const auto& frame : mixed.frames) (void)vault.apply(frame);
  EXPECT_FALSE(vault.writable());
  EXPECT_EQ(renew(vault, mixed.random).error().code, "vault/uncertified");
}

TEST(Cut, ALogAtAnyLengthIsAnUnfinishedWriteAndNoDamage) {
  for (std::size_t size = 0; size < small().log.size(); ++size) {
    const auto cut = Bytes(small().log).first(size);
    const Reading reading = read(cut, Check::last_signatures);
    const std::size_t whole = size < small().starts[1] ? 0 : small().frame_at(size);
    ASSERT_EQ(reading.tail, size - small().starts[whole]) << size;
    ASSERT_EQ(reading.texts.size(), whole == 0 ? 0 : whole - 1) << size;
    ASSERT_EQ(reading.problems.size(), whole == 0 ? 1u : 0u)
        << size;  // without its genesis a log has none
  }
}

TEST(KeyFile, WithAnyByteFlippedDoesNotOpen) {
  ASSERT_TRUE(key_open(small().key_file, small().key));
  for (std::size_t at = 0; at < key_file_size(); ++at) {
    ASSERT_FALSE(key_open(flipped(small().key_file, at), small().key)) << at;
  }
}

TEST(KeyFile, CutAtAnyLengthIsToldBeforeAnythingIsDerived) {
  for (std::size_t size = 0; size < key_file_size(); ++size) {
    const auto info = key_info(Bytes(small().key_file).first(size));
    ASSERT_EQ(info.error().code, size <= 8 ? "vault/foreign_key" : "vault/truncated") << size;
  }
}

TEST(SecretFile, WithAnyByteFlippedOrAnyLengthIsRefused) {
  const std::vector<std::uint8_t> bytes(small().secret.view().begin(), small().secret.view().end());
  ASSERT_TRUE(Secret::read(bytes));
  for (std::size_t at = 0; at < secret_size(); ++at) {
    ASSERT_FALSE(Secret::read(flipped(bytes, at))) << at;
    ASSERT_FALSE(Secret::read(Bytes(bytes).first(at))) << at;
  }
}

TEST(Export, WithAnyByteFlippedIsReadAndNamed) {
  const auto whole = *export_seal(small().key_file, small().log);
  ASSERT_TRUE(export_open(whole)->intact);
  const std::size_t frames_at = export_head + key_file_size();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const auto damaged = flipped(whole, at);
    const auto opened = export_open(damaged);
    ASSERT_TRUE(opened) << at;
    ASSERT_FALSE(opened->intact) << at;
    // Whichever part the flip is in, the other one is as it was; frames then prove themselves as in
    // a log.
    const bool in_key = at >= export_head && at < frames_at;
    ASSERT_EQ(std::ranges::equal(opened->key_file, small().key_file), !in_key) << at;
    ASSERT_EQ(std::ranges::equal(opened->frames, small().log), at < frames_at) << at;
  }
}

TEST(Export, CutAtAnyLengthGivesTheFramesThatAreWhole) {
  const auto whole = *export_seal(small().key_file, small().log);
  const std::size_t frames_at = export_head + key_file_size();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto opened = export_open(Bytes(whole).first(size));
    if (size < frames_at) {
      ASSERT_EQ(opened.error().code, size <= 8 ? "vault/foreign_export" : "vault/truncated")
          << size;
    } else {
      ASSERT_FALSE(opened->intact) << size;
      ASSERT_EQ(opened->frames.size(), size - frames_at);
    }
  }
}

TEST(Draft, WithAnyByteFlippedOrAnyLengthIsRefused) {
  SeededRandom random("draft");
  const Secret secret = *Secret::read(small().secret.view());
  const auto sealed = *draft_seal(secret, "write", text_bytes("half a sentence"), random);
  ASSERT_TRUE(draft_open(secret, "write", sealed));
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    ASSERT_EQ(draft_open(secret, "write", flipped(sealed, at)).error().code, "vault/bad_draft")
        << at;
    ASSERT_EQ(draft_open(secret, "write", Bytes(sealed).first(at)).error().code, "vault/bad_draft")
        << at;
  }
}

}  // namespace
}  // namespace ajar::vault
