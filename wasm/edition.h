// Which operations and views a module has: first.cc or whole.cc says it, by which one is linked.
#pragma once

#include <span>

#include "engine/view/view.h"
#include "wasm/call.h"

namespace ajar::wasm {

struct Edition {
  std::span<const std::span<const Operation>> operations;  // beside those that every edition has
  view::Table views;                                       // of engine/view
  view::Table more;                                        // of libraries beside it
};
const Edition& edition();

// What only the whole one has.
std::span<const Operation> late_operations();
std::span<const Operation> sync_operations();
std::span<const Operation> sample_operations();

}  // namespace ajar::wasm
