// The ops of the vault's vectors.
#include "vault/vector.h"

#include <optional>

#include "vault/age/vector.h"
#include "vault/draft.h"
#include "vault/export.h"
#include "vault/http_vector.h"
#include "vault/join.h"
#include "vault/key_file.h"
#include "vault/test_random.h"
#include "vault/vault.h"
#include "vault/vector_input.h"
#include "vault/words.h"

namespace ajar::vault {
namespace {

using Nonce = std::array<std::uint8_t, nonce_size>;
using Salt = std::array<std::uint8_t, 16>;

// The layer that the code of a refusal stands for, where the event itself opened.
Layer later_layer(std::string_view code) {
  if (code == "vault/unknown_device" || code == "vault/revoked") return Layer::device;
  if (code == "vault/bad_signature") return Layer::signature;
  if (code == "vault/duplicate" || code == "vault/gap" || code == "vault/chain" ||
      code == "vault/order" || code == "vault/equivocation" || code == "vault/seen")
    return Layer::chain;
  return Layer::content;
}

// Which layer refuses, said apart from the one code that several layers share.
Layer layer_of(Bytes frame, const Secret& secret, std::string_view code) {
  EventView event;
  Layer layer = read_frame(frame, event);
  if (layer != Layer::none) return layer;
  if (!same(Bytes(event.vault_id(), 32), secret.vault_id)) return Layer::vault;
  SecretBytes scratch;
  Text text;
  layer =
      open_event(event, event.epoch == secret.epoch ? &secret.epoch_key : nullptr, scratch, text);
  return layer == Layer::none ? later_layer(code) : layer;
}

void write_event(Output& out, const Opened& event) {
  constexpr std::string_view names[] = {"", "genesis", "control", "tombstone", "record", "name"};
  out.member("type", names[static_cast<std::size_t>(event.type)]);
  out.member("device", hex(event.device)).member("dseq", event.dseq).member("evh", hex(event.evh));
  if (event.stub) out.member("stub", true);
  if (event.type == Type::record && !event.stub) out.member("content", hex(event.content));
  if (!event.problem.empty()) out.member("problem", event.problem);
}

Result<Vault> vault_of(const Input& in) {
  const Octets secret = TRY(in.bytes("secret"));
  return Vault::open(secret, in.flag("every") ? Check::every_signature : Check::last_signatures);
}

// Applies "frames"; writes each where `out` is given.
Status apply_frames(const Input& in, Vault& vault, Output* out) {
  for (const json::Value& value : TRY(in.member("frames"))) {
    const Octets frame = TRY(octets_of(value.text()));
    const auto opened = vault.apply(frame);
    if (out == nullptr) continue;
    out->begin_object();
    if (opened) {
      write_event(*out, *opened);
    } else {
      const Layer layer = layer_of(frame, vault.keys(), opened.error().code);
      out->member("error", opened.error().code).member("layer", layer_name(layer));
    }
    out->end_object();
  }
  return ok();
}

Result<Octets> joined_frames(const Input& in) {
  Octets log;
  for (const json::Value& value : TRY(in.member("frames"))) {
    const Octets frame = TRY(octets_of(value.text()));
    log.insert(log.end(), frame.begin(), frame.end());
  }
  return log;
}

Status op_blake2b(const Input& in, Output& out) {
  const Octets key = TRY(in.bytes("key")), input = TRY(in.bytes("input"));
  Octets hash_out(static_cast<std::size_t>(TRY(in.number("size"))));
  blake2b(hash_out, key, {input});
  out.member("hash", hex(hash_out));
  return ok();
}

Status op_aead_seal(const Input& in, Output& out) {
  const auto nonce = TRY(in.array<Nonce>("nonce"));
  Octets buffer = TRY(in.bytes("text"));
  const std::size_t size = buffer.size();
  buffer.resize(size + tag_size);
  encrypt(buffer.data(), size, TRY(in.bytes("associated")), nonce.data(), TRY(in.key("key")));
  out.member("sealed", hex(buffer));
  return ok();
}

Status op_aead_open(const Input& in, Output& out) {
  const auto nonce = TRY(in.array<Nonce>("nonce"));
  const Octets sealed = TRY(in.bytes("sealed"));
  Octets text(sealed.size());
  const Octets associated = TRY(in.bytes("associated"));
  if (!decrypt(text.data(), sealed, associated, nonce.data(), TRY(in.key("key")))) {
    out.member("good", false);
    return ok();
  }
  text.resize(sealed.size() - tag_size);
  out.member("text", hex(text));
  return ok();
}

Status op_ed25519_sign(const Input& in, Output& out) {
  const SigningKey key(TRY(in.key("seed")));
  const Octets message = TRY(in.bytes("message"));
  out.member("public", hex(key.public_key())).member("signature", hex(key.sign(message)));
  return ok();
}

Status op_ed25519_verify(const Input& in, Output& out) {
  const Octets message = TRY(in.bytes("message"));
  const Signature signature = TRY(in.array<Signature>("signature"));
  out.member("good", signed_by(TRY(in.array<PublicKey>("public")), message, signature.data()));
  return ok();
}

Status op_x25519(const Input& in, Output& out) {
  Key shared;
  if (!agree(shared, TRY(in.key("secret")), TRY(in.array<PublicKey>("public")))) {
    out.member("good", false);
    return ok();
  }
  out.member("shared", hex(shared));
  return ok();
}

Status op_x25519_public(const Input& in, Output& out) {
  out.member("public", hex(agreement_public(TRY(in.key("secret")))));
  return ok();
}

Status op_argon2id(const Input& in, Output& out) {
  Octets key(static_cast<std::size_t>(TRY(in.number("size"))));
  const Octets passphrase = TRY(in.bytes("passphrase"));
  const auto salt = TRY(in.array<Salt>("salt"));
  const auto opslimit = static_cast<std::uint32_t>(TRY(in.number("opslimit")));
  const auto memlimit = static_cast<std::uint32_t>(TRY(in.number("memlimit")));
  if (!argon2id(key, passphrase, salt, opslimit, memlimit))
    return refused(out, {.code = "vault/no_memory"});
  out.member("key", hex(key));
  return ok();
}

Status op_words(const Input& in, Output& out) {
  std::string text;
  for (const std::string_view word : words_of(TRY(in.key("secret"))))
    (text += text.empty() ? "" : " ") += word;
  out.member("words", text);
  return ok();
}

Status op_read_words(const Input& in, Output& out) {
  const auto secret = read_words(TRY(in.text("text")));
  if (!secret) return refused(out, secret.error());
  out.member("secret", hex(*secret));
  return ok();
}

Status op_padding(const Input& in, Output& out) {
  out.key("padded").begin_array();
  for (const json::Value& size : TRY(in.member("sizes"))) {
    out.value(padded_size(static_cast<std::size_t>(size.integer().value_or(0))));
  }
  out.end_array();
  return ok();
}

Status op_secret(const Input& in, Output& out) {
  const auto secret = Secret::read(TRY(in.bytes("bytes")));
  if (!secret) return refused(out, secret.error());
  out.member("vault", hex(secret->vault_id))
      .member("device", hex(secret->device))
      .member("epoch", secret->epoch);
  out.member("words", secret->words.has_value())
      .member("same", same(secret->bytes().view(), TRY(in.bytes("bytes"))));
  return ok();
}

Status op_create(const Input& in, Output& out) {
  SeededRandom random(TRY(in.text("seed")));
  const Created created = TRY(create(random));
  out.member("secret", hex(created.secret.view())).member("frame", hex(created.frame));
  return ok();
}

Status op_open(const Input& in, Output& out) {
  Vault vault = TRY(vault_of(in));
  out.key("events").begin_array();
  TRY(apply_frames(in, vault, &out));
  out.end_array().key("problems").begin_array();
  for (const Problem& problem : vault.finish()) {
    out.begin_object().member("index", problem.index).member("code", problem.code).end_object();
  }
  const Status writable = vault.writable();
  out.end_array().member("writable", writable ? std::string_view("yes") : writable.error().code);
  return ok();
}

Status op_merge(const Input& in, Output& out) {
  Vault vault = TRY(vault_of(in));
  TRY(apply_frames(in, vault, nullptr));
  out.key("events").begin_array();
  for (const json::Value& value : TRY(in.member("arrives"))) {
    const Octets frame = TRY(octets_of(value.text()));
    Vault trial = vault;
    auto opened = trial.merge(frame);
    const Status merged = opened ? trial.merged() : Status(ok());
    out.begin_object();
    if (opened && merged) {
      write_event(out, *opened);
      vault = std::move(trial);
    } else {
      const std::string_view code = opened ? merged.error().code : opened.error().code;
      out.member("error", code).member("layer", layer_name(layer_of(frame, vault.keys(), code)));
    }
    out.end_object();
  }
  out.end_array();
  return ok();
}

Status op_join(const Input& in, Output& out) {
  SeededRandom random(TRY(in.text("seed")));
  const Joining joining = begin_joining(random);
  const Code code = code_of(joining.offer);
  out.member("pending", hex(joining.bytes().view())).member("offer", hex(joining.offer));
  out.member("code", code_text(code)).member("qr", qr_text(joining.offer));
  out.member("offer_slot", hex(offer_slot(code))).member("answer_slot", hex(answer_slot(code)));
  out.member("resting", hex(rest_offer(joining.offer)));
  return ok();
}

Status op_join_read(const Input& in, Output& out) {
  const auto code = read_code(TRY(in.text("code")));
  if (!code) return refused(out, code.error());
  const auto offer = read_resting(*code, TRY(in.bytes("resting")));
  if (!offer) return refused(out, offer.error());
  out.member("offer", hex(*offer));
  return ok();
}

Status op_join_qr(const Input& in, Output& out) {
  const auto offer = read_qr(TRY(in.text("qr")));
  if (!offer) return refused(out, offer.error());
  out.member("offer", hex(*offer));
  return ok();
}

Status op_join_answer(const Input& in, Output& out) {
  const Joining joining = TRY(Joining::read(TRY(in.bytes("pending"))));
  const auto answer = read_answer(joining, TRY(in.bytes("answer")));
  if (!answer) return refused(out, answer.error());
  out.member("vault", hex(answer->vault_id)).member("control", hex(answer->control));
  out.key("tips").begin_array();
  for (const DeviceTip& tip : answer->tips) {
    out.begin_object().member("device", hex(tip.device)).member("dseq", tip.tip.dseq);
    out.member("evh", hex(tip.tip.evh)).end_object();
  }
  out.end_array();
  return ok();
}

Status op_seal(const Input& in, Output& out) {
  Vault vault = TRY(vault_of(in));
  TRY(apply_frames(in, vault, nullptr));
  SeededRandom random(TRY(in.text("seed")));
  Tip tip = vault.tip();
  out.key("frames").begin_array();
  for (const json::Value& record : TRY(in.member("records"))) {
    const auto sealed = vault.seal_record(text_bytes(record.text()), random, tip);
    if (!sealed) {
      out.end_array();
      return refused(out, sealed.error());
    }
    out.value(hex(sealed->frame));
  }
  out.end_array();
  return ok();
}

Status op_tombstone(const Input& in, Output& out) {
  Vault vault = TRY(vault_of(in));
  TRY(apply_frames(in, vault, nullptr));
  std::vector<Hash> events;
  for (const json::Value& value : TRY(in.member("events"))) {
    const Octets event = TRY(octets_of(value.text()));
    if (event.size() != Hash{}.size()) return Error{.code = "vector/bad_hex", .field = "events"};
    events.push_back(read_array<Hash>(event.data()));
  }
  Tip tip = vault.tip();
  const auto sealed = vault.seal_tombstone(events, tip);
  if (!sealed) return refused(out, sealed.error());
  out.member("frame", hex(sealed->frame));
  return ok();
}

Status op_strip(const Input& in, Output& out) {
  Vault vault = TRY(vault_of(in));
  TRY(apply_frames(in, vault, nullptr));
  const auto stripped = vault.strip(TRY(joined_frames(in)));
  out.member("changed", stripped.changed).member("log", hex(stripped.log));
  return ok();
}

Status op_frames(const Input& in, Output& out) {
  const Octets log = TRY(in.bytes("log"));
  FrameReader reader(log, TRY(in.array<VaultId>("vault")));
  out.key("frames").begin_array();
  while (const auto frame = reader.next()) {
    out.begin_object().member("offset", frame->offset).member("size", frame->bytes.size());
    if (!frame->problem.empty()) out.member("problem", frame->problem);
    out.end_object();
  }
  out.end_array().member("tail", reader.tail());
  return ok();
}

Status write_renewed(const Result<Renewed>& renewed, Output& out) {
  if (!renewed) return refused(out, renewed.error());
  out.member("secret", hex(renewed->secret.view()))
      .member("frame", hex(renewed->certificate.frame));
  return ok();
}

Status op_recover(const Input& in, Output& out) {
  SeededRandom random(TRY(in.text("seed")));
  const Octets log = TRY(joined_frames(in));
  return write_renewed(recover(TRY(in.key("words")), log, random), out);
}

Status op_renew(const Input& in, Output& out) {
  Vault vault = TRY(vault_of(in));
  TRY(apply_frames(in, vault, nullptr));
  SeededRandom random(TRY(in.text("seed")));
  return write_renewed(renew(vault, random), out);
}

Status op_key_info(const Input& in, Output& out) {
  const auto cost = key_info(TRY(in.bytes("file")));
  if (!cost) return refused(out, cost.error());
  out.member("opslimit", cost->opslimit)
      .member("memlimit", cost->memlimit)
      .member("salt", hex(cost->salt));
  return ok();
}

Status op_key_open(const Input& in, Output& out) {
  const auto secret = key_open(TRY(in.bytes("file")), TRY(in.key("key")));
  if (!secret) return refused(out, secret.error());
  out.member("secret", hex(secret->view()));
  return ok();
}

Status op_key_seal(const Input& in, Output& out) {
  SeededRandom random(TRY(in.text("seed")));
  Cost cost{.opslimit = static_cast<std::uint32_t>(TRY(in.number("opslimit"))),
            .memlimit = static_cast<std::uint32_t>(TRY(in.number("memlimit")))};
  cost.salt = TRY(in.array<Salt>("salt"));
  const auto file = key_seal(TRY(in.bytes("secret")), TRY(in.key("key")), cost, random);
  if (!file) return refused(out, file.error());
  out.member("file", hex(*file));
  return ok();
}

Status op_derive(const Input& in, Output& out) {
  Cost cost{.opslimit = static_cast<std::uint32_t>(TRY(in.number("opslimit"))),
            .memlimit = static_cast<std::uint32_t>(TRY(in.number("memlimit")))};
  cost.salt = TRY(in.array<Salt>("salt"));
  const auto key = derive(TRY(in.bytes("passphrase")), cost);
  if (!key) return refused(out, key.error());
  out.member("key", hex(*key));
  return ok();
}

Status op_draft_seal(const Input& in, Output& out) {
  SeededRandom random(TRY(in.text("seed")));
  const Secret secret = TRY(Secret::read(TRY(in.bytes("secret"))));
  const auto sealed =
      draft_seal(secret, TRY(in.text("slot")), text_bytes(TRY(in.text("text"))), random);
  if (!sealed) return refused(out, sealed.error());
  out.member("sealed", hex(*sealed));
  return ok();
}

Status op_draft_open(const Input& in, Output& out) {
  const Secret secret = TRY(Secret::read(TRY(in.bytes("secret"))));
  const auto text = draft_open(secret, TRY(in.text("slot")), TRY(in.bytes("sealed")));
  if (!text) return refused(out, text.error());
  out.member("text", hex(text->view()));
  return ok();
}

Status op_export_seal(const Input& in, Output& out) {
  const auto file = export_seal(TRY(in.bytes("key_file")), TRY(joined_frames(in)));
  if (!file) return refused(out, file.error());
  out.member("file", hex(*file));
  return ok();
}

Status op_export_open(const Input& in, Output& out) {
  const Octets file = TRY(in.bytes("file"));
  const auto opened = export_open(file);
  if (!opened) return refused(out, opened.error());
  out.member("intact", opened->intact).member("key_file", hex(opened->key_file));
  out.member("frames", hex(opened->frames));
  return ok();
}

constexpr Op ops[] = {
    {"aead_open", op_aead_open},
    {"aead_seal", op_aead_seal},
    {"argon2id", op_argon2id},
    {"blake2b", op_blake2b},
    {"create", op_create},
    {"derive", op_derive},
    {"draft_open", op_draft_open},
    {"draft_seal", op_draft_seal},
    {"ed25519_sign", op_ed25519_sign},
    {"ed25519_verify", op_ed25519_verify},
    {"export_open", op_export_open},
    {"export_seal", op_export_seal},
    {"frames", op_frames},
    {"join", op_join},
    {"join_answer", op_join_answer},
    {"join_qr", op_join_qr},
    {"join_read", op_join_read},
    {"key_info", op_key_info},
    {"key_open", op_key_open},
    {"key_seal", op_key_seal},
    {"merge", op_merge},
    {"open", op_open},
    {"padding", op_padding},
    {"read_words", op_read_words},
    {"recover", op_recover},
    {"renew", op_renew},
    {"seal", op_seal},
    {"secret", op_secret},
    {"strip", op_strip},
    {"tombstone", op_tombstone},
    {"words", op_words},
    {"x25519", op_x25519},
    {"x25519_public", op_x25519_public},
};

void write_compact(Output& out, json::Value value) {
  if (value.is(json::Type::object)) {
    out.begin_object();
    for (const json::Value& member : value) {
      out.key(member.name());
      write_compact(out, member);
    }
    out.end_object();
  } else if (value.is(json::Type::array)) {
    out.begin_array();
    for (const json::Value& element : value) write_compact(out, element);
    out.end_array();
  } else if (value.is(json::Type::string)) {
    out.value(value.text());
  } else {
    out.raw(value.raw());
  }
}

}  // namespace

Result<std::string> run_vector(std::string_view json) {
  json::Document document;
  const json::Value root = TRY(document.parse(json));
  const Input top(root);
  const std::string_view name = TRY(top.text("op"));
  const Input in(TRY(top.member("in")));
  for (const std::span<const Op> table :
       {std::span<const Op>(ops), age::vector_ops(), http_vector_ops()}) {
    for (const Op& op : table) {
      if (op.name != name) continue;
      Output out;
      out.begin_object();
      TRY(op.run(in, out));
      out.end_object();
      return out.take();
    }
  }
  return Error{.code = "vector/unknown_op", .detail = std::string(name)};
}

Result<std::string> expected_of(std::string_view json) {
  json::Document document;
  const json::Value root = TRY(document.parse(json));
  Output out;
  write_compact(out, TRY(Input(root).member("out")));
  return out.take();
}

}  // namespace ajar::vault
