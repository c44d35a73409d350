// The arguments of a view: read strictly, each failure naming the argument.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/base/time.h"

namespace ajar::view {

// Reads members of one JSON object. An argument that is absent or null counts as not given.
class Args {
 public:
  // `document` must live as long as the arguments and what is read from them.
  static Result<Args> parse(json::Document& document, std::string_view json);

  const LocalTime& now() const { return now_; }
  Date today() const { return local_date(now_); }

  Result<Id> id(std::string_view name) const;  // required
  Result<std::optional<Id>> optional_id(std::string_view name) const;
  Result<std::string_view> text(std::string_view name) const;  // empty when not given
  Result<std::vector<std::string_view>> texts(std::string_view name) const;
  Result<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high,
                               std::int64_t otherwise) const;
  Result<bool> flag(std::string_view name) const;  // false when not given

  // The value itself; nothing where it is absent or null.
  std::optional<json::Value> given(std::string_view name) const;

  static Error bad(std::string_view name) { return {"view/bad_args", 0, std::string(name), {}}; }

 private:
  explicit Args(json::Value root) : root_(root) {}

  json::Value root_;
  LocalTime now_;
};

}  // namespace ajar::view
