// A hub with one small vault, asked for anything: every answer is one of those that are described,
// nothing fails from inside, and what is handed out afterwards is a log of whole frames. Each
// request is undone before the next.
//
// Input: the call's line, "POST $/events"; "$" stands for the vault's path. Behind the line feed
// the body: a first byte of 1, 2 or 3 stands for a control event, a tombstone or a record with
// right seal and signature around the rest.
#include <unistd.h>

#include <cstdlib>

#include "fuzz/small_vault.h"
#include "hub/hub.h"
#include "store/sqlite/sqlite_hub.h"
#include "vault/frames.h"
#include "vault/hex.h"

using namespace ajar;
using namespace ajar::fuzz;

namespace {

constexpr std::int64_t now = 1'800'000'000;

struct LiveHub {
  LiveHub() : random("fuzz hub") {
    std::string folder =
        ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/ajar-fuzz-XXXXXX" : "/tmp/ajar-fuzz-XXXXXX";
    require(::mkdtemp(folder.data()) != nullptr);
    store = std::move(*store::open_sqlite_hub(folder + "/hub.db", store::Use::write));
    // Open files go on without a name, and leave nothing behind however the program ends.
    require(std::system(("rm -rf '" + folder + "'").c_str()) == 0);
    hub::Settings settings;
    settings.limits = false;
    hub.emplace(settings, hub::Door{{"hub.example"}}, random);
    const SmallVault& vault = small_vault();
    path = "/v1/v/" + vault::hex(vault.secret.vault_id);
    require(ask("POST", "/v1/vaults", vault.frames[0]).status == 201);
    Frame asked(vault.secret.vault_id.begin(), vault.secret.vault_id.end());
    asked.insert(asked.end(), vault.secret.device.begin(), vault.secret.device.end());
    const auto claim = vault::make_claim(
        vault.secret.vault_id, vault.secret.device, ask("POST", "/v1/auth/challenge", asked).bytes,
        "https://hub.example", vault::SigningKey(vault.secret.sign_seed));
    token = "Bearer " +
            vault::hex(vault::read_session(ask("POST", "/v1/auth/session", *claim).bytes)->token);
    Frame events = vault.frames[1];
    events.insert(events.end(), vault.frames[2].begin(), vault.frames[2].end());
    require(ask("POST", path + "/events", events).status == 200);
  }
  hub::Response ask(std::string_view method, std::string_view target, Bytes body) {
    hub::Request request;
    request.method = method;
    request.target = target;
    request.host = "hub.example";
    request.content_type = "application/octet-stream";
    request.authorization = token;
    request.body = body;
    request.now = now;
    const auto route = hub->admit(request);
    if (!route) return hub::problem(route.error());
    if (route->call == hub::Call::site || body.size() > hub::cost_of(route->call).body)
      return hub::problem(Error{.code = "hub/too_long"});
    return hub->answer(*store, *route, request);
  }

  vault::SeededRandom random;
  std::unique_ptr<store::HubStore> store;
  std::optional<hub::Hub> hub;
  std::string path, token;
};

LiveHub& live() {
  static LiveHub one;
  return one;
}

Frame body_of(std::string_view rest) {
  const Bytes bytes = vault::text_bytes(rest);
  if (bytes.empty() || bytes[0] == 0 || bytes[0] > 3) return {bytes.begin(), bytes.end()};
  constexpr vault::Type types[] = {vault::Type::control, vault::Type::tombstone,
                                   vault::Type::record};
  return event_around(small_vault(), types[bytes[0] - 1], bytes.subspan(1), vault::seen_hash({}));
}

void check_vault(LiveHub& hub) {
  const auto row = hub.store->vault(small_vault().secret.vault_id);
  require(row && *row);
  if (!(*row)->receipt.empty()) return;
  const auto page = hub.store->events(small_vault().secret.vault_id, 0, 1'000'000, 1 << 30, 0);
  require(page && page->next <= (*row)->last &&
          page->frames.size() == static_cast<std::size_t>((*row)->size));
  vault::FrameReader reader(page->frames, small_vault().secret.vault_id);
  std::uint32_t count = 0;
  for (; const auto frame = reader.next(); ++count) require(frame->problem.empty());
  require(count == page->count && reader.tail() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view input = text_of(data, size);
  const auto end = input.find('\n'), space = input.find(' ');
  if (end == input.npos || space == input.npos || space > end) return 0;
  LiveHub& hub = live();
  std::string target(input.substr(space + 1, end - space - 1));
  if (const auto dollar = target.find('$'); dollar != target.npos)
    target.replace(dollar, 1, hub.path);
  const Frame body = body_of(input.substr(end + 1));
  // An error of one's own undoes all of it.
  (void)hub.store->transact([&]() -> Status {
    const hub::Response response = hub.ask(input.substr(0, space), target, body);
    require((response.status >= 200 && response.status < 500) || response.code == "hub/quota");
    require(response.status < 300 || !response.code.empty());
    check_vault(hub);
    return Error{.code = "hub/undone"};
  });
  hub.hub->forget(small_vault().secret.vault_id);
  return 0;
}
