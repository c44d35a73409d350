// `ajar open`: serves the built app to this machine alone, until Ctrl-C.
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <csignal>
#include <memory>

#include "cli/commands.h"
#include "hub/server.h"
#include "hub/site.h"

namespace ajar::cli {
namespace {

struct OpenOptions {
  std::optional<std::string> port;
  std::optional<std::string> app;
  bool no_browser = false;
};

bool is_app(const std::string& folder) {
  struct stat about {};
  return stat((folder + "/index.html").c_str(), &about) == 0 && S_ISREG(about.st_mode);
}

// The built app beside an installed program (../share/ajar/web), or in the tree that built it
// (web/dist above).
Result<std::string> app_folder(const std::optional<std::string>& asked) {
  if (asked) return *asked;
  std::array<char, PATH_MAX> path{};
  const auto length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  std::string place(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  place.resize(place.rfind('/') == std::string::npos ? 0 : place.rfind('/'));
  if (is_app(place + "/../share/ajar/web")) return place + "/../share/ajar/web";
  for (int above = 0; above < 4 && !place.empty(); ++above) {
    if (is_app(place + "/web/dist")) return place + "/web/dist";
    place.resize(place.rfind('/') == std::string::npos ? 0 : place.rfind('/'));
  }
  return Error{.code = "site/not_built", .detail = "web/dist"};
}

Result<std::uint16_t> read_port(const std::optional<std::string>& typed) {
  if (!typed) return hub::Options{}.port;
  const bool digits = !typed->empty() && typed->size() < 6 &&
                      typed->find_first_not_of("0123456789") == std::string::npos;
  const int port = digits ? std::stoi(*typed) : -1;
  if (port < 0 || port > 65535) {
    return Error{.code = "cli/out_of_range", .field = "--port", .detail = "0…65535"};
  }
  return static_cast<std::uint16_t>(port);
}

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

Status serve_app(Context& context, const OpenOptions& options) {
  hub::Options served;
  served.port = TRY(read_port(options.port));
  const auto site = TRY(hub::Site::load(TRY(app_folder(options.app))));
  const bool another = served.port != hub::Options{}.port;
  return hub::serve(site, served, [&](std::uint16_t port) {
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
