// The listener: takes connections within fixed limits and hands each request to a pure function.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/base/result.h"
#include "hub/site.h"

namespace ajar::hub {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 7421;  // 0: any free one
  std::vector<std::string>
      names;  // further host names (with port, where it is not the default) that may be asked for
};

// Serves `site` until SIGINT or SIGTERM, then answers what is under way and returns. `ready` is
// called once with the port that was bound, from the serving thread. Errors: hub/port_taken,
// hub/address, hub/failed (detail: the system's word).
Status serve(const Site& site, const Options& options,
             const std::function<void(std::uint16_t)>& ready);

}  // namespace ajar::hub
