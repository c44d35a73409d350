// What a device and a hub say to each other, as bytes: claims that a device signs, and the answers
// that say where things stand (spec/http.md §2–§5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/crypto.h"
#include "vault/event.h"

namespace ajar::vault {

constexpr std::size_t challenge_size = 72;
constexpr std::size_t generation_size = 16;
constexpr std::size_t capsule_id_size = 16;
constexpr std::size_t origin_limit = 255;
constexpr std::size_t answer_limit = 5 << 20;  // what a client takes of one answer, in bytes

using Generation = std::array<std::uint8_t, generation_size>;
using CapsuleId = std::array<std::uint8_t, capsule_id_size>;
using Token = std::array<std::uint8_t, 32>;

// The body of POST /v1/auth/session. `device` is zero where R_sign signs. Errors:
// http/bad_challenge (not one), http/bad_origin (not 1 to 255 bytes).
Result<std::vector<std::uint8_t>> make_claim(const VaultId& vault_id, const DeviceId& device,
                                             Bytes challenge, std::string_view origin,
                                             const SigningKey& signer);
// The body of DELETE /v1/v/{vault_id}. Error: http/bad_origin.
Result<std::vector<std::uint8_t>> make_removal(const VaultId& vault_id, const DeviceId& device,
                                               std::string_view origin, const SigningKey& signer);

// A claim taken apart, valid as long as its bytes. Error of `read`: http/bad_body.
struct Claim {
  VaultId vault_id{};
  DeviceId device{};
  Bytes challenge;
  std::string_view origin;
  Bytes signed_part;
  const std::uint8_t* signature = nullptr;

  static Result<Claim> read(Bytes body);
  bool signed_with(const PublicKey& key) const;
};
struct Removal {
  DeviceId device{};
  std::string_view origin;
  Bytes signed_part;
  const std::uint8_t* signature = nullptr;

  static Result<Removal> read(Bytes body);
  bool signed_with(const PublicKey& key, const VaultId& vault_id) const;
};

struct Session {
  Token token{};
  std::uint32_t seconds = 0;
};
struct Head {
  Generation generation{};
  std::uint64_t last = 0;
  Hash control{};
  std::vector<DeviceTip> tips;  // ascending by device
};
struct Page {
  std::uint32_t count = 0;  // frames
  Generation generation{};
  std::uint64_t next = 0;
  std::uint64_t last = 0;
  Bytes frames;  // into the answer it was read from; whatever the hub sent, unchecked
};
struct Done {
  Generation generation{};
  std::vector<std::uint64_t> numbers;  // of the events, in the order in which they were sent
};
struct RestingCapsule {
  CapsuleId id{};
  std::uint64_t expires = 0;  // seconds since 1970, by the hub's clock
  std::uint32_t reads = 0;    // left
  std::uint32_t size = 0;     // bytes
};

// Error of each: http/bad_answer, where the bytes are not such an answer from end to end.
Result<Session> read_session(Bytes answer);
Result<Head> read_head(Bytes answer);
Result<Page> read_page(Bytes answer);
Result<Done> read_done(Bytes answer);
Result<std::vector<RestingCapsule>> read_list(Bytes answer);

std::vector<std::uint8_t> session_bytes(const Session& session);
std::vector<std::uint8_t> head_bytes(const Head& head);
std::vector<std::uint8_t> page_bytes(const Page& page);
// The same without a copy: what stands before a page's frames, into the bytes that were left free
// for it.
constexpr std::size_t page_head_size = 4 + 4 + generation_size + 8 + 8;
void write_page_head(std::span<std::uint8_t, page_head_size> to, const Page& page);
std::vector<std::uint8_t> done_bytes(const Done& done);
std::vector<std::uint8_t> list_bytes(const std::vector<RestingCapsule>& capsules);

// Is this what a browser writes as an origin: scheme http or https, a host, and perhaps a port?
bool is_origin(std::string_view text);

}  // namespace ajar::vault
