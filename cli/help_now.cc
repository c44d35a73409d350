// Help lines at once: no passphrase, no network, no question; the person's own plan too where it is
// open.
#include <algorithm>
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Value;

constexpr int kOldAfterDays = 90;  // a help line read longer ago than this is shown as old

// The country of the machine's language settings ("de_AT.UTF-8" → "AT"); empty when they name none.
std::string country_of_machine() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale(value);
    const auto underscore = locale.find('_');
    if (underscore == std::string_view::npos || locale.size() < underscore + 3) return {};
    return std::string(locale.substr(underscore + 1, 2));
  }
  return {};
}

void print_line(Context& context, const Value& line, const Date& today) {
  const auto channel = text_member(line, "channel");
  const auto body = text_member(line, "body");
  const auto way =
      context.say(std::string("cli.help_now.") + channel,
                  {{"to", text_member(line, "to")}, {"body", body.empty() ? "none" : body}});
  auto about = text_member(line, "name");
  if (text_member(line, "hours") == "always") about += ", " + context.say("cli.help_now.always");
  context.out.pair(way, about, 26, 2, Style::title);
  if (!text_member(line, "note").empty())
    context.out.words(text_member(line, "note"), Style::soft, 28);
  const auto checked = text_member(line, "checked");
  const auto read = parse_date(checked.size() == 4 ? checked + "-12-31" : checked);
  if (!read || today - *read > kOldAfterDays) {
    context.out.words(context.say("cli.help_now.old", {{"date", checked}}), Style::soft, 28);
  }
}

bool is_for(const Value& line, std::string_view country) {
  return text_member(line, "country") == country;
}

void print_lines(Context& context, const std::string& country, const Date& today) {
  const auto& help = context.words.content()["help"];
  const auto& lines = help["lines"];
  const bool known = std::any_of(lines.Begin(), lines.End(),
                                 [&](const Value& line) { return is_for(line, country); });
  for (const auto& line : lines.GetArray()) {
    if (is_for(line, country)) print_line(context, line, today);
  }
  if (!known) {
    context.out.pair(text_member(help["elsewhere"], "emergency"), "", 26, 2, Style::title);
  }
  for (const auto& line : lines.GetArray()) {
    if (is_for(line, "*")) print_line(context, line, today);
  }
  if (!known) {
    context.out.line();
    context.out.words(text_member(help["elsewhere"], "finding"));
  }
}

void print_plan(Context& context, const Value& plan) {
  for (const auto* part : {"items", "contacts"}) {
    const Value* list = member(plan, part);
    if (list == nullptr || !list->IsArray() || list->Empty()) continue;
    context.out.line();
    context.out.line(context.say(std::string("cli.help_now.plan.") + part), Style::title);
    for (const auto& each : list->GetArray()) {
      context.out.words(harmless(each.GetString()), Style::plain, 2);
    }
  }
}

// What the life itself has to say, where it opens without a question; nothing is asked for it here.
std::optional<rapidjson::Document> own_help(Context& context) {
  const auto home = Home::open_quietly(context);
  if (!home) return std::nullopt;
  auto view = home->view("help");
  if (!view) return std::nullopt;
  return std::move(*view);
}

std::string country_for(const std::optional<std::string>& asked,
                        const std::optional<rapidjson::Document>& own) {
  std::string country = asked.value_or("");
  if (country.empty() && own) country = text_member(*own, "country");
  if (country.empty()) country = country_of_machine();
  std::transform(country.begin(), country.end(), country.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return country;
}

Status help_now(Context& context, const std::optional<std::string>& asked) {
  const auto own = own_help(context);
  context.out.words(context.say("cli.help_now.first"));
  context.out.line();
  print_lines(context, country_for(asked, own), local_date(TRY(now_of(context))));
  const Value* plan = own ? member(*own, "plan") : nullptr;
  if (plan != nullptr && plan->IsObject()) {
    print_plan(context, *plan);
  } else if (!own && Home::exists(context)) {
    context.out.line();
    context.out.words(context.say("cli.help_now.plan_sealed"), Style::soft);
  }
  return ok();
}

}  // namespace

void add_help_now(Command& root) {
  auto country = std::make_shared<std::optional<std::string>>();
  root.command("help-now", "day")
      .option("--country", *country, "country")
      .run([country](Context& context) { return help_now(context, *country); });
}

}  // namespace ajar::cli
