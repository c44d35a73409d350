// The capsule's module (wasm/ABI.md): seals what a person shares, in an instance of its own that
// knows no life and is thrown away afterwards, with the memory that the phrase's key took.
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "vault/age/age.h"
#include "vault/age/armor.h"
#include "vault/age/bech32.h"
#include "vault/age/capsule.h"
#include "vault/age/link.h"
#include "vault/age/phrase.h"
#include "vault/hex.h"

extern "C" {
// The host's random bytes: the module's only import. libsodium draws from the same one.
__attribute__((import_module("ajar"), import_name("random"))) void ajar_random(void* into,
                                                                               std::size_t size);
}

namespace ajar::wasm {
namespace {

constexpr std::size_t kMostRequest = std::size_t{3} << 20;

class HostRandom final : public vault::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override { ajar_random(bytes.data(), bytes.size()); }
};

struct Answer {
  std::string json;
  vault::SecretBytes blob;
};
Answer& answer() {
  static Answer* const one = new Answer;
  return *one;
}

Error bad(std::string_view name) {
  return {"wasm/bad_request", 0, std::string(name)};
}

Result<std::string_view> text_of(json::Value root, std::string_view name) {
  const auto value = root.find(name);
  if (!value || !value->is(json::Type::string)) return bad(name);
  return value->text();
}

Result<std::string> contents_of(json::Value root) {
  const auto list = root.find("records");
  if (!list || !list->is(json::Type::array)) return bad("records");
  std::vector<std::string> records;
  for (const auto& record : *list) {
    if (!record.is(json::Type::string)) return bad("records");
    records.emplace_back(record.text());
  }
  return age::write_capsule(TRY(text_of(root, "text")), records);
}

Result<std::vector<std::uint8_t>> sealed_file(json::Value root, const std::string& contents) {
  HostRandom random;
  const auto text = vault::text_bytes(contents);
  if (!root.find("recipient")) {
    const auto phrase = TRY(text_of(root, "phrase"));
    return age::seal_with_phrase(text, phrase, age::log_n_written, random);
  }
  const auto recipient = TRY(age::read_recipient(TRY(text_of(root, "recipient"))));
  return age::seal_to_recipient(text, recipient, random);
}

Result<std::string> seal(json::Value root) {
  std::string contents = TRY(contents_of(root));
  const auto file = sealed_file(root, contents);
  vault::wipe(contents.data(), contents.size());
  if (!file) return file.error();
  const std::string armor = age::armored(*file);
  auto& blob = answer().blob;
  blob = vault::SecretBytes(file->size() + armor.size());
  std::memcpy(blob.data(), file->data(), file->size());
  std::memcpy(blob.data() + file->size(), armor.data(), armor.size());
  json::Writer writer;
  writer.begin_object().key("parts").begin_array().value(file->size()).value(armor.size());
  return writer.end_array().end_object().text();
}

Result<std::string> phrase() {
  HostRandom random;
  json::Writer writer;
  writer.begin_object().member("phrase", age::new_phrase(random)).end_object();
  return writer.take();
}

Result<std::string> link(json::Value root) {
  const auto language = TRY(text_of(root, "language"));
  age::Link link{.origin = std::string(TRY(text_of(root, "origin")))};
  if (!vault::is_origin(link.origin)) return bad("origin");
  HostRandom random;
  random.fill(link.id);
  json::Writer writer;
  writer.begin_object().member("id", vault::hex(link.id));
  writer.member("bare", age::link_text(link, language));
  link.phrase = TRY(text_of(root, "phrase"));
  writer.member("link", age::link_text(link, language)).end_object();
  return writer.take();
}

Result<std::string> run(std::string_view text) {
  if (!vault::start()) return Error{"system/no_crypto"};
  json::Document document;
  const auto root = TRY(document.parse(text, {.bytes = kMostRequest, .depth = 32}));
  const auto name = TRY(text_of(root, "op"));
  if (name == "capsule_link") return link(root);
  if (name == "capsule_phrase") return phrase();
  if (name == "capsule_seal") return seal(root);
  return Error{"wasm/unknown_op", 0, "op", std::string(name.substr(0, 40))};
}

bool call(std::string_view text) {
  Answer& left = answer();
  vault::wipe(left.json.data(), left.json.size());
  left.blob = {};
  auto result = run(text);
  if (result) {
    left.json = std::move(*result);
    return true;
  }
  const Error& error = result.error();
  json::Writer writer;
  writer.begin_object().key("error").begin_object().member("code", error.code);
  writer.member("line", error.line).member("field", error.field).member("detail", error.detail);
  left.json = writer.end_object().end_object().text();
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
                                                    const std::uint8_t*, std::size_t) {
  return ajar::wasm::call({json, json_length}) ? 0 : 1;
}
__attribute__((export_name("aj_json"))) const char* aj_json() {
  return ajar::wasm::answer().json.data();
}
__attribute__((export_name("aj_json_length"))) std::size_t aj_json_length() {
  return ajar::wasm::answer().json.size();
}
__attribute__((export_name("aj_blob"))) const std::uint8_t* aj_blob() {
  return ajar::wasm::answer().blob.data();
}
__attribute__((export_name("aj_blob_length"))) std::size_t aj_blob_length() {
  return ajar::wasm::answer().blob.size();
}
}
