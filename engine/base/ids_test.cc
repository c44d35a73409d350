// Ids, revisions and their texts.
#include "engine/base/ids.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "engine/base/revision.h"

namespace ajar {
namespace {

Id id_of(const std::vector<std::uint8_t>& bytes) {
  Id id;
  std::copy_n(bytes.begin(), std::min<std::size_t>(16, bytes.size()), id.bytes.begin());
  return id;
}

Rev rev_of(std::uint64_t milliseconds, std::uint16_t counter, const Id& device = {}) {
  return {milliseconds & kMaxRevMilliseconds, counter, device};
}

TEST(Id, ReadsItsOwnTextAndSortsAsItsTextSorts) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
    const Id x = id_of(a);
    const Id y = id_of(b);
    RC_ASSERT(format(x).size() == kIdLength);
    RC_ASSERT(parse_id(format(x)).value() == x);
    RC_ASSERT((x < y) == (format(x) < format(y)));
  }));
}

TEST(Id, KnownTexts) {
  EXPECT_EQ(format(Id{}), "00000000000000000000000000");
  Id all;
  all.bytes.fill(0xFF);
  EXPECT_EQ(format(all), "7zzzzzzzzzzzzzzzzzzzzzzzzz");
  Id one;
  one.bytes[0] = 0x01;
  one.bytes[15] = 0x21;
  EXPECT_EQ(format(one), "01000000000000000000000011");
}

TEST(Id, OtherTextsAreNoIds) {
  const std::string good = "7zzzzzzzzzzzzzzzzzzzzzzzzz";
  for (const std::string& bad :
       {std::string(), good.substr(1), good + "0", "8" + good.substr(1), "Z" + good.substr(1),
        good.substr(1) + "i", good.substr(1) + "l", good.substr(1) + "o", good.substr(1) + "u",
        good.substr(1) + " ", good.substr(1) + "\xff"}) {
    const auto id = parse_id(bad);
    ASSERT_FALSE(id) << bad;
    EXPECT_EQ(id.error().code, "record/bad_id");
  }
}

TEST(Rev, ReadsItsOwnTextAndSortsAsItsTextSorts) {
  EXPECT_TRUE(rc::check([](std::uint64_t ms, std::uint64_t other_ms, std::uint16_t counter,
                           const std::vector<std::uint8_t>& device) {
    const Rev a = rev_of(ms, counter, id_of(device));
    const Rev b = rev_of(*rc::gen::element(ms, other_ms), static_cast<std::uint16_t>(counter ^ 1));
    RC_ASSERT(format(a).size() == kRevLength);
    RC_ASSERT(parse_rev(format(a)).value() == a);
    RC_ASSERT((a < b) == (format(a) < format(b)));
  }));
}

TEST(Rev, KnownText) {
  const Rev rev = rev_of(0x0190a1b2c3d4, 0x00ff, id_of({0x01}));
  EXPECT_EQ(format(rev), "0190a1b2c3d4.00ff.01000000000000000000000000");
}

TEST(Rev, NextIsAlwaysGreaterEvenWhenClocksJumpTenYears) {
  EXPECT_TRUE(rc::check([](const std::vector<std::int16_t>& jumps) {
    constexpr std::int64_t kDay = 86400000;
    const Id devices[] = {id_of({1}), id_of({2})};
    std::int64_t wall = 1700000000000;
    Rev last;
    for (std::size_t i = 0; i < jumps.size(); ++i) {
      wall += jumps[i] % 3650 * kDay;
      const auto rev = next(last, wall, devices[i % 2]);
      RC_ASSERT(rev.has_value());
      RC_ASSERT(last < *rev);
      RC_ASSERT(rev->device == devices[i % 2]);
      RC_ASSERT(rev->milliseconds >= static_cast<std::uint64_t>(std::max<std::int64_t>(wall, 0)));
      last = *rev;
    }
  }));
}

TEST(Rev, NextFollowsTheClockAndCountsWhereItStandsStill) {
  const Id device = id_of({7});
  EXPECT_EQ(next(rev_of(100, 5), 200, device).value(), rev_of(200, 0, device));
  EXPECT_EQ(next(rev_of(200, 5), 200, device).value(), rev_of(200, 6, device));
  EXPECT_EQ(next(rev_of(300, 5), 200, device).value(), rev_of(300, 6, device));
  EXPECT_EQ(next(rev_of(300, 0xFFFF), 200, device).value(), rev_of(301, 0, device));
  EXPECT_EQ(next(Rev{}, -5, device).value(), rev_of(0, 1, device));
}

TEST(Rev, TheEndOfTimeIsAnErrorAndNotAStepBack) {
  const auto rev = next(rev_of(kMaxRevMilliseconds, 0xFFFF), 0, Id{});
  ASSERT_FALSE(rev);
  EXPECT_EQ(rev.error(), (Error{.code = "record/out_of_range", .field = "rev"}));
}

}  // namespace
}  // namespace ajar
