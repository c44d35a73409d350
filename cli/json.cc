// Small helpers around rapidjson.
#include "cli/json.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace ajar::cli {

using rapidjson::Value;

const Value* member(const Value& object, std::string_view name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(Value(rapidjson::StringRef(name.data(), name.size())));
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_member(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  if (found == nullptr || !found->IsString()) return {};
  return {found->GetString(), found->GetStringLength()};
}

int number_member(const Value& object, std::string_view name, int otherwise) {
  const Value* found = member(object, name);
  return found != nullptr && found->IsInt() ? found->GetInt() : otherwise;
}

const Value* with_id(const Value& list, std::string_view id) {
  if (!list.IsArray()) return nullptr;
  for (const auto& each : list.GetArray()) {
    if (text_member(each, "id") == id) return &each;
  }
  return nullptr;
}

bool is_true(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found != nullptr && found->IsTrue();
}

std::string to_json(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string to_pretty_json(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  writer.SetFormatOptions(rapidjson::kFormatSingleLineArray);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string json_string(std::string_view text) {
  Value value(rapidjson::StringRef(text.data(), text.size()));
  return to_json(value);
}

}  // namespace ajar::cli
