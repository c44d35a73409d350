// The calls of devices and sync (wasm/ABI.md): requests turned into calls on the machines of life/.
#include "vault/draft.h"
#include "vault/words.h"
#include "wasm/call.h"
#include "wasm/edition.h"

namespace ajar::wasm {
namespace {

void give(Answer& answer, std::initializer_list<vault::Bytes> parts, json::Writer& writer) {
  std::size_t size = 0;
  writer.key("parts").begin_array();
  for (const vault::Bytes part : parts) {
    size += part.size();
    writer.value(part.size());
  }
  writer.end_array();
  answer.blob = vault::SecretBytes(size);
  vault::Writer blob(answer.blob.data());
  for (const vault::Bytes part : parts) blob.bytes(part);
}

Result<vault::DeviceId> device_of(std::string_view digits, std::string_view name) {
  const auto bytes = vault::from_hex(digits);
  if (!bytes || bytes->size() != vault::DeviceId{}.size()) return Request::bad(name);
  return vault::read_array<vault::DeviceId>(bytes->data());
}

std::string slot_path(const vault::SlotId& slot) {
  return "/v1/slots/" + vault::hex(slot);
}

void write_notices(json::Writer& writer, const std::vector<life::Notice>& notices) {
  writer.key("notices").begin_array();
  for (const life::Notice& notice : notices)
    writer.begin_object().member("code", notice.code).member("device", notice.device).end_object();
  writer.end_array();
}

void write_call(json::Writer& writer, const life::Step& step) {
  writer.member("method", step.method).member("path", step.path);
  if (!step.token.empty()) writer.member("token", step.token);
  if (!step.invitation.empty()) writer.member("invitation", step.invitation);
}

void write_stop(json::Writer& writer, const life::Step& step) {
  writer.member("code", step.code).member("detail", step.detail);
  writer.member("device", step.device).member("wait", step.wait);
}

// A step as JSON, its bytes as the blob.
Result<std::string> step_json(Module& self, const life::Step& step) {
  using Kind = life::Step::Kind;
  constexpr std::string_view kNames[] = {"call", "read", "store",  "replace",
                                         "home", "done", "stopped"};
  json::Writer writer;
  writer.begin_object().member("step", kNames[static_cast<std::size_t>(step.kind)]);
  std::vector<std::uint8_t> state;
  if (step.kind != Kind::call && step.kind != Kind::read)
    state = self.sync ? TRY(self.sync->state(self.random))
                      : (self.arrival ? self.arrival->state() : state);
  if (step.kind == Kind::call) {
    write_call(writer, step);
    self.answer.give(step.body);
  } else if (step.kind == Kind::read) {
    writer.member("from", step.from).member("count", step.count);
  } else if (step.kind == Kind::store) {
    writer.member("events", step.events).member("strip", self.life->strip_after());
    give(self.answer, {state, step.frames}, writer);
  } else if (step.kind == Kind::replace) {
    give(self.answer, {step.secret.view(), step.frames}, writer);
  } else if (step.kind == Kind::home) {
    give(self.answer, {step.secret.view(), state, step.frames}, writer);
    self.arrival.reset();
  } else {
    if (step.kind == Kind::stopped) write_stop(writer, step);
    write_notices(writer, self.sync ? self.sync->notices() : std::vector<life::Notice>{});
    if (self.sync) self.answer.give(state);
  }
  return writer.end_object().text();
}

Result<std::string> devices(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  return life::devices_json(life::SyncState::open(life->vault().keys(), request.blob()),
                            life->vault());
}

Result<std::string> device_name(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto device = TRY(device_of(TRY(request.text("device")), "device"));
  const auto prepared = TRY(life->name_device(device, TRY(request.text("name")), self.random));
  self.answer.give(prepared.frames);
  return std::string("{}");
}

Result<life::Goal> goal_of(const Request& request) {
  life::Goal goal;
  if (request.has("certify")) goal.certify = TRY(vault::read_qr(TRY(request.text("certify"))));
  if (request.has("words")) goal.words = TRY(vault::read_words(TRY(request.text("words"))));
  for (const auto& digits : TRY(request.texts("revoke")))
    goal.revoke.push_back(TRY(device_of(digits, "revoke")));
  return goal;
}

Result<std::string> sync_begin(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  life::SyncSettings settings{.origin = std::string(TRY(request.text("origin"))),
                              .goal = TRY(goal_of(request))};
  if (request.has("invitation")) settings.invitation = TRY(request.text("invitation"));
  if (request.has("by_words"))
    settings.words = TRY(vault::read_words(TRY(request.text("by_words"))));
  settings.go_on = request.flag("go_on");
  const auto now_ms = TRY(request.number("now_ms"));
  self.end_run();
  self.sync.emplace(*life, request.blob(), std::move(settings));
  return step_json(self, self.sync->begin(now_ms));
}

Result<std::string> sync_answer(Module& self, const Request& request) {
  const auto status = static_cast<int>(TRY(request.number("status")));
  const auto now_ms = TRY(request.number("now_ms"));
  if (self.ending) return step_json(self, self.ending->answer(status, request.blob()));
  if (self.arrival)
    return step_json(self, self.arrival->answer(status, request.blob(), now_ms, self.random));
  if (!self.sync) return Error{"life/closed"};
  return step_json(self, self.sync->answer(status, request.blob(), now_ms, self.random));
}

Result<std::string> sync_frames(Module& self, const Request& request) {
  if (!self.sync) return Error{"life/closed"};
  return step_json(self, self.sync->frames(request.blob(), self.random));
}

Result<std::string> sync_stored(Module& self, const Request& request) {
  if (!self.sync) return Error{"life/closed"};
  return step_json(
      self, self.sync->stored(request.flag("ok"), TRY(request.number("now_ms")), self.random));
}

Result<std::string> successor_open(Module& self, const Request& request) {
  const auto parts = TRY(request.parts(2));
  const auto old = TRY(vault::Secret::read(parts[0]));
  self.answer.blob = TRY(vault::successor_open(old, parts[1]));
  return std::string("{}");
}

Result<std::string> join_begin(Module& self, const Request&) {
  const auto joining = vault::begin_joining(self.random);
  const auto code = vault::code_of(joining.offer);
  json::Writer writer;
  writer.begin_object()
      .member("code", vault::code_text(code))
      .member("qr", vault::qr_text(joining.offer))
      .member("put", slot_path(vault::offer_slot(code)))
      .member("get", slot_path(vault::answer_slot(code)));
  give(self.answer, {joining.bytes().view(), vault::rest_offer(joining.offer)}, writer);
  return writer.end_object().text();
}

Result<std::string> join_code(Module&, const Request& request) {
  const auto code = TRY(vault::read_code(TRY(request.text("code"))));
  json::Writer writer;
  writer.begin_object()
      .member("get", slot_path(vault::offer_slot(code)))
      .member("answer", slot_path(vault::answer_slot(code)));
  return writer.end_object().text();
}

Result<std::string> join_read(Module&, const Request& request) {
  const auto code = TRY(vault::read_code(TRY(request.text("code"))));
  const auto offer = TRY(vault::read_resting(code, request.blob()));
  json::Writer writer;
  writer.begin_object()
      .member("qr", vault::qr_text(offer))
      .member("device", vault::hex(vault::newcomer_of(offer).id()));
  return writer.end_object().text();
}

Result<std::string> join_answer(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto offer = TRY(vault::read_qr(TRY(request.text("qr"))));
  self.answer.give(TRY(vault::make_answer(offer, life->vault(), self.random)));
  json::Writer writer;
  writer.begin_object().member("path", slot_path(vault::answer_slot(vault::code_of(offer))));
  return writer.end_object().text();
}

Result<std::string> arrive_begin(Module& self, const Request& request) {
  std::string origin(TRY(request.text("origin")));
  self.end_run();
  if (request.has("words")) {
    const auto words = TRY(vault::read_words(TRY(request.text("words"))));
    self.arrival = life::Arrival::by_words(words, std::move(origin));
  } else {
    const auto parts = TRY(request.parts(2));
    self.arrival = TRY(life::Arrival::by_answer(parts[0], parts[1], std::move(origin)));
  }
  return step_json(self, self.arrival->begin());
}

// Days and reads, in the hub's own bounds.
Result<int> count_of(const Request& request, std::string_view name, int most) {
  const auto count = TRY(request.number(name));
  if (count < 1 || count > most) return Request::bad(name);
  return static_cast<int>(count);
}

Result<vault::CapsuleId> capsule_of(const Request& request) {
  const auto bytes = vault::from_hex(TRY(request.text("id")));
  if (!bytes || bytes->size() != vault::capsule_id_size) return Request::bad("id");
  return vault::read_array<vault::CapsuleId>(bytes->data());
}

Result<std::string> errand_json(Module& self, const life::Step& step) {
  json::Writer writer;
  writer.begin_object();
  if (step.kind == life::Step::Kind::call) {
    write_call(writer.member("step", "call"), step);
    self.answer.give(step.body);
    return writer.end_object().text();
  }
  if (step.kind == life::Step::Kind::stopped) {
    write_stop(writer.member("step", "stopped"), step);
  } else {
    writer.member("step", "done").key("resting").begin_array();
    for (const auto& one : self.errand->resting())
      writer.begin_object()
          .member("id", vault::hex(one.id))
          .member("expires", one.expires)
          .member("reads", one.reads)
          .member("size", one.size)
          .end_object();
    writer.end_array();
  }
  self.errand.reset();
  return writer.end_object().text();
}

Result<std::string> resting_begin(Module& self, const Request& request) {
  const auto& vault = TRY(opened(self))->vault();
  std::string origin(TRY(request.text("origin")));
  const auto what = TRY(request.text("what"));
  if (what == "leave") {
    life::Leaving leaving{.id = TRY(capsule_of(request)),
                          .days = TRY(count_of(request, "days", 30)),
                          .reads = TRY(count_of(request, "reads", 100))};
    leaving.file.assign(request.blob().begin(), request.blob().end());
    self.errand = life::Errand::leave(vault, std::move(origin), std::move(leaving));
  } else if (what == "take_back") {
    self.errand = life::Errand::take_back(vault, std::move(origin), TRY(capsule_of(request)));
  } else if (what == "list") {
    self.errand = life::Errand::list(vault, std::move(origin));
  } else {
    return Request::bad("what");
  }
  return errand_json(self, self.errand->begin());
}

Result<std::string> resting_answer(Module& self, const Request& request) {
  const auto status = static_cast<int>(TRY(request.number("status")));
  if (!self.errand) return Error{"life/closed"};
  return errand_json(self, self.errand->answer(status, request.blob()));
}

Result<std::string> ending_begin(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  self.end_run();
  const auto& keys = life->vault().keys();
  if (request.blob().empty()) {
    self.ending.emplace(keys, std::string(TRY(request.text("origin"))));
  } else {
    self.ending = life::Ending::open(keys, request.blob());
    if (!self.ending) return Error{"vault/bad_draft"};
  }
  return step_json(self, self.ending->begin());
}

Result<std::string> farewell_seal(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto old = TRY(vault::Secret::read(request.blob()));
  const life::Ending ending(old, std::string(TRY(request.text("origin"))));
  self.answer.give(TRY(ending.seal(life->vault().keys(), self.random)));
  return std::string("{}");
}

constexpr Operation kOperations[] = {
    {"arrive_begin", arrive_begin},
    {"device_name", device_name},
    {"devices", devices},
    {"ending_begin", ending_begin},
    {"farewell_seal", farewell_seal},
    {"join_answer", join_answer},
    {"join_begin", join_begin},
    {"join_code", join_code},
    {"join_read", join_read},
    {"resting_answer", resting_answer},
    {"resting_begin", resting_begin},
    {"successor_open", successor_open},
    {"sync_answer", sync_answer},
    {"sync_begin", sync_begin},
    {"sync_frames", sync_frames},
    {"sync_stored", sync_stored},
};

}  // namespace

std::span<const Operation> sync_operations() {
  return kOperations;
}

}  // namespace ajar::wasm
