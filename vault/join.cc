// Offers, codes and answers as bytes.
#include "vault/join.h"

#include <unordered_map>

namespace ajar::vault {
namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view qr_head = "AJAR1:";
constexpr std::string_view offer_head = "AJO1", resting_head = "AJR1", answer_head = "AJW1";
constexpr std::array<std::uint8_t, nonce_size> no_nonce{};
constexpr std::size_t answer_fixed = 4 + 32 + 32;  // head, e.pk, commit

std::string base32(Bytes bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8U | byte) & 0xFFFFU;
    for (bits += 8; bits >= 5; bits -= 5) text += digits[(held >> (bits - 5)) & 31U];
  }
  if (bits > 0) text += digits[(held << (5 - bits)) & 31U];
  return text;
}

int digit_of(char typed) {
  if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
  if (typed == 'I' || typed == 'L') typed = '1';
  if (typed == 'O') typed = '0';
  const std::size_t at = digits.find(typed);
  return at == digits.npos ? -1 : static_cast<int>(at);
}

// Fills `into` exactly; false when the text is of another length, has other characters, or bits
// left over that are not zero.
bool from_base32(std::string_view text, std::span<std::uint8_t> into) {
  std::uint32_t held = 0;
  int bits = 0;
  std::size_t used = 0;
  for (const char typed : text) {
    if (typed == ' ' || typed == '-') continue;
    const int digit = digit_of(typed);
    if (digit < 0) return false;
    held = (held << 5U | static_cast<std::uint32_t>(digit)) & 0xFFFFU;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    if (used == into.size()) return false;
    into[used++] = static_cast<std::uint8_t>(held >> bits);
  }
  return used == into.size() && bits < 5 && (held & ((1U << bits) - 1)) == 0;
}

SlotId slot_of(const Code& code, std::string_view name) {
  Hash id;
  blake2b(id, code, {text_bytes("ajar/v1/slot/"), text_bytes(name)});
  return read_array<SlotId>(id.data());
}

Key resting_key(const Code& code) {
  Key key;
  blake2b(key.span(), code, {text_bytes("ajar/v1/offer")});
  return key;
}

Committed answer_key(const Key& shared, const Offer& offer, Bytes ephemeral) {
  return commit_key(shared, {text_bytes("ajar/v1/answer"), offer, ephemeral});
}

Offer offer_of(const Secret& keys, Bytes salt) {
  Offer offer;
  Writer writer(offer.data());
  writer.bytes(text_bytes(offer_head));
  writer.bytes(SigningKey(keys.sign_seed).public_key());
  writer.bytes(agreement_public(keys.kem));
  writer.bytes(salt);
  return offer;
}

}  // namespace

Joining begin_joining(Random& random) {
  Joining joining{.keys = Secret::make(VaultId{}, random)};
  std::array<std::uint8_t, 16> salt;
  random.fill(salt);
  joining.offer = offer_of(joining.keys, salt);
  return joining;
}

SecretBytes Joining::bytes() const {
  SecretBytes out(secret_size() + 16);
  Writer writer(out.data());
  writer.bytes(keys.bytes().view());
  writer.bytes(Bytes(offer).last(16));
  return out;
}

Result<Joining> Joining::read(Bytes bytes) {
  if (bytes.size() != secret_size() + 16) return Error{.code = "vault/bad_secret"};
  Joining joining{.keys = TRY(Secret::read(bytes.first(secret_size())))};
  joining.offer = offer_of(joining.keys, bytes.last(16));
  return joining;
}

Newcomer newcomer_of(const Offer& offer) {
  return {read_array<PublicKey>(offer.data() + 4), read_array<PublicKey>(offer.data() + 36)};
}

Code code_of(const Offer& offer) {
  return read_array<Code>(hash("ajar/v1/join", {offer}).data());
}

std::string code_text(const Code& code) {
  std::string text = base32(code);
  for (const std::size_t at : {12U, 8U, 4U}) text.insert(at, "-");
  return text;
}

Result<Code> read_code(std::string_view text) {
  Code code;
  if (!from_base32(text, code)) return Error{.code = "vault/bad_code"};
  return code;
}

std::string qr_text(const Offer& offer) {
  return std::string(qr_head) + base32(offer);
}

Result<Offer> read_qr(std::string_view text) {
  Offer offer;
  const bool head = text.size() > qr_head.size() && text.substr(0, qr_head.size()) == qr_head;
  if (!head || !from_base32(text.substr(qr_head.size()), offer) ||
      !same(Bytes(offer).first(4), text_bytes(offer_head)))
    return Error{.code = "vault/bad_code"};
  return offer;
}

SlotId offer_slot(const Code& code) {
  return slot_of(code, "offer");
}
SlotId answer_slot(const Code& code) {
  return slot_of(code, "answer");
}

std::vector<std::uint8_t> rest_offer(const Offer& offer) {
  std::vector<std::uint8_t> resting(4 + offer_size + tag_size);
  std::memcpy(resting.data(), resting_head.data(), 4);
  std::memcpy(resting.data() + 4, offer.data(), offer_size);
  encrypt(resting.data() + 4, offer_size, text_bytes(resting_head), no_nonce.data(),
          resting_key(code_of(offer)));
  return resting;
}

Result<Offer> read_resting(const Code& code, Bytes resting) {
  const Error bad{.code = "vault/bad_code"};
  if (resting.size() != 4 + offer_size + tag_size ||
      !same(resting.first(4), text_bytes(resting_head)))
    return bad;
  Offer offer;
  if (!decrypt(offer.data(), resting.subspan(4), text_bytes(resting_head), no_nonce.data(),
               resting_key(code)))
    return bad;
  // The code commits to the keys: whoever knows the code alone cannot put others in their place.
  if (!same(Bytes(offer).first(4), text_bytes(offer_head)) || !same(code_of(offer), code))
    return bad;
  return offer;
}

Result<std::vector<std::uint8_t>> make_answer(const Offer& offer, const Vault& vault,
                                              Random& random) {
  Key ephemeral, shared;
  random.fill(ephemeral.span());
  if (!agree(shared, ephemeral, newcomer_of(offer).kem))
    return Error{.code = "vault/bad_public_key"};
  const PublicKey ephemeral_public = agreement_public(ephemeral);
  const Committed committed = answer_key(shared, offer, ephemeral_public);
  const std::vector<std::uint8_t> tips = vault.tips_but(DeviceId{});
  const std::size_t size = 32 + 32 + 2 + tips.size();
  std::vector<std::uint8_t> answer(answer_fixed + size + tag_size);
  Writer writer(answer.data());
  writer.bytes(text_bytes(answer_head));
  writer.bytes(ephemeral_public);
  writer.bytes(committed.commit);
  std::uint8_t* text = writer.at();
  writer.bytes(vault.vault_id());
  writer.bytes(vault.last_control());
  writer.number(static_cast<std::uint16_t>(tips.size() / tip_size));
  writer.bytes(tips);
  encrypt(text, size, Bytes(answer).first(answer_fixed), no_nonce.data(), committed.key);
  return answer;
}

Result<Answer> read_answer(const Joining& joining, Bytes answer) {
  const Error bad{.code = "vault/bad_answer"};
  constexpr std::size_t least = 32 + 32 + 2;
  if (answer.size() < answer_fixed + least + tag_size ||
      answer.size() > answer_fixed + least + device_limit * tip_size + tag_size ||
      !same(answer.first(4), text_bytes(answer_head)))
    return bad;
  Key shared;
  if (!agree(shared, joining.keys.kem, read_array<PublicKey>(answer.data() + 4))) return bad;
  const Committed committed = answer_key(shared, joining.offer, answer.subspan(4, 32));
  if (!same(committed.commit, answer.subspan(36, 32))) return bad;
  std::vector<std::uint8_t> text(answer.size() - answer_fixed - tag_size);
  if (!decrypt(text.data(), answer.subspan(answer_fixed), answer.first(answer_fixed),
               no_nonce.data(), committed.key))
    return bad;
  Answer read{.vault_id = read_array<VaultId>(text.data()),
              .control = read_array<Hash>(text.data() + 32)};
  const std::size_t count = read_number<std::uint16_t>(text.data() + 64);
  if (text.size() != least + count * tip_size) return bad;
  for (std::size_t at = least; at < text.size(); at += tip_size) {
    read.tips.push_back({read_array<DeviceId>(text.data() + at),
                         {read_number<std::uint64_t>(text.data() + at + 16),
                          read_array<Hash>(text.data() + at + 24)}});
  }
  return read;
}

namespace {

// The content of a control event, and its epoch.
struct Decision {
  std::uint32_t epoch = 0;
  Bytes content;
};

struct HashOfHash {
  std::size_t operator()(const Hash& hash) const { return read_number<std::uint32_t>(hash.data()); }
};
using Decisions = std::unordered_map<Hash, Decision, HashOfHash>;

Decisions decisions_in(Bytes log, const VaultId& vault_id) {
  Decisions found;
  FrameReader reader(log, vault_id);
  SecretBytes scratch;
  while (const auto frame = reader.next()) {
    EventView event;
    Text text;
    if (read_frame(frame->bytes, event) != Layer::none || event.type != Type::control) continue;
    if (open_event(event, nullptr, scratch, text) != Layer::none) continue;
    found[event_hash(event)] = {event.epoch, text.content};
  }
  return found;
}

}  // namespace

Result<std::vector<Key>> keys_along(const Joining& joining, const Answer& answer, Bytes log) {
  const Error bad{.code = "vault/bad_event"};
  const Decisions decisions = decisions_in(log, answer.vault_id);
  const auto last = decisions.find(answer.control);
  if (last == decisions.end()) return bad;
  const Certificate certificate = TRY(Certificate::read(last->second.content));
  const std::uint32_t epoch = last->second.epoch;
  if (epoch > epoch_limit) return bad;
  std::vector<Key> keys(epoch + 1);
  if (!open_key(certificate.to_device, joining.keys.kem, answer.vault_id, epoch, keys[epoch]))
    return bad;
  // Each event names the one before by its hash, so the whole line hangs on the one that was
  // answered.
  Hash at = certificate.previous;
  for (std::uint32_t left = epoch; left > 0;) {
    const auto found = decisions.find(at);
    if (found == decisions.end()) return bad;
    const Bytes content = found->second.content;
    if (content.size() < 33) return bad;
    at = read_array<Hash>(content.data() + 1);
    if (content[0] != op_revoke) continue;
    const Revocation revocation = TRY(Revocation::read(content));
    if (found->second.epoch != left - 1 ||
        !unwrap_key(revocation.wrapped, answer.vault_id, left, keys[left], keys[left - 1]))
      return bad;
    --left;
  }
  return keys;
}

}  // namespace ajar::vault
