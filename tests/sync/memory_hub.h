// A hub in memory that keeps spec/http.md's rules about order and chains, and does mischief when a
// test tells it to: between what it holds and what it says stands one function of the test's.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vault/control.h"
#include "vault/frames.h"
#include "vault/hex.h"
#include "vault/http.h"
#include "vault/test_random.h"

namespace ajar::tests {

using Octets = std::vector<std::uint8_t>;

struct HubAnswer {
  int status = 200;
  Octets body = {};
};

class MemoryHub {
 public:
  struct Device {
    vault::PublicKey sign{};
    vault::Tip tip{};
    std::optional<vault::Tip> cut = {};
    bool certified = false;
  };
  struct Numbered {
    std::uint64_t number;
    Octets frame;
  };

  HubAnswer handle(std::string_view method, const std::string& path, const std::string& token,
                   const Octets& body) {
    ++calls;
    if (path == "/v1/auth/challenge") return {200, challenge()};
    if (path == "/v1/auth/session") return session(body);
    if (path == "/v1/vaults") return create(body);
    if (path.find("/v1/v/") == 0 && token != token_) return problem(401, "hub/no_session");
    if (deleted) return problem(410, "hub/deleted", deleted_receipt);
    if (method == "GET" && path.find("/head") != path.npos) return {200, said_head()};
    if (method == "GET") return {200, said_page(after_of(path))};
    if (path.find("/control") != path.npos) return append(body, true);
    return append(body, false);
  }

  // What stands between what is held and what is said.
  std::function<void(vault::Head&)> on_head;
  std::function<void(std::vector<Numbered>&)> on_events;  // all frames past the cursor
  std::function<bool(std::string_view path)> lose;        // the answer is lost, the deed is done

  vault::Head head() const {
    vault::Head head{.generation = generation, .last = next - 1, .control = control, .tips = {}};
    for (const auto& [id, device] : devices)
      if (device.tip.dseq != 0) head.tips.push_back({id, device.tip});
    return head;
  }
  // As a hub that is set back to an earlier moment: the last `count` events never came.
  void forget_last(std::size_t count) {
    const std::vector<Numbered> kept(events.begin(), events.end() - static_cast<long>(count));
    const auto first = genesis;
    clear();
    (void)create(first);
    for (const Numbered& each : kept) {
      if (each.number == 1) continue;
      (void)append(each.frame, type_of(each.frame) == vault::Type::control);
    }
  }
  void clear() {
    events.clear();
    devices.clear();
    next = 1;
    genesis.clear();
  }
  static vault::Type type_of(const Octets& frame) {
    vault::EventView event;
    (void)vault::read_frame(frame, event);
    return event.type;
  }

  std::vector<Numbered> events;
  std::map<vault::DeviceId, Device> devices;
  vault::Generation generation{1};
  vault::Hash control{};
  vault::VaultId vault_id{};
  vault::PublicKey recovery{};
  Octets genesis;
  std::uint64_t next = 1;
  std::size_t page_size = 1000;
  std::size_t calls = 0;
  bool deleted = false;
  std::string deleted_receipt;

 private:
  static HubAnswer problem(int status, std::string_view code, const std::string& receipt = {}) {
    const std::string json =
        "{\"code\":\"" + std::string(code) + "\",\"receipt\":\"" + receipt + "\"}";
    return {status, Octets(json.begin(), json.end())};
  }
  static std::uint64_t after_of(const std::string& path) {
    return std::stoull(path.substr(path.find("after=") + 6));
  }
  static Octets challenge() {
    Octets bytes(vault::challenge_size);
    std::copy_n("AJC1", 4, bytes.begin());
    return bytes;
  }
  HubAnswer session(const Octets& body) {
    const auto claim = vault::Claim::read(body);
    if (!claim || claim->vault_id != vault_id || genesis.empty())
      return problem(401, "hub/session_refused");
    const auto device = devices.find(claim->device);
    const bool words = claim->device == vault::DeviceId{};
    const bool known =
        words || (device != devices.end() && device->second.certified && !device->second.cut);
    if (!known || !claim->signed_with(words ? recovery : device->second.sign))
      return problem(401, "hub/session_refused");
    vault::Session session{.token = {7}, .seconds = 3600};
    token_ = vault::hex(session.token);
    return {200, vault::session_bytes(session)};
  }
  HubAnswer create(const Octets& frame) {
    if (!genesis.empty()) {
      if (frame != genesis) return problem(409, "hub/other_genesis");
      return {200, vault::head_bytes(head())};
    }
    vault::EventView event;
    vault::Text text;
    vault::SecretBytes scratch;
    (void)vault::read_frame(frame, event);
    (void)vault::open_event(event, nullptr, scratch, text);
    vault_id = vault::read_array<vault::VaultId>(event.vault_id());
    const auto read = vault::Genesis::read(text.content, vault_id);
    if (!read) return problem(400, "hub/bad_frame");
    recovery = read->recovery_sign;
    genesis = frame;
    admit(frame, event);
    Device& device = devices[vault::read_array<vault::DeviceId>(event.device())];
    device.sign = read->device_sign;
    device.certified = true;
    control = vault::event_hash(event);
    return {201, vault::head_bytes(head())};
  }
  std::uint64_t admit(const Octets& frame, const vault::EventView& event) {
    Device& device = devices[vault::read_array<vault::DeviceId>(event.device())];
    device.tip = {event.dseq, vault::event_hash(event)};
    events.push_back({next, frame});
    return next++;
  }
  Octets said_head() {
    vault::Head said = head();
    if (on_head) on_head(said);
    return vault::head_bytes(said);
  }
  Octets said_page(std::uint64_t after) {
    std::vector<Numbered> rest;
    for (const Numbered& each : events)
      if (each.number > after) rest.push_back(each);
    const std::uint64_t last = next - 1;
    if (on_events) on_events(rest);
    if (rest.size() > page_size) rest.resize(page_size);
    Octets frames;
    for (const Numbered& each : rest)
      frames.insert(frames.end(), each.frame.begin(), each.frame.end());
    vault::Page page{.count = static_cast<std::uint32_t>(rest.size()),
                     .generation = generation,
                     .next = rest.empty() ? after : rest.back().number,
                     .last = last,
                     .frames = frames};
    return vault::page_bytes(page);
  }
  // One event's place; empty where it may go in.
  std::string place(const vault::EventView& event, bool as_control) {
    const auto device = devices.find(vault::read_array<vault::DeviceId>(event.device()));
    const bool newcomer = as_control && event.dseq == 1 && device == devices.end();
    if (!newcomer && (device == devices.end() || !device->second.certified))
      return "hub/unknown_device";
    const Device at = newcomer ? Device{} : device->second;
    if (at.cut && event.dseq > at.cut->dseq) return "hub/revoked";
    if (event.dseq > at.tip.dseq + 1) return "hub/gap";
    if (event.dseq <= at.tip.dseq || !vault::same(vault::Bytes(event.prev_self(), 32), at.tip.evh))
      return "hub/equivocation";
    return "";
  }
  std::uint64_t number_of(const vault::EventView& event) const {
    for (const Numbered& each : events) {
      vault::EventView held;
      (void)vault::read_frame(each.frame, held);
      if (vault::event_hash(held) == vault::event_hash(event)) return each.number;
    }
    return 0;
  }
  HubAnswer append(const Octets& body, bool as_control) {
    vault::Done done{.generation = generation, .numbers = {}};
    vault::FrameReader reader(body, vault_id);
    while (const auto frame = reader.next()) {
      vault::EventView event;
      if (vault::read_frame(frame->bytes, event) != vault::Layer::none)
        return problem(400, "hub/bad_frame");
      const auto device = devices.find(vault::read_array<vault::DeviceId>(event.device()));
      if (device != devices.end() && event.dseq <= device->second.tip.dseq) {
        if (const auto number = number_of(event)) {
          done.numbers.push_back(number);
          continue;
        }
      }
      const std::string refused = place(event, as_control);
      if (!refused.empty()) return problem(refused == "hub/revoked" ? 403 : 409, refused);
      if (as_control) {
        if (const auto odd = take_decision(event); !odd.empty()) return problem(409, odd);
      }
      if (event.type == vault::Type::tombstone) drop_bodies(event);
      done.numbers.push_back(admit(Octets(frame->bytes.begin(), frame->bytes.end()), event));
      if (as_control) control = vault::event_hash(event);
    }
    return {200, vault::done_bytes(done)};
  }
  std::string take_decision(const vault::EventView& event) {
    vault::SecretBytes scratch;
    vault::Text text;
    (void)vault::open_event(event, nullptr, scratch, text);
    if (!vault::same(text.content.subspan(1, 32), control)) return "hub/control_order";
    if (const auto certificate = vault::Certificate::read(text.content)) {
      const vault::Newcomer keys{certificate->device_sign, certificate->device_kem};
      devices[keys.id()].sign = keys.sign;
      devices[keys.id()].certified = true;
      return "";
    }
    const auto revocation = vault::Revocation::read(text.content);
    if (!revocation) return "hub/bad_frame";
    for (auto& [id, device] : devices) {
      if (const auto* cut = revocation->cut_of(id.data()))
        device.cut = vault::Tip{vault::read_number<std::uint64_t>(cut),
                                vault::read_array<vault::Hash>(cut + 8)};
    }
    return "";
  }
  void drop_bodies(const vault::EventView& tombstone) {
    vault::SecretBytes scratch;
    vault::Text text;
    (void)vault::open_event(tombstone, nullptr, scratch, text);
    const auto list = vault::read_tombstone(text.content);
    if (!list) return;
    for (Numbered& each : events) {
      vault::EventView event;
      (void)vault::read_frame(each.frame, event);
      if (event.kind == vault::Kind::stub) continue;
      const vault::Hash evh = vault::event_hash(event);
      for (std::size_t at = 0; at < list->size(); at += 32)
        if (vault::same(evh, list->subspan(at, 32))) each.frame = stub_of(each.frame);
    }
  }

 public:
  static Octets stub_of(const Octets& frame) {
    vault::EventView event;
    (void)vault::read_frame(frame, event);
    Octets stub(vault::stub_size);
    vault::Writer writer(stub.data());
    writer.number(static_cast<std::uint32_t>(vault::stub_size - 4));
    writer.number(static_cast<std::uint8_t>(vault::Kind::stub));
    writer.bytes(vault::Bytes(frame).subspan(5, vault::header_size + vault::signature_size));
    writer.bytes(vault::hash(event.body));
    return stub;
  }

 private:
  std::string token_ = "none";
};

}  // namespace ajar::tests
