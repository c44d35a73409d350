// The tree of commands: what can be typed, how it is explained, and which function it leads to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "engine/base/result.h"

// Its header is large and only the tree itself needs it.
namespace CLI {
class App;
}

namespace ajar::cli {

// What a command does once everything typed was understood.
using Run = std::function<Status(Context&)>;

// A command under construction. Descriptions are messages: `cli.help.<path>` for the command and
// `cli.option.<path>.<name>`, or else `cli.option.<name>`, for an option, where <path> has dots for
// spaces.
class Command {
 public:
  Command(Context& context, Run& chosen, CLI::App* app, std::string path)
      : context_(&context), chosen_(&chosen), app_(app), path_(std::move(path)) {}

  // A command below this one; `group` is the heading under which help lists it
  // (`cli.group.<group>`).
  Command command(const std::string& name, const std::string& group = "commands");
  // What to do when this command was chosen.
  Command& run(Run action);
  // An option with a value. `value` names what it takes: "number", "date", "file" …, or a
  // vocabulary, whose tokens the completions then offer.
  Command& option(const std::string& name, std::optional<std::string>& into,
                  std::string_view value);
  // The same into a text that stays empty when it is not given.
  Command& option_text(const std::string& name, std::string& into, std::string_view value);
  // An option that may stand several times.
  Command& options(const std::string& name, std::vector<std::string>& into, std::string_view value);
  Command& flag(const std::string& name, bool& into);
  // A word without a name in front ("ID"); several when `into` is a list.
  Command& positional(const std::string& name, std::optional<std::string>& into);
  Command& positionals(const std::string& name, std::vector<std::string>& into);

 private:
  std::string describe(const std::string& name) const;

  Context* context_;
  Run* chosen_;
  CLI::App* app_;
  std::string path_;
};

// Adds every command to `root`, and the options that all of them share.
void add_commands(Command& root, Context& context, const CLI::App& app);

// The whole program: understands the arguments, runs the command, reports an error, and answers
// with the exit code.
int run_program(int argc, char** argv);

// Help as a person reads it on a terminal, a page for man(1) in roff, and completions for a shell.
void print_help(Context& context, const CLI::App& app);
std::string manual(const Context& context, const CLI::App& app);
Result<std::string> completions(const Context& context, const CLI::App& app,
                                std::string_view shell);

// A name on the command line as part of a message's id: "--help-now" is "help_now".
std::string id_part(std::string name);

// The codes a run may end with; `ajar --help` and the man page list them from the messages
// `cli.exit.<number>`.
int exit_code(const Error& error);
inline constexpr int kExitCodes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

// Says what happened, that nothing is lost, and what to do.
void report(Context& context, const Error& error);

}  // namespace ajar::cli
