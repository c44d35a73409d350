// age v1 files: sealed with a phrase or to a recipient, and opened (spec/capsule.md §2, §3).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::age {

constexpr std::size_t text_limit = std::size_t{1} << 20;  // bytes sealed in one file
constexpr std::size_t file_limit = 3 * (text_limit / 2);  // bytes, armored or not
constexpr unsigned log_n_written = 16;                    // scrypt's cost, as a power of two
constexpr unsigned log_n_least = 12;
constexpr unsigned log_n_most = 20;

// What opens a file, by whichever of the two is there.
struct Opener {
  std::optional<std::string_view> phrase = {};
  const vault::Key* identity = nullptr;
};

// Draws from `random` in this order: file key 16, salt 16 or `e` 32, nonce 16. `log_n` is within
// the bounds above. Errors: capsule/empty, capsule/too_long, capsule/bad_phrase,
// capsule/bad_recipient (it agrees on nothing), capsule/no_memory.
Result<std::vector<std::uint8_t>> seal_with_phrase(vault::Bytes text, std::string_view phrase,
                                                   unsigned log_n, vault::Random& random);
Result<std::vector<std::uint8_t>> seal_to_recipient(vault::Bytes text,
                                                    const vault::PublicKey& recipient,
                                                    vault::Random& random);

// What the header asks for, before anything is derived.
enum class Wants : std::uint8_t { phrase, identity };
// `file` may be armored. Errors: those of the layers `size` to `kdf`.
Result<Wants> wanted(vault::Bytes file);

// The text of a file, armored or not; all of it was verified. Errors: those of the layers `size` to
// `payload`.
Result<vault::SecretBytes> open(vault::Bytes file, const Opener& opener);

}  // namespace ajar::age
