// A draft's bytes.
#include "vault/draft.h"

#include "vault/event.h"

namespace ajar::vault {
namespace {

constexpr std::string_view magic = "AJD1";
constexpr std::size_t nonce_at = 4, commit_at = 28, text_at = 60;

bool good_slot(std::string_view slot) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  return !slot.empty() && slot.size() <= 64 && std::all_of(slot.begin(), slot.end(), good);
}

Committed draft_key(const Secret& secret, std::string_view slot, const std::uint8_t* nonce) {
  const std::array<std::uint8_t, 1> size{static_cast<std::uint8_t>(slot.size())};
  return commit_key(secret.local, {text_bytes("ajar/v1/draft"), secret.device, size,
                                   text_bytes(slot), Bytes(nonce, nonce_size)});
}

}  // namespace

Result<std::vector<std::uint8_t>> draft_seal(const Secret& secret, std::string_view slot,
                                             Bytes text, Random& random) {
  if (!good_slot(slot)) return Error{.code = "vault/bad_slot"};
  if (text.size() > content_limit) return Error{.code = "vault/too_long"};
  const std::size_t text_size = padded_size(4 + text.size());
  std::vector<std::uint8_t> sealed(text_at + text_size + tag_size);
  Writer writer(sealed.data());
  writer.bytes(text_bytes(magic));
  random.fill({writer.at(), nonce_size});
  const Committed committed = draft_key(secret, slot, sealed.data() + nonce_at);
  std::memcpy(sealed.data() + commit_at, committed.commit.data(), committed.commit.size());
  Writer inner(sealed.data() + text_at);
  inner.number(static_cast<std::uint32_t>(text.size()));
  inner.bytes(text);
  encrypt(sealed.data() + text_at, text_size, Bytes(sealed.data(), text_at),
          sealed.data() + nonce_at, committed.key);
  return sealed;
}

Result<SecretBytes> draft_open(const Secret& secret, std::string_view slot, Bytes sealed) {
  if (!good_slot(slot)) return Error{.code = "vault/bad_slot"};
  const Error bad{.code = "vault/bad_draft"};
  if (sealed.size() < text_at + tag_size + 4 || sealed.size() > frame_limit) return bad;
  if (!same(sealed.first(4), text_bytes(magic))) return bad;
  const Committed committed = draft_key(secret, slot, sealed.data() + nonce_at);
  if (!same(committed.commit, sealed.subspan(commit_at, 32))) return bad;
  SecretBytes text(sealed.size() - text_at - tag_size);
  if (!decrypt(text.data(), sealed.subspan(text_at), sealed.first(text_at),
               sealed.data() + nonce_at, committed.key))
    return bad;
  const std::size_t size = read_number<std::uint32_t>(text.data());
  if (size > text.size() - 4 || padded_size(4 + size) != text.size()) return bad;
  return SecretBytes(text.view().subspan(4, size));
}

namespace {
constexpr std::string_view successor_head = "AJN1";
constexpr std::string_view successor_slot = "successor";
}  // namespace

Result<std::vector<std::uint8_t>> successor_seal(const Secret& old, Bytes fresh, Random& random) {
  std::vector<std::uint8_t> out(successor_head.begin(), successor_head.end());
  const auto sealed = TRY(draft_seal(old, successor_slot, fresh, random));
  out.insert(out.end(), sealed.begin(), sealed.end());
  return out;
}

Result<SecretBytes> successor_open(const Secret& old, Bytes sealed) {
  if (sealed.size() < 4 || !same(sealed.first(4), text_bytes(successor_head)))
    return Error{.code = "vault/bad_draft"};
  auto fresh = TRY(draft_open(old, successor_slot, sealed.subspan(4)));
  const Secret secret = TRY(Secret::read(fresh.view()));
  if (secret.vault_id != old.vault_id) return Error{.code = "vault/bad_draft"};
  return fresh;
}

}  // namespace ajar::vault
