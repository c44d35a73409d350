// The vault's byte layouts in JavaScript for making vectors, written from spec/vault.md alone. Every part of an event
// can be set, so that an event can be made wrong in one place and right in all others.
import { agreementKey, ascii, blake2b, commitKey, derive, encrypt, hash, signingKey, u16, u32, u64 } from './suite.mjs';

const zeros = (size) => Buffer.alloc(size);
export const types = { genesis: 1, control: 2, tombstone: 3, record: 4, name: 5 };

export function recovery(words) {
  const sign = signingKey(derive(words, 'ajar/v1/recovery/sign'));
  const kem = agreementKey(derive(words, 'ajar/v1/recovery/kem'));
  return { sign, kem, vaultId: hash('ajar/v1/vault', sign.public, kem.public) };
}

export function sealKey(to, vaultId, epoch, epochKey, random) {
  const ephemeral = agreementKey(random.fill(32));
  const context = [ascii('ajar/v1/kem'), vaultId, u32(epoch), ephemeral.public, to];
  const [key, commit] = commitKey(ephemeral.agree(to), ...context);
  return Buffer.concat([ephemeral.public, commit, encrypt(key, zeros(24), epochKey, commit)]);
}

export function makeDevice(vaultId, epoch, epochKey, random) {
  const [signSeed, kemSecret, local] = [random.fill(32), random.fill(32), random.fill(32)];
  const [sign, kem] = [signingKey(signSeed), agreementKey(kemSecret)];
  const id = hash('ajar/v1/device', sign.public, kem.public).subarray(0, 16);
  return { vaultId, epoch, epochKey, signSeed, kemSecret, local, sign, kem, id, words: null };
}

export function secretOf(device, change = {}) {
  const of = { magic: 'AJS1', suite: 1, flags: device.words ? 1 : 0, ...change };
  const body = Buffer.concat([
    ascii(of.magic),
    Buffer.from([of.suite, of.flags, 0, 0]),
    device.vaultId,
    device.id,
    device.signSeed,
    device.kemSecret,
    device.local,
    u32(device.epoch),
    device.epochKey,
    device.words ?? zeros(32),
    ...(device.earlier ?? []),
  ]);
  return Buffer.concat([body, hash('ajar/v1/secret', body).subarray(0, 16)]);
}

export function paddedSize(size) {
  if (size <= 4096) return Math.max(256, Math.ceil(size / 256) * 256);
  if (size <= 16384) return Math.ceil(size / 1024) * 1024;
  const exponent = Math.floor(Math.log2(size));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(size / step) * step;
}

export const tipBytes = (tips) =>
  Buffer.concat(tips.map(({ device, dseq, evh }) => Buffer.concat([device, u64(dseq), evh])));

/**
 * One event of `device`, of `type`, with `content`, after `previous` {dseq, evh}. `change` sets any part of it otherwise:
 * magic, suite, type, vaultId, epoch, deviceId, dseq, prevSelf, seen, nonce, commit, ctLen, text, padding, epochKey,
 * signWith, after(ct). Returns {frame, evh, dseq, header, ct}.
 */
export function event(device, type, content, previous, random, change = {}) {
  const sealed = type === types.record || type === types.name;
  const tips = tipBytes(change.tips ?? []);
  const used = Buffer.concat([u16(tips.length / 56), tips, u32(change.length ?? content.length), content]);
  const size = change.size ?? (sealed ? paddedSize(used.length) : used.length);
  const text = change.text ?? Buffer.concat([used, change.padding ?? zeros(size - used.length)]);
  const before = Buffer.concat([
    change.magic ?? ascii('AJ1\0'),
    Buffer.from([change.suite ?? 1, change.type ?? type]),
    change.vaultId ?? device.vaultId,
    u32(change.epoch ?? device.epoch),
    change.deviceId ?? device.id,
    u64(change.dseq ?? previous.dseq + 1),
    change.prevSelf ?? previous.evh,
    change.seen ?? hash('ajar/v1/seen', tips),
    change.nonce ?? (sealed ? random.fill(24) : zeros(24)),
  ]);
  const length = u32(change.ctLen ?? (sealed ? text.length + 16 : text.length));
  const [key, made] = commitKey(change.epochKey ?? device.epochKey, ascii('ajar/v1/ev'), before, length);
  const header = Buffer.concat([before, change.commit ?? (sealed ? made : zeros(32)), length]);
  let ct = sealed ? encrypt(key, before.subarray(130, 154), text, header) : text;
  if (change.after) ct = change.after(ct);
  const evh = hash('ajar/v1/evh', header, blake2b(32, zeros(0), ct));
  const signature = (change.signWith ?? device.sign).sign(evh);
  const tail = Buffer.concat([Buffer.from([1]), header, signature, ct]);
  const dseq = Number(change.dseq ?? previous.dseq + 1);
  return { frame: Buffer.concat([u32(tail.length), tail]), evh, dseq, header, signature, ct };
}

export function stubOf({ header, signature, ct }) {
  const tail = Buffer.concat([Buffer.from([2]), header, signature, blake2b(32, zeros(0), ct)]);
  return Buffer.concat([u32(tail.length), tail]);
}

export const nobody = { dseq: 0, evh: zeros(32) };

export function genesisContent(words, device, random, change = {}) {
  const { sign, kem } = recovery(words);
  const body = Buffer.concat([
    Buffer.from([1]),
    sign.public,
    kem.public,
    change.sign ?? device.sign.public,
    device.kem.public,
    sealKey(device.kem.public, device.vaultId, 0, device.epochKey, random),
    sealKey(kem.public, device.vaultId, 0, device.epochKey, random),
  ]);
  const signer = change.signWith ?? sign;
  return Buffer.concat([body, signer.sign(Buffer.concat([ascii('ajar/v1/genesis'), device.vaultId, body]))]);
}

/** A new vault, drawing from `random` in the order of spec/vault.md. */
export function createVault(random) {
  const [words, epochKey] = [random.fill(32), random.fill(32)];
  const device = makeDevice(recovery(words).vaultId, 0, epochKey, random);
  device.words = words;
  const genesis = event(device, types.genesis, genesisContent(words, device, random), nobody, random);
  return { words, device, genesis };
}

export function certificate(device, previous, by, byDevice, certifier, random, change = {}) {
  const body = Buffer.concat([
    Buffer.from([change.op ?? 1]),
    previous,
    Buffer.from([by]),
    byDevice,
    device.sign.public,
    device.kem.public,
    sealKey(device.kem.public, device.vaultId, device.epoch, device.epochKey, random),
  ]);
  const message = Buffer.concat([ascii('ajar/v1/certify'), device.vaultId, u32(device.epoch), body]);
  return Buffer.concat([body, certifier.sign(message)]);
}

/** Device ids in the order in which lists have them. */
const ascending = (list) => [...list].sort((a, b) => a.id.compare(b.id));

/**
 * Puts `out` [{id, dseq, evh}] out and begins the epoch after `epoch` with the key `fresh`, for `stays` (devices).
 * `by` is R_sign's key, or null where the writing device says it. `change` sets parts otherwise: op, before (the key that is
 * wrapped), ordered, words (whose key), toRecovery, keyFor(device).
 */
export function revocation(
  { vaultId, previous, by, epoch, before, fresh, recoveryKem, out, stays, random },
  change = {},
) {
  const [wrapKey, commit] = commitKey(fresh, ascii('ajar/v1/epoch'), vaultId, u32(epoch + 1));
  const order = change.ordered === false ? (list) => list : ascending;
  const toRecovery = sealKey(recoveryKem, vaultId, epoch + 1, fresh, random);
  const body = Buffer.concat([
    Buffer.from([change.op ?? 2]),
    previous,
    Buffer.from([by ? 1 : 2]),
    commit,
    encrypt(wrapKey, zeros(24), change.before ?? before, commit),
    toRecovery,
    Buffer.from([out.length]),
    ...order(out).map(({ id, dseq, evh }) => Buffer.concat([id, u64(dseq), evh])),
    Buffer.from([stays.length]),
    ...order(stays).map((device) => {
      const key = change.keyFor?.(device) ?? fresh;
      return Buffer.concat([device.id, sealKey(device.kem.public, vaultId, epoch + 1, key, random)]);
    }),
  ]);
  if (!by) return body;
  return Buffer.concat([body, by.sign(Buffer.concat([ascii('ajar/v1/revoke'), vaultId, u32(epoch), body]))]);
}

export const nameOf = (count, device, text) => Buffer.concat([u32(count), device.id, Buffer.from(text)]);

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export function base32(bytes) {
  let bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  bits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0');
  return bits.replace(/.{5}/g, (five) => digits[parseInt(five, 2)]);
}

/** A newcomer's offer, with everything that follows from it (spec/sync.md §5); rested under the code `codeOf`, or its own. */
export function offerOf(device, salt, codeOf) {
  const offer = Buffer.concat([ascii('AJO1'), device.sign.public, device.kem.public, salt]);
  const code = hash('ajar/v1/join', offer).subarray(0, 10);
  const slot = (name) => blake2b(32, code, ascii(`ajar/v1/slot/${name}`)).subarray(0, 16);
  const key = blake2b(32, codeOf ?? code, ascii('ajar/v1/offer'));
  const resting = Buffer.concat([ascii('AJR1'), encrypt(key, zeros(24), offer, ascii('AJR1'))]);
  return { offer, code, resting, offerSlot: slot('offer'), answerSlot: slot('answer'), qr: `AJAR1:${base32(offer)}` };
}

export function answerTo(offer, kem, vaultId, control, tips, random) {
  const ephemeral = agreementKey(random.fill(32));
  const [key, commit] = commitKey(ephemeral.agree(kem), ascii('ajar/v1/answer'), offer, ephemeral.public);
  const head = Buffer.concat([ascii('AJW1'), ephemeral.public, commit]);
  const text = Buffer.concat([vaultId, control, u16(tips.length), tipBytes(tips)]);
  return Buffer.concat([head, encrypt(key, zeros(24), text, head)]);
}

export const tombstone = (events) => Buffer.concat([u32(events.length), ...events]);

/** The key file; `change` sets parts of its head otherwise before it is sealed. */
export function keyFile(secret, key, cost, random, change = {}) {
  const head = Buffer.concat([
    ascii('AJARKEY\0'),
    Buffer.from([change.version ?? 1, change.kdf ?? 1, change.reserved ?? (secret.length - 236) / 32, 0]),
    u32(cost.opslimit),
    u32(cost.memlimit),
    cost.salt,
    random.fill(24),
  ]);
  const [cipherKey, commit] = commitKey(key, ascii('ajar/v1/key'), head);
  const associated = Buffer.concat([head, commit]);
  return Buffer.concat([associated, encrypt(cipherKey, head.subarray(36), secret, associated)]);
}

export function draft(device, slot, text, random) {
  const nonce = random.fill(24);
  const [key, commit] = commitKey(
    device.local,
    ascii('ajar/v1/draft'),
    device.id,
    Buffer.from([slot.length]),
    ascii(slot),
    nonce,
  );
  const head = Buffer.concat([ascii('AJD1'), nonce, commit]);
  const padded = Buffer.concat([u32(text.length), text, zeros(paddedSize(4 + text.length) - 4 - text.length)]);
  return Buffer.concat([head, encrypt(key, nonce, padded, head)]);
}

export const sealedExport = (key, frames) =>
  Buffer.concat([ascii('AJAREXP\0\x01'), zeros(7), hash('ajar/v1/export', key, frames), key, frames]);
