// Where sealed events rest: an interface without keys. What it holds is ciphertext, numbers and
// hashes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/event.h"

namespace ajar::store {

using vault::Bytes;
using vault::VaultId;

// A log as it was read: its frames one after the other, as FrameReader takes them.
struct Log {
  std::vector<std::uint8_t> frames;
  std::int64_t events = 0;  // how many frames
  std::int64_t last = 0;    // number of the last one, for `after`; 0 when there is none
  bool complete = true;     // false: some rows could not be read; what is here was
};

// Codes of every call: store/damaged, store/full, store/locked, store/not_permitted, store/failed.
class SealedLog {
 public:
  virtual ~SealedLog() = default;

  // The vaults that have events here, ascending.
  virtual Result<std::vector<VaultId>> vaults() = 0;
  // The events after number `after`, in order.
  virtual Result<Log> read(const VaultId& vault, std::int64_t after = 0) = 0;
  // After ok the frames are here even if the machine stops now; on an error none of them is. They
  // follow each other in their device's chain, and the first follows the device's last one here,
  // else store/behind: somebody else has written, so read on and seal again. Frames that are the
  // device's last ones here already are taken as done. store/bad_frame: not an event of this vault.
  virtual Status append(const VaultId& vault, std::span<const Bytes> frames) = 0;
  // Takes over a whole log as it is, what is damaged in it too; only where the vault has no events
  // yet, else store/exists. An unfinished write at its end is left out.
  virtual Status adopt(const VaultId& vault, Bytes log) = 0;
  // Offers each frame; what `change` returns takes its place, all or nothing. The old bytes are
  // overwritten. Returns how many changed. store/bad_frame when another event than the old one
  // would stand there.
  using Change = std::function<std::optional<std::vector<std::uint8_t>>(Bytes frame)>;
  virtual Result<std::int64_t> rewrite(const VaultId& vault, const Change& change) = 0;
  // Puts `log` in the place of the whole log whose last number is `last`, and keeps `value` under
  // `name`, both or neither; the old bytes are overwritten. store/behind: the log has grown since.
  virtual Status replace(const VaultId& vault, std::int64_t last, Bytes log, std::string_view name,
                         Bytes value) = 0;
  // The whole vault with all that is kept for it; the old bytes are overwritten.
  virtual Status remove(const VaultId& vault) = 0;

  // Small things kept beside a log: key file, drafts, settings of this device. `name` is 1 to 100
  // bytes, `value` at most 1 MiB, else store/too_long.
  virtual Status keep(const VaultId& vault, std::string_view name, Bytes value) = 0;
  virtual Result<std::optional<std::vector<std::uint8_t>>> kept(const VaultId& vault,
                                                                std::string_view name) = 0;
  virtual Result<std::vector<std::string>> kept_names(const VaultId& vault) = 0;
  virtual Status forget(const VaultId& vault,
                        std::string_view name) = 0;  // ok when it was not there
};

}  // namespace ajar::store
