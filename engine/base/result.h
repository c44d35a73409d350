// Errors without exceptions: what can fail returns Result, and TRY passes the error on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <variant>

namespace ajar {

// A stable code with its data. The words a person reads are content ("error.<code>") and are chosen
// at the edge, in the person's language; nothing here is prose.
struct Error {
  std::string_view code;    // stable and from a literal, "record/bad_value"
  std::int64_t line = 0;    // 1-based number of the record or line at fault; 0 where there is none
  std::string field = {};   // path of the field at fault, "body.urge"; empty where there is none
  std::string detail = {};  // one datum: the value, limit or name that explains the code

  bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Value = T;
  using tl::expected<T, Error>::expected;
  // tl::expected's own constructors take tl::unexpected; an Error converts so that `return
  // Error{...}` reads plainly.
  [[gnu::noinline]] Result(Error error)  // NOLINT(google-explicit-constructor)
      : tl::expected<T, Error>(tl::make_unexpected(std::move(error))) {}
  // Not inlined: every TRY moves and destroys a Result, which inlined makes up a quarter of the
  // browser's module.
  Result(const Result&) = default;
  [[gnu::noinline]] Result(Result&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : tl::expected<T, Error>(std::move(other)) {}
  Result& operator=(const Result&) = default;
  Result& operator=(Result&&) = default;
  [[gnu::noinline]] ~Result() {}  // NOLINT(modernize-use-equals-default)
};

// What TRY does with an error; one place for all of them.
[[gnu::noinline]] inline Error pass_on(Error& error) {
  return std::move(error);
}

using Status = Result<std::monostate>;
inline Status ok() {
  return std::monostate{};
}

}  // namespace ajar

// Evaluates `expression` (a Result); on error returns it from the enclosing function, else yields
// the value, moved out. Each use names its own variable, so one TRY may stand inside another.
#define TRY(expression) AJAR_TRY_AS_(AJAR_JOIN_(try_result_, __COUNTER__), expression)
#define AJAR_JOIN_(a, b) AJAR_JOIN_NOW_(a, b)
#define AJAR_JOIN_NOW_(a, b) a##b
#define AJAR_TRY_AS_(name, expression)               \
  ({                                                 \
    auto name = (expression);                        \
    if (!name) return ::ajar::pass_on(name.error()); \
    std::move(*name);                                \
  })
