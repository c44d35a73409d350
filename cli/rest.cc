// `ajar rest`: no step for now, for whatever reason or none. `ajar settings`: the few things that
// can be set.
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

Status rest(Context& context, const FieldOptions& fields) {
  auto home = TRY(Home::open_or_begin(context));
  const auto now = TRY(now_of(context));
  Document body(rapidjson::kObjectType);
  TRY(fields.apply(context, home.people(), body));
  if (!body.HasMember("reason")) set_text(body, "reason", "no");
  const auto kept = TRY(home.put("rest", body, {}, format(now)));
  say_kept(context, kept, "cli.rest.kept");
  return ok();
}

struct Setting {
  std::string_view key;
  std::string_view vocabulary;  // of one token, or of a list of them; empty for free values
  bool list;
};
constexpr std::array kSettings = {
    Setting{"ceiling", {}, false},        Setting{"consent", "relation", true},
    Setting{"contexts", "context", true}, Setting{"country", {}, false},
    Setting{"names", "names", false},     Setting{"theme", "theme", false},
    Setting{"language", {}, false},
};

std::string shown_value(const Context& context, const Setting& setting, const Value& value) {
  if (value.IsInt()) return std::to_string(value.GetInt());
  if (value.IsString()) {
    return setting.vocabulary.empty() ? harmless(value.GetString())
                                      : label_of(context, setting.vocabulary, value.GetString());
  }
  std::string line;
  if (value.IsArray()) {
    for (const auto& each : value.GetArray()) {
      if (!each.IsString()) continue;
      line += (line.empty() ? "" : ", ") + label_of(context, setting.vocabulary, each.GetString());
    }
  }
  return line.empty() ? context.say("cli.settings.not_set") : line;
}

Status list_settings(Context& context, const Home& home) {
  const auto view = TRY(home.view("settings"));
  for (const auto& setting : kSettings) {
    const Value* value = member(view, setting.key);
    if (value == nullptr) continue;
    context.out.pair(setting.key, shown_value(context, setting, *value), 12, 0, Style::plain);
    context.out.words(context.say("cli.settings." + std::string(setting.key)), Style::soft, 12);
  }
  return ok();
}

Result<Value> read_value(const Context& context, const Setting& setting, const std::string& typed,
                         Document& body) {
  const auto as_value = [&](const std::string& text) {
    return Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), body.GetAllocator());
  };
  if (setting.key == "ceiling") {
    const bool digits = !typed.empty() && typed.size() < 3 &&
                        typed.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) return Error{.code = "cli/bad_value", .field = "ceiling", .detail = typed};
    return Value(std::stoi(typed));
  }
  if (setting.key == "language" && typed.substr(0, typed.find('-')) != edition(typed).language) {
    return Error{.code = "cli/unknown_language", .detail = one_line(harmless(typed), 35)};
  }
  if (setting.vocabulary.empty()) return as_value(typed);
  const auto choices = choices_of(context, setting.vocabulary);
  if (!setting.list) return as_value(TRY(match_choice(typed, choices)));
  Value list(rapidjson::kArrayType);
  for (const auto& each : split_list(typed)) {
    list.PushBack(as_value(TRY(match_choice(each, choices))), body.GetAllocator());
  }
  return list;
}

Status settings(Context& context, const std::vector<std::string>& typed) {
  if (typed.empty()) {
    const auto home = TRY(Home::open(context));
    if (!context.json) return list_settings(context, home);
    context.out.line(TRY(home.view_json("settings")));
    return ok();
  }
  const auto* setting = std::find_if(kSettings.begin(), kSettings.end(),
                                     [&](const Setting& each) { return each.key == typed[0]; });
  if (setting == kSettings.end()) {
    return Error{.code = "cli/unknown_setting", .detail = one_line(harmless(typed[0]), 40)};
  }
  std::string value;
  for (std::size_t i = 1; i < typed.size(); ++i) value += (i > 1 ? "," : "") + typed[i];
  if (value.empty()) return Error{.code = "cli/missing", .field = std::string(setting->key)};
  auto home = TRY(Home::open_or_begin(context));
  Document body(rapidjson::kObjectType);
  set_text(body, "key", setting->key);
  auto parsed = read_value(context, *setting, value, body);
  if (!parsed) {
    Error error = std::move(parsed.error());
    error.field = setting->key;
    return error;
  }
  body.AddMember("value", std::move(*parsed), body.GetAllocator());
  say_kept(context, TRY(home.put("setting", body)), "cli.settings.kept");
  return ok();
}

}  // namespace

void add_rest(Command& root) {
  auto fields = std::make_shared<FieldOptions>("rest");
  auto command = root.command("rest", "day");
  fields->add(command, "--reason", "reason").add(command, "--until", "until");
  command.run([fields](Context& context) { return rest(context, *fields); });
}

void add_settings(Command& root) {
  auto typed = std::make_shared<std::vector<std::string>>();
  root.command("settings", "life").positionals("setting", *typed).run([typed](Context& context) {
    return settings(context, *typed);
  });
}

}  // namespace ajar::cli
