// Text, dividing line, records.
#include "vault/age/capsule.h"

#include "engine/base/json.h"
#include "engine/base/utf8.h"
#include "vault/age/age.h"

namespace ajar::age {
namespace {

constexpr std::string_view divider = "--- ajar capsule 1 ---";
constexpr std::string_view divider_begin = "--- ajar capsule ";
constexpr std::string_view divider_end = " ---";

Error bad() {
  return {.code = "capsule/bad_contents"};
}

Status check_text(std::string_view text) {
  if (text.empty() || utf8::first_invalid(text) != text.size()) return bad();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) return bad();
  }
  return ok();
}

Status check_record(std::string_view line) {
  if (line.size() > record_size_limit || !line.starts_with('{')) return bad();
  json::Document document;
  const auto record = document.parse(line, {.bytes = record_size_limit, .depth = record_depth});
  if (!record || !record->is(json::Type::object)) return bad();
  const auto kind = record->find("kind"), at = record->find("at"), body = record->find("body");
  const bool whole = kind && kind->is(json::Type::string) && at && at->is(json::Type::string) &&
                     body && body->is(json::Type::object);
  if (!whole) return bad();
  return ok();
}

bool is_divider(std::string_view line) {
  return line.starts_with(divider_begin) && line.ends_with(divider_end) &&
         line.size() > divider_begin.size() + divider_end.size();
}

struct Parts {
  std::string_view text;
  std::string_view version;
  std::string_view records;
};

// Cut at the last dividing line.
Result<Parts> parts_of(std::string_view contents) {
  for (std::size_t end = contents.size(); end > 0;) {
    const std::size_t before = end >= 2 ? contents.rfind('\n', end - 2) : std::string_view::npos;
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const auto line = contents.substr(begin, end - 1 - begin);
    if (is_divider(line)) {
      const auto version = line.substr(divider_begin.size(),
                                       line.size() - divider_begin.size() - divider_end.size());
      return Parts{contents.substr(0, begin), version, contents.substr(end)};
    }
    end = begin;
  }
  return bad();
}

}  // namespace

Result<std::string> write_capsule(std::string_view text, const std::vector<std::string>& records) {
  if (text.empty() || records.empty()) return Error{.code = "capsule/empty"};
  if (records.size() > record_limit) return Error{.code = "capsule/too_long"};
  std::string contents(text);
  if (!contents.ends_with('\n')) contents += '\n';
  TRY(check_text(contents));
  (contents += divider) += '\n';
  for (const std::string& record : records) {
    if (record.find('\n') != std::string::npos) return bad();
    TRY(check_record(record));
    (contents += record) += '\n';
  }
  if (contents.size() > text_limit) return Error{.code = "capsule/too_long"};
  return contents;
}

Result<Capsule> read_capsule(vault::Bytes bytes) {
  if (bytes.size() > text_limit) return Error{.code = "capsule/too_long"};
  const std::string_view contents(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!contents.ends_with('\n')) return bad();
  Parts parts = TRY(parts_of(contents));
  if (parts.version != "1") return Error{.code = "capsule/newer"};
  TRY(check_text(parts.text));
  Capsule capsule{std::string(parts.text), {}};
  while (!parts.records.empty()) {
    const auto end = parts.records.find('\n');
    const auto line = parts.records.substr(0, end);
    if (capsule.records.size() == record_limit) return bad();
    TRY(check_record(line));
    capsule.records.emplace_back(line);
    parts.records.remove_prefix(end + 1);
  }
  if (capsule.records.empty()) return bad();
  return capsule;
}

}  // namespace ajar::age
