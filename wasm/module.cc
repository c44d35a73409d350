// The module's one call (wasm/ABI.md): bytes in, bytes out. It holds one life and turns requests
// into calls on it; nothing is decided here.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "vault/draft.h"
#include "vault/export.h"
#include "vault/key_file.h"
#include "vault/words.h"
#include "wasm/call.h"

namespace ajar::wasm {
namespace {

constexpr std::size_t kMostRequest = 512 * 1024;

// Made at the first call and never destroyed: the host drops the whole instance.
Module& module() {
  static Module* const one = new Module;
  return *one;
}

std::string_view as_text(vault::Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<vault::Cost> cost_of(const Request& request) {
  const auto opslimit = TRY(request.number("opslimit"));
  const auto memlimit = TRY(request.number("memlimit"));
  if (opslimit < 0 || memlimit < 0) return Request::bad("opslimit");
  TRY(vault::check_cost(static_cast<std::uint64_t>(opslimit),
                        static_cast<std::uint64_t>(memlimit)));
  vault::Cost cost{static_cast<std::uint32_t>(opslimit), static_cast<std::uint32_t>(memlimit), {}};
  const auto salt = vault::from_hex(TRY(request.text("salt")));
  if (!salt || salt->size() != cost.salt.size()) return Request::bad("salt");
  std::copy(salt->begin(), salt->end(), cost.salt.begin());
  return cost;
}

std::string cost_json(const vault::Cost& cost) {
  json::Writer writer;
  writer.begin_object().member("salt", vault::hex(cost.salt)).member("opslimit", cost.opslimit);
  writer.member("memlimit", cost.memlimit).end_object();
  return writer.take();
}

Result<vault::Key> key_of(vault::Bytes bytes) {
  if (bytes.size() != vault::Key::size()) return Request::bad("blob");
  return vault::Key(bytes.first<vault::Key::size()>());
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
  self.sync.reset();
  self.arrival.reset();
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

Result<std::string> import_check(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto report = TRY(life->import_check(as_text(request.blob())));
  json::Writer writer;
  writer.begin_object()
      .member("lines", report.lines)
      .member("new", report.fresh)
      .member("known", report.known);
  writer.key("errors").begin_array();
  for (const auto& error : report.errors) write_error(writer, error);
  return writer.end_array().end_object().text();
}

Result<std::string> import_next(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto most = TRY(request.number("max"));
  if (most < 1) return Request::bad("max");
  const auto batch = TRY(life->import_next(static_cast<std::size_t>(most), self.random));
  self.answer.give(batch.frames);
  json::Writer writer;
  writer.begin_object().member("left", batch.left).member("events", batch.events).end_object();
  return writer.take();
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
  return life->view(*self.content, TRY(request.text("name")), TRY(request.raw("args")));
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

Result<std::string> verify(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto report = TRY(life::Life::verify(life->vault().secret().view(), request.blob()));
  json::Writer writer;
  writer.begin_object()
      .member("events", report.events)
      .member("records", report.records)
      .member("tail", report.tail);
  writer.key("problems");
  write_problems(writer, report.problems);
  writer.key("state");
  write_state(writer, report.state);
  return writer.end_object().text();
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

// ------------------------------------------------------------------ passphrase, words, files

Result<std::string> kdf(Module& self, const Request& request) {
  const auto key = TRY(vault::derive(request.blob(), TRY(cost_of(request))));
  self.answer.give(key);
  return std::string("{}");
}

Result<std::string> kdf_new(Module& self, const Request& request) {
  const auto opslimit = TRY(request.number("opslimit"));
  const auto memlimit = TRY(request.number("memlimit"));
  if (opslimit < 0 || memlimit < 0) return Request::bad("opslimit");
  return cost_json(TRY(vault::new_cost(static_cast<std::uint64_t>(opslimit),
                                       static_cast<std::uint64_t>(memlimit), self.random)));
}

Result<std::string> key_seal(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto secret = life->vault().secret();
  self.answer.give(TRY(vault::key_seal(secret.view(), TRY(key_of(request.blob())),
                                       TRY(cost_of(request)), self.random)));
  return std::string("{}");
}

Result<std::string> key_info(Module&, const Request& request) {
  return cost_json(TRY(vault::key_info(request.blob())));
}

Result<std::string> key_open(Module& self, const Request& request) {
  const auto blob = request.blob();
  if (blob.size() < vault::Key::size()) return Request::bad("blob");
  self.answer.blob = TRY(vault::key_open(blob.subspan(vault::Key::size()),
                                         TRY(key_of(blob.first(vault::Key::size())))));
  return std::string("{}");
}

Result<std::string> secret(Module& self, const Request&) {
  self.answer.blob = TRY(opened(self))->vault().secret();
  return std::string("{}");
}

Result<std::string> words(Module& self, const Request&) {
  auto* life = TRY(opened(self));
  const auto& held = life->vault().keys().words;
  if (!held) return Error{"vault/words_confirmed"};
  json::Writer writer;
  writer.begin_object().key("words").begin_array();
  for (const auto word : vault::words_of(*held)) writer.value(word);
  return writer.end_array().end_object().text();
}

Result<std::string> words_confirm(Module& self, const Request& request) {
  auto* life = TRY(opened(self));
  const auto& held = life->vault().keys().words;
  if (!held) return Error{"vault/words_confirmed"};
  const auto given = TRY(vault::read_words(TRY(request.text("words"))));
  if (!vault::same(given, *held)) return Error{"vault/words_other"};
  life->vault().forget_words();
  self.answer.blob = life->vault().secret();
  return std::string("{}");
}

std::string renewed_json(Module& self, const vault::Renewed& renewed) {
  give_two(self.answer, renewed.secret.view(), renewed.certificate.frame);
  json::Writer writer;
  writer.begin_object();
  write_parts(writer, {renewed.secret.size(), renewed.certificate.frame.size()});
  return writer.end_object().take();
}

Result<std::string> words_recover(Module& self, const Request& request) {
  const auto given = TRY(vault::read_words(TRY(request.text("words"))));
  const auto renewed = TRY(vault::recover(given, request.blob(), self.random));
  return renewed_json(self, renewed);
}

// The way on for a device that may read and not write any more (its own last event is damaged): it
// certifies a new one.
Result<std::string> renew(Module& self, const Request&) {
  const auto renewed = TRY(vault::renew(TRY(opened(self))->vault(), self.random));
  return renewed_json(self, renewed);
}

Result<std::string> sealed_export(Module& self, const Request& request) {
  const auto parts = TRY(request.parts(2));
  self.answer.give(TRY(vault::export_seal(parts[0], parts[1])));
  return std::string("{}");
}

Result<std::string> sealed_open(Module& self, const Request& request) {
  const auto file = TRY(vault::export_open(request.blob()));
  give_two(self.answer, file.key_file, file.frames);
  json::Writer writer;
  writer.begin_object().member("intact", file.intact);
  write_parts(writer, {file.key_file.size(), file.frames.size()});
  return writer.end_object().text();
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
    {"import_check", import_check},
    {"import_next", import_next},
    {"kdf", kdf},
    {"kdf_new", kdf_new},
    {"key_info", key_info},
    {"key_open", key_open},
    {"key_seal", key_seal},
    {"open", open},
    {"put", put},
    {"remove", remove},
    {"renew", renew},
    {"restore", restore},
    {"sealed_export", sealed_export},
    {"sealed_open", sealed_open},
    {"secret", secret},
    {"state", state},
    {"strip", strip},
    {"sweep", sweep},
    {"verify", verify},
    {"view", view},
    {"words", words},
    {"words_confirm", words_confirm},
    {"words_recover", words_recover},
};

Result<std::string> run(Module& self, std::string_view text, vault::Bytes blob) {
  json::Document document;
  const auto root = TRY(document.parse(text, {.bytes = kMostRequest, .depth = 32}));
  const Request request(root, blob);
  const auto name = TRY(request.text("op"));
  for (const auto& operation : kOperations)
    if (operation.name == name) return operation.run(self, request);
  if (const Operation* operation = find_sync_operation(name)) return operation->run(self, request);
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
