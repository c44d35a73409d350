// Cases of what a device and a hub say to each other, written from spec/http.md alone.
import { SeededRandom, ascii, hash, signingKey, u32, u64 } from './suite.mjs';
import { createVault } from './vault.mjs';

const random = new SeededRandom('http');
const { device, genesis } = createVault(new SeededRandom('http vault'));
const frame = genesis.frame ?? genesis;
const seed = device.signSeed;
const signer = signingKey(seed);
const zeros = (size) => Buffer.alloc(size);
const origin = 'https://hub.example';

const challengeOf = (head = 'AJC1\0\0\0\0') =>
  Buffer.concat([ascii(head), u64(1_800_000_060), hash('ajar/test/nonce').subarray(0, 24), hash('ajar/test/mac')]);
const sized = (text) => Buffer.concat([Buffer.from([text.length]), ascii(text)]);
const claimOf = (challenge, name, key = signer, id = device.id) => {
  const claim = Buffer.concat([device.vaultId, id, challenge, sized(name)]);
  return Buffer.concat([claim, key.sign(Buffer.concat([ascii('ajar/v1/session'), claim]))]);
};
const removalOf = (name, key = signer, id = device.id, vault = device.vaultId) => {
  const body = Buffer.concat([id, sized(name)]);
  return Buffer.concat([body, key.sign(Buffer.concat([ascii('ajar/v1/delete'), vault, body]))]);
};
const flipped = (bytes, at) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
};

const makeClaim = (challenge, name, out) => ({
  op: 'http_claim',
  in: { vault: device.vaultId, device: device.id, challenge, origin: name, seed },
  out,
});
const readClaim = (body, out, key = signer.public) => ({ op: 'http_read_claim', in: { body, key }, out });
const parts = (good, of = {}) => ({
  vault: device.vaultId,
  device: device.id,
  challenge: challengeOf(),
  origin,
  good,
  ...of,
});
const claim = claimOf(challengeOf(), origin);
const bad = { error: 'http/bad_body' };
const other = signingKey(hash('ajar/test/other'));
const long = `https://${'a'.repeat(247)}`;

const claims = {
  'claim-made': makeClaim(challengeOf(), origin, { body: claim }),
  'claim-of-a-local-hub': makeClaim(challengeOf(), 'http://127.0.0.1:7421', {
    body: claimOf(challengeOf(), 'http://127.0.0.1:7421'),
  }),
  'claim-with-the-longest-origin': makeClaim(challengeOf(), long, { body: claimOf(challengeOf(), long) }),
  'claim-with-an-origin-too-long': makeClaim(challengeOf(), `${long}a`, { error: 'http/bad_origin' }),
  'claim-without-an-origin': makeClaim(challengeOf(), '', { error: 'http/bad_origin' }),
  'claim-on-a-short-challenge': makeClaim(challengeOf().subarray(0, 71), origin, { error: 'http/bad_challenge' }),
  'claim-on-another-challenge': makeClaim(challengeOf('AJC2\0\0\0\0'), origin, { error: 'http/bad_challenge' }),
  'claim-on-a-reserved-byte': makeClaim(challengeOf('AJC1\0\0\0\x01'), origin, { error: 'http/bad_challenge' }),
  'claim-read': readClaim(claim, parts(true)),
  'claim-of-the-words': {
    about: 'Device id zero: R_sign is to have signed',
    ...readClaim(claimOf(challengeOf(), origin, other, zeros(16)), parts(true, { device: zeros(16) }), other.public),
  },
  'claim-signed-by-another': readClaim(claimOf(challengeOf(), origin, other), parts(false)),
  'claim-for-another-origin': {
    about: 'What was signed for one hub and is shown to another',
    ...readClaim(Buffer.concat([claim.subarray(0, 121), ascii('https://evil.exampl'), claim.subarray(140)]), {
      ...parts(false),
      origin: 'https://evil.exampl',
    }),
  },
  'claim-with-another-challenge': readClaim(
    flipped(claim, 60),
    parts(false, { challenge: flipped(challengeOf(), 12) }),
  ),
  'claim-with-a-flipped-signature': readClaim(flipped(claim, claim.length - 1), parts(false)),
  'claim-cut': readClaim(claim.subarray(0, claim.length - 1), bad),
  'claim-with-a-byte-more': readClaim(Buffer.concat([claim, zeros(1)]), bad),
  'claim-with-an-origin-of-nothing': readClaim(claimOf(challengeOf(), ''), bad),
  'claim-empty': readClaim(zeros(0), bad),
};

const removal = removalOf(origin);
const readRemoval = (body, out, vault = device.vaultId, key = signer.public) => ({
  op: 'http_read_removal',
  in: { body, vault, key },
  out,
});
const removals = {
  'removal-made': {
    op: 'http_removal',
    in: { vault: device.vaultId, device: device.id, origin, seed },
    out: { body: removal },
  },
  'removal-read': readRemoval(removal, { device: device.id, origin, good: true }),
  'removal-of-another-vault': readRemoval(removal, { device: device.id, origin, good: false }, hash('ajar/test/vault')),
  'removal-signed-by-another': readRemoval(removalOf(origin, other), { device: device.id, origin, good: false }),
  'removal-that-is-a-claim': {
    about: 'A session that was signed is no word to delete',
    ...readRemoval(Buffer.concat([device.id, sized(origin), claim.subarray(claim.length - 64)]), {
      device: device.id,
      origin,
      good: false,
    }),
  },
  'removal-cut': readRemoval(removal.subarray(0, 20), bad),
};

const generation = random.fill(16);
const refusedAnswer = { error: 'http/bad_answer' };
const answer = (op, bytes, out) => ({ op: `http_${op}`, in: { answer: bytes }, out });
const token = hash('ajar/test/token');
const tips = [
  { device: Buffer.alloc(16, 1), dseq: 7, evh: hash('ajar/test/one') },
  { device: Buffer.alloc(16, 2), dseq: 1, evh: hash('ajar/test/two') },
];
const control = hash('ajar/test/control');
const headOf = (list, count = list.length) =>
  Buffer.concat([
    ascii('AJH1'),
    u32(count),
    generation,
    u64(9),
    control,
    ...list.map((tip) => Buffer.concat([tip.device, u64(tip.dseq), tip.evh])),
  ]);
const pageOf = (count, next, last, frames) =>
  Buffer.concat([ascii('AJP1'), u32(count), generation, u64(next), u64(last), frames]);
const doneOf = (numbers, count = numbers.length) =>
  Buffer.concat([ascii('AJD1'), u32(count), generation, ...numbers.map(u64)]);
const capsule = { id: Buffer.alloc(16, 3), expires: 1_800_000_000, reads: 5, size: 1000 };
const listOf = (list, count = list.length) =>
  Buffer.concat([
    ascii('AJL1'),
    u32(count),
    ...list.map((one) => Buffer.concat([one.id, u64(one.expires), u32(one.reads), u32(one.size)])),
  ]);

const answers = {
  'session-read': answer('session', Buffer.concat([token, u32(3600)]), { token, seconds: 3600, same: true }),
  'session-cut': answer('session', Buffer.concat([token, zeros(3)]), refusedAnswer),
  'head-read': answer('head', headOf(tips), { generation, last: 9, control, tips, same: true }),
  'head-of-nobody': answer('head', headOf([]), { generation, last: 9, control, tips: [], same: true }),
  'head-out-of-order': answer('head', headOf([tips[1], tips[0]]), refusedAnswer),
  'head-with-a-device-twice': answer('head', headOf([tips[0], tips[0]]), refusedAnswer),
  'head-with-another-count': answer('head', headOf(tips, 3), refusedAnswer),
  'head-with-a-count-past-32-bits': {
    about: 'A count whose product with a size begins again at nothing where sizes have 32 bits',
    ...answer('head', headOf([], 0x20000000), refusedAnswer),
  },
  'head-cut': answer('head', headOf(tips).subarray(0, 170), refusedAnswer),
  'head-that-is-a-page': answer('head', pageOf(1, 1, 1, frame), refusedAnswer),
  'page-read': answer('page', pageOf(1, 1, 1, frame), {
    count: 1,
    generation,
    next: 1,
    last: 1,
    frames: frame,
    same: true,
  }),
  'page-at-the-end': answer('page', pageOf(0, 5, 5, zeros(0)), {
    count: 0,
    generation,
    next: 5,
    last: 5,
    frames: zeros(0),
    same: true,
  }),
  'page-past-the-last': answer('page', pageOf(1, 6, 5, frame), refusedAnswer),
  'page-of-nothing-with-frames': answer('page', pageOf(0, 5, 5, frame), refusedAnswer),
  'page-of-something-without': answer('page', pageOf(1, 5, 5, zeros(0)), refusedAnswer),
  'page-cut': answer('page', pageOf(0, 5, 5, zeros(0)).subarray(0, 39), refusedAnswer),
  'done-read': answer('done', doneOf([2, 3, 9]), { generation, numbers: [2, 3, 9], same: true }),
  'done-with-another-count': answer('done', doneOf([2, 3], 1), refusedAnswer),
  'done-cut': answer('done', doneOf([2, 3]).subarray(0, 30), refusedAnswer),
  'list-read': answer('list', listOf([capsule]), { capsules: [capsule], same: true }),
  'list-of-nothing': answer('list', listOf([]), { capsules: [], same: true }),
  'list-with-another-count': answer('list', listOf([capsule], 2), refusedAnswer),
  'list-cut': answer('list', listOf([capsule]).subarray(0, 39), refusedAnswer),
};

export const http = Object.fromEntries(
  Object.entries({ ...claims, ...removals, ...answers }).map(([name, value]) => [
    name,
    { about: value.about ?? name.replaceAll('-', ' '), op: value.op, in: value.in, out: value.out },
  ]),
);
