// A small vault for fuzz targets, always the same, and events of it whose seal is right whatever is
// in them.
#pragma once

#include <vector>

#include "fuzz/require.h"
#include "vault/test_random.h"
#include "vault/vault.h"

namespace ajar::fuzz {

using vault::Bytes;
using Frame = std::vector<std::uint8_t>;

struct SmallVault {
  SmallVault() : random("fuzz") {
    require(vault::start());
    auto created = vault::create(random);
    secret_bytes = std::move(created->secret);
    secret = *vault::Secret::read(secret_bytes.view());
    frames.push_back(created->frame);
    vault::Vault opened = open();
    for (const char* text : {"one", "two"}) {
      vault::Tip tip = opened.tip();
      const auto sealed = *opened.seal_record(vault::text_bytes(text), random, tip);
      opened.advance(sealed);
      frames.push_back(sealed.frame);
    }
    last = opened.tip();
  }
  vault::Vault open() const {
    vault::Vault opened = *vault::Vault::open(secret_bytes.view(), vault::Check::every_signature);
    for (const Frame& frame : frames) require(opened.apply(frame).has_value());
    return opened;
  }

  vault::SeededRandom random;
  vault::SecretBytes secret_bytes;
  vault::Secret secret;
  std::vector<Frame> frames;
  vault::Tip last;
};

inline const SmallVault& small_vault() {
  static const SmallVault made;
  return made;
}

// The next event, with `text` as its whole text, whatever that is: hashed, sealed and signed as it
// should be.
Frame event_around(const SmallVault& of, vault::Type type, Bytes text, const vault::Hash& seen);

}  // namespace ajar::fuzz
