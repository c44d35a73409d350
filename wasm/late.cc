// The operations that only the whole module has: passphrase and words, files in and out, checking
// everything.
#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/questionnaire/fhir.h"
#include "vault/export.h"
#include "vault/key_file.h"
#include "vault/words.h"
#include "wasm/call.h"
#include "wasm/edition.h"

namespace ajar::wasm {
namespace {

// ------------------------------------------------------------------ in and out

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

// ------------------------------------------------------------------ questionnaires

void write_key(json::Writer& writer, const questionnaire::Instrument& one) {
  writer.begin_object()
      .member("instrument", one.id)
      .member("called", one.called)
      .member("full", one.full)
      .member("from", one.from)
      .end_object();
}

// What a file asks, and the body to keep it by; without a body where it is to be said which key.
Result<std::string> questionnaire_read(Module& self, const Request& request) {
  if (!self.content) return Error{"wasm/no_content"};
  const std::string_view text = as_text(request.blob());
  const std::string_view wanted = request.has("key") ? TRY(request.text("key")) : "";
  const auto form = TRY(questionnaire::read_form(text));
  const std::string kept = TRY(questionnaire::compact(text));
  const auto all = TRY(questionnaire::read_instruments(self.content->instruments));
  const auto keyed = questionnaire::choose(form, all, wanted);
  if (!keyed && keyed.error().code != "questionnaire/which_key") return keyed.error();
  json::Writer writer;
  writer.begin_object().member("title", form.title).member("count", form.questions.size());
  writer.key("keys").begin_array();
  if (keyed) {
    write_key(writer, *keyed->instrument);
  } else {
    const auto found = questionnaire::fits(form, all);
    for (const auto* one : found.named.empty() ? found.others : found.named)
      write_key(writer, *one);
  }
  writer.end_array().key("body");
  if (!keyed) return writer.null().end_object().text();
  constexpr std::size_t kTitle = 200;
  writer.begin_object().member("instrument", keyed->instrument->id);
  if (!form.title.empty()) writer.member("title", utf8::cut(form.title, kTitle));
  return writer.member("text", kept).end_object().end_object().text();
}

// ------------------------------------------------------------------ passphrase and words

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

Result<std::string> words_recover(Module& self, const Request& request) {
  const auto given = TRY(vault::read_words(TRY(request.text("words"))));
  const auto renewed = TRY(vault::recover(given, request.blob(), self.random));
  return renewed_json(self, renewed);
}

constexpr Operation kOperations[] = {
    {"import_check", import_check},
    {"import_next", import_next},
    {"kdf", kdf},
    {"kdf_new", kdf_new},
    {"key_info", key_info},
    {"key_open", key_open},
    {"key_seal", key_seal},
    {"questionnaire_read", questionnaire_read},
    {"sealed_export", sealed_export},
    {"sealed_open", sealed_open},
    {"verify", verify},
    {"words", words},
    {"words_confirm", words_confirm},
    {"words_recover", words_recover},
};

}  // namespace

std::span<const Operation> late_operations() {
  return kOperations;
}

}  // namespace ajar::wasm
