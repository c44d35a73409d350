// The bare cost of opening a log: its primitives called one after the other on the same bytes, with
// nothing kept. What the engine does beyond this is what its bench is a ratio of.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ajar::benches {

struct Opened {
  std::uint32_t events = 0;
  std::uint32_t records = 0;  // events that were decrypted and parsed
  std::uint32_t values = 0;   // JSON values in them, so that no parse can be left out
};

// `log`: whole frames of one epoch (spec/vault.md §5). `epoch_key`: 32 bytes. `scratch`: 256 KiB.
// Stops at the first event that does not open; then `records` is smaller than the caller expects.
Opened open_bare(const std::uint8_t* log, std::size_t size, const std::uint8_t* epoch_key,
                 std::uint8_t* scratch);

}  // namespace ajar::benches
