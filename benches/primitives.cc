// BLAKE2b, XChaCha20-Poly1305 and a JSON parse for each event, straight from libsodium and
// RapidJSON.
#include "benches/primitives.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <sodium.h>

#include <cstdlib>
#include <cstring>

namespace ajar::benches {
namespace {

constexpr std::size_t header_size = 190;
constexpr std::size_t before_commit = 154;
constexpr std::size_t after_commit = 186;
constexpr std::size_t nonce_at = 130;
constexpr std::size_t body_at = 4 + 1 + header_size + 64;
constexpr std::uint8_t record_type = 4;

std::uint32_t number(const std::uint8_t* at) {
  return at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16 |
         std::uint32_t{at[3]} << 24;
}

const std::uint8_t* ascii(const char* words) {
  return reinterpret_cast<const std::uint8_t*>(words);
}

struct CountValues : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, CountValues> {
  std::uint32_t values = 0;
  bool Default() {
    ++values;
    return true;
  }
};

// The hash that the next event of the chain names.
void hash_event(const std::uint8_t* header, const std::uint8_t* body, std::size_t size,
                std::uint8_t* hash) {
  std::uint8_t of_body[32];
  crypto_generichash(of_body, sizeof of_body, body, size, nullptr, 0);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 32);
  crypto_generichash_update(&state, ascii("ajar/v1/evh"), 11);
  crypto_generichash_update(&state, header, header_size);
  crypto_generichash_update(&state, of_body, sizeof of_body);
  crypto_generichash_final(&state, hash, 32);
}

void event_key(const std::uint8_t* header, const std::uint8_t* epoch_key,
               std::uint8_t* key_and_commit) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, epoch_key, 32, 64);
  crypto_generichash_update(&state, ascii("ajar/v1/ev"), 10);
  crypto_generichash_update(&state, header, before_commit);
  crypto_generichash_update(&state, header + after_commit, 4);
  crypto_generichash_final(&state, key_and_commit, 64);
}

// The content behind the tips in an opened text.
bool parse(const std::uint8_t* text, std::uint32_t* values) {
  const std::size_t tips = 56u * (text[0] | std::size_t{text[1]} << 8);
  const std::uint8_t* content = text + 2 + tips + 4;
  rapidjson::MemoryStream stream(reinterpret_cast<const char*>(content), number(content - 4));
  rapidjson::Reader reader;
  CountValues counter;
  const auto parsed =
      reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag>(stream,
                                                                                       counter);
  *values += counter.values;
  return !parsed.IsError();
}

}  // namespace

Opened open_bare(const std::uint8_t* log, std::size_t size, const std::uint8_t* epoch_key,
                 std::uint8_t* scratch) {
  Opened opened;
  for (std::size_t at = 0; at + body_at <= size; at += 4 + number(log + at)) {
    const std::uint8_t* header = log + at + 5;
    const std::uint8_t* body = log + at + body_at;
    const std::size_t body_size = number(log + at) - (body_at - 4);
    std::uint8_t hash[32];
    hash_event(header, body, body_size, hash);
    ++opened.events;
    if (header[5] != record_type) continue;
    std::uint8_t key[64];
    event_key(header, epoch_key, key);
    if (sodium_memcmp(key + 32, header + before_commit, 32) != 0) break;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(scratch, nullptr, nullptr, body, body_size,
                                                   header, header_size, header + nonce_at,
                                                   key) != 0) {
      break;
    }
    if (!parse(scratch, &opened.values)) break;
    ++opened.records;
  }
  return opened;
}

}  // namespace ajar::benches

#ifdef __wasm__
// For the worker of the browser bench: memory in, counts out.
extern "C" {
__attribute__((export_name("bench_alloc"))) void* bench_alloc(std::size_t size) {
  return std::malloc(size);
}
__attribute__((export_name("bench_free"))) void bench_free(void* memory) {
  std::free(memory);
}
__attribute__((export_name("bench_open"))) std::uint32_t bench_open(const std::uint8_t* log,
                                                                    std::size_t size,
                                                                    const std::uint8_t* epoch_key,
                                                                    std::uint8_t* scratch) {
  return ajar::benches::open_bare(log, size, epoch_key, scratch).records;
}
}
#endif
