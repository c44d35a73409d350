// Hexadecimal digits there and back, and what is refused.
#include "vault/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ajar::vault {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

TEST(Hex, WritesTwoLowerCaseDigitsAByteAndReadsThemAgain) {
  const std::vector<std::uint8_t> bytes = {0x00, 0x0f, 0xa0, 0xff};
  EXPECT_EQ(hex(bytes), "000fa0ff");
  EXPECT_THAT(from_hex("000fa0ff"), Optional(ElementsAre(0x00, 0x0f, 0xa0, 0xff)));
  EXPECT_EQ(hex({}), "");
  EXPECT_THAT(from_hex(""), Optional(ElementsAre()));
}

TEST(Hex, RefusesHalfAByteAndAnyOtherCharacter) {
  for (const auto* text : {"0", "0ff", "0F", "0g", " 0", "0x", "-1"})
    EXPECT_EQ(from_hex(text), std::nullopt) << text;
  EXPECT_EQ(from_hex(std::string_view("0\0", 2)), std::nullopt);
}

}  // namespace
}  // namespace ajar::vault
