// Suite 1 in JavaScript for making vectors: written from the RFCs and spec/vault.md, apart from the C++ that it checks.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  sign,
} from 'node:crypto';

const mask = (1n << 64n) - 1n;
const iv = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];
const sigma = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const turn = (word, by) => ((word >> BigInt(by)) | (word << BigInt(64 - by))) & mask;

/** BLAKE2b (RFC 7693) of the parts, one after the other. */
export function blake2b(size, key, ...parts) {
  const message = Buffer.concat(parts);
  const head = key.length ? Buffer.concat([key, Buffer.alloc(128 - key.length)]) : Buffer.alloc(0);
  const input = Buffer.concat([head, message]);
  const h = [...iv];
  h[0] ^= 0x01010000n ^ (BigInt(key.length) << 8n) ^ BigInt(size);
  const blocks = Math.max(1, Math.ceil(input.length / 128));
  for (let block = 0; block < blocks; block++) {
    const chunk = Buffer.alloc(128);
    input.copy(chunk, 0, block * 128, (block + 1) * 128);
    const m = Array.from({ length: 16 }, (_, i) => chunk.readBigUInt64LE(i * 8));
    const last = block === blocks - 1;
    const v = [...h, ...iv];
    v[12] ^= BigInt(last ? input.length : (block + 1) * 128);
    if (last) v[14] ^= mask;
    const mix = (a, b, c, d, x, y) => {
      v[a] = (v[a] + v[b] + x) & mask;
      v[d] = turn(v[d] ^ v[a], 32);
      v[c] = (v[c] + v[d]) & mask;
      v[b] = turn(v[b] ^ v[c], 24);
      v[a] = (v[a] + v[b] + y) & mask;
      v[d] = turn(v[d] ^ v[a], 16);
      v[c] = (v[c] + v[d]) & mask;
      v[b] = turn(v[b] ^ v[c], 63);
    };
    for (let round = 0; round < 12; round++) {
      const s = sigma[round % 10];
      for (let i = 0; i < 4; i++) mix(i, 4 + i, 8 + i, 12 + i, m[s[2 * i]], m[s[2 * i + 1]]);
      for (let i = 0; i < 4; i++) {
        mix(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4), m[s[8 + 2 * i]], m[s[9 + 2 * i]]);
      }
    }
    for (let i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8];
  }
  const out = Buffer.alloc(64);
  h.forEach((word, i) => out.writeBigUInt64LE(word, i * 8));
  return out.subarray(0, size);
}

export const ascii = (text) => Buffer.from(text, 'latin1');
export const hash = (domain, ...parts) => blake2b(32, Buffer.alloc(0), ascii(domain), ...parts);
export const derive = (key, domain) => blake2b(32, key, ascii(domain));
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** [key for the cipher, value that commits to it]. */
export function commitKey(master, ...context) {
  const both = blake2b(64, master, ...context);
  return [both.subarray(0, 32), both.subarray(32)];
}

/** HChaCha20 (draft-irtf-cfrg-xchacha-03, section 2.2). */
function hchacha20(key, nonce) {
  const state = new Uint32Array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  const words = new Uint32Array(16);
  words.set(state, 0);
  for (let i = 0; i < 8; i++) words[4 + i] = key.readUInt32LE(i * 4);
  for (let i = 0; i < 4; i++) words[12 + i] = nonce.readUInt32LE(i * 4);
  const rotate = (word, by) => (word << by) | (word >>> (32 - by));
  const quarter = (a, b, c, d) => {
    words[a] += words[b];
    words[d] = rotate(words[d] ^ words[a], 16);
    words[c] += words[d];
    words[b] = rotate(words[b] ^ words[c], 12);
    words[a] += words[b];
    words[d] = rotate(words[d] ^ words[a], 8);
    words[c] += words[d];
    words[b] = rotate(words[b] ^ words[c], 7);
  };
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 4; i++) quarter(i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; i++) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
  }
  const out = Buffer.alloc(32);
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((from, i) => out.writeUInt32LE(words[from], i * 4));
  return out;
}
const inner = (key, nonce) => [
  hchacha20(key, nonce.subarray(0, 16)),
  Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]),
];

export function encrypt(key, nonce, text, associated) {
  const cipher = createCipheriv('chacha20-poly1305', ...inner(key, nonce), { authTagLength: 16 });
  cipher.setAAD(associated, { plaintextLength: text.length });
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}
export function decrypt(key, nonce, sealed, associated) {
  const cipher = createDecipheriv('chacha20-poly1305', ...inner(key, nonce), { authTagLength: 16 });
  cipher.setAAD(associated, { plaintextLength: sealed.length - 16 });
  cipher.setAuthTag(sealed.subarray(sealed.length - 16));
  return Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - 16)), cipher.final()]);
}

const der = (head, key) =>
  createPrivateKey({ key: Buffer.concat([Buffer.from(head, 'hex'), key]), format: 'der', type: 'pkcs8' });
const raw = (key) => Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x, 'base64url');

export function signingKey(seed) {
  const key = der('302e020100300506032b657004220420', seed);
  return { public: raw(key), sign: (message) => sign(null, message, key) };
}
export function agreementKey(secret) {
  const key = der('302e020100300506032b656e04220420', secret);
  const agree = (theirs) => {
    const jwk = { kty: 'OKP', crv: 'X25519', x: theirs.toString('base64url') };
    return diffieHellman({ privateKey: key, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) });
  };
  return { public: raw(key), agree };
}

export const u16 = (number) => Buffer.from(Uint16Array.of(number).buffer);
export const u32 = (number) => Buffer.from(Uint32Array.of(number).buffer);
export const u64 = (number) => Buffer.from(BigUint64Array.of(BigInt(number)).buffer);

/** A stream of bytes that a seed always gives: block i is BLAKE2b-512(key = hash of the seed, domain and i). */
export class SeededRandom {
  constructor(seed) {
    this.seed = hash('ajar/test/seed', Buffer.from(seed));
    this.left = Buffer.alloc(0);
    this.next = 0;
  }
  fill(size) {
    while (this.left.length < size) {
      this.left = Buffer.concat([this.left, blake2b(64, this.seed, ascii('ajar/test/random'), u64(this.next++))]);
    }
    const bytes = this.left.subarray(0, size);
    this.left = this.left.subarray(size);
    return bytes;
  }
}
