// The primitives of suite 1, and of age files, by libsodium.
#include "vault/crypto.h"

#include <sodium.h>

namespace ajar::vault {

void wipe(void* memory, std::size_t size) {
  if (size != 0) sodium_memzero(memory, size);
}

bool start() {
  return sodium_init() >= 0;
}

void blake2b(std::span<std::uint8_t> out, Bytes key, std::initializer_list<Bytes> pieces) {
  crypto_generichash_blake2b_state state;
  crypto_generichash_blake2b_init(&state, key.empty() ? nullptr : key.data(), key.size(),
                                  out.size());
  for (Bytes piece : pieces) crypto_generichash_blake2b_update(&state, piece.data(), piece.size());
  crypto_generichash_blake2b_final(&state, out.data(), out.size());
  // The state holds the key.
  if (!key.empty()) wipe(&state, sizeof state);
}

Hash hash(std::string_view domain, std::initializer_list<Bytes> pieces) {
  Hash out;
  crypto_generichash_blake2b_state state;
  crypto_generichash_blake2b_init(&state, nullptr, 0, out.size());
  crypto_generichash_blake2b_update(&state, text_bytes(domain).data(), domain.size());
  for (Bytes piece : pieces) crypto_generichash_blake2b_update(&state, piece.data(), piece.size());
  crypto_generichash_blake2b_final(&state, out.data(), out.size());
  return out;
}

Hash hash(Bytes whole) {
  Hash out;
  crypto_generichash_blake2b(out.data(), out.size(), whole.data(), whole.size(), nullptr, 0);
  return out;
}

void sha256(std::span<std::uint8_t, 32> out, Bytes whole) {
  crypto_hash_sha256(out.data(), whole.data(), whole.size());
}

bool same(Bytes a, Bytes b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Committed commit_key(Bytes master, std::initializer_list<Bytes> context) {
  Wiped<64> both;
  blake2b(both.span(), master, context);
  Committed committed;
  std::memcpy(committed.key.data(), both.data(), 32);
  std::memcpy(committed.commit.data(), both.data() + 32, 32);
  return committed;
}

void encrypt(std::uint8_t* buffer, std::size_t text_size, Bytes associated,
             const std::uint8_t* nonce, const Key& key) {
  crypto_aead_xchacha20poly1305_ietf_encrypt(buffer, nullptr, buffer, text_size, associated.data(),
                                             associated.size(), nullptr, nonce, key.data());
}

bool decrypt(std::uint8_t* to, Bytes sealed, Bytes associated, const std::uint8_t* nonce,
             const Key& key) {
  return sealed.size() >= tag_size &&
         crypto_aead_xchacha20poly1305_ietf_decrypt(to, nullptr, nullptr, sealed.data(),
                                                    sealed.size(), associated.data(),
                                                    associated.size(), nonce, key.data()) == 0;
}

SigningKey::SigningKey(const Key& seed) {
  crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
}

Signature SigningKey::sign(Bytes message) const {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
  return signature;
}

bool signed_by(const PublicKey& key, Bytes message, const std::uint8_t* signature) {
  return crypto_sign_verify_detached(signature, message.data(), message.size(), key.data()) == 0;
}

PublicKey agreement_public(const Key& secret) {
  PublicKey out;
  crypto_scalarmult_base(out.data(), secret.data());
  return out;
}

bool agree(Key& shared, const Key& secret, const PublicKey& theirs) {
  return crypto_scalarmult(shared.data(), secret.data(), theirs.data()) == 0;
}

bool argon2id(std::span<std::uint8_t> out, Bytes passphrase, std::span<const std::uint8_t, 16> salt,
              std::uint32_t opslimit, std::uint32_t memlimit) {
  return crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(passphrase.data()),
                       passphrase.size(), salt.data(), opslimit, memlimit,
                       crypto_pwhash_ALG_ARGON2ID13) == 0;
}

void hmac_sha256(std::span<std::uint8_t, 32> out, Bytes key, std::initializer_list<Bytes> pieces) {
  crypto_auth_hmacsha256_state state;
  // An empty key may have no place, and libsodium wants one.
  const std::uint8_t nothing = 0;
  crypto_auth_hmacsha256_init(&state, key.empty() ? &nothing : key.data(), key.size());
  for (Bytes piece : pieces) crypto_auth_hmacsha256_update(&state, piece.data(), piece.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  wipe(&state, sizeof state);
}

void hkdf_sha256(std::span<std::uint8_t, 32> out, Bytes secret, Bytes salt, Bytes info) {
  constexpr std::uint8_t first_block = 1;
  Key extracted;
  hmac_sha256(extracted.span(), salt, {secret});
  hmac_sha256(out, extracted, {info, {&first_block, 1}});
}

void encrypt_short(std::uint8_t* buffer, std::size_t text_size, const std::uint8_t* nonce,
                   const Key& key) {
  crypto_aead_chacha20poly1305_ietf_encrypt(buffer, nullptr, buffer, text_size, nullptr, 0, nullptr,
                                            nonce, key.data());
}

bool decrypt_short(std::uint8_t* to, Bytes sealed, const std::uint8_t* nonce, const Key& key) {
  return sealed.size() >= tag_size && crypto_aead_chacha20poly1305_ietf_decrypt(
                                          to, nullptr, nullptr, sealed.data(), sealed.size(),
                                          nullptr, 0, nonce, key.data()) == 0;
}

bool scrypt(std::span<std::uint8_t> out, Bytes passphrase, Bytes salt, unsigned log_n) {
  return crypto_pwhash_scryptsalsa208sha256_ll(passphrase.data(), passphrase.size(), salt.data(),
                                               salt.size(), std::uint64_t{1} << log_n, 8, 1,
                                               out.data(), out.size()) == 0;
}

}  // namespace ajar::vault
