// How a new device asks to be let in, and what it is answered (spec/sync.md §5): offer, code, QR
// text, and the two slots at the hub where the devices leave them for each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/vault.h"

namespace ajar::vault {

constexpr std::size_t offer_size = 84;
constexpr std::size_t code_size = 10;
using Offer = std::array<std::uint8_t, offer_size>;
using Code = std::array<std::uint8_t, code_size>;
using SlotId = std::array<std::uint8_t, 16>;

// A newcomer's own: its keys, in the form of a device secret without a vault, and its offer.
struct Joining {
  Secret keys;
  Offer offer{};
  SecretBytes bytes() const;
  // Error: vault/bad_secret.
  static Result<Joining> read(Bytes bytes);
};
Joining begin_joining(Random& random);

Newcomer newcomer_of(const Offer& offer);
Code code_of(const Offer& offer);
// Sixteen characters, in fours.
std::string code_text(const Code& code);
// Any case, any spaces and hyphens; I and L are 1, O is 0. Error: vault/bad_code.
Result<Code> read_code(std::string_view text);
std::string qr_text(const Offer& offer);
// Error: vault/bad_code.
Result<Offer> read_qr(std::string_view text);

SlotId offer_slot(const Code& code);
SlotId answer_slot(const Code& code);
std::vector<std::uint8_t> rest_offer(const Offer& offer);
// Error: vault/bad_code, when what rested there is not what this code names.
Result<Offer> read_resting(const Code& code, Bytes resting);

// What the newcomer is told by the vault that let it in, as that vault now stands. Error:
// vault/bad_public_key.
Result<std::vector<std::uint8_t>> make_answer(const Offer& offer, const Vault& vault,
                                              Random& random);
struct Answer {
  VaultId vault_id{};
  Hash control{};  // evh of the certificate
  std::vector<DeviceTip> tips = {};
};
// Error: vault/bad_answer.
Result<Answer> read_answer(const Joining& joining, Bytes answer);

// The keys of all epochs of a log that ends in the certificate `control`: that of its own epoch is
// sealed to the newcomer, and each revocation before it has the one before. Error: vault/bad_event,
// when the line does not lead there.
Result<std::vector<Key>> keys_along(const Joining& joining, const Answer& answer, Bytes log);

}  // namespace ajar::vault
