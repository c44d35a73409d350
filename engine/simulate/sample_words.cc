// Builds the words of sample_words.h.
#include "engine/simulate/sample_words.h"

#include "engine/base/json.h"

namespace ajar::simulate {
namespace {

void write_group(json::Writer& out, std::string_view id) {
  out.begin_object()
      .member("id", id)
      .member("said", "{person}, " + std::string(id) + ".\nAnother " + std::string(id) + ".")
      .end_object();
}

}  // namespace

std::string sample_words_json() {
  json::Writer out;
  out.begin_object().key("people").begin_array();
  for (const char* one :
       {"m", "ines", "tomas", "j", "dad", "aunt", "noor", "k", "samira", "e", "lotte", "someone"}) {
    out.begin_object().member("id", one).member("name", "Mx " + std::string(one)).end_object();
  }
  out.end_array().key("situations").begin_array();
  for (const char* one : {"praised", "any"}) write_group(out, one);
  out.end_array().key("openings").begin_array();
  write_group(out, "situations_withdraw");
  out.end_array().key("fears").begin_array();
  for (const char* one : {"ask", "care"}) write_group(out, one);
  out.end_array().key("lines").begin_array();
  for (const std::string_view one : kSaidNames) write_group(out, one);
  out.end_array().end_object();
  return out.take();
}

const Words& sample_words() {
  static const Words words = std::move(*Words::load(sample_words_json()));
  return words;
}

}  // namespace ajar::simulate
