// The primitives of suite 1 and of age files, the only door to libsodium. Sizes are checked by
// type; nothing here decides anything.
#pragma once

#include <initializer_list>
#include <string_view>

#include "vault/bytes.h"

namespace ajar::vault {

// Call once before anything else in this library; false when libsodium cannot start. Safe to call
// again.
bool start();

// BLAKE2b over the pieces, one after the other. `out` is 16 to 64 bytes, `key` 0 (none) to 64.
void blake2b(std::span<std::uint8_t> out, Bytes key, std::initializer_list<Bytes> pieces);
Hash hash(std::string_view domain, std::initializer_list<Bytes> pieces);
Hash hash(Bytes whole);
void sha256(std::span<std::uint8_t, 32> out, Bytes whole);

bool same(Bytes a, Bytes b);  // in constant time; false when the lengths differ

// One key for the cipher and one value that commits to it, from a master key and what the key is
// for.
struct Committed {
  Key key;
  Hash commit;
};
Committed commit_key(Bytes master, std::initializer_list<Bytes> context);

constexpr std::size_t tag_size = 16;
constexpr std::size_t nonce_size = 24;
// XChaCha20-Poly1305 over `text_size` bytes at `buffer`, in place; the tag goes behind them.
void encrypt(std::uint8_t* buffer, std::size_t text_size, Bytes associated,
             const std::uint8_t* nonce, const Key& key);
// `to` takes sealed.size() - 16 bytes; false when the tag does not fit, or `sealed` is shorter than
// a tag.
bool decrypt(std::uint8_t* to, Bytes sealed, Bytes associated, const std::uint8_t* nonce,
             const Key& key);

// Ed25519, from a seed.
class SigningKey {
 public:
  SigningKey() = default;
  explicit SigningKey(const Key& seed);
  const PublicKey& public_key() const { return public_; }
  Signature sign(Bytes message) const;

 private:
  Wiped<64> secret_;
  PublicKey public_{};
};
bool signed_by(const PublicKey& key, Bytes message, const std::uint8_t* signature);

// X25519. `agree` is false for a public key whose result is zero.
PublicKey agreement_public(const Key& secret);
bool agree(Key& shared, const Key& secret, const PublicKey& theirs);

// Argon2id13 with one lane; false when there is no memory for it. Bounds are the caller's to check.
bool argon2id(std::span<std::uint8_t> out, Bytes passphrase, std::span<const std::uint8_t, 16> salt,
              std::uint32_t opslimit, std::uint32_t memlimit);

// --- what age needs beside suite 1 (spec/capsule.md) ---

// HMAC-SHA-256 (RFC 2104) over the pieces, and one block of HKDF-SHA-256 (RFC 5869).
void hmac_sha256(std::span<std::uint8_t, 32> out, Bytes key, std::initializer_list<Bytes> pieces);
void hkdf_sha256(std::span<std::uint8_t, 32> out, Bytes secret, Bytes salt, Bytes info);

constexpr std::size_t short_nonce_size = 12;
// ChaCha20-Poly1305 (RFC 8439) without associated data; otherwise as encrypt and decrypt.
void encrypt_short(std::uint8_t* buffer, std::size_t text_size, const std::uint8_t* nonce,
                   const Key& key);
bool decrypt_short(std::uint8_t* to, Bytes sealed, const std::uint8_t* nonce, const Key& key);

// scrypt (RFC 7914) with N = 2^log_n, r = 8, p = 1; false when there is no memory for it: 2^log_n
// KiB. Bounds are the caller's to check.
bool scrypt(std::span<std::uint8_t> out, Bytes passphrase, Bytes salt, unsigned log_n);

}  // namespace ajar::vault
