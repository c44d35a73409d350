// Runs the cases of what a device and a hub say to each other.
#include "vault/http_vector.h"

#include "vault/http.h"

namespace ajar::vault {
namespace {

Result<SigningKey> signer_of(const Input& in) {
  return SigningKey(TRY(in.key("seed")));
}

Status op_claim(const Input& in, Output& out) {
  const Octets challenge = TRY(in.bytes("challenge"));
  const auto body = make_claim(TRY(in.array<VaultId>("vault")), TRY(in.array<DeviceId>("device")),
                               challenge, TRY(in.text("origin")), TRY(signer_of(in)));
  if (!body) return refused(out, body.error());
  out.member("body", hex(*body));
  return ok();
}

Status op_read_claim(const Input& in, Output& out) {
  const Octets body = TRY(in.bytes("body"));
  const auto claim = Claim::read(body);
  if (!claim) return refused(out, claim.error());
  out.member("vault", hex(claim->vault_id)).member("device", hex(claim->device));
  out.member("challenge", hex(claim->challenge)).member("origin", claim->origin);
  out.member("good", claim->signed_with(TRY(in.array<PublicKey>("key"))));
  return ok();
}

Status op_removal(const Input& in, Output& out) {
  const auto body = make_removal(TRY(in.array<VaultId>("vault")), TRY(in.array<DeviceId>("device")),
                                 TRY(in.text("origin")), TRY(signer_of(in)));
  if (!body) return refused(out, body.error());
  out.member("body", hex(*body));
  return ok();
}

Status op_read_removal(const Input& in, Output& out) {
  const Octets body = TRY(in.bytes("body"));
  const auto removal = Removal::read(body);
  if (!removal) return refused(out, removal.error());
  out.member("device", hex(removal->device)).member("origin", removal->origin);
  out.member("good", removal->signed_with(TRY(in.array<PublicKey>("key")),
                                          TRY(in.array<VaultId>("vault"))));
  return ok();
}

// Each answer is read, shown, and written again: the same bytes.
Status op_session(const Input& in, Output& out) {
  const Octets answer = TRY(in.bytes("answer"));
  const auto session = read_session(answer);
  if (!session) return refused(out, session.error());
  out.member("token", hex(session->token)).member("seconds", std::uint64_t{session->seconds});
  out.member("same", session_bytes(*session) == answer);
  return ok();
}

Status op_head(const Input& in, Output& out) {
  const Octets answer = TRY(in.bytes("answer"));
  const auto head = read_head(answer);
  if (!head) return refused(out, head.error());
  out.member("generation", hex(head->generation)).member("last", head->last);
  out.member("control", hex(head->control)).key("tips");
  out.begin_array();
  for (const auto& [device, tip] : head->tips) {
    out.begin_object();
    out.member("device", hex(device)).member("dseq", tip.dseq).member("evh", hex(tip.evh));
    out.end_object();
  }
  out.end_array();
  out.member("same", head_bytes(*head) == answer);
  return ok();
}

Status op_page(const Input& in, Output& out) {
  const Octets answer = TRY(in.bytes("answer"));
  const auto page = read_page(answer);
  if (!page) return refused(out, page.error());
  out.member("count", std::uint64_t{page->count}).member("generation", hex(page->generation));
  out.member("next", page->next).member("last", page->last).member("frames", hex(page->frames));
  out.member("same", page_bytes(*page) == answer);
  return ok();
}

Status op_done(const Input& in, Output& out) {
  const Octets answer = TRY(in.bytes("answer"));
  const auto done = read_done(answer);
  if (!done) return refused(out, done.error());
  out.member("generation", hex(done->generation)).key("numbers");
  out.begin_array();
  for (const std::uint64_t number : done->numbers) out.raw(std::to_string(number));
  out.end_array();
  out.member("same", done_bytes(*done) == answer);
  return ok();
}

Status op_list(const Input& in, Output& out) {
  const Octets answer = TRY(in.bytes("answer"));
  const auto list = read_list(answer);
  if (!list) return refused(out, list.error());
  out.key("capsules");
  out.begin_array();
  for (const RestingCapsule& capsule : *list) {
    out.begin_object();
    out.member("id", hex(capsule.id)).member("expires", capsule.expires);
    out.member("reads", std::uint64_t{capsule.reads}).member("size", std::uint64_t{capsule.size});
    out.end_object();
  }
  out.end_array();
  out.member("same", list_bytes(*list) == answer);
  return ok();
}

constexpr Op ops[] = {
    {"http_claim", op_claim},     {"http_read_claim", op_read_claim},
    {"http_removal", op_removal}, {"http_read_removal", op_read_removal},
    {"http_session", op_session}, {"http_head", op_head},
    {"http_page", op_page},       {"http_done", op_done},
    {"http_list", op_list},
};

}  // namespace

std::span<const Op> http_vector_ops() {
  return ops;
}

}  // namespace ajar::vault
