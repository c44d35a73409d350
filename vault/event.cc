// The envelope, read and written.
#include "vault/event.h"

#include <bit>

namespace ajar::vault {
namespace {

constexpr std::string_view magic{"AJ1\0", 4};
constexpr std::size_t text_head = 2 + 4;

std::uint8_t* text_at(std::vector<std::uint8_t>& frame) {
  return frame.data() + body_offset;
}

// Where the commitment stands, the header is in two pieces: what comes before it and ct_len behind
// it.
Committed event_key(const std::uint8_t* header, const Key& epoch_key) {
  return commit_key(epoch_key,
                    {text_bytes("ajar/v1/ev"), Bytes(header, 154), Bytes(header + 186, 4)});
}

bool all_zero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

// Ascending by device, none twice, none the writer's own.
bool tips_in_order(Bytes tips, const std::uint8_t* own) {
  for (std::size_t at = 0; at < tips.size(); at += tip_size) {
    if (std::memcmp(tips.data() + at, own, 16) == 0) return false;
    if (at != 0 && std::memcmp(tips.data() + at - tip_size, tips.data() + at, 16) >= 0)
      return false;
  }
  return true;
}

bool read_text(const EventView& event, Bytes text, Text& into) {
  if (text.size() < text_head) return false;
  const std::size_t tips_size = std::size_t{read_number<std::uint16_t>(text.data())} * tip_size;
  if (tips_size > device_limit * tip_size || text.size() < text_head + tips_size) return false;
  into.tips = text.subspan(2, tips_size);
  const std::size_t length = read_number<std::uint32_t>(text.data() + 2 + tips_size);
  const std::size_t head = text_head + tips_size;
  if (length == 0 || length > text.size() - head) return false;
  into.content = text.subspan(head, length);
  const std::size_t full = event.sealed() ? padded_size(head + length) : head + length;
  if (text.size() != full || !all_zero(text.subspan(head + length))) return false;
  return tips_in_order(into.tips, event.device()) &&
         same(seen_hash(into.tips), Bytes(event.seen(), 32));
}

}  // namespace

std::string_view layer_name(Layer layer) {
  constexpr std::string_view names[] = {"none",   "frame",      "suite",     "vault",
                                        "epoch",  "commitment", "cipher",    "text",
                                        "device", "chain",      "signature", "content"};
  return names[static_cast<std::size_t>(layer)];
}

std::string_view layer_code(Layer layer, std::uint8_t read_suite) {
  switch (layer) {
    case Layer::frame:
      return "vault/bad_frame";
    case Layer::suite:
      return read_suite > this_suite ? "vault/newer" : "vault/older";
    case Layer::vault:
      return "vault/other_vault";
    case Layer::epoch:
      return "vault/unknown_epoch";
    case Layer::device:
      return "vault/unknown_device";
    case Layer::chain:
      return "vault/chain";
    case Layer::signature:
      return "vault/bad_signature";
    case Layer::none:
      return {};
    case Layer::commitment:
    case Layer::cipher:
    case Layer::text:
    case Layer::content:
      return "vault/bad_event";
  }
  return {};
}

Layer read_frame(Bytes frame, EventView& into) {
  if (frame.size() < body_offset || frame.size() > frame_limit) return Layer::frame;
  const std::uint8_t* at = frame.data();
  const std::uint8_t* header = at + 5;
  if (read_number<std::uint32_t>(at) != frame.size() - 4) return Layer::frame;
  if (std::memcmp(header, magic.data(), magic.size()) != 0) return Layer::frame;
  into.suite = header[4];
  if (into.suite != this_suite) return Layer::suite;
  if (at[4] < 1 || at[4] > 2) return Layer::frame;
  into.kind = Kind{at[4]};
  into.header = Bytes(header, header_size);
  into.ct_len = read_number<std::uint32_t>(header + 186);
  if (into.kind == Kind::full ? frame.size() != body_offset + into.ct_len
                              : frame.size() != stub_size)
    return Layer::frame;
  if (header[5] < 1 || header[5] > 5) return Layer::frame;
  into.type = Type{header[5]};
  into.epoch = read_number<std::uint32_t>(header + 38);
  into.dseq = read_number<std::uint64_t>(header + 58);
  into.signature = header + header_size;
  into.body = frame.subspan(body_offset);
  return into.dseq == 0 ? Layer::frame : Layer::none;
}

Hash event_hash(const EventView& event) {
  const Hash body =
      event.kind == Kind::full ? hash(event.body) : read_array<Hash>(event.body.data());
  return hash("ajar/v1/evh", {event.header, body});
}

Hash seen_hash(Bytes tips) {
  return hash("ajar/v1/seen", {tips});
}

std::size_t padded_size(std::size_t text_size) {
  if (text_size <= 4096) return std::max<std::size_t>(256, (text_size + 255) / 256 * 256);
  if (text_size <= 16384) return (text_size + 1023) / 1024 * 1024;
  const auto exponent = static_cast<std::size_t>(std::bit_width(text_size) - 1);
  const auto kept = static_cast<std::size_t>(std::bit_width(exponent));
  const std::size_t mask = (std::size_t{1} << (exponent - kept)) - 1;
  return (text_size + mask) & ~mask;
}

Layer open_event(const EventView& event, const Key* epoch_key, SecretBytes& scratch, Text& into) {
  into = {};
  if (!event.sealed()) {
    // Plain events are never dropped, and their nonce and commitment are zero.
    if (event.kind != Kind::full) return Layer::frame;
    if (!all_zero(Bytes(event.nonce(), 56))) return Layer::commitment;
    return read_text(event, event.body, into) ? Layer::none : Layer::text;
  }
  if (epoch_key == nullptr) return Layer::epoch;
  const Committed committed = event_key(event.header.data(), *epoch_key);
  if (!same(committed.commit, Bytes(event.commit(), 32))) return Layer::commitment;
  if (event.kind == Kind::stub) return Layer::none;
  if (event.body.size() < tag_size) return Layer::cipher;
  const std::size_t text_size = event.body.size() - tag_size;
  scratch.grow(text_size);
  if (!decrypt(scratch.data(), event.body, event.header, event.nonce(), committed.key))
    return Layer::cipher;
  return read_text(event, Bytes(scratch.data(), text_size), into) ? Layer::none : Layer::text;
}

Sealed seal_event(const Draught& draught, const Key& epoch_key, const SigningKey& signer,
                  Random& random) {
  const bool sealed = draught.type == Type::record || draught.type == Type::name;
  const std::size_t used = text_head + draught.tips.size() + draught.content.size();
  const std::size_t text_size = sealed ? padded_size(used) : used;
  const std::size_t ct_len = text_size + (sealed ? tag_size : 0);

  Sealed out;
  out.type = draught.type;
  out.frame.resize(body_offset + ct_len);
  std::uint8_t* header = out.frame.data() + 5;
  Writer frame(out.frame.data());
  frame.number(static_cast<std::uint32_t>(out.frame.size() - 4));
  frame.number(static_cast<std::uint8_t>(Kind::full));
  frame.bytes(text_bytes(magic));
  frame.number(this_suite);
  frame.number(static_cast<std::uint8_t>(draught.type));
  frame.bytes(draught.vault_id);
  frame.number(draught.epoch);
  frame.bytes(draught.device);
  frame.number(draught.previous.dseq + 1);
  frame.bytes(draught.previous.evh);
  frame.bytes(seen_hash(draught.tips));
  write_number(header + 186, static_cast<std::uint32_t>(ct_len));

  Writer text(text_at(out.frame));
  text.number(static_cast<std::uint16_t>(draught.tips.size() / tip_size));
  text.bytes(draught.tips);
  text.number(static_cast<std::uint32_t>(draught.content.size()));
  text.bytes(draught.content);
  if (sealed) {
    random.fill({header + 130, nonce_size});
    const Committed committed = event_key(header, epoch_key);
    std::memcpy(header + 154, committed.commit.data(), committed.commit.size());
    encrypt(text_at(out.frame), text_size, Bytes(header, header_size), header + 130, committed.key);
  }
  const Hash evh =
      hash("ajar/v1/evh", {Bytes(header, header_size), hash(Bytes(text_at(out.frame), ct_len))});
  const Signature signature = signer.sign(evh);
  std::memcpy(header + header_size, signature.data(), signature.size());
  out.tip = {draught.previous.dseq + 1, evh};
  return out;
}

}  // namespace ajar::vault
