// The first module: small, for the time until the whole one is here (docs/decisions/0013). It keeps
// and reads a life, and answers what a newcomer meets.
#include "wasm/edition.h"

namespace ajar::wasm {

const Edition& edition() {
  static const Edition first{{}, view::first(), {}};
  return first;
}

}  // namespace ajar::wasm
