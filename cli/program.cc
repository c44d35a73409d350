// Understands what was typed, runs the command and reports how it ended.
#include "cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>

#include "cli/text.h"
#include "platform/system.h"

namespace ajar::cli {
namespace {

// The command that was meant, as far as the arguments were understood.
const CLI::App& deepest(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : deepest(*parsed.front());
}

// How many single-character changes lead from one word to the other (Levenshtein 1966).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

// The known word nearest to `typed`, when one is near enough to be meant.
std::string nearest(std::string_view typed, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = typed.size() < 5 ? 2 : 3;
  for (const auto& each : known) {
    const auto changes = distance(typed, each);
    if (changes < least) {
      least = changes;
      best = each;
    }
  }
  return best;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(each->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const auto* each : at->get_options()) {
      for (const auto& name : each->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

// Words that no command asked for are not repeated: they may be someone's private ones.
Error explain_extras(const CLI::App& app) {
  const auto& meant = deepest(app);
  const auto extras = app.remaining(true);
  for (const auto& extra : extras) {
    if (extra.size() < 2 || extra.front() != '-' || extra == "--") continue;
    const auto name = extra.substr(0, extra.find('='));
    return Error{.code = "cli/unknown_option",
                 .field = nearest(name, option_names(meant)),
                 .detail = one_line(harmless(name), 40)};
  }
  const bool takes_command = !command_names(meant).empty();
  if (takes_command && !extras.empty()) {
    return Error{.code = "cli/unknown_command",
                 .field = nearest(extras.front(), command_names(meant)),
                 .detail = one_line(harmless(extras.front()), 20)};
  }
  return Error{.code = "cli/words_in_arguments"};
}

void hint_at_help(Context& context, const CLI::App& app) {
  if (context.json) return;
  std::string path;
  for (const CLI::App* at = &deepest(app); at != nullptr; at = at->get_parent()) {
    path = at->get_name() + (path.empty() ? "" : " ") + path;
  }
  context.err.words(context.say("cli.hint.help", {{"command", path}}), Style::soft);
}

// Fills `chosen`; an exit code when there is nothing to run.
std::optional<int> understand(Context& context, CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    print_help(context, deepest(app));
    return 0;
  } catch (const CLI::ExtrasError&) {
    report(context, explain_extras(app));
  } catch (const CLI::ArgumentMismatch& mismatch) {
    const std::string what = mismatch.what();
    report(context,
           Error{.code = "cli/option_needs_value", .detail = what.substr(0, what.find(':'))});
  } catch (const CLI::ParseError& error) {
    report(context, Error{.code = "cli/usage", .detail = error.get_name()});
  }
  hint_at_help(context, app);
  return exit_code(Error{.code = "cli/usage"});
}

int run_with(Context& context, int argc, char** argv) {
  CLI::App app(context.say("cli.help.ajar"), "ajar");
  Run chosen;
  Command root(context, chosen, &app, "");
  // One command: what follows it is its own, though it may be called like another command.
  app.require_subcommand(0, 1);
  app.set_help_flag("-h,--help", context.say("cli.option.help"));
  add_commands(root, context, app);
  if (const auto ended = understand(context, app, argc, argv)) return *ended;
  if (const auto started = platform::start(); !started) {
    report(context, started.error());
    return 1;
  }
  const auto status = chosen(context);
  if (!status) report(context, status.error());
  // A reader that went away (`ajar journey | head`) is no fault; a full disk is one.
  if (!context.out.flush() && status) {
    report(context, Error{.code = "cli/write_failed"});
    return exit_code(Error{.code = "cli/write_failed"});
  }
  return status ? 0 : exit_code(status.error());
}

}  // namespace

// The last part of a message's id for a name on the command line: "help-now" is "help_now".
std::string id_part(std::string name) {
  name.erase(0, name.find_first_not_of('-'));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

Command Command::command(const std::string& name, const std::string& group) {
  const std::string path = (path_.empty() ? "" : path_ + ".") + id_part(name);
  CLI::App* app = app_->add_subcommand(name, context_->say("cli.help." + path));
  app->set_help_flag("-h,--help", context_->say("cli.option.help"));
  app->group(group);
  app->fallthrough();
  app->require_subcommand(0, 1);
  return {*context_, *chosen_, app, path};
}

Command& Command::run(Run action) {
  app_->callback([chosen = chosen_, action = std::move(action)] {
    if (!*chosen) *chosen = action;  // a command runs before the one above it
  });
  return *this;
}

std::string Command::describe(const std::string& name) const {
  const auto bare = id_part(name);
  const std::string own = "cli.option." + path_ + "." + bare;
  return context_->say(!path_.empty() && context_->words.has(own) ? own : "cli.option." + bare);
}

Command& Command::option(const std::string& name, std::optional<std::string>& into,
                         std::string_view value) {
  app_->add_option_function<std::string>(
          name, [&into](const std::string& typed) { into = typed; }, describe(name))
      ->type_name(std::string(value));
  return *this;
}

Command& Command::option_text(const std::string& name, std::string& into, std::string_view value) {
  app_->add_option_function<std::string>(
          name, [&into](const std::string& typed) { into = typed; }, describe(name))
      ->type_name(std::string(value));
  return *this;
}

Command& Command::options(const std::string& name, std::vector<std::string>& into,
                          std::string_view value) {
  app_->add_option_function<std::vector<std::string>>(
          name, [&into](const std::vector<std::string>& typed) { into = typed; }, describe(name))
      ->type_name(std::string(value))
      ->allow_extra_args(false)
      ->take_all();
  return *this;
}

Command& Command::flag(const std::string& name, bool& into) {
  app_->add_flag(name, into, describe(name));
  return *this;
}

Command& Command::positional(const std::string& name, std::optional<std::string>& into) {
  return option(name, into, name);
}

Command& Command::positionals(const std::string& name, std::vector<std::string>& into) {
  app_->add_option_function<std::vector<std::string>>(
          name, [&into](const std::vector<std::string>& typed) { into = typed; }, describe(name))
      ->type_name(name);
  return *this;
}

int run_program(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  auto words = Words::load(language_of_machine());
  if (!words) {
    std::fputs("ajar: content\n", stderr);
    return 1;
  }
  Context context(std::move(*words));
  return run_with(context, argc, argv);
}

}  // namespace ajar::cli
