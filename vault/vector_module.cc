// The vectors' runner as a wasm module of its own: takes a case file, leaves what came out.
#include <cstdlib>
#include <string>

#include "vault/crypto.h"
#include "vault/vector.h"

namespace {
std::string answer;
}

extern "C" {
__attribute__((export_name("aj_alloc"))) void* aj_alloc(std::size_t size) {
  return std::malloc(size);
}
__attribute__((export_name("aj_free"))) void aj_free(void* memory) {
  std::free(memory);
}
// 0 and the outcome, or 1 and the code of what is wrong with the case itself.
__attribute__((export_name("aj_vector"))) int aj_vector(const char* json, std::size_t size) {
  using namespace ajar::vault;  // NOLINT(google-build-using-namespace)
  if (!start()) return 1;
  const auto outcome = run_vector({json, size});
  answer = outcome ? *outcome : std::string(outcome.error().code);
  return outcome ? 0 : 1;
}
__attribute__((export_name("aj_json"))) const char* aj_json() {
  return answer.data();
}
__attribute__((export_name("aj_json_length"))) std::size_t aj_json_length() {
  return answer.size();
}
}
