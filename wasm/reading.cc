// The module that reads a text by the rules about sentences (wasm/ABI.md): no life, no keys, no
// import. Nothing is decided here.
#include "engine/text/reading.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/utf8.h"

namespace ajar::wasm {
namespace {

struct Module {
  std::optional<text::Rules> rules;
  std::string json;
};

// Made at the first call and never destroyed: the host drops the whole instance.
Module& module() {
  static Module* const one = new Module;
  return *one;
}

Result<std::string> take_rules(std::string_view bytes) {
  module().rules = TRY(text::Rules::load(bytes));
  json::Writer out;
  out.begin_object().key("kinds").begin_array();
  for (const auto& kind : module().rules->kinds()) out.value(kind);
  return out.end_array().end_object().take();
}

Result<std::string> take_learned(std::string_view bytes) {
  if (!module().rules) return Error{"wasm/no_sentences"};
  TRY(module().rules->learn(bytes));
  return std::string("{}");
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    found.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

Result<std::string> read(std::string_view text, std::string_view off) {
  if (!module().rules) return Error{"wasm/no_sentences"};
  if (utf8::first_invalid(text) != text.size()) return Error{"text/bad_utf8"};
  return text::to_json(module().rules->read(text, lines(off)));
}

int answer(Result<std::string> result) {
  std::string& json = module().json;
  if (result) {
    json = std::move(*result);
    return 0;
  }
  const Error& error = result.error();
  json::Writer out;
  out.begin_object().key("error").begin_object();
  out.member("code", error.code).member("line", error.line).member("field", error.field);
  out.member("detail", error.detail).end_object().end_object();
  json = out.take();
  return 1;
}

}  // namespace
}  // namespace ajar::wasm

extern "C" {

__attribute__((export_name("rd_alloc"))) void* rd_alloc(std::size_t size) {
  return std::malloc(size == 0 ? 1 : size);
}
__attribute__((export_name("rd_free"))) void rd_free(void* memory) {
  std::free(memory);
}
__attribute__((export_name("rd_rules"))) int rd_rules(const char* bytes, std::size_t length) {
  return ajar::wasm::answer(ajar::wasm::take_rules({bytes, length}));
}
__attribute__((export_name("rd_learned"))) int rd_learned(const char* bytes, std::size_t length) {
  return ajar::wasm::answer(ajar::wasm::take_learned({bytes, length}));
}
__attribute__((export_name("rd_read"))) int rd_read(const char* text, std::size_t text_length,
                                                    const char* off, std::size_t off_length) {
  return ajar::wasm::answer(ajar::wasm::read({text, text_length}, {off, off_length}));
}
__attribute__((export_name("rd_json"))) const char* rd_json() {
  return ajar::wasm::module().json.data();
}
__attribute__((export_name("rd_json_length"))) std::size_t rd_json_length() {
  return ajar::wasm::module().json.size();
}
}
