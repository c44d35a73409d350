// The labels behind ids: from the content where clinicians keep them, else from the terminal's own
// messages.
#include <algorithm>
#include <array>

#include "cli/form.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Value;

// The fixed lists of spec/records.md §3, whose labels are messages `cli.choice.<list>.<token>`.
struct Fixed {
  std::string_view name;
  std::string_view tokens;  // with spaces between
};
constexpr std::array kFixed = {
    Fixed{"mode", "free question series"},
    Fixed{"outward", "person therapist mine"},
    Fixed{"domain", "ask accept disclose stay need repair care"},
    Fixed{"status", "planned done partly skipped rested"},
    Fixed{"response", "warm neutral cool none"},
    Fixed{"received", "compliment comfort help gift"},
    Fixed{"gave", "compliment comfort help gift company"},
    Fixed{"with", "self therapist person"},
    Fixed{"rest", "no distress ill slept_badly rupture hard_week"},
    Fixed{"context", "partner friends family"},
    Fixed{"names", "full initials hidden"},
    Fixed{"theme", "system light dark"},
    Fixed{"finding", "pattern questions cycle expectations receiving closeness helped change"},
    Fixed{
        "profile",
        "ordinary null crisis ingrained partner improving leaning triggers sparse bursty bad_days "
        "weekly drift"},
    Fixed{"kind",
          "moment entry step check person received gave protector origin letter goal helped plan "
          "rest answers questionnaire setting"},
};

// Where a list stands in content.json, and which member is the label.
struct Listed {
  std::string_view name;
  std::array<std::string_view, 2> path;
  std::string_view label;
};
constexpr std::array kListed = {
    Listed{"emotion", {"vocabulary", "emotions"}, "label"},
    Listed{"situation", {"vocabulary", "situations"}, "label"},
    Listed{"did", {"vocabulary", "did"}, "label"},
    Listed{"need", {"vocabulary", "needs"}, "label"},
    Listed{"body", {"vocabulary", "body"}, "label"},
    Listed{"relation", {"vocabulary", "relations"}, "label"},
    Listed{"statement", {"statements", "items"}, "short"},
    Listed{"since", {"statements", "since"}, "label"},
    Listed{"safety", {"unsafe", "answers"}, "label"},
    Listed{"ladder", {"ladder", {}}, "instruction"},
    Listed{"prompt", {"prompts", {}}, "text"},
};

const Listed* find_listed(std::string_view vocabulary) {
  const auto* found = std::find_if(kListed.begin(), kListed.end(),
                                   [&](const Listed& each) { return each.name == vocabulary; });
  return found == kListed.end() ? nullptr : found;
}

const Value* list_of(const Context& context, const Listed& listed) {
  const Value* at = &context.words.content();
  for (const auto name : listed.path) {
    if (!name.empty() && at != nullptr) at = member(*at, name);
  }
  return at != nullptr && at->IsArray() ? at : nullptr;
}

}  // namespace

std::vector<std::string_view> vocabularies() {
  std::vector<std::string_view> names;
  for (const auto& each : kListed) names.push_back(each.name);
  for (const auto& each : kFixed) names.push_back(each.name);
  return names;
}

std::vector<Choice> choices_of(const Context& context, std::string_view vocabulary) {
  std::vector<Choice> choices;
  if (const Listed* listed = find_listed(vocabulary)) {
    const Value* list = list_of(context, *listed);
    if (list == nullptr) return choices;
    for (const auto& each : list->GetArray()) {
      choices.push_back({text_member(each, "id"), text_member(each, listed->label)});
    }
    return choices;
  }
  for (const auto& fixed : kFixed) {
    if (fixed.name != vocabulary) continue;
    for (std::string_view rest = fixed.tokens; !rest.empty();) {
      const auto space = rest.find(' ');
      const std::string token(rest.substr(0, space));
      rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
      choices.push_back(
          {token, context.say("cli.choice." + std::string(vocabulary) + "." + token)});
    }
  }
  return choices;
}

std::string label_of(const Context& context, std::string_view vocabulary, std::string_view token) {
  for (auto& each : choices_of(context, vocabulary)) {
    if (each.token == token && !each.label.empty()) return std::move(each.label);
  }
  return std::string(token);
}

namespace {

Argument argument_of(const Context& context, const Value& value) {
  if (value.IsInt64()) return value.GetInt64();
  if (value.IsNumber()) return value.GetDouble();
  if (value.IsString()) return std::string(value.GetString(), value.GetStringLength());
  const Value* ids = member(value, "ids");
  std::vector<std::string> labels;
  if (ids != nullptr && ids->IsArray()) {
    for (const auto& id : ids->GetArray()) {
      if (id.IsString())
        labels.push_back(label_of(context, text_member(value, "of"), id.GetString()));
    }
  }
  return context.words.list(labels);
}

}  // namespace

std::string shown_alias(const Context& context, std::string_view alias) {
  if (context.names == "hidden") return context.say("cli.someone");
  if (context.names != "initials") return harmless(alias);
  std::string initials;
  for (const auto& word : split_list(harmless(alias))) {
    const auto first = static_cast<unsigned char>(word.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    initials += word.substr(0, length) + ".";
  }
  return initials;
}

std::string sentence_of(const Context& context, const Value* sentence) {
  if (sentence == nullptr || !sentence->IsObject()) return {};
  Arguments arguments;
  const Value* given = member(*sentence, "args");
  if (given != nullptr && given->IsObject()) {
    for (const auto& each : given->GetObject()) {
      const std::string name(each.name.GetString(), each.name.GetStringLength());
      if (name == "person" && each.value.IsString()) {
        arguments.emplace(name, shown_alias(context, each.value.GetString()));
        continue;
      }
      arguments.emplace(name, argument_of(context, each.value));
    }
  }
  return context.say(text_member(*sentence, "id"), arguments);
}

}  // namespace ajar::cli
