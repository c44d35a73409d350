// Challenge, session and token (spec/http.md §2).
#include "hub/hub.h"
#include "vault/hex.h"

namespace ajar::hub {
namespace {

using vault::Bytes;
using vault::Hash;

constexpr std::int64_t challenge_seconds = 60;
constexpr std::int64_t session_seconds = 3600;
constexpr std::size_t challenge_body = 40;  // before the mac

Hash challenge_mac(const Hash& key, Bytes vault, Bytes device, Bytes challenge) {
  Hash mac{};
  vault::blake2b(mac, key, {vault::text_bytes("ajar/v1/challenge"), vault, device, challenge});
  return mac;
}

bool is_ours(Work& work, const vault::Claim& claim) {
  const Bytes before = claim.challenge.first(challenge_body);
  const Hash mac = challenge_mac(work.hub.settings().key, claim.vault_id, claim.device, before);
  if (!vault::same(mac, claim.challenge.subspan(challenge_body))) return false;
  const auto expires = vault::read_number<std::uint64_t>(before.data() + 8);
  // One from further ahead was made while this clock was wrong.
  const auto now = static_cast<std::uint64_t>(work.request.now);
  return expires >= now && expires <= now + challenge_seconds;
}

// The key that must have signed; nothing where nobody of that name may come in.
Result<std::optional<vault::PublicKey>> key_of(Work& work, const vault::VaultId& vault_id,
                                               const vault::DeviceId& device) {
  const auto row = TRY(work.store.vault(vault_id));
  if (!row) return std::optional<vault::PublicKey>();
  TRY(living(row));
  if (device == vault::DeviceId{}) return std::optional(row->recovery);
  for (const store::HubDevice& each : TRY(work.store.devices(vault_id)))
    if (each.id == device && each.accepted < 0) return std::optional(each.sign);
  return std::optional<vault::PublicKey>();
}

Hash token_hash(Bytes token) {
  return vault::hash("ajar/v1/token", {token});
}

}  // namespace

Result<Response> challenge(Work& work) {
  if (work.request.body.size() != 48) return Error{.code = "hub/bad_request"};
  std::vector<std::uint8_t> challenge(vault::challenge_size);
  vault::Writer to(challenge.data());
  to.bytes(vault::text_bytes("AJC1"));
  to.zeros(4);
  to.number(static_cast<std::uint64_t>(work.request.now + challenge_seconds));
  work.hub.random().fill(std::span(to.at(), 24));
  const Bytes body = work.request.body, before = Bytes(challenge).first(challenge_body);
  const Hash mac = challenge_mac(work.hub.settings().key, body.first(32), body.subspan(32), before);
  std::copy(mac.begin(), mac.end(), challenge.begin() + challenge_body);
  return octets(200, std::move(challenge));
}

Result<Response> open_session(Work& work) {
  const auto claim = vault::Claim::read(work.request.body);
  if (!claim) return Error{.code = "hub/bad_request"};
  const auto key = TRY(key_of(work, claim->vault_id, claim->device));
  // Somebody unknown costs as much time as somebody known: a signature is checked either way.
  const bool is_signed = claim->signed_with(key.value_or(vault::PublicKey{}));
  if (!key || !is_signed || !is_ours(work, *claim) ||
      !is_own_origin(work.hub.door(), claim->origin))
    return Error{.code = "hub/session_refused"};
  // From the challenge, so that the same claim, sent again, opens nothing more.
  vault::Token token{};
  vault::blake2b(token, work.hub.settings().key,
                 {vault::text_bytes("ajar/v1/token"), claim->challenge});
  const store::HubSession session{claim->device, work.request.now + session_seconds};
  TRY(work.store.transact([&] {
    return work.store.put_session(claim->vault_id, token_hash(token), session, work.request.now);
  }));
  return octets(200, vault::session_bytes({token, static_cast<std::uint32_t>(session_seconds)}));
}

Status check_session(Work& work) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view given = work.request.authorization;
  const auto token =
      given.starts_with(scheme) ? vault::from_hex(given.substr(scheme.size())) : std::nullopt;
  if (!token || token->size() != vault::Token{}.size()) return Error{.code = "hub/no_session"};
  const Hash hash = token_hash(*token);
  auto known = work.hub.known(hash, work.request.now);
  if (!known) {
    const auto found = TRY(work.store.session(work.route.vault, hash));
    if (!found || found->expires <= work.request.now ||
        found->expires > work.request.now + session_seconds) {
      // With its sessions gone, whoever had one is told what became of the vault; there is nothing
      // left to keep secret.
      const auto row = TRY(work.store.vault(work.route.vault));
      if (row && !row->receipt.empty()) TRY(living(row));
      return Error{.code = "hub/no_session"};
    }
    known = KnownSession{work.route.vault, found->device, found->expires, work.request.now};
    work.hub.remember(hash, *known);
  }
  if (known->vault != work.route.vault) return Error{.code = "hub/no_session"};
  if (!work.hub.vault_may(work.route.vault, work.request.now))
    return Error{.code = "hub/busy", .line = 1};
  work.device = known->device;
  return ok();
}

}  // namespace ajar::hub
