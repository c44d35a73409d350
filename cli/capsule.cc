// Puts a capsule's two parts together, field by field, so that both say the same.
#include "cli/capsule.h"

#include <algorithm>

#include "cli/clock.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::string_view kPlace = "{{capsule}}";
constexpr std::string_view kArmorBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view kArmorEnd = "-----END AGE ENCRYPTED FILE-----";

// What stays here unless it is part of what was written: how it was kept, and other records.
bool leaves(std::string_view kind, const Field& field) {
  if (field.shape == Shape::person) return false;
  if (kind == "entry") return field.name == "text" || field.name == "prompt";
  if (kind == "letter") return field.name == "text" || field.name == "to";
  return true;
}

bool is_named(const std::vector<std::string>& names, std::string_view field) {
  const auto whole = field.substr(0, field.find('.'));
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return name == field || name == whole; });
}

// Copies the member at `path` ("mood.pleasant") from one body to another.
void copy_member(const Value& from, std::string_view path, Document& document, Value& to) {
  const auto dot = path.find('.');
  const auto name = path.substr(0, dot);
  const Value* value = member(from, name);
  if (value == nullptr) return;
  auto& memory = document.GetAllocator();
  Value key(name.data(), static_cast<rapidjson::SizeType>(name.size()), memory);
  if (dot == std::string_view::npos) {
    to.AddMember(key, Value(*value, memory), memory);
    return;
  }
  if (!to.HasMember(key)) to.AddMember(Value(key, memory), Value(rapidjson::kObjectType), memory);
  copy_member(*value, path.substr(dot + 1), document, to[key]);
}

void add_words(std::string& text, const std::string& label, const std::string& shown) {
  const bool is_long = shown.size() > 60 || shown.find('\n') != std::string::npos;
  if (!label.empty()) text += label + (is_long ? "\n" : ": ");
  text += shown + (is_long || label.empty() ? "\n\n" : "\n");
}

// A name that no record here has would leave in what was meant to stay.
Status check_names(const std::vector<std::string>& names, const std::vector<std::string>& kinds) {
  for (const auto& name : names) {
    const auto has = [&](const std::string& kind) {
      const auto fields = fields_of(kind);
      return std::any_of(fields.begin(), fields.end(),
                         [&](const Field& field) { return is_named({name}, field.name); });
    };
    if (std::none_of(kinds.begin(), kinds.end(), has))
      return Error{.code = "cli/no_such_field", .detail = name};
  }
  return ok();
}

// One record in both forms, left out where nothing of it is to be shown. Gives its kind.
Result<std::string> add_record(Context& context, const Home& home, const std::string& id,
                               const std::vector<std::string>& without, Snapshot& snapshot) {
  const auto view = TRY(home.record(id));
  const auto kind = text_member(view, "kind");
  const auto at = text_member(view, "at");
  if (kind == "person" || kind == "setting" || fields_of(kind).empty())
    return Error{.code = "cli/cannot_share", .detail = kind};
  const auto body = TRY(home.body(id));
  const People people = home.people();
  Document record(rapidjson::kObjectType);
  Value kept(rapidjson::kObjectType);
  std::string words;
  for (const auto& field : fields_of(kind)) {
    if (!leaves(kind, field) || is_named(without, field.name)) continue;
    const auto shown = harmless(shown_field(context, people, field, body));
    if (trimmed(shown).empty()) continue;
    const bool own = field.name == "text" && (kind == "entry" || kind == "letter");
    add_words(words, own ? std::string() : name_of(context, kind, field), shown);
    copy_member(body, field.name, record, kept);
  }
  if (words.empty()) return kind;
  auto& memory = record.GetAllocator();
  record.AddMember("kind", Value(kind.c_str(), memory), memory);
  record.AddMember("at", Value(at.c_str(), memory), memory);
  record.AddMember("body", kept, memory);
  snapshot.records.push_back(to_json(record));
  const auto name = context.say("capsule.text.record", {{"kind", label_of(context, "kind", kind)},
                                                        {"date", context.words.date(at, "")}});
  snapshot.text += "\n" + name + "\n\n" + words;
  return kind;
}

}  // namespace

Result<Snapshot> snapshot_of(Context& context, const Home& home,
                             const std::vector<std::string>& ids,
                             const std::vector<std::string>& without) {
  Snapshot snapshot;
  const auto today = format(local_date(TRY(now_of(context))));
  snapshot.text =
      context.say("capsule.text.title", {{"date", context.words.date(today, "")}}) + "\n";
  std::vector<std::string> whole;
  std::vector<std::string> kinds;
  for (const auto& typed : ids) {
    const auto id = TRY(home.find_id(typed));
    if (std::find(whole.begin(), whole.end(), id) != whole.end()) continue;
    whole.push_back(id);
    kinds.push_back(TRY(add_record(context, home, id, without, snapshot)));
  }
  TRY(check_names(without, kinds));
  if (snapshot.records.empty()) return Error{.code = "cli/nothing_to_share"};
  return snapshot;
}

Result<std::string> page_with(std::string_view armored) {
  std::string page(embedded_capsule_page());
  const auto at = page.find(kPlace);
  if (at == std::string::npos) return Error{.code = "cli/bad_page"};
  return page.replace(at, kPlace.size(), armored);
}

std::string_view file_in(std::string_view bytes) {
  const auto begin = bytes.find(kArmorBegin);
  if (begin == std::string_view::npos || trimmed(bytes.substr(0, begin)).empty()) return bytes;
  const auto end = bytes.find(kArmorEnd, begin);
  if (end == std::string_view::npos) return bytes.substr(begin);
  return bytes.substr(begin, end + kArmorEnd.size() - begin);
}

}  // namespace ajar::cli
