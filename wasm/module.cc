// The module's one call (wasm/ABI.md): bytes in, bytes out. It holds one life and turns requests
// into calls on it; nothing is decided here.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "vault/draft.h"
#include "wasm/call.h"
#include "wasm/edition.h"

namespace ajar::wasm {

std::string_view as_text(vault::Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_problems(json::Writer& writer, const std::vector<life::Damage>& problems) {
  writer.begin_array();
  for (const auto& problem : problems) {
    writer.begin_object().member("index", problem.index).member("code", problem.code);
    if (!problem.record.empty()) writer.member("record", problem.record);
    writer.end_object();
  }
  writer.end_array();
}

void write_error(json::Writer& writer, const Error& error) {
  writer.begin_object().member("code", error.code).member("line", error.line);
  writer.member("field", error.field).member("detail", error.detail).end_object();
}

void write_state(json::Writer& writer, const life::State& state) {
  writer.begin_object().member("hash", state.hash).member("records", state.held);
  writer.member("live", state.live).end_object();
}

std::string renewed_json(Module& self, const vault::Renewed& renewed) {
  give_two(self.answer, renewed.secret.view(), renewed.certificate.frame);
  json::Writer writer;
  writer.begin_object();
  write_parts(writer, {renewed.secret.size(), renewed.certificate.frame.size()});
  return writer.end_object().take();
}

namespace {

constexpr std::size_t kMostRequest = 512 * 1024;

// Made at the first call and never destroyed: the host drops the whole instance.
Module& module() {
  static Module* const one = new Module;
  return *one;
}

std::string identity_json(const vault::Vault& vault) {
  json::Writer writer;
  writer.begin_object()
      .member("vault", vault::hex(vault.vault_id()))
      .member("device", vault::hex(vault.device()))
      .end_object();
  return writer.take();
}

// ------------------------------------------------------------------ beginning and opening

Result<std::string> load_content(Module& self, const Request& request) {
  self.content = TRY(content::load(as_text(request.blob())));
  json::Writer writer;
  writer.begin_object().member("language", self.content->language);
  writer.member("version", self.content->version).end_object();
  return writer.take();
}

Result<std::string> create(Module& self, const Request&) {
  auto created = TRY(vault::create(self.random));
  auto life = TRY(life::Life::open(created.secret.view()));
  life.apply(created.frame, true);
  self.sync.reset();
  self.errand.reset();
  self.life = std::move(life);
  give_two(self.answer, created.secret.view(), created.frame);
  json::Writer writer;
  writer.begin_object().member("vault", vault::hex(self.life->vault().vault_id()));
  writer.member("device", vault::hex(self.life->vault().device()));
  write_parts(writer, {created.secret.size(), created.frame.size()});
  return writer.end_object().text();
}

Result<std::string> open(Module& self, const Request& request) {
  auto life = TRY(life::Life::open(request.blob()));
  self.sync.reset();
  self.errand.reset();
  self.life = std::move(life);
  return identity_json(self.life->vault());
}

Result<std::string> apply(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto applied = life->apply(request.blob(), request.flag("last"));
  json::Writer writer;
  writer.begin_object().member("events", applied.events).member("records", applied.records);
  writer.member("tail", applied.tail)
      .member("strip", applied.strip)
      .member("revision", life->revision());
  writer.key("damaged");
  write_problems(writer, applied.damaged);
  return writer.end_object().text();
}

Result<std::string> close(Module& self, const Request&) {
  self.end_run();
  self.errand.reset();
  self.life.reset();
  return std::string("{}");
}

// ------------------------------------------------------------------ writing

std::string prepared_json(Module& self, const life::Prepared& prepared) {
  self.answer.give(prepared.frames);
  json::Writer writer;
  writer.begin_object()
      .member("id", format(prepared.id))
      .member("rev", format(prepared.rev))
      .end_object();
  return writer.take();
}

Result<std::string> put(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  life::Intent intent{.kind = std::string(TRY(request.text("kind"))),
                      .body = std::string(TRY(request.raw("body")))};
  if (request.has("id")) intent.id = TRY(request.id("id"));
  if (request.has("at")) intent.at = TRY(request.time("at"));
  return prepared_json(self, TRY(life->put(intent, TRY(request.clock()), self.random)));
}

Result<std::string> remove(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  return prepared_json(self,
                       TRY(life->remove(TRY(request.id("id")), TRY(request.clock()), self.random)));
}

Result<std::string> restore(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  return prepared_json(
      self, TRY(life->restore(TRY(request.id("id")), TRY(request.clock()), self.random)));
}

Result<std::string> sweep(Module& self, const Request&) {
  auto* life = TRY(opened(self));
  const auto swept = TRY(life->sweep());
  self.answer.give(swept.frames);
  json::Writer writer;
  writer.begin_object().member("dropped", swept.bodies).end_object();
  return writer.take();
}

Result<std::string> strip(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto stripped = life->strip(request.blob());
  self.answer.give(stripped.log);
  json::Writer writer;
  writer.begin_object().member("changed", stripped.changed).end_object();
  return writer.take();
}

std::string revision_json(std::uint64_t revision) {
  json::Writer writer;
  writer.begin_object().member("revision", revision).end_object();
  return writer.take();
}

Result<std::string> accept(Module& self, const Request&) {
  return revision_json(TRY(opened(self))->accept());
}

Result<std::string> discard(Module& self, const Request&) {
  auto* life = TRY(opened(self));
  life->discard();
  return revision_json(life->revision());
}

// ------------------------------------------------------------------ reading

Result<std::string> view(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  if (!self.content) return Error{"wasm/no_content"};
  return life->view(*self.content, TRY(request.text("name")), TRY(request.raw("args")),
                    edition().more, edition().views);
}

Result<std::string> export_lines(Module& self, const Request&) {
  auto* life = TRY(opened(self));
  self.answer.give(vault::text_bytes(life->export_lines()));
  json::Writer writer;
  writer.begin_object().member("records", life->journal().live()).end_object();
  return writer.take();
}

Result<std::string> state(Module& self, const Request&) {
  json::Writer writer;
  write_state(writer, TRY(opened(self))->state());
  return writer.take();
}

Result<std::string> draft_seal(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  self.answer.give(TRY(vault::draft_seal(life->vault().keys(), TRY(request.text("slot")),
                                         request.blob(), self.random)));
  return std::string("{}");
}

Result<std::string> draft_open(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  self.answer.blob =
      TRY(vault::draft_open(life->vault().keys(), TRY(request.text("slot")), request.blob()));
  return std::string("{}");
}

Result<std::string> secret(Module& self, const Request&) {
  self.answer.blob = TRY(opened(self))->vault().secret();
  return std::string("{}");
}

// The way on for a device that may read and not write any more (its own last event is damaged): it
// certifies a new one.
Result<std::string> renew(Module& self, const Request&) {
  const auto renewed = TRY(vault::renew(TRY(opened(self))->vault(), self.random));
  return renewed_json(self, renewed);
}

constexpr Operation kOperations[] = {
    {"accept", accept},
    {"apply", apply},
    {"close", close},
    {"content", load_content},
    {"create", create},
    {"discard", discard},
    {"draft_open", draft_open},
    {"draft_seal", draft_seal},
    {"export", export_lines},
    {"open", open},
    {"put", put},
    {"remove", remove},
    {"renew", renew},
    {"restore", restore},
    {"secret", secret},
    {"state", state},
    {"strip", strip},
    {"sweep", sweep},
    {"view", view},
};

const Operation* find(std::span<const Operation> operations, std::string_view name) {
  for (const auto& operation : operations)
    if (operation.name == name) return &operation;
  return nullptr;
}

const Operation* find(std::string_view name) {
  if (const auto* known = find(kOperations, name)) return known;
  for (const auto operations : edition().operations)
    if (const auto* known = find(operations, name)) return known;
  return nullptr;
}

Result<std::string> run(Module& self, std::string_view text, vault::Bytes blob) {
  json::Document document;
  const auto root = TRY(document.parse(text, {.bytes = kMostRequest, .depth = 32}));
  const Request request(root, blob);
  const auto name = TRY(request.text("op"));
  if (const auto* operation = find(name)) return operation->run(self, request);
  return Error{"wasm/unknown_op", 0, "op", std::string(name.substr(0, 40))};
}

bool call(std::string_view text, vault::Bytes blob) {
  Module& self = module();
  vault::wipe(self.answer.json.data(), self.answer.json.size());
  self.answer = Answer{};
  auto result =
      vault::start() ? run(self, text, blob) : Result<std::string>(Error{"system/no_crypto"});
  if (result) {
    self.answer.json = std::move(*result);
    return true;
  }
  json::Writer writer;
  writer.begin_object().key("error");
  write_error(writer, result.error());
  self.answer.json = writer.end_object().text();
  self.answer.blob = {};
  return false;
}

}  // namespace
}  // namespace ajar::wasm

extern "C" {

__attribute__((export_name("aj_alloc"))) void* aj_alloc(std::size_t size) {
  return std::malloc(size == 0 ? 1 : size);
}
__attribute__((export_name("aj_free"))) void aj_free(void* memory) {
  std::free(memory);
}

__attribute__((export_name("aj_call"))) int aj_call(const char* json, std::size_t json_length,
                                                    const std::uint8_t* blob,
                                                    std::size_t blob_length) {
  return ajar::wasm::call({json, json_length}, {blob, blob_length}) ? 0 : 1;
}
__attribute__((export_name("aj_json"))) const char* aj_json() {
  return ajar::wasm::module().answer.json.data();
}
__attribute__((export_name("aj_json_length"))) std::size_t aj_json_length() {
  return ajar::wasm::module().answer.json.size();
}
__attribute__((export_name("aj_blob"))) const std::uint8_t* aj_blob() {
  return ajar::wasm::module().answer.blob.data();
}
__attribute__((export_name("aj_blob_length"))) std::size_t aj_blob_length() {
  return ajar::wasm::module().answer.blob.size();
}
}
