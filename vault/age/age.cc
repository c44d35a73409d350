// Wraps and unwraps the file key, and puts header and payload together.
#include "vault/age/age.h"

#include <string>

#include "vault/age/armor.h"
#include "vault/age/base64.h"
#include "vault/age/header.h"
#include "vault/age/payload.h"

namespace ajar::age {
namespace {

using vault::Bytes;
using vault::Key;
using FileKey = vault::Wiped<16>;
using Salt = std::array<std::uint8_t, 16>;

constexpr std::size_t phrase_limit = 1024;
constexpr std::size_t wrapped_size = 16 + vault::tag_size;
constexpr std::array<std::uint8_t, vault::short_nonce_size> zero_nonce{};

Error bad_header() {
  return {.code = "capsule/bad_header"};
}

Key derive(Bytes secret, Bytes salt, std::string_view info) {
  Key key;
  vault::hkdf_sha256(key.span(), secret, salt, vault::text_bytes(info));
  return key;
}

// ------------------------------------------------------------------ the two kinds of stanza

struct ScryptStanza {
  Salt salt{};
  unsigned log_n = 0;
};

Result<unsigned> read_log_n(std::string_view digits) {
  if (digits.empty() || digits.size() > 2 || digits.front() == '0') return bad_header();
  unsigned number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return bad_header();
    number = number * 10 + static_cast<unsigned>(digit - '0');
  }
  return number;
}

Result<ScryptStanza> read_scrypt(const Stanza& stanza) {
  if (stanza.arguments.size() != 3 || stanza.body.size() != wrapped_size) return bad_header();
  const auto salt = from_base64(stanza.arguments[1], Padding::none);
  if (!salt || salt->size() != Salt{}.size()) return bad_header();
  return ScryptStanza{vault::read_array<Salt>(salt->data()), TRY(read_log_n(stanza.arguments[2]))};
}

Result<vault::PublicKey> read_share(const Stanza& stanza) {
  if (stanza.arguments.size() != 2 || stanza.body.size() != wrapped_size) return bad_header();
  const auto share = from_base64(stanza.arguments[1], Padding::none);
  if (!share || share->size() != vault::PublicKey{}.size()) return bad_header();
  return vault::read_array<vault::PublicKey>(share->data());
}

Result<Key> phrase_key(std::string_view phrase, const ScryptStanza& stanza) {
  constexpr std::string_view label = "age-encryption.org/v1/scrypt";
  std::array<std::uint8_t, label.size() + Salt{}.size()> salt;
  vault::Writer writer(salt.data());
  writer.bytes(vault::text_bytes(label));
  writer.bytes(stanza.salt);
  Key key;
  if (!vault::scrypt(key.span(), vault::text_bytes(phrase), salt, stanza.log_n))
    return Error{.code = "capsule/no_memory"};
  return key;
}

Key share_key(const Key& shared, const vault::PublicKey& share, const vault::PublicKey& recipient) {
  std::array<std::uint8_t, 64> salt;
  vault::Writer writer(salt.data());
  writer.bytes(share);
  writer.bytes(recipient);
  return derive(shared, salt, "age-encryption.org/v1/X25519");
}

// Every stanza's form, and that a phrase's stanza stands alone. The cost comes after the form.
Result<Wants> check_stanzas(const std::vector<Stanza>& stanzas) {
  bool phrase = false;
  for (const Stanza& stanza : stanzas) {
    if (stanza.arguments[0] == "X25519") {
      TRY(read_share(stanza));
    } else if (stanza.arguments[0] == "scrypt") {
      TRY(read_scrypt(stanza));
      phrase = true;
    }
  }
  if (!phrase) return Wants::identity;
  if (stanzas.size() > 1) return bad_header();
  const unsigned log_n = TRY(read_scrypt(stanzas[0])).log_n;
  if (log_n < log_n_least) return Error{.code = "capsule/weak_kdf"};
  if (log_n > log_n_most) return Error{.code = "capsule/costly_kdf"};
  return Wants::phrase;
}

bool unwrap(const Stanza& stanza, const Key& key, FileKey& file_key) {
  return vault::decrypt_short(file_key.data(), stanza.body, zero_nonce.data(), key);
}

Result<FileKey> unwrap_with_phrase(const Stanza& stanza, std::string_view phrase) {
  if (phrase.empty() || phrase.size() > phrase_limit) return Error{.code = "capsule/bad_phrase"};
  FileKey file_key;
  const Key key = TRY(phrase_key(phrase, TRY(read_scrypt(stanza))));
  if (!unwrap(stanza, key, file_key)) return Error{.code = "capsule/wrong_phrase"};
  return file_key;
}

Result<FileKey> unwrap_with_identity(const std::vector<Stanza>& stanzas, const Key& identity) {
  const vault::PublicKey own = vault::agreement_public(identity);
  for (const Stanza& stanza : stanzas) {
    if (stanza.arguments[0] != "X25519") continue;
    const vault::PublicKey share = TRY(read_share(stanza));
    Key shared;
    if (!vault::agree(shared, identity, share)) return bad_header();
    FileKey file_key;
    if (unwrap(stanza, share_key(shared, share, own), file_key)) return file_key;
  }
  return Error{.code = "capsule/other_identity"};
}

// ------------------------------------------------------------------ the whole file

Status check_text(Bytes text) {
  if (text.empty()) return Error{.code = "capsule/empty"};
  if (text.size() > text_limit) return Error{.code = "capsule/too_long"};
  return ok();
}

std::array<std::uint8_t, wrapped_size> wrapped(const FileKey& file_key, const Key& key) {
  std::array<std::uint8_t, wrapped_size> body;
  std::memcpy(body.data(), file_key.data(), FileKey::size());
  vault::encrypt_short(body.data(), FileKey::size(), zero_nonce.data(), key);
  return body;
}

std::array<std::uint8_t, 32> mac_of(const FileKey& file_key, Bytes covered) {
  std::array<std::uint8_t, 32> mac;
  vault::hmac_sha256(mac, derive(file_key, {}, "header"), {covered});
  return mac;
}

std::vector<std::uint8_t> assemble(std::string_view arguments, Bytes body, const FileKey& file_key,
                                   Bytes text, vault::Random& random) {
  std::string header = covered_text(arguments, body);
  const auto mac = mac_of(file_key, vault::text_bytes(header));
  ((header += ' ') += base64(mac, Padding::none)) += '\n';
  std::array<std::uint8_t, 16> nonce;
  random.fill(nonce);
  std::vector<std::uint8_t> file(header.begin(), header.end());
  file.insert(file.end(), nonce.begin(), nonce.end());
  seal_payload(file, text, derive(file_key, nonce, "payload"));
  return file;
}

// The binary file: `file` itself, or what its armor holds, kept in `held`.
Result<Bytes> binary(Bytes file, std::vector<std::uint8_t>& held) {
  if (file.size() > file_limit) return Error{.code = "capsule/too_long"};
  if (!looks_armored(file)) return file;
  held = TRY(unarmored(file));
  return Bytes(held);
}

}  // namespace

Result<std::vector<std::uint8_t>> seal_with_phrase(Bytes text, std::string_view phrase,
                                                   unsigned log_n, vault::Random& random) {
  TRY(check_text(text));
  if (phrase.empty() || phrase.size() > phrase_limit) return Error{.code = "capsule/bad_phrase"};
  FileKey file_key;
  random.fill(file_key.span());
  ScryptStanza stanza{.log_n = log_n};
  random.fill(stanza.salt);
  const auto body = wrapped(file_key, TRY(phrase_key(phrase, stanza)));
  const std::string arguments =
      "scrypt " + base64(stanza.salt, Padding::none) + " " + std::to_string(log_n);
  return assemble(arguments, body, file_key, text, random);
}

Result<std::vector<std::uint8_t>> seal_to_recipient(Bytes text, const vault::PublicKey& recipient,
                                                    vault::Random& random) {
  TRY(check_text(text));
  FileKey file_key;
  random.fill(file_key.span());
  Key ephemeral;
  random.fill(ephemeral.span());
  Key shared;
  if (!vault::agree(shared, ephemeral, recipient)) return Error{.code = "capsule/bad_recipient"};
  const vault::PublicKey share = vault::agreement_public(ephemeral);
  const auto body = wrapped(file_key, share_key(shared, share, recipient));
  return assemble("X25519 " + base64(share, Padding::none), body, file_key, text, random);
}

Result<Wants> wanted(Bytes file) {
  std::vector<std::uint8_t> held;
  const Header header = TRY(read_header(TRY(binary(file, held))));
  return check_stanzas(header.stanzas);
}

Result<vault::SecretBytes> open(Bytes file, const Opener& opener) {
  std::vector<std::uint8_t> held;
  const Bytes bytes = TRY(binary(file, held));
  const Header header = TRY(read_header(bytes));
  const Wants wants = TRY(check_stanzas(header.stanzas));
  if (wants == Wants::phrase && !opener.phrase) return Error{.code = "capsule/wants_phrase"};
  if (wants == Wants::identity && opener.identity == nullptr)
    return Error{.code = "capsule/wants_identity"};
  const FileKey file_key = wants == Wants::phrase
                               ? TRY(unwrap_with_phrase(header.stanzas[0], *opener.phrase))
                               : TRY(unwrap_with_identity(header.stanzas, *opener.identity));
  if (!vault::same(mac_of(file_key, header.covered), header.mac))
    return Error{.code = "capsule/bad_mac"};
  const Bytes rest = bytes.subspan(header.size);
  if (rest.size() < 16) return Error{.code = "capsule/bad_payload"};
  return open_payload(rest.subspan(16), derive(file_key, rest.first(16), "payload"));
}

}  // namespace ajar::age
