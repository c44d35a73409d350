// What rests at a hub for a while: capsules, slots and invitations (spec/http.md §4–§6).
#include <algorithm>
#include <array>

#include "hub/hub.h"

namespace ajar::hub {
namespace {

using vault::Bytes;

constexpr std::size_t most_capsules = 32;  // of a vault, to be read
constexpr std::size_t most_lines = 256;    // the same with those that were read out or taken back
constexpr std::int64_t day = 86400;
constexpr std::int64_t remembered = 30 * day;  // how long it is known that a capsule was there
constexpr std::int64_t taken_back = 0;         // reads of the memory of one that its owner ended
constexpr std::int64_t slot_seconds = 600;
constexpr std::int64_t slot_reads = 64;
constexpr std::string_view base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's
constexpr std::size_t invitation_digits = 26;

// Each thing lies at a place of its own, so that whoever has its id alone can find it, and
// statements name one place.
vault::VaultId place_of(std::string_view domain, const vault::CapsuleId& id) {
  return vault::hash(domain, {id});
}
vault::VaultId past_place(const vault::CapsuleId& id) {
  return place_of("ajar/v1/rested", id);
}
vault::VaultId slot_place(const vault::CapsuleId& id) {
  return place_of("ajar/v1/slot", id);
}

bool same_bytes(Bytes a, Bytes b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// 26 digits of 5 bits hold 16 bytes, the last two bits zero. Nothing where they are none.
std::optional<std::array<std::uint8_t, 16>> read_token(std::string_view text) {
  if (text.size() != invitation_digits) return std::nullopt;
  std::array<std::uint8_t, 17> bits{};
  std::size_t at = 0;
  for (char digit : text) {
    if (digit >= 'a' && digit <= 'z') digit = static_cast<char>(digit - 'a' + 'A');
    if (digit == 'O') digit = '0';
    if (digit == 'I' || digit == 'L') digit = '1';
    const auto value = base32.find(digit);
    if (value == base32.npos) return std::nullopt;
    for (std::size_t bit = 0; bit < 5; ++bit, ++at)
      if ((value >> (4 - bit) & 1) != 0)
        bits[at / 8] = static_cast<std::uint8_t>(bits[at / 8] | 0x80 >> at % 8);
  }
  if (bits[16] != 0) return std::nullopt;
  std::array<std::uint8_t, 16> bytes{};
  std::copy_n(bits.begin(), bytes.size(), bytes.begin());
  return bytes;
}

std::string token_text(const std::array<std::uint8_t, 16>& bytes) {
  std::string text;
  for (std::size_t at = 0; text.size() < invitation_digits; at += 5) {
    std::size_t value = 0;
    for (std::size_t bit = at; bit < at + 5; ++bit)
      value = value << 1 | (bit < 128 ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0);
    text += base32[value];
  }
  return text;
}

struct Ticket {
  vault::VaultId place{};
  vault::CapsuleId id{};
};
Ticket ticket_of(const std::array<std::uint8_t, 16>& token) {
  // What is stored does not give the token away.
  const vault::Hash hash = vault::hash("ajar/v1/invitation", {token});
  return {vault::hash("ajar/v1/invitations", {hash}),
          vault::read_array<vault::CapsuleId>(hash.data())};
}

}  // namespace

vault::VaultId capsule_place(const vault::CapsuleId& id) {
  return place_of("ajar/v1/resting", id);
}

Status forget_capsule(store::HubStore& store, const vault::CapsuleId& id) {
  TRY(store.remove(capsule_place(id), id));
  return store.remove(past_place(id), id);
}

namespace {

// Is there room for one more? Error: hub/quota.
Status room_for_capsule(store::HubStore& store, const vault::VaultId& vault, std::int64_t now) {
  const auto lines = TRY(store.all_resting(vault, now));
  std::size_t open = 0;
  for (const auto& line : lines)
    if (TRY(store.resting(capsule_place(line.id), line.id, now))) ++open;
  if (open < most_capsules && lines.size() < most_lines) return ok();
  return Error{.code = "hub/quota", .field = "limit", .detail = std::to_string(most_capsules)};
}

// The capsule itself, its line in the owner's list, and the memory of it.
Status rest_capsule(Work& work, const store::HubResting& capsule) {
  const std::int64_t now = work.request.now;
  store::HubResting line = capsule, past = capsule;
  line.kind = store::Resting::listed;
  line.body.clear();
  past.kind = store::Resting::past;
  past.body.clear();
  past.size = 0;
  past.expires += remembered;
  const auto rest = [&](const vault::VaultId& place, const store::HubResting& what) -> Status {
    TRY(work.store.remove(place, what.id));
    if (!TRY(work.store.rest(place, what, now))) return Error{.code = "hub/exists"};
    return ok();
  };
  TRY(rest(work.route.vault, line));
  TRY(rest(past_place(capsule.id), past));
  if (!TRY(work.store.rest(capsule_place(capsule.id), capsule, now)))
    return Error{.code = "hub/exists"};
  return ok();
}

}  // namespace

Result<Response> put_capsule(Work& work) {
  const Route& route = work.route;
  const Request& request = work.request;
  if (request.body.empty()) return Error{.code = "hub/bad_request"};
  store::HubResting capsule{.id = route.id,
                            .kind = store::Resting::capsule,
                            .expires = request.now + route.days * day,
                            .reads = route.reads,
                            .size = static_cast<std::int64_t>(request.body.size()),
                            .body = {request.body.begin(), request.body.end()}};
  bool fresh = false;
  TRY(work.store.transact([&]() -> Status {
    TRY(living(work.store.lock_vault(route.vault)));
    const auto here = TRY(work.store.resting(capsule_place(route.id), route.id, request.now));
    const bool is_own =
        here && TRY(work.store.resting(route.vault, route.id, request.now)).has_value();
    if (here && (!is_own || !same_bytes(here->body, request.body)))
      return Error{.code = "hub/exists"};
    fresh = !here;
    if (here) return ok();
    // What is over stays so: its id is in a link, and whoever has that could put something else
    // there.
    if (TRY(work.store.resting(past_place(route.id), route.id, request.now)))
      return Error{.code = "hub/exists"};
    TRY(room_for_capsule(work.store, route.vault, request.now));
    return rest_capsule(work, capsule);
  }));
  return octets(fresh ? 201 : 200, {});
}

Result<Response> list_capsules(Work& work) {
  std::vector<vault::RestingCapsule> capsules;
  for (const auto& line : TRY(work.store.all_resting(work.route.vault, work.request.now))) {
    const auto here = TRY(work.store.resting(capsule_place(line.id), line.id, work.request.now));
    if (!here) continue;
    capsules.push_back({line.id, static_cast<std::uint64_t>(here->expires),
                        static_cast<std::uint32_t>(here->reads),
                        static_cast<std::uint32_t>(here->size)});
  }
  return octets(200, vault::list_bytes(capsules));
}

Result<Response> delete_capsule(Work& work) {
  TRY(work.store.transact([&]() -> Status {
    const auto listed = TRY(work.store.resting(work.route.vault, work.route.id, work.request.now));
    // Only a capsule of this vault's own. Its line stays until its days are over, and counts.
    if (!listed) return ok();
    TRY(work.store.remove(capsule_place(work.route.id), work.route.id));
    const auto place = past_place(work.route.id);
    auto past = TRY(work.store.resting(place, work.route.id, work.request.now));
    if (!past || past->reads == taken_back) return ok();
    past->reads = taken_back;
    TRY(work.store.remove(place, work.route.id));
    TRY(work.store.rest(place, *past, work.request.now));
    return ok();
  }));
  return octets(204, {});
}

namespace {

// Why there is nothing under an id.
Error gone(Work& work) {
  const auto past = work.store.resting(past_place(work.route.id), work.route.id, work.request.now);
  if (!past) return past.error();
  if (!*past || (*past)->reads == taken_back) return Error{.code = "hub/no_capsule"};
  const bool over = (*past)->expires - remembered <= work.request.now;
  return Error{.code = over ? "hub/expired" : "hub/read_out"};
}

}  // namespace

Result<Response> get_capsule(Work& work) {
  std::optional<store::HubResting> taken;
  TRY(work.store.transact([&]() -> Status {
    const auto place = capsule_place(work.route.id);
    taken = TRY(work.store.take(place, work.route.id, work.request.now));
    // Read for the last time: the bytes go now, and not when they would have expired.
    if (taken && taken->reads == 0) TRY(work.store.remove(place, work.route.id));
    return ok();
  }));
  if (!taken) return gone(work);
  return octets(200, std::move(taken->body));
}

Result<Response> put_slot(Work& work) {
  if (work.request.body.empty()) return Error{.code = "hub/bad_request"};
  const store::HubResting slot{.id = work.route.id,
                               .kind = store::Resting::slot,
                               .expires = work.request.now + slot_seconds,
                               .reads = slot_reads,
                               .size = static_cast<std::int64_t>(work.request.body.size()),
                               .body = {work.request.body.begin(), work.request.body.end()}};
  const auto place = slot_place(work.route.id);
  bool fresh = false;
  TRY(work.store.transact([&]() -> Status {
    fresh = TRY(work.store.rest(place, slot, work.request.now));
    if (fresh) return ok();
    const auto here = TRY(work.store.resting(place, work.route.id, work.request.now));
    if (!here || !same_bytes(here->body, work.request.body)) return Error{.code = "hub/exists"};
    return ok();
  }));
  Response response = octets(fresh ? 201 : 200, {});
  response.news = place;
  return response;
}

Result<Response> get_slot(Work& work) {
  const auto place = slot_place(work.route.id);
  auto here = TRY(work.store.resting(place, work.route.id, work.request.now));
  if (here) return octets(200, std::move(here->body));
  if (work.route.wait == 0) return Error{.code = "hub/no_slot"};
  Response later;
  later.waits_for = place;
  later.seconds = work.route.wait;
  return later;
}

Result<Response> delete_slot(Work& work) {
  TRY(work.store.transact(
      [&] { return work.store.remove(slot_place(work.route.id), work.route.id); }));
  return octets(204, {});
}

Result<std::string> invite(store::HubStore& store, vault::Random& random, std::int64_t now,
                           std::int64_t expires) {
  std::array<std::uint8_t, 16> token{};
  random.fill(token);
  const Ticket ticket = ticket_of(token);
  const store::HubResting invitation{
      .id = ticket.id, .kind = store::Resting::invitation, .expires = expires, .reads = 1};
  TRY(store.transact([&]() -> Status {
    TRY(store.rest(ticket.place, invitation, now));
    return ok();
  }));
  return token_text(token);
}

Status use_invitation(store::HubStore& store, std::string_view text, const vault::VaultId& vault,
                      std::int64_t now) {
  const auto token = read_token(text);
  if (!token) return Error{.code = "hub/no_invitation"};
  const Ticket ticket = ticket_of(*token);
  if (!TRY(store.claim(ticket.place, ticket.id, vault, now)))
    return Error{.code = "hub/no_invitation"};
  return ok();
}

Status spend_invitation(store::HubStore& store, std::string_view text) {
  const auto token = read_token(text);
  if (!token) return ok();
  const Ticket ticket = ticket_of(*token);
  return store.remove(ticket.place, ticket.id);
}

}  // namespace ajar::hub
