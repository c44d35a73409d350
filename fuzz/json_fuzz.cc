// Any bytes as JSON: the same verdict as RapidJSON, values that lie where they say, and nothing
// past the depth.
#include <rapidjson/document.h>

#include "engine/base/json.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

namespace {

constexpr json::Limits kLimits{std::size_t{1} << 20, 16};

// Writes a value that lies in `depth` containers again; the reader bounds the depth.
void rewrite(const json::Value& value, json::Writer& writer, std::string_view outer,
             std::size_t depth) {
  require(value.raw().data() >= outer.data());
  require(value.raw().data() + value.raw().size() <= outer.data() + outer.size());
  switch (value.type()) {
    case json::Type::object:
      require(depth < kLimits.depth);
      writer.begin_object();
      for (const json::Value member : value) {
        require(value.find(member.name()).has_value());
        writer.key(member.name());
        rewrite(member, writer, value.raw(), depth + 1);
      }
      writer.end_object();
      break;
    case json::Type::array:
      require(depth < kLimits.depth);
      writer.begin_array();
      for (const json::Value element : value) rewrite(element, writer, value.raw(), depth + 1);
      writer.end_array();
      break;
    case json::Type::string:
      writer.value(value.text());
      break;
    case json::Type::number:
      require(value.number().has_value());
      writer.value(*value.number());
      break;
    default:
      writer.raw(value.text());
  }
}

// RapidJSON takes an escaped low surrogate and whatever follows a NUL, and knows no limits.
void compare(std::string_view text, bool taken, std::string_view code) {
  if (!taken && code != "json/syntax") return;
  if (text.find('\0') != std::string_view::npos || text.size() > 4096) return;
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::Document document;
  document.Parse<kFlags>(text.data(), text.size());
  const bool refused = document.HasParseError();
  // It also refuses some finite numbers that have many digits.
  if (refused && document.GetParseError() == rapidjson::kParseErrorNumberTooBig) return;
  require(taken != refused);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  json::Document document;
  const auto value = document.parse(text, kLimits);
  compare(text, value.has_value(), value ? "" : value.error().code);
  if (!value) return 0;
  json::Writer writer;
  rewrite(*value, writer, text, 0);
  json::Document second;
  const auto again = second.parse(writer.text(), {.depth = kLimits.depth});
  require(again.has_value());
  json::Writer twice;
  rewrite(*again, twice, writer.text(), 0);
  require(twice.text() == writer.text());
  return 0;
}
