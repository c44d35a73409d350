// `ajar view`: one of the engine's read models as JSON, for scripts and for tests.
#include <memory>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"

namespace ajar::cli {
namespace {

struct ViewOptions {
  std::optional<std::string> name;
  std::optional<std::string> arguments;
};

Result<ViewArguments> read_arguments(const std::string& json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    return Error{.code = "cli/bad_arguments", .field = "--args"};
  }
  ViewArguments arguments;
  for (const auto& each : document.GetObject()) {
    arguments.emplace_back(std::string(each.name.GetString(), each.name.GetStringLength()),
                           to_json(each.value));
  }
  return arguments;
}

Status print_view(Context& context, const ViewOptions& options) {
  if (!options.name) return Error{.code = "cli/missing", .field = "name"};
  const auto arguments = TRY(read_arguments(options.arguments.value_or("{}")));
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json(*options.name, arguments)));
  } else {
    context.out.line(to_pretty_json(TRY(home.view(*options.name, arguments))));
  }
  return ok();
}

}  // namespace

void add_view(Command& root) {
  auto options = std::make_shared<ViewOptions>();
  root.command("view", "more")
      .positional("name", options->name)
      .option("--args", options->arguments, "json")
      .run([options](Context& context) { return print_view(context, *options); });
}

}  // namespace ajar::cli
