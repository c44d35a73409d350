// Frames of a body, each to its end, and what may be known of them without a key.
#include "hub/arrival.h"

namespace ajar::hub {
namespace {

using vault::Bytes;
using vault::Layer;

// The size of the frame that `rest` begins with, 0 where none does.
std::size_t frame_size(Bytes rest) {
  if (rest.size() < vault::body_offset) return 0;
  const std::size_t size = std::size_t{vault::read_number<std::uint32_t>(rest.data())} + 4;
  return size > vault::frame_limit || size > rest.size() ? 0 : size;
}

Layer check_frame(Bytes frame, const vault::VaultId& vault_id, vault::EventView& into) {
  const Layer layer = vault::read_frame(frame, into);
  if (layer != Layer::none) return layer;
  if (into.suite != vault::this_suite) return Layer::suite;
  if (!vault::same(Bytes(into.vault_id(), 32), vault_id)) return Layer::vault;
  // Past this a number would not fit the store's.
  if (into.dseq > std::uint64_t{1} << 62) return Layer::frame;
  return Layer::none;
}

}  // namespace

Error bad_frame(std::size_t number, Layer layer) {
  return Error{.code = "hub/bad_frame",
               .line = static_cast<std::int64_t>(number),
               .field = "layer",
               .detail = std::string(vault::layer_name(layer))};
}

Result<Bytes> plain_content(const Arrival& arrival, std::vector<std::uint8_t>& scratch) {
  vault::SecretBytes unused;
  vault::Text text;
  if (arrival.event.kind != vault::Kind::full) return Error{.code = "hub/bad_frame"};
  if (vault::open_event(arrival.event, nullptr, unused, text) != Layer::none)
    return Error{.code = "hub/bad_frame"};
  scratch.assign(text.content.begin(), text.content.end());
  return Bytes(scratch);
}

Result<std::vector<Arrival>> read_arrivals(Bytes body, const vault::VaultId& vault_id,
                                           std::size_t most) {
  std::vector<Arrival> arrivals;
  while (!body.empty()) {
    const std::size_t number = arrivals.size() + 1;
    if (number > most) return Error{.code = "hub/bad_request"};
    const std::size_t size = frame_size(body);
    if (size == 0) return bad_frame(number, Layer::frame);
    Arrival& arrival = arrivals.emplace_back();
    arrival.frame = body.first(size);
    const Layer layer = check_frame(arrival.frame, vault_id, arrival.event);
    if (layer != Layer::none) return bad_frame(number, layer);
    arrival.evh = vault::event_hash(arrival.event);
    if (arrival.event.type == vault::Type::tombstone) {
      std::vector<std::uint8_t> content;
      if (!plain_content(arrival, content)) return bad_frame(number, Layer::text);
      const auto list = vault::read_tombstone(content);
      if (!list) return bad_frame(number, Layer::content);
      for (std::size_t at = 0; at < list->size(); at += 32)
        arrival.removed.push_back(vault::read_array<vault::Hash>(list->data() + at));
    }
    body = body.subspan(size);
  }
  if (arrivals.empty()) return Error{.code = "hub/bad_request"};
  return arrivals;
}

std::vector<std::uint8_t> stub_of(const vault::EventView& event) {
  std::vector<std::uint8_t> stub(vault::stub_size);
  vault::Writer to(stub.data());
  to.number(static_cast<std::uint32_t>(vault::stub_size - 4));
  to.number(static_cast<std::uint8_t>(vault::Kind::stub));
  to.bytes(event.header);
  to.bytes(Bytes(event.signature, vault::signature_size));
  to.bytes(event.kind == vault::Kind::full ? Bytes(vault::hash(event.body)) : event.body);
  return stub;
}

}  // namespace ajar::hub
