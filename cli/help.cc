// Help on a terminal and the man page, both from the tree of commands and the messages.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/program.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

const std::vector<std::string> kGroups = {"day", "back", "life", "more"};

std::string path_of(const CLI::App& app) {
  std::string path = app.get_name();
  for (const auto* at = app.get_parent(); at != nullptr; at = at->get_parent()) {
    path = at->get_name() + " " + path;
  }
  return path;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string message_path(const CLI::App& app) {
  auto path = path_of(app);
  const auto space = path.find(' ');
  if (space == std::string::npos) return path;
  path = id_part(path.substr(space + 1));
  std::replace(path.begin(), path.end(), ' ', '.');
  return path;
}

std::string value_name(const Context& context, const CLI::Option& option) {
  const auto type = option.get_type_name();
  if (type.empty()) return {};
  const std::string id = "cli.value." + type;
  return context.say(context.words.has(id) ? id : "cli.value.token");
}

std::string option_key(const Context& context, const CLI::Option& option) {
  std::string key;
  for (const auto& name : option.get_snames()) key += "-" + name + ", ";
  for (const auto& name : option.get_lnames()) key += "--" + name;
  const auto value =
      option.get_items_expected_max() == 0 ? std::string() : value_name(context, option);
  if (!value.empty()) key += (key.empty() ? "" : " ") + value;
  return key;
}

std::vector<const CLI::Option*> named_options(const CLI::App& app) {
  std::vector<const CLI::Option*> options;
  for (const auto* each : app.get_options()) {
    if (!each->get_positional() && !each->get_group().empty()) options.push_back(each);
  }
  return options;
}

std::vector<const CLI::App*> commands_in(const CLI::App& app, const std::string& group) {
  return app.get_subcommands([&](const CLI::App* each) { return each->get_group() == group; });
}

std::string usage(const Context& context, const CLI::App& app) {
  std::string line = path_of(app);
  for (const auto* each : app.get_options()) {
    if (each->get_positional()) line += " [" + value_name(context, *each) + "]";
  }
  const bool has_commands = !app.get_subcommands([](const CLI::App*) { return true; }).empty();
  if (has_commands) line += " " + context.say("cli.usage.command");
  return line + " " + context.say("cli.usage.options");
}

void print_options(Context& context, const CLI::App& app, std::string_view heading) {
  const auto options = named_options(app);
  if (options.empty()) return;
  int widest = 0;
  for (const auto* each : options) {
    widest = std::max(widest, display_width(option_key(context, *each)));
  }
  context.out.line();
  context.out.line(context.say(heading), Style::title);
  for (const auto* each : options) {
    context.out.pair(option_key(context, *each), each->get_description(), std::min(widest + 2, 26),
                     2, Style::plain);
  }
}

void print_commands(Context& context, const CLI::App& app) {
  auto groups = kGroups;
  groups.emplace_back("commands");
  for (const auto& group : groups) {
    const auto commands = commands_in(app, group);
    if (commands.empty()) continue;
    context.out.line();
    context.out.line(context.say("cli.group." + group), Style::title);
    for (const auto* each : commands) {
      context.out.pair(each->get_name(), each->get_description(), 14, 2, Style::plain);
    }
  }
}

// Roff takes a backslash, and a dot or an apostrophe at the start of a line, for its own.
std::string roff(std::string_view text) {
  std::string out;
  bool start = true;
  for (const char c : text) {
    if (start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    start = c == '\n';
  }
  return out;
}

void manual_options(const Context& context, const CLI::App& app, std::string& page) {
  for (const auto* each : named_options(app)) {
    page += ".TP\n.B " + roff(option_key(context, *each)) + "\n";
    page += roff(each->get_description()) + "\n";
  }
}

void manual_commands(const Context& context, const CLI::App& app, std::string& page) {
  for (const auto* each :
       app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); })) {
    page += ".SS " + roff(usage(context, *each)) + "\n" + roff(each->get_description()) + "\n";
    const std::string more = "cli.help." + message_path(*each) + ".more";
    if (context.words.has(more)) page += ".PP\n" + roff(context.say(more)) + "\n";
    manual_options(context, *each, page);
    manual_commands(context, *each, page);
  }
}

}  // namespace

void print_help(Context& context, const CLI::App& app) {
  const bool root = app.get_parent() == nullptr;
  context.out.words(app.get_description());
  context.out.line();
  context.out.line("  " + usage(context, app));
  const std::string more = "cli.help." + message_path(app) + ".more";
  if (context.words.has(more)) {
    context.out.line();
    context.out.words(context.say(more));
  }
  print_commands(context, app);
  print_options(context, app, root ? "cli.help.options_everywhere" : "cli.help.options");
  if (root) {
    context.out.line();
    context.out.line(context.say("cli.help.exit_codes"), Style::title);
    for (const int code : kExitCodes) {
      const auto number = std::to_string(code);
      context.out.pair(number, context.say("cli.exit." + number), 4, 2, Style::plain);
    }
  } else {
    context.out.line();
    context.out.words(context.say("cli.help.see_everywhere"), Style::soft);
  }
  context.out.flush();
}

std::string manual(const Context& context, const CLI::App& app) {
  std::string page;
  const auto section = [&](std::string_view id) { page += ".SH " + roff(context.say(id)) + "\n"; };
  page += ".TH AJAR 1 \"\" \"Ajar\"\n";
  section("cli.man.name");
  page += "ajar \\- " + roff(context.say("cli.help.ajar")) + "\n";
  section("cli.man.synopsis");
  page += roff(usage(context, app)) + "\n";
  section("cli.man.description");
  page += roff(context.say("cli.help.ajar.more")) + "\n";
  section("cli.help.options_everywhere");
  manual_options(context, app, page);
  section("cli.group.commands");
  manual_commands(context, app, page);
  section("cli.help.exit_codes");
  for (const int code : kExitCodes) {
    const auto number = std::to_string(code);
    page += ".TP\n.B " + number + "\n" + roff(context.say("cli.exit." + number)) + "\n";
  }
  section("cli.man.environment");
  for (const auto* name :
       {"AJAR_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "VISUAL", "EDITOR", "NO_COLOR"}) {
    page += ".TP\n.B " + std::string(name) + "\n";
    page += roff(context.say("cli.man.environment." + lower(name))) + "\n";
  }
  section("cli.man.files");
  page += roff(context.say("cli.man.files.more")) + "\n";
  return page;
}

}  // namespace ajar::cli
