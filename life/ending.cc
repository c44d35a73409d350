// A session as always, and then one signed call.
#include "life/ending.h"

#include "vault/draft.h"

namespace ajar::life {
namespace {

using vault::Bytes;

constexpr std::string_view kMagic = "AJF1";
constexpr std::string_view kSlot = "farewell";
constexpr std::size_t kFixed = 4 + 32 + 16 + 32 + 1;

}  // namespace

Ending::Ending(const vault::Secret& keys, std::string origin)
    : vault_id_(keys.vault_id),
      device_(keys.device),
      sign_seed_(keys.sign_seed),
      session_(vault_id_, device_, vault::SigningKey(sign_seed_), std::move(origin)) {}

Result<std::vector<std::uint8_t>> Ending::seal(const vault::Secret& under,
                                               vault::Random& random) const {
  const std::string& origin = session_.origin();
  // One byte says how long it is.
  if (!vault::is_origin(origin)) return Error{"sync/origin"};
  static_assert(vault::origin_limit <= 255);
  vault::SecretBytes bytes(kFixed + origin.size());
  vault::Writer writer(bytes.data());
  writer.bytes(vault::text_bytes(kMagic));
  writer.bytes(vault_id_);
  writer.bytes(device_);
  writer.bytes(sign_seed_);
  writer.number(static_cast<std::uint8_t>(origin.size()));
  writer.bytes(vault::text_bytes(origin));
  return vault::draft_seal(under, kSlot, bytes.view(), random);
}

std::optional<Ending> Ending::open(const vault::Secret& under, Bytes sealed) {
  const auto opened = vault::draft_open(under, kSlot, sealed);
  if (!opened) return std::nullopt;
  const Bytes bytes = opened->view();
  if (bytes.size() < kFixed || !vault::same(bytes.first(4), vault::text_bytes(kMagic)) ||
      bytes.size() != kFixed + bytes[kFixed - 1])
    return std::nullopt;
  vault::Secret keys;
  keys.vault_id = vault::read_array<vault::VaultId>(bytes.data() + 4);
  keys.device = vault::read_array<vault::DeviceId>(bytes.data() + 36);
  keys.sign_seed = vault::Key(bytes.subspan<52, vault::Key::size()>());
  const Bytes origin = bytes.subspan(kFixed);
  return Ending(keys, std::string(origin.begin(), origin.end()));
}

Step Ending::begin() {
  if (!vault::is_origin(session_.origin())) return stop("sync/origin");
  phase_ = Phase::challenge;
  return session_.challenge();
}

Step Ending::answer(int status, Bytes body) {
  const bool good = status >= 200 && status < 300;
  const Problem problem = good ? Problem{} : problem_of(body);
  // Somebody else was first. A hub that lies about it could as well have said yes.
  if (problem.code == "hub/deleted") return Step{.kind = Step::Kind::done};
  if (!good) return stop_for(status, problem);
  switch (phase_) {
    case Phase::challenge: {
      auto claim = session_.claim(body);
      if (!claim) return stop("sync/bad_answer");
      phase_ = Phase::claim;
      return std::move(*claim);
    }
    case Phase::claim: {
      if (!session_.opened(body)) return stop("sync/bad_answer");
      auto removal = vault::make_removal(vault_id_, device_, session_.origin(), session_.signer());
      if (!removal) return stop("sync/origin");
      phase_ = Phase::remove;
      return session_.call("DELETE", "", std::move(*removal));
    }
    case Phase::remove:
      return status == 204 ? Step{.kind = Step::Kind::done} : stop("sync/bad_answer");
  }
  return stop("sync/bad_answer");
}

}  // namespace ajar::life
