// Randomness from libsodium, time from the C library.
#include "platform/system.h"

#include <sodium.h>

#include <chrono>
#include <ctime>

#include "vault/crypto.h"

namespace ajar::platform {

Status start() {
  if (!vault::start()) return Error{.code = "system/no_crypto"};
  return ok();
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

std::int64_t now_ms() {
  using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

LocalTime local_time(std::int64_t milliseconds) {
  const std::int64_t seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0);
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm local{};
  localtime_r(&moment, &local);
  return {seconds, static_cast<std::int16_t>(local.tm_gmtoff / 60)};
}

}  // namespace ajar::platform
