// What Ajar says about itself: version, completions, the man page's source, and the words of a
// vocabulary.
#include <memory>

#include "cli/commands.h"
#include "cli/form.h"
#include "cli/text.h"

namespace ajar::cli {

void add_version(Command& root) {
  root.command("version", "more").run([](Context& context) -> Status {
    context.out.line(context.say("cli.version", {{"version", AJAR_VERSION}}));
    return ok();
  });
}

void add_completions(Command& root, const CLI::App& app) {
  auto shell = std::make_shared<std::optional<std::string>>();
  root.command("completions", "more")
      .positional("shell", *shell)
      .run([shell, &app](Context& context) -> Status {
        if (!*shell) return Error{.code = "cli/missing", .field = "shell"};
        context.out.raw(TRY(completions(context, app, **shell)));
        return ok();
      });
}

// Hidden from help: the build writes cli/ajar.1 by it, and a test holds the two together.
void add_manual(Command& root, const CLI::App& app) {
  root.command("manual", "").run([&app](Context& context) -> Status {
    context.out.raw(manual(context, app));
    return ok();
  });
}

void add_vocabulary(Command& root) {
  auto name = std::make_shared<std::optional<std::string>>();
  root.command("vocabulary", "more")
      .positional("vocabulary", *name)
      .run([name](Context& context) -> Status {
        if (!*name) {
          for (const auto each : vocabularies()) context.out.line(each);
          return ok();
        }
        const auto choices = choices_of(context, **name);
        if (choices.empty()) return Error{.code = "cli/unknown_vocabulary", .detail = **name};
        int widest = 0;
        for (const auto& each : choices) widest = std::max(widest, display_width(each.token));
        for (const auto& each : choices) {
          context.out.pair(each.token, each.label, widest + 2, 0, Style::plain);
        }
        return ok();
      });
}

}  // namespace ajar::cli
