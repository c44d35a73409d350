// A record as a person types it: the fields of each kind, single values from text, and a form for
// the editor.
#include "cli/form.h"

#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "cli/clock.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::StringRef;
using rapidjson::Value;

constexpr std::array kPerson = {
    Field{"alias", Shape::text, {}, 1, 60}, Field{"relation", Shape::choice, "relation"},
    Field{"ring", Shape::number, {}, 1, 4}, Field{"safety", Shape::choice, "safety"},
    Field{"hidden", Shape::flag},           Field{"note", Shape::text, {}, 0, 2000},
};
constexpr std::array kMoment = {
    Field{"trigger", Shape::text, {}, 0, 2000},
    Field{"urge", Shape::number, {}, 0, 10},
    Field{"mood.pleasant", Shape::number, {}, -100, 100},
    Field{"mood.activated", Shape::number, {}, -100, 100},
    Field{"person", Shape::person},
    Field{"situations", Shape::tokens, "situation", 0, 8},
    Field{"meant", Shape::text, {}, 0, 2000},
    Field{"emotions", Shape::tokens, "emotion", 0, 3},
    Field{"body", Shape::tokens, "body", 0, 12},
    Field{"did", Shape::tokens, "did", 0, 20},
    Field{"needed", Shape::tokens, "need", 0, 15},
    Field{"close_before", Shape::number, {}, 0, 10},
    Field{"close_after", Shape::number, {}, 0, 10},
    Field{"returned_at", Shape::time},
    Field{"later", Shape::text, {}, 0, 2000},
    Field{"note", Shape::text, {}, 0, 2000},
};
constexpr std::array kEntry = {
    Field{"text", Shape::text, {}, 0, 60000},
    Field{"mode", Shape::choice, "mode"},
    Field{"prompt", Shape::token, "prompt"},
    Field{"seconds", Shape::number, {}, 0, 86400},
    Field{"distress_before", Shape::number, {}, 0, 10},
    Field{"distress_after", Shape::number, {}, 0, 10},
    Field{"outward", Shape::choice, "outward"},
    Field{"person", Shape::person},
};
constexpr std::array kStep = {
    Field{"own", Shape::text, {}, 0, 500},
    Field{"ladder", Shape::token, "ladder"},
    Field{"relation", Shape::choice, "relation"},
    Field{"domain", Shape::choice, "domain"},
    Field{"difficulty", Shape::number, {}, 1, 10},
    Field{"person", Shape::person},
    Field{"if", Shape::text, {}, 0, 500},
    Field{"then", Shape::text, {}, 0, 500},
    Field{"feared", Shape::text, {}, 0, 2000},
    Field{"belief", Shape::number, {}, 0, 100},
    Field{"expected_distress", Shape::number, {}, 0, 10},
    Field{"safety_behaviour", Shape::text, {}, 0, 2000},
    Field{"planned_for", Shape::date},
    Field{"status", Shape::choice, "status"},
    Field{"settled_at", Shape::time},
    Field{"outcome", Shape::text, {}, 0, 4000},
    Field{"belief_after", Shape::number, {}, 0, 100},
    Field{"peak_distress", Shape::number, {}, 0, 10},
    Field{"surprise", Shape::number, {}, 0, 10},
    Field{"response", Shape::choice, "response"},
    Field{"response_words", Shape::text, {}, 0, 2000},
    Field{"learned", Shape::text, {}, 0, 2000},
};
constexpr std::array kReceived = {
    Field{"what", Shape::choice, "received"},    Field{"person", Shape::person},
    Field{"words", Shape::text, {}, 0, 2000},    Field{"impulse", Shape::text, {}, 0, 2000},
    Field{"response", Shape::text, {}, 0, 2000}, Field{"urge", Shape::number, {}, 0, 10},
    Field{"absorbed", Shape::number, {}, 0, 10},
};
constexpr std::array kGave = {
    Field{"what", Shape::choice, "gave"},
    Field{"person", Shape::person},
    Field{"words", Shape::text, {}, 0, 2000},
};
constexpr std::array kProtector = {
    Field{"guards", Shape::text, {}, 0, 4000},
    Field{"thanks", Shape::text, {}, 0, 4000},
    Field{"reassurance", Shape::text, {}, 0, 4000},
    Field{"reminder", Shape::text, {}, 0, 4000},
    Field{"request", Shape::text, {}, 0, 4000},
    Field{"reply", Shape::text, {}, 0, 4000},
    Field{"softness_before", Shape::number, {}, 0, 10},
    Field{"softness_after", Shape::number, {}, 0, 10},
    Field{"cool", Shape::flag},
};
constexpr std::array kCheck = {
    Field{"answers.partner", Shape::answers},       Field{"answers.friends", Shape::answers},
    Field{"answers.family", Shape::answers},        Field{"since.partner", Shape::choice, "since"},
    Field{"since.friends", Shape::choice, "since"}, Field{"since.family", Shape::choice, "since"},
};
constexpr std::array kOrigin = {
    Field{"text", Shape::text, {}, 0, 8000},
    Field{"told", Shape::text, {}, 0, 8000},
    Field{"learned", Shape::text, {}, 0, 8000},
};
constexpr std::array kLetter = {
    Field{"text", Shape::text, {}, 0, 60000},
    Field{"to", Shape::text, {}, 0, 200},
    Field{"person", Shape::person},
    Field{"sent", Shape::flag},
};
constexpr std::array kGoal = {
    Field{"text", Shape::text, {}, 0, 2000},
    Field{"with", Shape::choice, "with"},
    Field{"person", Shape::person},
    Field{"done", Shape::flag},
};
constexpr std::array kHelped = {
    Field{"what", Shape::token, "what"},
    Field{"rating", Shape::number, {}, -2, 2},
};
constexpr std::array kPlan = {
    Field{"items", Shape::texts, {}, 20, 500},
    Field{"contacts", Shape::texts, {}, 10, 200},
};
constexpr std::array kRest = {
    Field{"reason", Shape::choice, "rest"},
    Field{"until", Shape::date},
};

struct Kind {
  std::string_view name;
  std::span<const Field> fields;
};
constexpr std::array kKinds = {
    Kind{"person", kPerson},       Kind{"moment", kMoment},     Kind{"entry", kEntry},
    Kind{"step", kStep},           Kind{"received", kReceived}, Kind{"gave", kGave},
    Kind{"protector", kProtector}, Kind{"check", kCheck},       Kind{"origin", kOrigin},
    Kind{"letter", kLetter},       Kind{"goal", kGoal},         Kind{"helped", kHelped},
    Kind{"plan", kPlan},           Kind{"rest", kRest},
};

// The value at a path of one or two names; null when absent.
const Value* find_value(const Value& body, std::string_view path) {
  const Value* at = &body;
  while (true) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (!at->IsObject()) return nullptr;
    const auto found = at->FindMember(Value(StringRef(name.data(), name.size())));
    if (found == at->MemberEnd()) return nullptr;
    at = &found->value;
    if (dot == std::string_view::npos) return at;
    path.remove_prefix(dot + 1);
  }
}

Value copy(std::string_view text, Document& body) {
  return Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), body.GetAllocator());
}

void put_member(Value& object, std::string_view name, Value value, Document& body) {
  const auto found = object.FindMember(Value(StringRef(name.data(), name.size())));
  if (found != object.MemberEnd()) {
    found->value = std::move(value);
  } else {
    object.AddMember(copy(name, body), std::move(value), body.GetAllocator());
  }
}

void put_value(Document& body, std::string_view path, Value value) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) {
    put_member(body, path, std::move(value), body);
    return;
  }
  const auto outer = path.substr(0, dot);
  if (find_value(body, outer) == nullptr) {
    put_member(body, outer, Value(rapidjson::kObjectType), body);
  }
  auto& object = body.FindMember(Value(StringRef(outer.data(), outer.size())))->value;
  put_member(object, path.substr(dot + 1), std::move(value), body);
}

void remove_value(Document& body, std::string_view path) {
  const auto dot = path.find('.');
  const auto outer = path.substr(0, dot);
  const auto found = body.FindMember(Value(StringRef(outer.data(), outer.size())));
  if (found == body.MemberEnd()) return;
  if (dot == std::string_view::npos) {
    body.EraseMember(found);
    return;
  }
  const auto inner = path.substr(dot + 1);
  if (found->value.IsObject()) {
    found->value.EraseMember(Value(StringRef(inner.data(), inner.size())));
    if (found->value.ObjectEmpty()) body.EraseMember(found);
  }
}

std::size_t scalar_values(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

bool is_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) return false;
  }
  return true;
}

// Words as a record may hold them: line ends of other systems become U+000A, other control
// characters go.
std::string clean_text(std::string_view text) {
  return harmless(trimmed(text));
}

Error bad_value(const Field& field, std::string_view typed) {
  return Error{.code = "cli/bad_value",
               .field = std::string(field.name),
               .detail = one_line(harmless(typed), 80)};
}

Result<Value> text_value(const Field& field, std::string_view typed, Document& body) {
  if (!is_utf8(typed)) return Error{.code = "cli/bad_utf8", .field = std::string(field.name)};
  const auto text = clean_text(typed);
  if (scalar_values(text) > static_cast<std::size_t>(field.high)) {
    return Error{.code = "cli/too_long",
                 .field = std::string(field.name),
                 .detail = std::to_string(field.high)};
  }
  return copy(text, body);
}

Result<Value> texts_value(const Field& field, std::string_view typed, Document& body) {
  Value list(rapidjson::kArrayType);
  while (!typed.empty()) {
    const auto end = typed.find('\n');
    const auto line = trimmed(typed.substr(0, end));
    typed.remove_prefix(end == std::string_view::npos ? typed.size() : end + 1);
    if (line.empty()) continue;
    if (static_cast<int>(list.Size()) >= field.low) {
      return Error{.code = "cli/too_many",
                   .field = std::string(field.name),
                   .detail = std::to_string(field.low)};
    }
    list.PushBack(TRY(text_value(field, line, body)), body.GetAllocator());
  }
  return list;
}

Result<Value> number_value(const Field& field, std::string_view typed) {
  int value = 0;
  const auto* from = typed.data() + (typed.front() == '+' ? 1 : 0);
  const auto* end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(from, end, value);
  if (error != std::errc() || stop != end) return bad_value(field, typed);
  if (value < field.low || value > field.high) {
    return Error{.code = "cli/out_of_range",
                 .field = std::string(field.name),
                 .detail = std::to_string(field.low) + "…" + std::to_string(field.high)};
  }
  return Value(value);
}

Result<std::string> token_of(const Context& context, const Field& field, std::string_view typed) {
  auto found = match_choice(typed, choices_of(context, field.vocabulary));
  if (found) return std::move(*found);
  Error error = std::move(found.error());
  error.field = field.name;
  error.detail = one_line(harmless(typed), 80);
  return error;
}

Result<Value> tokens_value(const Context& context, const Field& field, std::string_view typed,
                           Document& body) {
  Value list(rapidjson::kArrayType);
  while (!typed.empty()) {
    const auto end = typed.find_first_of(",\n");
    const auto part = trimmed(typed.substr(0, end));
    typed.remove_prefix(end == std::string_view::npos ? typed.size() : end + 1);
    if (part.empty()) continue;
    const auto token = TRY(token_of(context, field, part));
    const Value value = copy(token, body);
    if (std::find(list.Begin(), list.End(), value) != list.End()) continue;
    if (static_cast<int>(list.Size()) >= field.high) {
      return Error{.code = "cli/too_many",
                   .field = std::string(field.name),
                   .detail = std::to_string(field.high)};
    }
    list.PushBack(copy(token, body), body.GetAllocator());
  }
  return list;
}

std::vector<std::string> statement_ids(const Context& context) {
  std::vector<std::string> ids;
  for (const auto& each : choices_of(context, "statement")) ids.push_back(each.token);
  return ids;
}

// Answers are typed in the order of the statements, "3 2 - 1 0 4 2", with "-" for one left out.
Result<Value> answers_value(const Context& context, const Field& field, std::string_view typed,
                            Document& body) {
  const auto ids = statement_ids(context);
  const auto parts = split_list(typed);
  if (parts.size() != ids.size()) {
    return Error{.code = "cli/answer_count",
                 .field = std::string(field.name),
                 .detail = std::to_string(ids.size())};
  }
  Value answers(rapidjson::kObjectType);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (parts[i] == "-") continue;
    if (parts[i].size() != 1 || parts[i][0] < '0' || parts[i][0] > '4') {
      return bad_value(field, parts[i]);
    }
    answers.AddMember(copy(ids[i], body), Value(parts[i][0] - '0'), body.GetAllocator());
  }
  return answers;
}

Result<Value> flag_value(const Context& context, const Field& field, std::string_view typed) {
  const std::vector<Choice> choices = {{"true", context.say("cli.ask.yes")},
                                       {"false", context.say("cli.ask.no")}};
  const auto found = match_choice(typed, choices);
  if (!found) return bad_value(field, typed);
  return Value(*found == "true");
}

Result<Value> value_of(const Context& context, const People& people, const Field& field,
                       std::string_view typed, Document& body) {
  switch (field.shape) {
    case Shape::text:
      return text_value(field, typed, body);
    case Shape::texts:
      return texts_value(field, typed, body);
    case Shape::number:
      return number_value(field, typed);
    case Shape::token:
    case Shape::choice:
      return copy(TRY(token_of(context, field, typed)), body);
    case Shape::tokens:
      return tokens_value(context, field, typed, body);
    case Shape::flag:
      return flag_value(context, field, typed);
    case Shape::answers:
      return answers_value(context, field, typed, body);
    case Shape::person:
      return copy(TRY(people.id(typed)), body);
    case Shape::date:
    case Shape::time:
      return copy(typed, body);  // the engine knows what a valid date and time is
  }
  return bad_value(field, typed);
}

std::string_view text_of(const Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

// How values are put into words: as they are typed, or as they are shown.
struct Wording {
  std::function<std::string(std::string_view token)> token;
  std::function<std::string(std::string_view alias)> alias;
  std::function<std::string(const Field& field, std::string_view text)> text;
};

std::string field_text(const Context& context, const People& people, const Field& field,
                       const Value& body, const Wording& wording, std::string_view between) {
  const Value* value = find_value(body, field.name);
  if (value == nullptr) return {};
  if (value->IsInt()) return std::to_string(value->GetInt());
  if (value->IsBool()) return context.say(value->GetBool() ? "cli.ask.yes" : "cli.ask.no");
  if (value->IsString()) {
    if (field.shape == Shape::person) return wording.alias(people.alias(text_of(*value)));
    const bool named = field.shape == Shape::token || field.shape == Shape::choice;
    return named ? wording.token(text_of(*value)) : wording.text(field, text_of(*value));
  }
  std::string out;
  if (value->IsArray()) {
    const auto separator = field.shape == Shape::texts ? std::string_view("\n") : between;
    for (const auto& each : value->GetArray()) {
      if (!each.IsString()) continue;
      if (!out.empty()) out += separator;
      out +=
          field.shape == Shape::tokens ? wording.token(text_of(each)) : std::string(text_of(each));
    }
  } else if (value->IsObject() && field.shape == Shape::answers) {
    for (const auto& id : statement_ids(context)) {
      const Value* answer = find_value(*value, id);
      if (!out.empty()) out += ' ';
      out += answer != nullptr && answer->IsInt() ? std::to_string(answer->GetInt()) : "-";
    }
  }
  return out;
}

// "[name] whatever" at the start of a line, or nothing.
std::string_view heading_of(std::string_view line) {
  if (line.empty() || line.front() != '[') return {};
  const auto end = line.find(']');
  if (end == std::string_view::npos || end < 2) return {};
  const auto name = line.substr(1, end - 1);
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || c == '.';
  });
  return plain ? name : std::string_view();
}

bool looks_like_heading(std::string_view line) {
  const auto bare = line.find_first_not_of('\\');
  return bare != std::string_view::npos && !heading_of(line.substr(bare)).empty();
}

// Words with a backslash before each line that would read as a heading.
std::string guarded(std::string_view text) {
  std::string out;
  while (true) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    if (looks_like_heading(line)) out += '\\';
    out += line;
    if (end == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

bool holds_words(Shape shape) {
  return shape == Shape::text || shape == Shape::texts;
}

}  // namespace

std::span<const Field> fields_of(std::string_view kind) {
  for (const auto& each : kKinds) {
    if (each.name == kind) return each.fields;
  }
  return {};
}

const Field* find_field(std::string_view kind, std::string_view name) {
  for (const auto& field : fields_of(kind)) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

const Field* main_text(std::string_view kind) {
  for (const auto& field : fields_of(kind)) {
    if (holds_words(field.shape)) return &field;
  }
  return nullptr;
}

std::string name_of(const Context& context, std::string_view kind, const Field& field) {
  return context.say("cli.field." + std::string(kind) + "." + std::string(field.name));
}

Status set_field(const Context& context, const People& people, const Field& field,
                 std::string_view typed, Document& body) {
  const auto text = trimmed(typed);
  if (text.empty()) {
    remove_value(body, field.name);
    return ok();
  }
  put_value(body, field.name, TRY(value_of(context, people, field, text, body)));
  return ok();
}

std::string typed_field(const Context& context, const People& people, const Field& field,
                        const Value& body) {
  const auto as_it_is = [](std::string_view text) { return std::string(text); };
  return field_text(
      context, people, field, body,
      {as_it_is, as_it_is, [](const Field&, std::string_view text) { return std::string(text); }},
      ", ");
}

std::string shown_field(const Context& context, const People& people, const Field& field,
                        const Value& body) {
  const auto today = now_of(context);
  const auto shown = [&](const Field& of, std::string_view text) {
    if (of.shape != Shape::date && of.shape != Shape::time) return std::string(text);
    const auto date = context.words.date(text, today ? format(local_date(*today)) : "");
    return of.shape == Shape::date ? date : date + ", " + std::string(text.substr(11, 5));
  };
  return field_text(
      context, people, field, body,
      {[&](std::string_view token) { return label_of(context, field.vocabulary, token); },
       [&](std::string_view alias) { return shown_alias(context, alias); }, shown},
      ", ");
}

std::string write_form(const Context& context, const People& people, std::string_view kind,
                       const Value& body, std::string_view remark, bool words_only) {
  std::string form(remark);
  form += "\n";
  for (const auto& field : fields_of(kind)) {
    if (words_only && !holds_words(field.shape)) continue;
    form += "\n[" + std::string(field.name) + "] " + name_of(context, kind, field) + "\n";
    const auto value = typed_field(context, people, field, body);
    if (!value.empty()) form += guarded(value) + "\n";
  }
  return form;
}

Result<Typed> read_form(std::string_view kind, std::string_view text, Above above,
                        const Field* main) {
  if (!is_utf8(text)) return Error{.code = "cli/bad_utf8"};
  Typed fields;
  std::string plain;
  std::int64_t number = 0;
  const auto repeated = [&](const Field* field) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const auto& each) { return each.first == field; });
  };
  while (!text.empty()) {
    ++number;
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const auto name = heading_of(line);
    if (!name.empty()) {
      const Field* field = find_field(kind, name);
      const auto code = field == nullptr ? "cli/unknown_field" : "cli/repeated_field";
      if (field == nullptr || repeated(field)) {
        return Error{.code = code, .line = number, .detail = std::string(name)};
      }
      fields.emplace_back(field, std::string());
      continue;
    }
    if (line.starts_with('\\') && looks_like_heading(line)) line.remove_prefix(1);
    std::string& into = fields.empty() ? plain : fields.back().second;
    into += line;
    into += '\n';
  }
  if (trimmed(plain).empty() || (above == Above::remark && !fields.empty())) return fields;
  if (main == nullptr) return Error{.code = "cli/no_words_here", .detail = std::string(kind)};
  if (repeated(main)) {
    return Error{.code = "cli/repeated_field", .line = 1, .detail = std::string(main->name)};
  }
  fields.emplace_back(main, std::move(plain));
  return fields;
}

Status apply_form(const Context& context, const People& people, std::string_view kind,
                  std::string_view text, Document& body, Above above) {
  for (const auto& [field, value] : TRY(read_form(kind, text, above, main_text(kind)))) {
    TRY(set_field(context, people, *field, value, body));
  }
  return ok();
}

}  // namespace ajar::cli
