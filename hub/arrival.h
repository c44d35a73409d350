// Events as they arrive at a hub: taken apart and checked as far as someone without keys can
// (spec/vault.md §4–§6).
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "store/hub_store.h"
#include "vault/control.h"
#include "vault/event.h"

namespace ajar::hub {

// One frame of a body. Views into it are valid as long as the body.
struct Arrival {
  vault::EventView event;
  vault::Bytes frame;
  vault::Hash evh{};
  std::vector<vault::Hash> removed;  // of a tombstone
};

// Every frame of `body`, one to `most`. Errors: hub/bad_request (none, or too many), hub/bad_frame,
// each with the number of the frame from 1.
Result<std::vector<Arrival>> read_arrivals(vault::Bytes body, const vault::VaultId& vault,
                                           std::size_t most);

// What an event whose body is plain says. Errors: hub/bad_frame.
Result<vault::Bytes> plain_content(const Arrival& arrival, std::vector<std::uint8_t>& scratch);

// The frame with its body left out.
std::vector<std::uint8_t> stub_of(const vault::EventView& event);

// The frame at fault, from 1, and the layer that refuses it.
Error bad_frame(std::size_t number, vault::Layer layer);

}  // namespace ajar::hub
