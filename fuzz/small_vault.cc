// Events with a right seal around any text.
#include "fuzz/small_vault.h"

namespace ajar::fuzz {

Frame event_around(const SmallVault& of, vault::Type type, Bytes text, const vault::Hash& seen) {
  const bool sealed = type == vault::Type::record;
  // The sealing code writes header and place; text, seal and signature are written over.
  vault::SeededRandom random("event");
  const vault::SigningKey signer(of.secret.sign_seed);
  Frame frame = vault::seal_event({.type = type,
                                   .vault_id = of.secret.vault_id,
                                   .epoch = 0,
                                   .device = of.secret.device,
                                   .previous = of.last,
                                   .tips = {},
                                   .content = vault::text_bytes("x")},
                                  of.secret.epoch_key, signer, random)
                    .frame;
  const std::size_t ct_len = text.size() + (sealed ? vault::tag_size : 0);
  frame.resize(vault::body_offset + ct_len);
  std::uint8_t* header = frame.data() + 5;
  std::uint8_t* body = frame.data() + vault::body_offset;
  vault::write_number(frame.data(), static_cast<std::uint32_t>(frame.size() - 4));
  vault::write_number(header + 186, static_cast<std::uint32_t>(ct_len));
  std::copy(seen.begin(), seen.end(), header + 98);
  std::copy(text.begin(), text.end(), body);
  if (sealed) {
    const auto committed = vault::commit_key(
        of.secret.epoch_key,
        {vault::text_bytes("ajar/v1/ev"), Bytes(header, 154), Bytes(header + 186, 4)});
    std::copy(committed.commit.begin(), committed.commit.end(), header + 154);
    vault::encrypt(body, text.size(), Bytes(header, vault::header_size), header + 130,
                   committed.key);
  }
  vault::EventView event;
  require(vault::read_frame(frame, event) == vault::Layer::none);
  const auto signature = signer.sign(vault::event_hash(event));
  std::copy(signature.begin(), signature.end(), header + vault::header_size);
  return frame;
}

}  // namespace ajar::fuzz
