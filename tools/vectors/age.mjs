// age v1 and the capsule's contents in JavaScript for making vectors: written from spec/capsule.md on Node's own primitives,
// apart from the C++ that it checks.
import { createCipheriv, createHmac, scryptSync } from 'node:crypto';
import { SeededRandom, agreementKey, ascii, derive, hash } from './suite.mjs';

const empty = Buffer.alloc(0);
const zeroNonce = Buffer.alloc(12);

export const hmac = (key, ...parts) => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
/** One block: all that age ever asks for. */
export const hkdf = (secret, salt, info) => hmac(hmac(salt, secret), ascii(info), Buffer.of(1));

function aead(key, nonce, text) {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

export const base64 = (bytes) => bytes.toString('base64').replace(/=+$/, '');

export function chunk(key, number, last, text) {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = last ? 1 : 0;
  return aead(key, nonce, text);
}

export function chunks(key, text) {
  const out = [];
  const count = Math.max(1, Math.ceil(text.length / 65536));
  for (let i = 0; i < count; i++) out.push(chunk(key, i, i === count - 1, text.subarray(i * 65536, (i + 1) * 65536)));
  return out;
}

export const stanza = (args, body) => {
  const digits = base64(body);
  let lines = '';
  for (let at = 0; at <= digits.length; at += 64) lines += `${digits.slice(at, at + 64)}\n`;
  return `-> ${args}\n${lines}`;
};

export function scryptStanza(fileKey, salt, phrase, logN, written = String(logN)) {
  const N = 2 ** logN;
  const label = Buffer.concat([ascii('age-encryption.org/v1/scrypt'), salt]);
  const key = scryptSync(Buffer.from(phrase), label, 32, { N, r: 8, p: 1, maxmem: 2 ** 31 - 1 });
  return stanza(`scrypt ${base64(salt)} ${written}`, aead(key, zeroNonce, fileKey));
}

export function x25519Stanza(fileKey, e, recipient) {
  const mine = agreementKey(e);
  const key = hkdf(mine.agree(recipient), Buffer.concat([mine.public, recipient]), 'age-encryption.org/v1/X25519');
  return stanza(`X25519 ${base64(mine.public)}`, aead(key, zeroNonce, fileKey));
}

const head = 'age-encryption.org/v1\n';
/** A header with a right MAC over whatever the stanzas say. */
export function header(fileKey, stanzas, first = head) {
  const covered = `${first}${stanzas}---`;
  return Buffer.from(`${covered} ${base64(hmac(hkdf(fileKey, empty, 'header'), ascii(covered)))}\n`, 'latin1');
}
export const payloadKey = (fileKey, nonce) => hkdf(fileKey, nonce, 'payload');

/** {file, and the parts of which it was made}. */
export function sealPhrase(seed, text, phrase, logN) {
  const random = new SeededRandom(seed);
  const fileKey = random.fill(16);
  const salt = random.fill(16);
  const stanzas = scryptStanza(fileKey, salt, phrase, logN);
  const nonce = random.fill(16);
  const top = header(fileKey, stanzas);
  const key = payloadKey(fileKey, nonce);
  return { fileKey, salt, nonce, key, stanzas, top, file: Buffer.concat([top, nonce, ...chunks(key, text)]) };
}

export function sealRecipient(seed, text, recipient) {
  const random = new SeededRandom(seed);
  const fileKey = random.fill(16);
  const e = random.fill(32);
  const stanzas = x25519Stanza(fileKey, e, recipient);
  const nonce = random.fill(16);
  const top = header(fileKey, stanzas);
  const key = payloadKey(fileKey, nonce);
  return { fileKey, e, nonce, key, stanzas, top, file: Buffer.concat([top, nonce, ...chunks(key, text)]) };
}

export function armored(file, end = '\n', pad = file.toString('base64')) {
  const lines = pad.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN AGE ENCRYPTED FILE-----', ...lines, '-----END AGE ENCRYPTED FILE-----', ''].join(end);
}

const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
function polymod(values) {
  let state = 1;
  for (const value of values) {
    const top = state >>> 25;
    state = ((state & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((g, i) => {
      if ((top >>> i) & 1) state ^= g;
    });
  }
  return state >>> 0;
}
/** Bech32 of 32 bytes; `spare` are the four bits that fill the last group. */
export function bech32(name, bytes, spare = 0) {
  const bits =
    [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('') + spare.toString(2).padStart(4, '0');
  const groups = bits.match(/.{5}/g).map((group) => parseInt(group, 2));
  const codes = [...name].map((c) => c.charCodeAt(0));
  const front = [...codes.map((c) => c >> 5), 0, ...codes.map((c) => c & 31)];
  const sum = polymod([...front, ...groups, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [0, 1, 2, 3, 4, 5].map((i) => (sum >>> (5 * (5 - i))) & 31);
  return `${name}1${[...groups, ...check].map((group) => charset[group]).join('')}`;
}
export const recipientText = (key) => bech32('age', key);
export const identityText = (key) => bech32('age-secret-key-', key).toUpperCase();

export const secretOf = (seed) => derive(hash('ajar/test/identity', Buffer.from(seed)), 'x25519');
export const publicOf = (secret) => agreementKey(secret).public;

export const capsuleContents = (text, ...records) =>
  Buffer.from(`${text}--- ajar capsule 1 ---\n${records.map((record) => `${record}\n`).join('')}`);
