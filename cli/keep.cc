// What commands that keep something share.
#include "cli/keep.h"

#include "cli/clock.h"
#include "cli/editor.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::size_t kMostWords = std::size_t{1}
                                   << 20;  // bytes of one piped text; a record holds 131,072
constexpr std::size_t kShownOfId = 6;
constexpr int kShownOfKnown = 60;
constexpr int kOneLine = 500;  // signs of the longest field that is asked for as a single line

std::string_view value_name(const Field& field) {
  switch (field.shape) {
    case Shape::number:
      return "number";
    case Shape::person:
      return "alias";
    case Shape::date:
      return "date";
    case Shape::time:
      return "time";
    case Shape::flag:
      return "yes_no";
    case Shape::answers:
      return "answers";
    default:
      return field.vocabulary;
  }
}

// Dates and times are typed loosely and kept strictly.
Result<std::string> strict(const Context& context, const Field& field, std::string_view typed) {
  if (trimmed(typed).empty()) return std::string();
  if (field.shape == Shape::time) return format(TRY(read_time(context, typed)));
  if (field.shape == Shape::date) {
    const auto time = read_time(context, typed);
    if (!time) return Error{.code = "cli/bad_date", .detail = time.error().detail};
    return format(local_date(*time));
  }
  return std::string(typed);
}

// Those of one relation where a step is for it.
std::vector<Choice> people_choices(const Home& home, std::string_view relation) {
  std::vector<Choice> choices;
  const auto view = home.view("people");
  const Value* list = view ? member(*view, "people") : nullptr;
  if (list == nullptr || !list->IsArray()) return choices;
  for (const auto& each : list->GetArray()) {
    if (is_true(each, "hidden")) continue;
    if (!relation.empty() && text_member(each, "relation") != relation) continue;
    choices.push_back({text_member(each, "alias"), harmless(text_member(each, "alias"))});
  }
  return choices;
}

std::string question_of(const Context& context, std::string_view kind, const Field& field) {
  const std::string id = "cli.question." + std::string(kind) + "." + std::string(field.name);
  return context.words.has(id) ? context.say(id) : name_of(context, kind, field);
}

Result<std::string> ask_typed(Context& context, const Home& home, const Field& field,
                              const std::string& question, std::string_view relation) {
  switch (field.shape) {
    case Shape::text:
      // What is one line by its nature ends with the line.
      return field.high <= kOneLine ? ask_line(context, question) : ask_text(context, question);
    case Shape::texts:
      return ask_text(context, question);
    case Shape::number: {
      const auto number = TRY(ask_number(context, question, field.low, field.high));
      return number ? std::to_string(*number) : std::string();
    }
    case Shape::person: {
      const auto choices = people_choices(home, relation);
      if (choices.empty()) return std::string();
      return TRY(ask_choice(context, question, choices)).value_or("");
    }
    case Shape::tokens: {
      std::string typed;
      const auto choices = choices_of(context, field.vocabulary);
      const auto most = static_cast<std::size_t>(field.high);
      for (const auto& each : TRY(ask_choices(context, question, choices, most))) {
        typed += (typed.empty() ? "" : ",") + each;
      }
      return typed;
    }
    case Shape::token:
    case Shape::choice:
      return TRY(ask_choice(context, question, choices_of(context, field.vocabulary))).value_or("");
    default:
      return ask_line(context, question);
  }
}

}  // namespace

FieldOptions& FieldOptions::add(Command& command, const std::string& option,
                                std::string_view field_name) {
  const Field* field = find_field(kind_, field_name);
  options_.push_back({.field = field, .name = option, .one = {}, .several = {}});
  auto& added = options_.back();
  if (field->shape == Shape::tokens) {
    command.options(option, added.several, value_name(*field));
  } else {
    command.option(option, added.one, value_name(*field));
  }
  return *this;
}

bool FieldOptions::any() const {
  for (const auto& each : options_) {
    if (each.one || !each.several.empty()) return true;
  }
  return false;
}

Status FieldOptions::apply(const Context& context, const People& people, Document& body) const {
  for (const auto& each : options_) {
    if (!each.one && each.several.empty()) continue;
    std::string typed = each.one.value_or("");
    for (const auto& token : each.several) typed += (typed.empty() ? "" : ",") + token;
    auto value = strict(context, *each.field, typed);
    auto status = value ? set_field(context, people, *each.field, *value, body)
                        : Status(Error{std::move(value.error())});
    if (!status) {
      status.error().field = each.name;
      return status;
    }
  }
  return ok();
}

Status ask_fields(Context& context, const Home& home, std::string_view kind,
                  std::initializer_list<std::string_view> fields, Document& body) {
  const People people = home.people();
  for (const auto name : fields) {
    const Field& field = *find_field(kind, name);
    auto question = question_of(context, kind, field);
    // What is known already stands there, and Return keeps it.
    const auto known = shown_field(context, people, field, body);
    if (!known.empty()) question += " [" + one_line(harmless(known), kShownOfKnown) + "]";
    while (true) {
      const auto typed =
          TRY(ask_typed(context, home, field, question, text_member(body, "relation")));
      if (typed.empty()) break;
      const auto value = strict(context, field, typed);
      const auto status =
          value ? set_field(context, people, field, *value, body) : Status(Error{value.error()});
      if (status) break;
      report(context, status.error());
    }
  }
  return ok();
}

Result<std::string> piped_words(const Context& context) {
  if (!context.has_piped_input()) return std::string();
  if (context.passphrase_file == "-") return std::string();  // standard input is the passphrase
  return read_input(kMostWords);
}

Status edit_form(Context& context, const Home& home, std::string_view kind, bool words_only,
                 Document& body) {
  const People people = home.people();
  std::string text =
      write_form(context, people, kind, body, context.say("cli.form.remark"), words_only);
  const std::string folder = TRY(Home::folder(context));
  while (true) {
    auto edited = TRY(edit_text(text, folder, kMostWords));
    if (!edited.clean) {
      const bool lost = edited.text != text && context.can_ask();
      if (!lost || !TRY(ask_yes(context, context.say("cli.form.again")))) {
        return Error{.code = "cli/stopped"};
      }
      text = std::move(edited.text);
      continue;
    }
    Document changed;
    changed.CopyFrom(body, changed.GetAllocator());
    const auto status = apply_form(context, people, kind, edited.text, changed, Above::remark);
    if (status) {
      body = std::move(changed);
      return ok();
    }
    // Words that took time are never thrown away for a mistyped number: back into the editor with
    // all of it.
    report(context, status.error());
    if (!context.can_ask() || !TRY(ask_yes(context, context.say("cli.form.again")))) return status;
    text = std::move(edited.text);
  }
}

void say_kept(Context& context, const Kept& kept, std::string_view message) {
  if (context.json) {
    context.out.line("{\"id\":" + json_string(kept.id) + ",\"rev\":" + json_string(kept.rev) + "}");
    return;
  }
  context.out.words(context.say(message, {{"id", short_id(kept.id)}}));
}

std::string short_id(std::string_view id) {
  return std::string(id.substr(0, kShownOfId));
}

void set_text(Document& body, std::string_view name, std::string_view text) {
  Value value(text.data(), static_cast<rapidjson::SizeType>(text.size()), body.GetAllocator());
  const auto found = body.FindMember(Value(rapidjson::StringRef(name.data(), name.size())));
  if (found != body.MemberEnd()) {
    found->value = std::move(value);
    return;
  }
  body.AddMember(
      Value(name.data(), static_cast<rapidjson::SizeType>(name.size()), body.GetAllocator()),
      std::move(value), body.GetAllocator());
}

}  // namespace ajar::cli
