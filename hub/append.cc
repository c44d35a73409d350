// Records, names and tombstones into a vault (spec/http.md §4, Append), and bodies out of it.
#include "hub/hub.h"
#include "hub/ledger.h"
#include "vault/hex.h"

namespace ajar::hub {
namespace {

constexpr std::size_t most_events = 256;

// An error about one frame of the body.
Error at_frame(Error error, std::size_t index) {
  error.line = static_cast<std::int64_t>(index + 1);
  return error;
}

bool is_control(const Arrival& arrival) {
  return arrival.event.type == vault::Type::genesis || arrival.event.type == vault::Type::control;
}

// The signature of each tombstone and of each device's last event in the body; the chain binds
// those before to it.
Status check_signatures(Ledger& ledger, const std::vector<Arrival>& arrivals,
                        const std::vector<std::int64_t>& numbers, std::int64_t before) {
  std::set<vault::DeviceId> seen;
  for (std::size_t i = arrivals.size(); i-- > 0;) {
    if (numbers[i] <= before) continue;  // it was here, and was checked then
    const Arrival& arrival = arrivals[i];
    const store::HubDevice* device = ledger.find(arrival.event.device());
    const bool last = seen.insert(device->id).second;
    if (!last && arrival.event.type != vault::Type::tombstone) continue;
    if (!vault::signed_by(device->sign, arrival.evh, arrival.event.signature))
      return at_frame(Error{.code = "hub/bad_signature"}, i);
  }
  return ok();
}

struct Appended {
  vault::Done done;
  std::size_t events = 0;
  std::size_t bytes = 0;
};

Result<Appended> append_all(Work& work, const std::vector<Arrival>& arrivals) {
  Ledger ledger = TRY(Ledger::open(work.store, work.route.vault));
  const std::int64_t before = ledger.vault().last;
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    const auto place = ledger.place(arrivals[i]);
    if (!place && place.error().code.starts_with("hub/")) return at_frame(place.error(), i);
    if (!place) return place.error();
    numbers.push_back(*place != 0 ? *place : ledger.take(arrivals[i]));
  }
  TRY(check_signatures(ledger, arrivals, numbers, before));
  TRY(ledger.close(work.hub.settings().quota));
  Appended appended{{ledger.vault().generation, {numbers.begin(), numbers.end()}},
                    ledger.taken(),
                    ledger.taken_bytes()};
  return appended;
}

}  // namespace

Result<Response> append(Work& work) {
  const auto arrivals = TRY(read_arrivals(work.request.body, work.route.vault, most_events));
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    const auto& event = arrivals[i].event;
    if (is_control(arrivals[i])) return at_frame(Error{.code = "hub/wrong_call"}, i);
    if (event.kind == vault::Kind::stub && !event.sealed())
      return bad_frame(i + 1, vault::Layer::frame);
  }
  Appended appended;
  TRY(work.store.transact([&]() -> Status {
    appended = TRY(append_all(work, arrivals));
    return ok();
  }));
  Response response = octets(200, vault::done_bytes(appended.done));
  if (appended.events > 0) response.news = work.route.vault;
  work.hub.metrics().appended(appended.events, appended.bytes);
  return response;
}

Result<Response> drop_body(Work& work) {
  TRY(work.store.transact([&]() -> Status {
    Ledger ledger = TRY(Ledger::open(work.store, work.route.vault));
    const vault::Hash wanted[] = {work.route.event};
    const vault::Hash by[] = {work.route.tombstone};
    const auto found = TRY(work.store.numbers(work.route.vault, wanted));
    if (found.empty()) return Error{.code = "hub/no_event"};
    const auto tombstone = TRY(work.store.numbers(work.route.vault, by));
    if (tombstone.empty()) return Error{.code = "hub/no_tombstone"};
    const auto frame = TRY(work.store.frame(work.route.vault, tombstone[0]));
    if (!frame) return Error{.code = "hub/no_tombstone"};
    const auto arrival = read_arrivals(*frame, work.route.vault, 1);
    if (!arrival || std::find((*arrival)[0].removed.begin(), (*arrival)[0].removed.end(),
                              work.route.event) == (*arrival)[0].removed.end())
      return Error{.code = "hub/no_tombstone"};
    ledger.vault().size -= TRY(drop_bodies_of(work.store, work.route.vault, wanted));
    return work.store.put_vault(work.route.vault, ledger.vault());
  }));
  return octets(204, {});
}

}  // namespace ajar::hub
