// `ajar open`: serves the built app to this machine alone, until Ctrl-C.
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <memory>

#include "cli/commands.h"
#include "cli/serving.h"
#include "platform/system.h"

namespace ajar::cli {
namespace {

struct OpenOptions {
  std::optional<std::string> port;
  std::optional<std::string> app;
  bool no_browser = false;
};

// Whatever opens addresses on this desktop; its silence is no fault, the address stands on the
// screen.
void open_browser(const std::string& url) {
  const pid_t opener = fork();
  if (opener != 0) return;
  if (fork() == 0) {
    setsid();
    [[maybe_unused]] const auto* out = std::freopen("/dev/null", "w", stdout);
    [[maybe_unused]] const auto* err = std::freopen("/dev/null", "w", stderr);
    execlp("xdg-open", "xdg-open", url.c_str(), nullptr);
  }
  _exit(0);
}

// A hub for this machine alone, below the home folder.
Status add_hub_here(Context& context, hub::Options& options) {
  const HubPlace place = TRY(HubPlace::of(context, {}, {}));
  TRY(place.open());
  options.settings.key = TRY(place.read_key());
  options.stores = place.stores();
  return ok();
}

Status serve_app(Context& context, const OpenOptions& options) {
  hub::Options served;
  served.port = TRY(read_port(options.port));
  const auto site = TRY(hub::Site::load(TRY(app_folder(options.app))));
  // The devices of this machine may meet here, too; the app itself does without.
  if (const Status joined = add_hub_here(context, served); !joined) report(context, joined.error());
  const bool another = served.port != hub::Options{}.port;
  platform::SystemRandom random;
  return hub::serve(&site, served, random, [&](std::uint16_t port) {
    const std::string url = "http://127.0.0.1:" + std::to_string(port) + "/";
    context.out.line(url, Style::title);
    context.err.words(context.say("cli.open.two_lives"));
    if (another) context.err.words(context.say("cli.open.another_port"));
    context.err.words(context.say("cli.open.stop"), Style::soft);
    context.out.flush();
    context.err.flush();
    if (!options.no_browser) open_browser(url);
  });
}

}  // namespace

void add_open(Command& root) {
  auto options = std::make_shared<OpenOptions>();
  root.command("open", "life")
      .option("--port", options->port, "port")
      .option("--app", options->app, "folder")
      .flag("--no-browser", options->no_browser)
      .run([options](Context& context) { return serve_app(context, *options); });
}

}  // namespace ajar::cli
