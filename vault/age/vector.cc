// Runs the capsules' cases against the code.
#include "vault/age/vector.h"

#include "vault/age/age.h"
#include "vault/age/armor.h"
#include "vault/age/bech32.h"
#include "vault/age/capsule.h"
#include "vault/age/link.h"
#include "vault/age/phrase.h"
#include "vault/test_random.h"

namespace ajar::age {
namespace {

using vault::hex;
using vault::Input;
using vault::Output;
using vault::refused;

Status op_hmac_sha256(const Input& in, Output& out) {
  const auto key = TRY(in.bytes("key")), message = TRY(in.bytes("message"));
  vault::Hash mac;
  vault::hmac_sha256(mac, key, {message});
  out.member("mac", hex(mac));
  return ok();
}

Status op_hkdf_sha256(const Input& in, Output& out) {
  const auto secret = TRY(in.bytes("secret")), salt = TRY(in.bytes("salt"));
  vault::Hash key;
  vault::hkdf_sha256(key, secret, salt, TRY(in.bytes("info")));
  out.member("key", hex(key));
  return ok();
}

Status op_scrypt(const Input& in, Output& out) {
  const auto passphrase = TRY(in.bytes("passphrase")), salt = TRY(in.bytes("salt"));
  vault::Octets key(static_cast<std::size_t>(TRY(in.number("size"))));
  if (!vault::scrypt(key, passphrase, salt, static_cast<unsigned>(TRY(in.number("log_n")))))
    return refused(out, {.code = "capsule/no_memory"});
  out.member("key", hex(key));
  return ok();
}

Status write_file(const Result<std::vector<std::uint8_t>>& file, const Input& in, Output& out) {
  if (!file) return refused(out, file.error());
  if (in.flag("armor")) {
    out.member("armored", armored(*file));
  } else {
    out.member("file", hex(*file));
  }
  return ok();
}

Status op_seal_phrase(const Input& in, Output& out) {
  vault::SeededRandom random(TRY(in.text("seed")));
  const auto text = TRY(in.bytes("text"));
  const auto log_n = static_cast<unsigned>(TRY(in.number("log_n")));
  return write_file(seal_with_phrase(text, TRY(in.text("phrase")), log_n, random), in, out);
}

Status op_seal_recipient(const Input& in, Output& out) {
  vault::SeededRandom random(TRY(in.text("seed")));
  const auto text = TRY(in.bytes("text"));
  const auto recipient = read_recipient(TRY(in.text("recipient")));
  if (!recipient) return refused(out, recipient.error());
  return write_file(seal_to_recipient(text, *recipient, random), in, out);
}

Status write_opened(const Input& in, const Opener& opener, Output& out) {
  const auto armor = in.member("armored");
  const auto file =
      armor ? vault::Octets(armor->text().begin(), armor->text().end()) : TRY(in.bytes("file"));
  const auto text = open(file, opener);
  if (!text) return refused(out, text.error());
  out.member("text", hex(text->view()));
  return ok();
}

Status op_open_phrase(const Input& in, Output& out) {
  return write_opened(in, {.phrase = TRY(in.text("phrase"))}, out);
}

Status op_open_identity(const Input& in, Output& out) {
  const auto identity = read_identity(TRY(in.text("identity")));
  if (!identity) return refused(out, identity.error());
  return write_opened(in, {.identity = &*identity}, out);
}

Status op_wanted(const Input& in, Output& out) {
  const auto wants = wanted(TRY(in.bytes("file")));
  if (!wants) return refused(out, wants.error());
  out.member("wants", *wants == Wants::phrase ? std::string_view("phrase") : "identity");
  return ok();
}

Status op_identity(const Input& in, Output& out) {
  const auto key = read_identity(TRY(in.text("identity")));
  if (!key) return refused(out, key.error());
  out.member("key", hex(*key)).member("identity", identity_text(*key));
  out.member("recipient", recipient_text(vault::agreement_public(*key)));
  return ok();
}

Status op_recipient(const Input& in, Output& out) {
  const auto key = read_recipient(TRY(in.text("recipient")));
  if (!key) return refused(out, key.error());
  out.member("key", hex(*key)).member("recipient", recipient_text(*key));
  return ok();
}

Status op_new_phrase(const Input& in, Output& out) {
  vault::SeededRandom random(TRY(in.text("seed")));
  out.member("phrase", new_phrase(random));
  return ok();
}

Status op_phrase(const Input& in, Output& out) {
  out.member("phrase", phrase_as_sealed(TRY(in.text("typed"))));
  return ok();
}

Status op_write_capsule(const Input& in, Output& out) {
  std::vector<std::string> records;
  for (const json::Value& record : TRY(in.member("records"))) records.emplace_back(record.text());
  const auto contents = write_capsule(TRY(in.text("text")), records);
  if (!contents) return refused(out, contents.error());
  out.member("contents", hex(vault::text_bytes(*contents)));
  return ok();
}

Status op_read_capsule(const Input& in, Output& out) {
  const auto capsule = read_capsule(TRY(in.bytes("contents")));
  if (!capsule) return refused(out, capsule.error());
  out.member("text", hex(vault::text_bytes(capsule->text))).key("records").begin_array();
  for (const std::string& record : capsule->records) out.value(hex(vault::text_bytes(record)));
  out.end_array();
  return ok();
}

Status op_link(const Input& in, Output& out) {
  auto link = read_link(TRY(in.text("link")));
  if (!link) return refused(out, link.error());
  link->phrase = phrase_as_sealed(link->phrase);
  out.member("origin", link->origin).member("id", hex(link->id)).member("phrase", link->phrase);
  out.member("link", link_text(*link, TRY(in.text("language"))));
  return ok();
}

constexpr vault::Op ops[] = {
    {"capsule_hkdf_sha256", op_hkdf_sha256},
    {"capsule_hmac_sha256", op_hmac_sha256},
    {"capsule_identity", op_identity},
    {"capsule_link", op_link},
    {"capsule_new_phrase", op_new_phrase},
    {"capsule_open_identity", op_open_identity},
    {"capsule_open_phrase", op_open_phrase},
    {"capsule_phrase", op_phrase},
    {"capsule_read", op_read_capsule},
    {"capsule_recipient", op_recipient},
    {"capsule_scrypt", op_scrypt},
    {"capsule_seal_phrase", op_seal_phrase},
    {"capsule_seal_recipient", op_seal_recipient},
    {"capsule_wanted", op_wanted},
    {"capsule_write", op_write_capsule},
};

}  // namespace

std::span<const vault::Op> vector_ops() {
  return ops;
}

}  // namespace ajar::age
