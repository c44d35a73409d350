// The envelope: one event's header, its text and its seal, and the layers that may refuse it
// (spec/vault.md §4, §5).
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::vault {

enum class Type : std::uint8_t { genesis = 1, control = 2, tombstone = 3, record = 4, name = 5 };
enum class Kind : std::uint8_t { full = 1, stub = 2 };

constexpr std::uint8_t this_suite = 1;
constexpr std::size_t header_size = 190;
constexpr std::size_t signature_size = 64;
constexpr std::size_t body_offset = 4 + 1 + header_size + signature_size;  // in a frame
constexpr std::size_t stub_size = body_offset + 32;
constexpr std::size_t frame_limit = 262144;
constexpr std::size_t content_limit = 131072;  // of a record
constexpr std::size_t tombstone_limit = 8000;
constexpr std::size_t device_limit = 64;
constexpr std::size_t words_devices = 8;  // of them, kept for those that the words bring in
constexpr std::size_t tip_size = 16 + 8 + 32;

// A device's last event. dseq 0: none yet.
struct Tip {
  std::uint64_t dseq = 0;
  Hash evh{};
  bool operator==(const Tip&) const = default;
};
struct DeviceTip {
  DeviceId device;
  Tip tip;
};

// What may refuse an event, in the order in which it is asked. Several share a code, so that an
// outsider learns nothing.
enum class Layer : std::uint8_t {
  none,
  frame,
  suite,
  vault,
  epoch,
  commitment,
  cipher,
  text,
  device,
  chain,
  signature,
  content
};
std::string_view layer_name(Layer layer);
std::string_view layer_code(Layer layer, std::uint8_t read_suite = 0);

// One frame taken apart without a copy. Valid as long as the bytes it was read from.
struct EventView {
  Kind kind = Kind::full;
  Type type = Type::record;
  std::uint8_t suite = 0;
  std::uint32_t epoch = 0;
  std::uint64_t dseq = 0;
  std::uint32_t ct_len = 0;
  Bytes header;  // 190 bytes
  Bytes body;    // ct, or its hash where the body was dropped
  const std::uint8_t* signature = nullptr;

  const std::uint8_t* vault_id() const { return header.data() + 6; }
  const std::uint8_t* device() const { return header.data() + 42; }
  const std::uint8_t* prev_self() const { return header.data() + 66; }
  const std::uint8_t* seen() const { return header.data() + 98; }
  const std::uint8_t* nonce() const { return header.data() + 130; }
  const std::uint8_t* commit() const { return header.data() + 154; }
  bool sealed() const { return type == Type::record || type == Type::name; }
};

// Reads exactly one frame; Layer::none when its lengths, magic, kind and type are right.
Layer read_frame(Bytes frame, EventView& into);

Hash event_hash(const EventView& event);
Hash seen_hash(Bytes tips);

// Size of the text with its padding.
std::size_t padded_size(std::size_t text_size);

// The opened text: the tips that the writer had merged, and the content.
struct Text {
  Bytes tips;
  Bytes content;
};

// Opens the body of a full event, sealed ones with the key of their epoch into `scratch`, and
// checks the text. A stub is checked as far as it goes: its commitment, and then `into` is empty.
Layer open_event(const EventView& event, const Key* epoch_key, SecretBytes& scratch, Text& into);

// What goes into a new event.
struct Draught {
  Type type = Type::record;
  VaultId vault_id{};
  std::uint32_t epoch = 0;
  DeviceId device{};
  Tip previous;
  Bytes tips;  // as they stand in the text
  Bytes content;
};
struct Sealed {
  std::vector<std::uint8_t> frame;
  Type type = Type::record;
  Tip tip;  // the writer's last event once this one is durable
};
// Seals and signs. `epoch_key` and `random` are used for records and names only.
Sealed seal_event(const Draught& draught, const Key& epoch_key, const SigningKey& signer,
                  Random& random);

}  // namespace ajar::vault
