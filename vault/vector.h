// Runs one case of spec/vectors/vault/ and says what came out; the same for the native tests and
// the wasm module.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace ajar::vault {

// `json` is a case file: {"op": NAME, "in": {…}, "out": {…}, …}; spec/vectors/vault/README.md says
// which ops there are. Returns what should stand in "out", as compact JSON. Errors: those of the
// JSON reader, vector/missing, vector/bad_hex, vector/unknown_op: the case itself is wrong.
Result<std::string> run_vector(std::string_view json);
// What stands in "out", as compact JSON, to compare with.
Result<std::string> expected_of(std::string_view json);

}  // namespace ajar::vault
