// UTF-8 at the edges of each length, and against all scalar values.
#include "engine/base/utf8.h"

#include <gtest/gtest.h>

namespace ajar::utf8 {
namespace {

TEST(Utf8, EveryScalarValueIsValidAndReadsBack) {
  for (char32_t scalar = 0; scalar <= 0x10FFFF; ++scalar) {
    if (scalar == 0xD800) scalar = 0xE000;
    std::string text;
    append(text, scalar);
    ASSERT_EQ(first_invalid(text), text.size()) << std::uint32_t{scalar};
    ASSERT_EQ(count(text), 1u);
    std::size_t at = 0;
    ASSERT_EQ(next(text, at), scalar);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, IllFormedSequencesAreFoundWhereTheyBegin) {
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x28\xA1"}) {
    EXPECT_EQ(first_invalid(bad), 0u);
    EXPECT_EQ(first_invalid(std::string("eight ch") + "é" + bad), 10u);
    EXPECT_EQ(first_invalid(std::string(bad) + "and more text"), 0u);
  }
}

TEST(Utf8, CuttingKeepsWholeScalars) {
  EXPECT_EQ(cut("aé🙂z", 0), "");
  EXPECT_EQ(cut("aé🙂z", 3), "aé🙂");
  EXPECT_EQ(cut("aé🙂z", 4), "aé🙂z");
  EXPECT_EQ(cut("aé🙂z", 99), "aé🙂z");
}

}  // namespace
}  // namespace ajar::utf8
