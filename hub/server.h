// The listener: takes connections within fixed limits and hands each request to who decides about
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "hub/hub.h"
#include "hub/site.h"
#include "hub/workers.h"

namespace ajar::hub {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 7421;  // 0: any free one
  std::vector<std::string>
      names;  // further host names (with port, where it is not the default) that may be asked for
  std::vector<std::string> origins;  // pages elsewhere that may ask, "https://app.example"
  std::vector<std::string> proxies;  // addresses whose X-Forwarded-For is believed
  Settings settings;
  Stores stores;  // without `write` there is no hub, and the app alone is served
  // One line of the log, JSON without a line end; from the serving thread.
  std::function<void(const std::string&)> log;
  bool log_all = false;  // every call, and not failures alone
};

// Serves until SIGINT or SIGTERM, then answers what is under way and returns. `site` may be null.
// `ready` is called once with the port that was bound, from the serving thread. Errors:
// hub/port_taken, hub/address, hub/failed (detail: the system's word), those of the store.
Status serve(const Site* site, const Options& options, vault::Random& random,
             const std::function<void(std::uint16_t)>& ready);

}  // namespace ajar::hub
