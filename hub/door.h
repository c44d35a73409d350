// Who may ask at all: host names, origins and content types, decided before a body is read
// (spec/http.md §1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/message.h"

namespace ajar::hub {

// The names under which this server may be asked for, with the port where it is not the default:
// anything else is a rebinding attempt and gets 421.
using Hosts = std::vector<std::string>;

struct Door {
  Hosts hosts;
  std::vector<std::string> origins =
      {};  // further pages that may ask, as a browser writes an origin
};

// ok, or why not: hub/other_host, hub/other_origin.
Status check_names(const Door& door, const Request& request);
// A foreign page that may ask.
bool is_allowed_origin(const Door& door, std::string_view origin);
// Is this one of the server's own names, as a device writes them into what it signs?
bool is_own_origin(const Door& door, std::string_view origin);
// Adds what lets an allowed foreign page read the answer.
void add_cross_origin(const Door& door, const Request& request, Response& response);

}  // namespace ajar::hub
