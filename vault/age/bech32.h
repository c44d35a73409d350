// Bech32 (BIP-173) of 32-byte keys: how age writes a recipient and an identity.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::age {

// "age1…", where a capsule may be sent to. Error: capsule/bad_recipient.
std::string recipient_text(const vault::PublicKey& key);
Result<vault::PublicKey> read_recipient(std::string_view text);

// "AGE-SECRET-KEY-1…", which opens what was sent there. Error: capsule/bad_identity.
std::string identity_text(const vault::Key& key);
Result<vault::Key> read_identity(std::string_view text);

}  // namespace ajar::age
