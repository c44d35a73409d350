// Codes, their statuses, and how a problem is written.
#include "hub/message.h"

#include <algorithm>
#include <array>

namespace ajar::hub {
namespace {

struct Kind {
  std::string_view code;
  unsigned status;
  std::string_view title;
};
constexpr std::array kinds = {
    Kind{"hub/bad_request", 400, "Bad Request"},
    Kind{"hub/bad_frame", 400, "Bad Frame"},
    Kind{"hub/wrong_call", 400, "Wrong Call"},
    Kind{"hub/no_session", 401, "No Session"},
    Kind{"hub/session_refused", 401, "Session Refused"},
    Kind{"hub/bad_signature", 403, "Bad Signature"},
    Kind{"hub/unknown_device", 403, "Unknown Device"},
    Kind{"hub/revoked", 403, "Revoked"},
    Kind{"hub/closed", 403, "Closed"},
    Kind{"hub/no_invitation", 403, "No Invitation"},
    Kind{"hub/other_origin", 403, "Other Origin"},
    Kind{"hub/no_vault", 404, "No Vault"},
    Kind{"hub/no_event", 404, "No Event"},
    Kind{"hub/no_capsule", 404, "No Capsule"},
    Kind{"hub/read_out", 410, "Read Out"},
    Kind{"hub/expired", 410, "Expired"},
    Kind{"hub/no_slot", 404, "No Slot"},
    Kind{"hub/no_call", 404, "Not Found"},
    Kind{"hub/method", 405, "Method Not Allowed"},
    Kind{"hub/equivocation", 409, "Equivocation"},
    Kind{"hub/gap", 409, "Gap"},
    Kind{"hub/control_order", 409, "Control Order"},
    Kind{"hub/other_genesis", 409, "Other Genesis"},
    Kind{"hub/exists", 409, "Exists"},
    Kind{"hub/no_tombstone", 409, "No Tombstone"},
    Kind{"hub/deleted", 410, "Deleted"},
    Kind{"hub/bad_type", 415, "Unsupported Media Type"},
    Kind{"hub/other_host", 421, "Misdirected Request"},
    Kind{"hub/newer", 422, "Newer"},
    Kind{"hub/busy", 429, "Too Many Requests"},
    Kind{"hub/stopping", 503, "Stopping"},
    Kind{"hub/locked", 503, "Locked"},
    Kind{"hub/crowded", 503, "Crowded"},
    Kind{"hub/quota", 507, "Quota"},
    Kind{"hub/full", 507, "Full"},
    Kind{"hub/failed", 500, "Failed"},
};

const Kind& kind_of(std::string_view code) {
  // What no request can be blamed for says no more than that.
  if (code == "store/full") code = "hub/full";
  if (code == "store/locked") code = "hub/locked";
  const auto* found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.code == code; });
  return found == kinds.end() ? kinds.back() : *found;
}

void add_member(std::string& json, std::string_view name, std::string_view value) {
  json += ",\"";
  json += name;
  json += "\":\"";
  // Ours throughout: digits, hexadecimal and names. Anything else would be somebody's attempt.
  std::copy_if(value.begin(), value.end(), std::back_inserter(json),
               [](unsigned char c) { return c > 0x1f && c < 0x7f && c != '"' && c != '\\'; });
  json += '"';
}

}  // namespace

unsigned status_of(std::string_view code) {
  if (code == "hub/too_long") return 413;
  return kind_of(code).status;
}

Response problem(const Error& error) {
  Kind kind = kind_of(error.code);
  // By where it happens: the line and headers, or the body.
  if (error.code == "hub/too_long" && error.field == "header")
    kind = {"hub/too_long", 431, "Request Header Fields Too Large"};
  else if (error.code == "hub/too_long")
    kind = {"hub/too_long", 413, "Content Too Large"};
  std::string json = "{\"type\":\"urn:ajar:" + std::string(kind.code) + "\"";
  json += ",\"status\":" + std::to_string(kind.status);
  add_member(json, "title", kind.title);
  add_member(json, "code", kind.code);
  if (error.line > 0) json += ",\"index\":" + std::to_string(error.line - 1);
  const bool ours = error.code.starts_with("hub/");
  if (ours && !error.field.empty() && !error.detail.empty())
    add_member(json, error.field, error.detail);
  json += "}";
  Response response{kind.status,
                    {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}}};
  if (kind.code == "hub/method") response.headers.push_back({"Allow", error.detail});
  if (kind.status == 503 || kind.status == 429)
    response.headers.push_back({"Retry-After", error.line > 0 ? std::to_string(error.line) : "1"});
  response.bytes.assign(json.begin(), json.end());
  response.code = kind.code;
  return response;
}

Response octets(unsigned status, std::vector<std::uint8_t> bytes) {
  Response response{status,
                    {{"Content-Type", "application/octet-stream"}, {"Cache-Control", "no-store"}}};
  response.bytes = std::move(bytes);
  return response;
}

Response plain(unsigned status, std::string text) {
  Response response{status,
                    {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}}};
  response.bytes.assign(text.begin(), text.end());
  return response;
}

}  // namespace ajar::hub
