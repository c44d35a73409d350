// An error passed on whole, a value moved out, and results that move without throwing.
#include "engine/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <type_traits>

namespace ajar {
namespace {

// What clang-tidy cannot see of a defaulted move is held here (docs/decisions).
static_assert(std::is_nothrow_move_constructible_v<Result<std::string>>);
static_assert(std::is_nothrow_move_assignable_v<Result<std::string>>);
static_assert(std::is_nothrow_move_assignable_v<Status>);

Result<std::unique_ptr<int>> made(int number) {
  if (number < 0) return Error{"test/negative", 3, "number", std::to_string(number)};
  return std::make_unique<int>(number);
}

Result<int> sum(int one, int other, int& reached) {
  const auto held = *TRY(made(one)) + *TRY(made(other));
  ++reached;
  return held;
}

TEST(Result, TryGivesTheValueMovedOut) {
  int reached = 0;
  const auto both = sum(2, 3, reached);
  ASSERT_TRUE(both);
  EXPECT_EQ(*both, 5);
  EXPECT_EQ(reached, 1);
}

TEST(Result, TryLeavesWithTheWholeErrorAndRunsNothingAfterIt) {
  int reached = 0;
  const auto neither = sum(2, -3, reached);
  ASSERT_FALSE(neither);
  EXPECT_EQ(neither.error(), (Error{"test/negative", 3, "number", "-3"}));
  EXPECT_EQ(reached, 0);
}

}  // namespace
}  // namespace ajar
