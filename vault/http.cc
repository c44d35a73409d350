// The bodies of spec/http.md, written and read.
#include "vault/http.h"

namespace ajar::vault {
namespace {

constexpr std::string_view session_domain = "ajar/v1/session";
constexpr std::string_view delete_domain = "ajar/v1/delete";
constexpr std::size_t removal_head = 16 + 1;  // up to and with the size of the origin
constexpr std::size_t claim_head = 32 + 16 + challenge_size + 1;
constexpr std::size_t answer_head = 4 + 4 + generation_size;
constexpr std::size_t head_head = answer_head + 8 + 32;
constexpr std::size_t capsule_size = capsule_id_size + 8 + 4 + 4;

// What stands before an origin, the origin behind its size, and a signature over the domain, the
// context and all of it.
std::vector<std::uint8_t> sign_body(std::string_view domain, Bytes context, Bytes before,
                                    std::string_view origin, const SigningKey& signer) {
  std::vector<std::uint8_t> message(domain.begin(), domain.end());
  message.insert(message.end(), context.begin(), context.end());
  std::vector<std::uint8_t> body(before.begin(), before.end());
  body.push_back(static_cast<std::uint8_t>(origin.size()));
  body.insert(body.end(), origin.begin(), origin.end());
  message.insert(message.end(), body.begin(), body.end());
  const Signature signature = signer.sign(message);
  body.insert(body.end(), signature.begin(), signature.end());
  return body;
}

bool signed_body(std::string_view domain, Bytes context, Bytes signed_part, const PublicKey& key,
                 const std::uint8_t* signature) {
  std::vector<std::uint8_t> message(domain.begin(), domain.end());
  message.insert(message.end(), context.begin(), context.end());
  message.insert(message.end(), signed_part.begin(), signed_part.end());
  return vault::signed_by(key, message, signature);
}

// The size of the origin in a body whose size byte is the last of `head` bytes; nothing where the
// whole has another size.
std::optional<std::size_t> origin_size(Bytes body, std::size_t head) {
  if (body.size() < head + 1 + signature_size) return std::nullopt;
  const std::size_t size = body[head - 1];
  if (size == 0 || body.size() != head + size + signature_size) return std::nullopt;
  return size;
}

std::string_view text_at(Bytes body, std::size_t at, std::size_t size) {
  return {reinterpret_cast<const char*>(body.data()) + at, size};
}

Error bad_answer() {
  return Error{.code = "http/bad_answer"};
}

bool begins(Bytes answer, std::string_view magic, std::size_t least) {
  return answer.size() >= least && answer.size() <= answer_limit &&
         std::memcmp(answer.data(), magic.data(), magic.size()) == 0;
}

// Are there exactly `count` pieces? By division, since a hub's count times a size may be past 32
// bits.
bool holds(std::size_t size, std::size_t count, std::size_t piece) {
  return size % piece == 0 && size / piece == count;
}

std::vector<std::uint8_t> begin_answer(std::string_view magic, std::size_t count,
                                       const Generation& generation, std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  Writer to(bytes.data());
  to.bytes(text_bytes(magic));
  to.number(static_cast<std::uint32_t>(count));
  to.bytes(generation);
  return bytes;
}

}  // namespace

Result<std::vector<std::uint8_t>> make_claim(const VaultId& vault_id, const DeviceId& device,
                                             Bytes challenge, std::string_view origin,
                                             const SigningKey& signer) {
  const std::string_view magic{"AJC1\0\0\0\0", 8};
  if (challenge.size() != challenge_size ||
      std::memcmp(challenge.data(), magic.data(), magic.size()) != 0)
    return Error{.code = "http/bad_challenge"};
  if (origin.empty() || origin.size() > origin_limit) return Error{.code = "http/bad_origin"};
  std::vector<std::uint8_t> before(claim_head - 1);
  Writer to(before.data());
  to.bytes(vault_id);
  to.bytes(device);
  to.bytes(challenge);
  return sign_body(session_domain, {}, before, origin, signer);
}

Result<std::vector<std::uint8_t>> make_removal(const VaultId& vault_id, const DeviceId& device,
                                               std::string_view origin, const SigningKey& signer) {
  if (origin.empty() || origin.size() > origin_limit) return Error{.code = "http/bad_origin"};
  return sign_body(delete_domain, vault_id, device, origin, signer);
}

Result<Claim> Claim::read(Bytes body) {
  const auto size = origin_size(body, claim_head);
  if (!size) return Error{.code = "http/bad_body"};
  Claim claim;
  claim.vault_id = read_array<VaultId>(body.data());
  claim.device = read_array<DeviceId>(body.data() + 32);
  claim.challenge = body.subspan(48, challenge_size);
  claim.origin = text_at(body, claim_head, *size);
  claim.signed_part = body.first(claim_head + *size);
  claim.signature = body.data() + claim_head + *size;
  return claim;
}

bool Claim::signed_with(const PublicKey& key) const {
  return signed_body(session_domain, {}, signed_part, key, signature);
}

Result<Removal> Removal::read(Bytes body) {
  const auto size = origin_size(body, removal_head);
  if (!size) return Error{.code = "http/bad_body"};
  Removal removal;
  removal.device = read_array<DeviceId>(body.data());
  removal.origin = text_at(body, removal_head, *size);
  removal.signed_part = body.first(removal_head + *size);
  removal.signature = body.data() + removal_head + *size;
  return removal;
}

bool Removal::signed_with(const PublicKey& key, const VaultId& vault_id) const {
  return signed_body(delete_domain, vault_id, signed_part, key, signature);
}

Result<Session> read_session(Bytes answer) {
  if (answer.size() != 36) return bad_answer();
  return Session{read_array<Token>(answer.data()), read_number<std::uint32_t>(answer.data() + 32)};
}

Result<Head> read_head(Bytes answer) {
  if (!begins(answer, "AJH1", head_head)) return bad_answer();
  const std::size_t count = read_number<std::uint32_t>(answer.data() + 4);
  if (!holds(answer.size() - head_head, count, tip_size)) return bad_answer();
  Head head;
  head.generation = read_array<Generation>(answer.data() + 8);
  head.last = read_number<std::uint64_t>(answer.data() + answer_head);
  head.control = read_array<Hash>(answer.data() + answer_head + 8);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* at = answer.data() + head_head + i * tip_size;
    const auto device = read_array<DeviceId>(at);
    if (i > 0 && head.tips.back().device >= device) return bad_answer();
    head.tips.push_back({device, {read_number<std::uint64_t>(at + 16), read_array<Hash>(at + 24)}});
  }
  return head;
}

Result<Page> read_page(Bytes answer) {
  if (!begins(answer, "AJP1", page_head_size)) return bad_answer();
  Page page;
  page.count = read_number<std::uint32_t>(answer.data() + 4);
  page.generation = read_array<Generation>(answer.data() + 8);
  page.next = read_number<std::uint64_t>(answer.data() + answer_head);
  page.last = read_number<std::uint64_t>(answer.data() + answer_head + 8);
  page.frames = answer.subspan(page_head_size);
  if ((page.count == 0) != page.frames.empty() || page.next > page.last) return bad_answer();
  return page;
}

Result<Done> read_done(Bytes answer) {
  if (!begins(answer, "AJD1", answer_head)) return bad_answer();
  const std::size_t count = read_number<std::uint32_t>(answer.data() + 4);
  if (!holds(answer.size() - answer_head, count, 8)) return bad_answer();
  Done done;
  done.generation = read_array<Generation>(answer.data() + 8);
  for (std::size_t i = 0; i < count; ++i)
    done.numbers.push_back(read_number<std::uint64_t>(answer.data() + answer_head + i * 8));
  return done;
}

Result<std::vector<RestingCapsule>> read_list(Bytes answer) {
  if (!begins(answer, "AJL1", 8)) return bad_answer();
  const std::size_t count = read_number<std::uint32_t>(answer.data() + 4);
  if (!holds(answer.size() - 8, count, capsule_size)) return bad_answer();
  std::vector<RestingCapsule> capsules;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* at = answer.data() + 8 + i * capsule_size;
    capsules.push_back({read_array<CapsuleId>(at), read_number<std::uint64_t>(at + 16),
                        read_number<std::uint32_t>(at + 24), read_number<std::uint32_t>(at + 28)});
  }
  return capsules;
}

std::vector<std::uint8_t> session_bytes(const Session& session) {
  std::vector<std::uint8_t> bytes(36);
  Writer to(bytes.data());
  to.bytes(session.token);
  to.number(session.seconds);
  return bytes;
}

std::vector<std::uint8_t> head_bytes(const Head& head) {
  auto bytes = begin_answer("AJH1", head.tips.size(), head.generation,
                            head_head + head.tips.size() * tip_size);
  Writer to(bytes.data() + answer_head);
  to.number(head.last);
  to.bytes(head.control);
  for (const auto& [device, tip] : head.tips) {
    to.bytes(device);
    to.number(tip.dseq);
    to.bytes(tip.evh);
  }
  return bytes;
}

void write_page_head(std::span<std::uint8_t, page_head_size> to, const Page& page) {
  Writer writer(to.data());
  writer.bytes(text_bytes("AJP1"));
  writer.number(page.count);
  writer.bytes(page.generation);
  writer.number(page.next);
  writer.number(page.last);
}

std::vector<std::uint8_t> page_bytes(const Page& page) {
  std::vector<std::uint8_t> bytes(page_head_size + page.frames.size());
  write_page_head(std::span(bytes).first<page_head_size>(), page);
  Writer(bytes.data() + page_head_size).bytes(page.frames);
  return bytes;
}

std::vector<std::uint8_t> done_bytes(const Done& done) {
  auto bytes = begin_answer("AJD1", done.numbers.size(), done.generation,
                            answer_head + done.numbers.size() * 8);
  Writer to(bytes.data() + answer_head);
  for (const std::uint64_t number : done.numbers) to.number(number);
  return bytes;
}

std::vector<std::uint8_t> list_bytes(const std::vector<RestingCapsule>& capsules) {
  std::vector<std::uint8_t> bytes(8 + capsules.size() * capsule_size);
  Writer to(bytes.data());
  to.bytes(text_bytes("AJL1"));
  to.number(static_cast<std::uint32_t>(capsules.size()));
  for (const RestingCapsule& capsule : capsules) {
    to.bytes(capsule.id);
    to.number(capsule.expires);
    to.number(capsule.reads);
    to.number(capsule.size);
  }
  return bytes;
}

bool is_origin(std::string_view text) {
  if (text.size() > origin_limit) return false;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const auto host = text.substr(scheme.size());
    return !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
             c == '[' || c == ']';
    });
  }
  return false;
}

}  // namespace ajar::vault
