// `ajar hub`: runs a hub for oneself or for others, invites to it, and keeps a copy of what it
// holds.
#include <memory>

#include "cli/commands.h"
#include "cli/serving.h"
#include "platform/system.h"
#include "store/sqlite/sqlite_hub.h"

namespace ajar::cli {
namespace {

struct HubOptions {
  std::optional<std::string> store, key, port, app, address, registration, quota, count, days, file;
  std::vector<std::string> names, origins, proxies;
  bool no_app = false;
  bool log_all = false;
  bool unlimited = false;
};

Result<std::int64_t> read_number(const std::optional<std::string>& typed, std::string_view name,
                                 std::int64_t usual, std::int64_t most) {
  if (!typed) return usual;
  const bool digits = !typed->empty() && typed->size() < 10 &&
                      typed->find_first_not_of("0123456789") == std::string::npos;
  const std::int64_t number = digits ? std::stoll(*typed) : 0;
  if (number < 1 || number > most)
    return Error{.code = "cli/out_of_range",
                 .field = std::string(name),
                 .detail = "1…" + std::to_string(most)};
  return number;
}

Result<hub::Registration> read_registration(const std::optional<std::string>& typed) {
  if (!typed || *typed == "invited") return hub::Registration::invited;
  if (*typed == "open") return hub::Registration::open;
  if (*typed == "closed") return hub::Registration::closed;
  return Error{
      .code = "cli/out_of_range", .field = "--registration", .detail = "open, invited, closed"};
}

Result<hub::Options> read_options(const HubOptions& typed, const HubPlace& place) {
  hub::Options options;
  options.port = TRY(read_port(typed.port));
  if (typed.address) options.address = *typed.address;
  options.names = typed.names;
  options.proxies = typed.proxies;
  for (const std::string& origin : typed.origins) {
    if (!vault::is_origin(origin))
      return Error{.code = "cli/out_of_range", .field = "--origin", .detail = "https://…"};
    options.origins.push_back(origin);
  }
  options.settings.registration = TRY(read_registration(typed.registration));
  options.settings.quota = TRY(read_number(typed.quota, "--quota", 256, 1 << 20)) << 20;
  options.settings.limits = !typed.unlimited;
  options.settings.key = TRY(place.read_key());
  options.stores = place.stores();
  options.log_all = typed.log_all;
  return options;
}

Status serve_hub(Context& context, const HubOptions& typed) {
  const HubPlace place = TRY(HubPlace::of(context, typed.store, typed.key));
  hub::Options options = TRY(read_options(typed, place));
  // The log is for machines; what a person reads stands on standard output.
  options.log = [&](const std::string& line) {
    context.err.line(line);
    context.err.flush();
  };
  std::optional<hub::Site> site;
  if (!typed.no_app) site = TRY(hub::Site::load(TRY(app_folder(typed.app))));
  platform::SystemRandom random;
  return hub::serve(site ? &*site : nullptr, options, random, [&](std::uint16_t port) {
    context.out.line("http://" + options.address + ":" + std::to_string(port) + "/", Style::title);
    context.out.flush();
  });
}

Status invite(Context& context, const HubOptions& typed) {
  const HubPlace place = TRY(HubPlace::of(context, typed.store, typed.key));
  const std::int64_t count = TRY(read_number(typed.count, "--count", 1, 1000));
  const std::int64_t days = TRY(read_number(typed.days, "--days", 14, 365));
  const auto store = TRY(place.open());
  platform::SystemRandom random;
  const std::int64_t now = platform::now_ms() / 1000;
  for (std::int64_t i = 0; i < count; ++i)
    context.out.line(TRY(hub::invite(*store, random, now, now + days * 86400)));
  return ok();
}

// What stands in the way is a file here, and no notes.
Status about_file(Status status) {
  if (!status && status.error().code == "store/exists")
    return Error{.code = "file/exists", .field = status.error().detail};
  return status;
}

Status back_up(Context& context, const HubOptions& typed) {
  const HubPlace place = TRY(HubPlace::of(context, typed.store, typed.key));
  if (place.is_postgres()) return Error{.code = "hub/backup_by_database"};
  if (!typed.file) return Error{.code = "cli/missing", .field = "file"};
  TRY(about_file(store::backup_sqlite_hub(place.store, *typed.file)));
  context.out.words(context.say("cli.hub.backed_up", {{"file", *typed.file}}));
  return ok();
}

Status restore(Context& context, const HubOptions& typed) {
  const HubPlace place = TRY(HubPlace::of(context, typed.store, typed.key));
  platform::SystemRandom random;
  if (place.is_postgres()) {
    // Its own tools have brought the rows back; what is left is to say that the numbers begin anew.
    TRY(TRY(place.open())->renew_generations(random));
  } else {
    if (!typed.file) return Error{.code = "cli/missing", .field = "file"};
    TRY(about_file(store::restore_sqlite_hub(*typed.file, place.store, random)));
  }
  context.out.words(context.say("cli.hub.restored"));
  return ok();
}

Command& with_place(Command& command, HubOptions& options) {
  return command.option("--store", options.store, "store").option("--key", options.key, "file");
}

}  // namespace

void add_hub(Command& root) {
  auto options = std::make_shared<HubOptions>();
  const auto action = [options](Status (*act)(Context&, const HubOptions&)) {
    return [options, act](Context& context) { return act(context, *options); };
  };
  Command hub = root.command("hub", "more");
  Command serve = hub.command("serve");
  with_place(serve, *options)
      .option("--address", options->address, "address")
      .option("--port", options->port, "port")
      .options("--name", options->names, "host")
      .options("--origin", options->origins, "origin")
      .options("--proxy", options->proxies, "address")
      .option("--registration", options->registration, "registration")
      .option("--quota", options->quota, "number")
      .option("--app", options->app, "folder")
      .flag("--no-app", options->no_app)
      .flag("--log-all", options->log_all)
      .flag("--unlimited", options->unlimited)
      .run(action(serve_hub));
  Command invitation = hub.command("invite");
  with_place(invitation, *options)
      .option("--count", options->count, "number")
      .option("--days", options->days, "number")
      .run(action(invite));
  Command backup = hub.command("backup");
  with_place(backup, *options).positional("file", options->file).run(action(back_up));
  Command back = hub.command("restore");
  with_place(back, *options).positional("file", options->file).run(action(restore));
}

}  // namespace ajar::cli
