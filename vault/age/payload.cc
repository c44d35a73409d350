// STREAM over ChaCha20-Poly1305, by age's sizes.
#include "vault/age/payload.h"

namespace ajar::age {
namespace {

constexpr std::size_t sealed_chunk = chunk_size + vault::tag_size;
using Nonce = std::array<std::uint8_t, vault::short_nonce_size>;

Nonce nonce_of(std::uint64_t number, bool last) {
  Nonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  nonce[11] = last ? 1 : 0;
  return nonce;
}

}  // namespace

void seal_payload(std::vector<std::uint8_t>& file, vault::Bytes text, const vault::Key& key) {
  const std::size_t chunks = text.empty() ? 1 : (text.size() + chunk_size - 1) / chunk_size;
  std::size_t at = file.size();
  file.resize(at + text.size() + chunks * vault::tag_size);
  for (std::size_t number = 0; number < chunks; ++number) {
    const auto piece = text.subspan(number * chunk_size)
                           .first(std::min(chunk_size, text.size() - number * chunk_size));
    if (!piece.empty()) std::memcpy(file.data() + at, piece.data(), piece.size());
    const Nonce nonce = nonce_of(number, number + 1 == chunks);
    vault::encrypt_short(file.data() + at, piece.size(), nonce.data(), key);
    at += piece.size() + vault::tag_size;
  }
}

Result<vault::SecretBytes> open_payload(vault::Bytes chunks, const vault::Key& key) {
  const Error bad{.code = "capsule/bad_payload"};
  const std::size_t count = (chunks.size() + sealed_chunk - 1) / sealed_chunk;
  if (count == 0) return bad;
  const std::size_t last_size = chunks.size() - (count - 1) * sealed_chunk;
  if (last_size < vault::tag_size) return bad;
  // An empty chunk is the whole of an empty text, or it has no business there.
  if (last_size == vault::tag_size && count > 1) return bad;
  vault::SecretBytes text(chunks.size() - count * vault::tag_size);
  for (std::size_t number = 0; number < count; ++number) {
    const bool last = number + 1 == count;
    const auto sealed =
        chunks.subspan(number * sealed_chunk).first(last ? last_size : sealed_chunk);
    const Nonce nonce = nonce_of(number, last);
    if (!vault::decrypt_short(text.data() + number * chunk_size, sealed, nonce.data(), key))
      return bad;
  }
  return text;
}

}  // namespace ajar::age
