// Small helpers around rapidjson: members by name, text out and in.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace ajar::cli {

// A member of an object; null when it is absent or `object` is none.
const rapidjson::Value* member(const rapidjson::Value& object, std::string_view name);
// The text of a member; empty when it is absent or no string.
std::string text_member(const rapidjson::Value& object, std::string_view name);
// The integer of a member, or `otherwise`.
int number_member(const rapidjson::Value& object, std::string_view name, int otherwise = 0);
// The element of `list` whose `id` it is; null where there is none.
const rapidjson::Value* with_id(const rapidjson::Value& list, std::string_view id);
bool is_true(const rapidjson::Value& object, std::string_view name);

std::string to_json(const rapidjson::Value& value);
// The same with two spaces of indent, for a person.
std::string to_pretty_json(const rapidjson::Value& value);
// Text as a JSON string with its quotes.
std::string json_string(std::string_view text);

}  // namespace ajar::cli
