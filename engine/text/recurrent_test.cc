// What a network says of pieces, worked out by hand; how it stands beside a classifier; and how its
// file is read and refused.
#include "engine/text/recurrent.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/text/judging.h"
#include "engine/text/learned.h"

namespace ajar::text {
namespace {

constexpr std::uint32_t kOne = 1'000'000;

PieceHashes hashes(std::string_view source) {
  const Tokens all = tokens(source);
  return piece_hashes(all, 0, static_cast<std::uint32_t>(all.words.size()));
}

std::uint32_t hash_of(std::string_view word) {
  return hashes(word)[1];
}

// One number for a piece and one of state: "gone" is 1 and all else 0; both gates stand half open,
// the new state is squash(x), and all four numbers of the summary are added up.
RecurrentNetwork::Parts small(std::uint32_t share = kOne) {
  RecurrentNetwork::Parts parts;
  parts.id = "crisis";
  parts.share = static_cast<std::int32_t>(share);
  parts.bound = 10 * kOne;
  parts.d = 1;
  parts.h = 1;
  parts.known = {hash_of("gone")};
  parts.pieces = {kOne, {0, 1}};
  for (auto& direction : parts.directions)
    direction = {{kOne, {0, 0, 1}}, {kOne, {0, 0, 0}}, {kOne, {0, 0, 0}}};
  parts.out = {kOne, {1, 1, 1, 1}};
  return parts;
}

TEST(Recurrent, SquashIsTanhNearEnoughAndGateTheLogisticFunction) {
  EXPECT_FLOAT_EQ(squash(0), 0);
  EXPECT_FLOAT_EQ(squash(1), 28.0F / 36.0F);
  EXPECT_FLOAT_EQ(squash(-7), -1);
  EXPECT_FLOAT_EQ(gate(0), 0.5F);
  EXPECT_FLOAT_EQ(gate(9), 1);
  for (float x = -4; x < 4; x += 0.1F) EXPECT_NEAR(squash(x), std::tanh(x), 0.025F) << x;
}

TEST(Recurrent, OnePieceByHand) {
  // Half of squash(1) as state, four times.
  EXPECT_NEAR(RecurrentNetwork(small()).answer({hash_of("gone")}), 4 * 0.5 * 28 / 36, 1e-6);
}

TEST(Recurrent, TwoPiecesByHandWhicheverWayTheyAreRead) {
  const double first = 0.5 * 28 / 36;
  // Forwards: first, then half of it. Backwards: nothing, then first.
  const double said = first + first + (first + first / 2) / 2 + first / 2;
  const RecurrentNetwork network(small());
  EXPECT_NEAR(network.answer({hash_of("gone"), hash_of("home")}), said, 1e-6);
  EXPECT_NEAR(network.answer({hash_of("home"), hash_of("gone")}), said, 1e-6);
}

TEST(Recurrent, WhatItSaysIsCutAndSharedOutAndNothingIsSaidOfNothing) {
  auto parts = small(kOne / 2);
  parts.bias = -2'000'000;
  EXPECT_NEAR(RecurrentNetwork(parts).answer({hash_of("home")}), -1, 1e-6);
  parts.bound = kOne;
  EXPECT_NEAR(RecurrentNetwork(parts).answer({hash_of("home")}), -0.5, 1e-9);
  EXPECT_NEAR(RecurrentNetwork(parts).most(), 0.5, 1e-9);
  EXPECT_EQ(RecurrentNetwork(parts).answer({}), 0);
}

TEST(Recurrent, OfALongPassageTheEndIsRead) {
  const RecurrentNetwork network(small());
  PieceHashes pieces{hash_of("gone")};
  pieces.resize(RecurrentNetwork::kMostPieces, hash_of("home"));
  EXPECT_GT(network.answer(pieces), 0.3);
  pieces.push_back(hash_of("home"));
  EXPECT_EQ(network.answer(pieces), 0);
}

// A classifier that says the same of everything.
Classifier says(std::int32_t millionths) {
  return Classifier({.id = "crisis", .bias = millionths, .weights = std::vector<std::int8_t>(16)});
}

TEST(Judging, TheNetworkIsLeftOutOnlyWhereItCannotTurnIt) {
  auto parts = small();
  parts.bound = kOne;
  for (const std::int32_t bias : {-1'100'000, -900'000, -100'000, 100'000, 900'000, 1'100'000}) {
    for (const std::int32_t own : {-3'000'000, 0, 1'500'000}) {
      parts.bias = own;
      const Judges judges{says(bias), {}, RecurrentNetwork(parts)};
      const auto all = tokens("gone home");
      const auto passage = passage_of(all, 0, 2);
      EXPECT_EQ(belongs(judges, passage, false), judge(judges, passage, false).margin > 0)
          << bias << " " << own;
    }
  }
}

TEST(NetworkFile, ReadsBackWhatWasWritten) {
  const auto bytes = write_learned({{says(0)}, {RecurrentNetwork(small())}});
  const auto read = read_learned(bytes);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->networks.size(), 1U);
  EXPECT_EQ(read->networks.front().answer({hash_of("gone")}),
            RecurrentNetwork(small()).answer({hash_of("gone")}));
  EXPECT_EQ(write_learned(*read), bytes);
}

TEST(NetworkFile, EveryPrefixIsRefusedAndSoIsWhatComesAfter) {
  const auto bytes = write_learned({{}, {RecurrentNetwork(small())}});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = read_learned(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, "learned/bad_file");
  }
  EXPECT_FALSE(read_learned(bytes + "x"));
}

TEST(NetworkFile, PiecesOutOfOrderAndNoStateAreRefused) {
  auto parts = small();
  parts.known = {7, 7};
  parts.pieces.weights = {0, 0, 0};
  EXPECT_FALSE(read_learned(write_learned({{}, {RecurrentNetwork(parts)}})));
  auto bytes = write_learned({{}, {RecurrentNetwork(small())}});
  bytes[bytes.find("crisis") + 6 + 8 + 1] = 0;  // h
  EXPECT_FALSE(read_learned(bytes));
}

}  // namespace
}  // namespace ajar::text
