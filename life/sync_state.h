// What a device remembers of a hub between two runs (spec/sync.md §6), and the count that it keeps
// of what the hub hands out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vault/draft.h"
#include "vault/http.h"
#include "vault/vault.h"

namespace ajar::life {

// One device as the hub has it.
struct AtHub {
  vault::DeviceId id{};
  std::uint64_t pulled = 0;  // up to this dseq the hub has handed out its events in this generation
  vault::Tip tip{};          // the last that the hub acknowledged or named
  std::int64_t heard_at = 0;  // when something new of it last arrived here, ms since 1970; 0: never
};

struct SyncState {
  bool known = false;  // the vault is known to be at this hub
  bool vain = false;   // what is damaged here could not be healed from what the hub has
  vault::Generation generation{};
  std::uint64_t cursor = 0;
  vault::Hash control{};
  std::int64_t synced_at = 0;  // when a run last came to its end; 0: never
  std::string alarm;           // code that stopped the last run, or empty
  std::vector<AtHub> devices;
  std::vector<vault::DeviceTip> to_be_seen;  // what whoever let this device in had

  AtHub& at(const vault::DeviceId& id);
  [[nodiscard]] const AtHub* find(const vault::DeviceId& id) const;
  // Another generation, or a hub that went back: it is read from the front.
  void read_anew(const vault::Generation& now);

  [[nodiscard]] std::vector<std::uint8_t> bytes() const;
  // Nothing when these are not the bytes of a state.
  static std::optional<SyncState> read(vault::Bytes bytes);
  // As it rests beside the log. What does not open is a state that knows nothing.
  [[nodiscard]] Result<std::vector<std::uint8_t>> seal(const vault::Secret& secret,
                                                       vault::Random& random) const;
  static SyncState open(const vault::Secret& secret, vault::Bytes sealed);
};

// What is wrong with an answer of the hub, or with what it hands out.
struct Alarm {
  std::string_view code;
  std::string detail = {};
  std::string device = {};  // in hex, or empty
  // sync/copied: the place in this device's own chain that a received event of its key holds.
  std::optional<std::uint64_t> taken = {};
};

// Counts a page along: each device's events in the order of dseq, from behind the last one pulled,
// and none that contradicts what `vault` (or null) holds. The cursor moves to its end.
std::optional<Alarm> count_page(SyncState& state, const vault::Page& page,
                                const vault::VaultId& vault_id, const vault::Vault* vault);
// The alarm that a refusal of the vault stands for.
Alarm alarm_of(const Error& refused);
// Does `vault` hold what is named? sync/withheld or sync/forked where it does not.
std::optional<Alarm> check_tip(const vault::DeviceTip& tip, const vault::Vault& vault);

// How many events of `vault` the hub does not have, as far as the state knows.
std::uint64_t unsynced(const SyncState& state, const vault::Vault& vault);
// wasm/ABI.md, `devices`.
std::string devices_json(const SyncState& state, const vault::Vault& vault);

}  // namespace ajar::life
