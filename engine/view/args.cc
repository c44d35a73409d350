// Checks of args.h.
#include "engine/view/args.h"

namespace ajar::view {

Result<Args> Args::parse(json::Document& document, std::string_view json) {
  constexpr json::Limits kLimits{std::size_t{64} << 10, 8};
  const auto root = document.parse(json, kLimits);
  if (!root || !root->is(json::Type::object)) return bad("");
  Args args(*root);
  const auto now = parse_local_time(TRY(args.text("now")));
  if (!now) return bad("now");
  args.now_ = *now;
  return args;
}

std::optional<json::Value> Args::given(std::string_view name) const {
  const auto value = root_.find(name);
  return value && !value->is(json::Type::null) ? value : std::nullopt;
}

Result<Id> Args::id(std::string_view name) const {
  const auto found = TRY(optional_id(name));
  if (!found) return bad(name);
  return *found;
}

Result<std::optional<Id>> Args::optional_id(std::string_view name) const {
  const auto value = given(name);
  if (!value) return std::optional<Id>();
  if (!value->is(json::Type::string)) return bad(name);
  const auto id = parse_id(value->text());
  if (!id) return bad(name);
  return std::optional<Id>(*id);
}

Result<std::string_view> Args::text(std::string_view name) const {
  const auto value = given(name);
  if (!value) return std::string_view();
  if (!value->is(json::Type::string)) return bad(name);
  return value->text();
}

Result<std::vector<std::string_view>> Args::texts(std::string_view name) const {
  std::vector<std::string_view> list;
  const auto value = given(name);
  if (!value) return list;
  if (!value->is(json::Type::array)) return bad(name);
  for (const json::Value element : *value) {
    if (!element.is(json::Type::string)) return bad(name);
    list.push_back(element.text());
  }
  return list;
}

Result<std::int64_t> Args::integer(std::string_view name, std::int64_t low, std::int64_t high,
                                   std::int64_t otherwise) const {
  const auto value = given(name);
  if (!value) return otherwise;
  const auto number = value->integer();
  if (!number || *number < low || *number > high) return bad(name);
  return *number;
}

Result<bool> Args::flag(std::string_view name) const {
  const auto value = given(name);
  if (!value) return false;
  if (!value->is(json::Type::boolean)) return bad(name);
  return value->boolean();
}

}  // namespace ajar::view
