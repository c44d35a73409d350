// The envelope of a record: reading it, writing it, and carrying what is not understood.
#include "engine/record/record.h"

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/record/decode.h"

namespace ajar::record {
namespace {

constexpr json::Limits kLimits{kMaxBytes, kMaxDepth};

// The reader's codes are the record's, but for two names.
Error as_record_error(Error error) {
  constexpr std::pair<std::string_view, std::string_view> kCodes[] = {
      {"json/too_long", "record/too_long"},
      {"json/too_deep", "record/too_deep"},
      {"json/bad_utf8", "record/bad_utf8"},
      {"json/duplicate_member", "record/duplicate_member"},
      {"json/not_finite", "record/out_of_range"},
  };
  for (const auto& [from, to] : kCodes) {
    if (error.code != from) continue;
    error.code = to;
    return error;
  }
  error.code = "record/not_json";
  return error;
}

Error bad(std::string_view code, std::string_view field, const json::Value& value) {
  return Error{.code = code, .field = std::string(field), .detail = shown(value)};
}

// The string member `name`, which must be there and not empty.
Result<json::Value> text_member(const json::Value& object, std::string_view name) {
  const auto value = object.find(name);
  if (!value) return Error{.code = "record/missing", .field = std::string(name)};
  if (!value->is(json::Type::string)) return bad("record/bad_type", name, *value);
  if (value->text().empty()) return Error{.code = "record/missing", .field = std::string(name)};
  return *value;
}

Result<std::vector<Rev>> read_over(const json::Value& value, const Rev& rev) {
  if (!value.is(json::Type::array)) return bad("record/bad_type", "over", value);
  if (value.size() > kMaxOver) {
    return Error{
        .code = "record/too_many", .field = "over", .detail = std::to_string(value.size())};
  }
  std::vector<Rev> over;
  over.reserve(value.size());
  for (const json::Value element : value) {
    const std::string field = "over[" + std::to_string(over.size()) + ']';
    if (!element.is(json::Type::string)) return bad("record/bad_type", field, element);
    const auto named = parse_rev(element.text());
    // Only what is older can be replaced: so there is always a live revision.
    if (!named || !(*named < rev) || (!over.empty() && !(over.back() < *named))) {
      return bad("record/bad_value", field, element);
    }
    over.push_back(*named);
  }
  return over;
}

// A fixed id belongs to its one record, and that record to its id (§4).
Status check_fixed_id(const Record& record, const json::Value& id) {
  const Id plan = plan_id();
  const bool setting_id_used =
      record.id >= setting_id(SettingKey::ceiling) && record.id <= setting_id(SettingKey::card);
  const bool fits = (record.kind == Kind::plan) == (record.id == plan) &&
                    (record.kind == Kind::setting) == setting_id_used;
  if (!fits) return bad("record/bad_id", "id", id);
  if (const auto* setting = record.get<Setting>()) {
    if (setting_id(setting->key) != record.id) return bad("record/bad_id", "id", id);
  }
  return ok();
}

Status read_body(Record& record, const json::Value& root, std::string_view line) {
  const auto body = root.find("body");
  if (!body) return ok();
  if (!body->is(json::Type::object)) return bad("record/bad_type", "body", *body);
  record.body_begin = static_cast<std::uint32_t>(body->raw().data() - line.data());
  record.body_end = record.body_begin + static_cast<std::uint32_t>(body->raw().size());
  if (record.kind != Kind::unknown) {
    record.body = TRY(decode(record.kind, *body, record.unknown));
    return ok();
  }
  record.body = Newer{};
  for (const json::Value member : *body) {
    record.unknown.push_back({"", std::string(member.name()), std::string(member.raw())});
  }
  return ok();
}

Result<Record> read_record(const json::Value& root, std::string_view line) {
  Record record;
  const json::Value id = TRY(text_member(root, "id"));
  const auto parsed_id = parse_id(id.text());
  if (!parsed_id) return bad("record/bad_id", "id", id);
  record.id = *parsed_id;

  const json::Value kind = TRY(text_member(root, "kind"));
  if (!is_token(kind.text(), 32)) return bad("record/bad_value", "kind", kind);
  record.kind_name = kind.text();
  record.kind = from_name<Kind>(record.kind_name).value_or(Kind::unknown);

  const json::Value at = TRY(text_member(root, "at"));
  const auto parsed_at = parse_local_time(at.text());
  if (!parsed_at) return bad("record/bad_value", "at", at);
  record.at = *parsed_at;

  const json::Value rev = TRY(text_member(root, "rev"));
  const auto parsed_rev = parse_rev(rev.text());
  if (!parsed_rev) return bad("record/bad_value", "rev", rev);
  record.rev = *parsed_rev;

  if (const auto over = root.find("over")) record.over = TRY(read_over(*over, record.rev));
  if (const auto critical = root.find("critical")) {
    if (!critical->is(json::Type::boolean)) return bad("record/bad_type", "critical", *critical);
    if (!critical->boolean()) return bad("record/bad_value", "critical", *critical);
    record.critical = true;
  }
  TRY(read_body(record, root, line));
  TRY(check_fixed_id(record, id));
  record.raw = line;
  return record;
}

// Compact JSON of a value: its bytes without the spaces between tokens.
void append_compact(std::string& out, std::string_view json) {
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted && c == '\\') {
      out += c;
      out += json[++i];
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (quoted || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) out += c;
  }
}

// The members of `object`, compact, then the unknown fields of `within` that it does not name.
void append_with_unknown(std::string& out, const json::Value& object,
                         const std::vector<UnknownField>& unknown, std::string_view within) {
  out += '{';
  const auto key = [&](std::string_view name) {
    if (out.back() != '{') out += ',';
    json::append_string(out, name);
    out += ':';
  };
  for (const json::Value member : object) {
    key(member.name());
    if (within.empty() && !member.name().empty() && member.is(json::Type::object)) {
      append_with_unknown(out, member, unknown, member.name());
    } else {
      append_compact(out, member.raw());
    }
  }
  for (const UnknownField& field : unknown) {
    if (field.within != within || object.find(field.name)) continue;
    key(field.name);
    append_compact(out, field.json);
  }
  out += '}';
}

}  // namespace

bool Record::newer_critical() const {
  if (critical && kind == Kind::unknown) return true;
  return std::any_of(unknown.begin(), unknown.end(),
                     [](const UnknownField& field) { return field.name.starts_with('!'); });
}

Result<Record> Parser::parse(std::string_view line) {
  auto root = document_.parse(line, kLimits);
  if (!root) return as_record_error(std::move(root.error()));
  if (const std::size_t end = line.find('\n'); end != std::string_view::npos) {
    return Error{.code = "record/not_json", .detail = std::to_string(end)};
  }
  if (!root->is(json::Type::object)) return bad("record/bad_type", "", *root);
  return read_record(*root, line);
}

Result<Record> parse(std::string_view line) {
  Parser parser;
  return parser.parse(line);
}

std::string write(const Envelope& envelope, std::string_view body_json) {
  std::vector<Rev> over = envelope.over;
  std::sort(over.begin(), over.end());
  over.erase(std::unique(over.begin(), over.end()), over.end());
  json::Writer writer;
  writer.begin_object()
      .member("id", format(envelope.id))
      .member("kind", envelope.kind)
      .member("at", format(envelope.at))
      .member("rev", format(envelope.rev));
  if (!over.empty()) {
    writer.key("over").begin_array();
    for (const Rev& rev : over) writer.value(format(rev));
    writer.end_array();
  }
  if (envelope.critical) writer.member("critical", true);
  if (!body_json.empty()) writer.key("body").raw(body_json);
  writer.end_object();
  return writer.take();
}

Result<Record> compose(const Envelope& envelope, std::string_view body_json) {
  std::string compact;
  if (!body_json.empty()) {
    json::Document document;
    // One level less: the line puts the body inside the record.
    auto body = document.parse(body_json, {kMaxBytes, kMaxDepth - 1});
    if (!body) {
      Error error = as_record_error(std::move(body.error()));
      error.field = error.field.empty() ? "body" : "body." + error.field;
      return error;
    }
    append_compact(compact, body_json);
  }
  return parse(write(envelope, compact));
}

Result<std::string> carry_unknown(const Record& old, std::string_view new_body_json) {
  json::Document document;
  auto body = document.parse(new_body_json, {kMaxBytes, kMaxDepth - 1});
  if (!body) {
    Error error = as_record_error(std::move(body.error()));
    error.field = error.field.empty() ? "body" : "body." + error.field;
    return error;
  }
  if (!body->is(json::Type::object)) return bad("record/bad_type", "body", *body);
  std::string out;
  append_with_unknown(out, *body, old.unknown, "");
  return out;
}

}  // namespace ajar::record
