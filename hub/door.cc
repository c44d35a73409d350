// The checks of door.h.
#include "hub/door.h"

#include <algorithm>

namespace ajar::hub {

bool is_own_origin(const Door& door, std::string_view origin) {
  return std::any_of(door.hosts.begin(), door.hosts.end(), [&](const std::string& host) {
    return origin == "http://" + host || origin == "https://" + host;
  });
}

bool is_allowed_origin(const Door& door, std::string_view origin) {
  return std::find(door.origins.begin(), door.origins.end(), origin) != door.origins.end();
}

Status check_names(const Door& door, const Request& request) {
  if (std::find(door.hosts.begin(), door.hosts.end(), request.host) == door.hosts.end())
    return Error{.code = "hub/other_host"};
  if (request.origin.empty()) {
    // A page elsewhere that asks without saying who it is: an image, a form, a link to a call.
    const bool call = request.target.starts_with("/v1/");
    if (call && request.fetch_site == "cross-site") return Error{.code = "hub/other_origin"};
    return ok();
  }
  if (is_own_origin(door, request.origin)) return ok();
  if (is_allowed_origin(door, request.origin) && request.target.starts_with("/v1/")) return ok();
  return Error{.code = "hub/other_origin"};
}

void add_cross_origin(const Door& door, const Request& request, Response& response) {
  if (door.origins.empty()) return;
  response.headers.push_back({"Vary", "Origin"});
  if (!is_allowed_origin(door, request.origin)) return;
  response.headers.push_back({"Access-Control-Allow-Origin", std::string(request.origin)});
  for (Header& header : response.headers)
    if (header.name == "Cross-Origin-Resource-Policy") header.value = "cross-origin";
  if (request.method != "OPTIONS") return;
  response.headers.push_back({"Access-Control-Allow-Methods", "GET, POST, PUT, DELETE"});
  response.headers.push_back(
      {"Access-Control-Allow-Headers", "authorization, content-type, ajar-invitation"});
  response.headers.push_back({"Access-Control-Max-Age", "600"});
}

}  // namespace ajar::hub
