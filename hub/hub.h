// The hub itself: what it is set to, what it remembers between requests, and the answer to each
// request.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "hub/buckets.h"
#include "hub/door.h"
#include "hub/message.h"
#include "hub/metrics.h"
#include "hub/route.h"
#include "store/hub_store.h"

namespace ajar::hub {

enum class Registration { open, invited, closed };

struct Settings {
  Registration registration = Registration::open;
  std::int64_t quota = std::int64_t{256} << 20;  // bytes of frames a vault
  bool limits = true;                            // token buckets
  vault::Hash key{};  // authenticates challenges and makes tokens; hubs that share a store share it
};

// A session that was found in the store a moment ago.
struct KnownSession {
  vault::VaultId vault{};
  vault::DeviceId device{};
  std::int64_t expires = 0;
  std::int64_t checked = 0;
};

class Hub {
 public:
  // `random` is used from several threads at once.
  Hub(Settings settings, Door door, vault::Random& random);

  const Settings& settings() const { return settings_; }
  const Door& door() const { return door_; }
  vault::Random& random() const { return random_; }
  Metrics& metrics() { return metrics_; }

  // What is decided by line and headers alone: ok with the route, or why not (codes of spec/http.md
  // §1, §8).
  Result<Route> admit(const Request& request);
  // The whole decision about a call; the store is the calling thread's own. Never for Call::site.
  Response answer(store::HubStore& store, const Route& route, const Request& request);

  // Sessions found lately, so that a call need not look again.
  std::optional<KnownSession> known(const vault::Hash& token, std::int64_t now);
  void remember(const vault::Hash& token, const KnownSession& session);
  void forget(const vault::VaultId& vault);
  bool vault_may(const vault::VaultId& vault, std::int64_t now);

 private:
  Settings settings_;
  Door door_;
  vault::Random& random_;
  Metrics metrics_;
  Buckets addresses_{{50, 500}};
  Buckets strangers_{{2, 60}};
  Buckets vaults_{{50, 500}};
  struct HashOfHash {
    std::size_t operator()(const vault::Hash& hash) const {
      return vault::read_number<std::size_t>(hash.data());
    }
  };
  std::mutex sessions_lock_;
  std::unordered_map<vault::Hash, KnownSession, HashOfHash> sessions_;
};

// --- the services, each a part of `answer` ---

// What every service is given.
struct Work {
  Hub& hub;
  store::HubStore& store;
  const Route& route;
  const Request& request;
  vault::DeviceId device{};  // of the session; zero where the words opened it
};

Result<Response> challenge(Work& work);
Result<Response> open_session(Work& work);
// ok when the request's token is a session of the route's vault; fills `work.device`. Errors:
// hub/no_session, hub/deleted.
Status check_session(Work& work);

Result<Response> create_vault(Work& work);
Result<Response> head(Work& work);
Result<Response> page(Work& work);
Result<Response> append(Work& work);
Result<Response> append_control(Work& work);
Result<Response> drop_body(Work& work);
Result<Response> remove_vault(Work& work);

Result<Response> put_capsule(Work& work);
Result<Response> list_capsules(Work& work);
Result<Response> delete_capsule(Work& work);
Result<Response> get_capsule(Work& work);
Result<Response> put_slot(Work& work);
Result<Response> get_slot(Work& work);
Result<Response> delete_slot(Work& work);

// The vault's row, or why it cannot be had: hub/no_vault, hub/deleted with its receipt.
Result<store::HubVault> living(Result<std::optional<store::HubVault>> row);

// Inside transact: all of a vault goes, and what it has resting here for others; what stays is its
// receipt, which was checked before.
Status end_vault(store::HubStore& store, const vault::VaultId& vault, vault::Bytes receipt);

// Where a capsule rests, which its id alone says.
vault::VaultId capsule_place(const vault::CapsuleId& id);
// The capsule, and the memory that there was one.
Status forget_capsule(store::HubStore& store, const vault::CapsuleId& id);

// A new invitation, good for one vault until `expires`: 26 characters to hand on. Codes of the
// store.
Result<std::string> invite(store::HubStore& store, vault::Random& random, std::int64_t now,
                           std::int64_t expires);
// Takes an invitation for this vault: ok once, and again for the same vault. Errors:
// hub/no_invitation.
Status use_invitation(store::HubStore& store, std::string_view token, const vault::VaultId& vault,
                      std::int64_t now);
// Inside the transaction that makes the vault: its invitation goes, and with it what linked the
// two.
Status spend_invitation(store::HubStore& store, std::string_view token);

}  // namespace ajar::hub
