// What the engine must not know of the machine it runs on: its randomness and its clock.
#pragma once

#include <cstdint>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "vault/bytes.h"

namespace ajar::platform {

// Call once, before anything of the vault. Errors: system/no_crypto.
Status start();

// The system's own randomness.
class SystemRandom final : public vault::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

// Milliseconds since 1970 UTC.
std::int64_t now_ms();
// That moment as the machine's time zone shows it.
LocalTime local_time(std::int64_t milliseconds);

}  // namespace ajar::platform
