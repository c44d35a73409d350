// Control events: who may write into a vault from here on, one after the other (spec/http.md §4,
// Control; spec/vault.md §6).
#include "hub/hub.h"
#include "hub/ledger.h"
#include "vault/hex.h"

namespace ajar::hub {
namespace {

using vault::Bytes;
using vault::DeviceId;
using vault::Hash;
using vault::Layer;

constexpr std::size_t previous_at = 1,
                      line_size = 33;  // op and the hash of the control event before

Error refused(Layer layer) {
  return bad_frame(1, layer);
}

// A device that the ledger knows and that is not revoked.
const store::HubDevice* active(Ledger& ledger, const std::uint8_t* id) {
  const store::HubDevice* device = ledger.find(id);
  return device != nullptr && device->accepted < 0 ? device : nullptr;
}

// Brings a device in. Its own first event, or an event of the device that certifies it.
Status certify(Ledger& ledger, const vault::VaultId& vault_id, const Arrival& arrival,
               Bytes content) {
  const auto certificate = vault::Certificate::read(content);
  if (!certificate) return refused(Layer::content);
  const auto id = vault::device_id_of(certificate->device_sign, certificate->device_kem);
  const auto writer = vault::read_array<DeviceId>(arrival.event.device());
  const bool by_words = certificate->by == vault::CertifiedBy::words;
  const store::HubDevice* by = active(ledger, certificate->by_device.data());
  if (!by_words && by == nullptr) return Error{.code = "hub/unknown_device"};
  if (writer != id && (by_words || writer != certificate->by_device))
    return refused(Layer::content);
  if (writer == id && arrival.event.dseq != 1) return refused(Layer::content);
  if (ledger.find(id.data()) != nullptr ||
      !vault::has_room(ledger.devices().size(), certificate->by))
    return refused(Layer::content);
  const auto& certifier = by_words ? ledger.vault().recovery : by->sign;
  if (!certificate->signed_with(certifier, vault_id, arrival.event.epoch))
    return Error{.code = "hub/bad_signature", .line = 1};
  ledger.add_device(id, certificate->device_sign);
  return ok();
}

// The ids of a list, each a device that may write, ascending; nothing where they are not.
std::optional<std::vector<DeviceId>> ids_of(Ledger& ledger, Bytes list, std::size_t size) {
  std::vector<DeviceId> ids;
  for (std::size_t at = 0; at < list.size(); at += size) {
    const auto id = vault::read_array<DeviceId>(list.data() + at);
    if (active(ledger, id.data()) == nullptr) return std::nullopt;
    if (!ids.empty() && ids.back() >= id) return std::nullopt;
    ids.push_back(id);
  }
  return ids;
}

// Puts devices out and begins the next epoch.
Result<std::vector<DeviceId>> revoke(Ledger& ledger, const vault::VaultId& vault_id,
                                     const Arrival& arrival, Bytes content) {
  const auto read = vault::Revocation::read(content);
  if (!read) return refused(Layer::content);
  const auto gone = ids_of(ledger, read->out, vault::tip_size);
  const auto stays = ids_of(ledger, read->stays, vault::Revocation::stay_size);
  if (!gone || !stays) return refused(Layer::content);
  const auto active_count = static_cast<std::size_t>(
      std::count_if(ledger.devices().begin(), ledger.devices().end(),
                    [](const store::HubDevice& device) { return device.accepted < 0; }));
  const auto writer = vault::read_array<DeviceId>(arrival.event.device());
  // Together they are all; that nobody is in both its form says.
  if (gone->size() + stays->size() != active_count) return refused(Layer::content);
  if (!std::binary_search(stays->begin(), stays->end(), writer)) return refused(Layer::content);
  if (read->by == vault::CertifiedBy::words &&
      !read->signed_with(ledger.vault().recovery, vault_id, arrival.event.epoch))
    return Error{.code = "hub/bad_signature", .line = 1};
  for (std::size_t i = 0; i < gone->size(); ++i) {
    const auto dseq =
        vault::read_number<std::uint64_t>(read->out.data() + i * vault::tip_size + 16);
    if (dseq > std::uint64_t{1} << 62) return refused(Layer::content);
    ledger.find((*gone)[i].data())->accepted = static_cast<std::int64_t>(dseq);
    ledger.changed((*gone)[i]);
  }
  ++ledger.vault().epoch;
  return *gone;
}

struct Controlled {
  vault::Done done;
  std::vector<DeviceId> gone;
  bool fresh = false;
  std::size_t bytes = 0;
};

Result<Controlled> append_one(Work& work, const Arrival& arrival, Bytes content) {
  Ledger ledger = TRY(Ledger::open(work.store, work.route.vault));
  Controlled out;
  out.done.generation = ledger.vault().generation;
  // Where it is here already the answer is what it was; whose device is not known brings itself in.
  const bool known = ledger.find(arrival.event.device()) != nullptr;
  if (!known && content[0] != vault::op_certify)
    return Error{.code = "hub/unknown_device", .line = 1};
  if (known) {
    const auto place = ledger.place(arrival);
    if (place && *place != 0) {
      out.done.numbers = {static_cast<std::uint64_t>(*place)};
      return out;
    }
  }
  // Before anything else about it: whoever comes too late reads on first, and learns the rest from
  // there.
  const auto previous = vault::read_array<Hash>(content.data() + previous_at);
  if (previous != ledger.vault().control)
    return Error{.code = "hub/control_order",
                 .field = "control",
                 .detail = vault::hex(ledger.vault().control)};
  if (content[0] != vault::op_certify && content[0] != vault::op_revoke)
    return Error{.code = "hub/newer"};
  if (arrival.event.epoch != static_cast<std::uint64_t>(ledger.vault().epoch))
    return refused(Layer::epoch);
  if (content[0] == vault::op_certify)
    TRY(certify(ledger, work.route.vault, arrival, content));
  else
    out.gone = TRY(revoke(ledger, work.route.vault, arrival, content));
  // A device that brings itself in has no place before it; whoever else writes was placed above.
  auto place = ledger.place(arrival);
  if (!place && place.error().code.starts_with("hub/")) place.error().line = 1;
  if (TRY(std::move(place)) != 0) return refused(Layer::chain);
  const store::HubDevice* writer = ledger.find(arrival.event.device());
  if (!vault::signed_by(writer->sign, arrival.evh, arrival.event.signature))
    return Error{.code = "hub/bad_signature", .line = 1};
  out.done.numbers = {static_cast<std::uint64_t>(ledger.take(arrival))};
  out.fresh = true;
  out.bytes = arrival.frame.size();
  ledger.vault().control = arrival.evh;
  TRY(ledger.close(work.hub.settings().quota));
  for (const DeviceId& device : out.gone) TRY(work.store.end_sessions(work.route.vault, device));
  return out;
}

}  // namespace

Result<Response> append_control(Work& work) {
  const auto arrivals = TRY(read_arrivals(work.request.body, work.route.vault, 1));
  const Arrival& arrival = arrivals[0];
  if (arrival.event.type != vault::Type::control) return Error{.code = "hub/wrong_call", .line = 1};
  std::vector<std::uint8_t> scratch;
  const auto content = plain_content(arrival, scratch);
  if (!content || content->size() < line_size) return refused(Layer::text);
  Controlled out;
  TRY(work.store.transact([&]() -> Status {
    out = TRY(append_one(work, arrival, *content));
    return ok();
  }));
  if (!out.gone.empty()) work.hub.forget(work.route.vault);
  Response response = octets(200, vault::done_bytes(out.done));
  if (out.fresh) {
    response.news = work.route.vault;
    work.hub.metrics().appended(1, out.bytes);
  }
  return response;
}

}  // namespace ajar::hub
