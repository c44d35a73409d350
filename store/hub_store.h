// What a hub keeps: vaults it cannot read, their devices' public keys and chains, sessions, and
// what rests there for a while. One interface, SQLite and PostgreSQL behind it, one schema: bytes
// and whole numbers only, every key begins with the vault, and every statement names one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "vault/http.h"

namespace ajar::store {

using vault::Bytes;
using vault::DeviceId;
using vault::Generation;
using vault::Hash;
using vault::PublicKey;
using vault::Tip;
using vault::VaultId;
using Octets = std::vector<std::uint8_t>;

struct HubVault {
  std::int64_t last = 0;  // the highest number given to an event
  Hash control{};         // the last control event, or the genesis
  Hash genesis{};
  PublicKey recovery{};  // of R_sign
  Generation generation{};
  std::int64_t epoch = 0;  // the last one that has begun
  std::int64_t size = 0;   // bytes of all frames
  Octets receipt;          // the signed removal, where the vault was deleted; all else is zero then
};

struct HubDevice {
  DeviceId id{};
  Tip tip;
  PublicKey sign{};
  std::int64_t accepted = -1;  // the last dseq that is accepted of a revoked device; -1: active
};

struct HubEvent {
  std::int64_t seq = 0;
  DeviceId device{};
  std::int64_t dseq = 0;
  Hash evh{};
  std::int16_t type = 0;
  Bytes frame;
};

struct HubPage {
  std::uint32_t count = 0;
  std::int64_t next = 0;
  Octets frames;  // behind as many zero bytes as were asked for
};

struct HubSession {
  DeviceId device{};
  std::int64_t expires = 0;  // seconds since 1970
};

// Something that rests under a place and an id until it expires: a capsule, its line in its owner's
// list, a slot, an invitation, or the memory that there was a capsule.
enum class Resting : std::int16_t { capsule = 1, listed = 2, slot = 3, invitation = 4, past = 5 };
struct HubResting {
  vault::CapsuleId id{};
  Resting kind = Resting::capsule;
  std::int64_t expires = 0;
  std::int64_t reads = 0;  // left
  std::int64_t size = 0;   // of the body, or of what the line is about
  Octets body = {};
};

// One connection, used by one thread at a time. Codes of every call: store/damaged, store/full,
// store/locked, store/not_permitted, store/failed; after store/failed nothing was acknowledged.
class HubStore {
 public:
  virtual ~HubStore() = default;

  // Several requests under one commit, where the store gains by it (SQLite: one sync for all). What
  // `work` wrote is durable when this is ok; on an error none of it is.
  virtual Status together(const std::function<void()>& work) = 0;
  virtual bool gains_together() const = 0;
  // All of `work` or none of it. It may be run more than once, and an error of its own undoes it.
  virtual Status transact(const std::function<Status()>& work) = 0;
  virtual Status ping() = 0;

  // Inside transact: nobody else changes this vault until it ends.
  virtual Result<std::optional<HubVault>> lock_vault(const VaultId& vault) = 0;
  virtual Result<std::optional<HubVault>> vault(const VaultId& vault) = 0;
  virtual Status put_vault(const VaultId& vault, const HubVault& row) = 0;   // new or changed
  virtual Result<std::vector<HubDevice>> devices(const VaultId& vault) = 0;  // ascending by id
  virtual Status put_device(const VaultId& vault, const HubDevice& row) = 0;

  virtual Status insert(const VaultId& vault, std::span<const HubEvent> events) = 0;
  // The events of a device from one dseq to another; `frame` is left out.
  virtual Result<std::vector<HubEvent>> places(const VaultId& vault, const DeviceId& device,
                                               std::int64_t from, std::int64_t to) = 0;
  // The numbers of those of these events that are here.
  virtual Result<std::vector<std::int64_t>> numbers(const VaultId& vault,
                                                    std::span<const Hash> events) = 0;
  virtual Result<std::optional<Octets>> frame(const VaultId& vault, std::int64_t seq) = 0;
  // The old bytes are overwritten.
  virtual Status replace(const VaultId& vault, std::int64_t seq, Bytes frame) = 0;
  // At most `limit` events and about `bytes`, but one at least where there is one; `lead` bytes are
  // left free before them, for whoever writes something there.
  virtual Result<HubPage> events(const VaultId& vault, std::int64_t after, std::int64_t limit,
                                 std::size_t bytes, std::size_t lead) = 0;
  // Every row but the vault's own.
  virtual Status clear(const VaultId& vault) = 0;

  virtual Result<std::optional<HubSession>> session(const VaultId& vault, const Hash& token) = 0;
  // Again is the same; sessions of this vault that ended before `now` go.
  virtual Status put_session(const VaultId& vault, const Hash& token, const HubSession& session,
                             std::int64_t now) = 0;
  virtual Status end_sessions(const VaultId& vault, const DeviceId& device) = 0;

  // False: something that has not expired lies there already.
  virtual Result<bool> rest(const VaultId& place, const HubResting& what, std::int64_t now) = 0;
  virtual Result<std::optional<HubResting>> resting(const VaultId& place,
                                                    const vault::CapsuleId& id,
                                                    std::int64_t now) = 0;
  // Without bodies, ascending by id.
  virtual Result<std::vector<HubResting>> all_resting(const VaultId& place, std::int64_t now) = 0;
  // Takes one read and hands out the body; nothing when none is left.
  virtual Result<std::optional<HubResting>> take(const VaultId& place, const vault::CapsuleId& id,
                                                 std::int64_t now) = 0;
  // Writes a body where there is none, once: false where another stands, or nothing rests here.
  virtual Result<bool> claim(const VaultId& place, const vault::CapsuleId& id, Bytes body,
                             std::int64_t now) = 0;
  virtual Status remove(const VaultId& place, const vault::CapsuleId& id) = 0;

  // Care, the two statements that name no vault: what has expired goes; all vaults get another
  // generation.
  virtual Status sweep(std::int64_t now) = 0;
  virtual Status renew_generations(vault::Random& random) = 0;
};

// Makes one more connection to the same store; called from the thread that will use it.
using HubStoreMaker = std::function<Result<std::unique_ptr<HubStore>>()>;

}  // namespace ajar::store
