// The whole module: every operation and every view.
#include "engine/findings/findings.h"
#include "wasm/edition.h"

namespace ajar::wasm {

const Edition& edition() {
  static const std::span<const Operation> operations[] = {late_operations(), sync_operations(),
                                                          sample_operations()};
  static const Edition whole{operations, view::every(), findings::table()};
  return whole;
}

}  // namespace ajar::wasm
