// Cases of devices: let in, named, put out with the next epoch, and a newcomer's offer, code and answer.
import { SeededRandom, hash, signingKey } from './suite.mjs';
import {
  answerTo,
  base32,
  certificate,
  createVault,
  event,
  keyFile,
  makeDevice,
  nameOf,
  nobody,
  offerOf,
  recovery,
  revocation,
  secretOf,
  types,
} from './vault.mjs';

const random = new SeededRandom('devices');
const { words, device: first, genesis } = createVault(random);
const { sign: byWords, kem: recoveryKem } = recovery(words);
const { vaultId } = first;
const fresh = hash('ajar/test/epoch 1');
const say = (text) => Buffer.from(text);
const frames = (...items) => items.map((item) => item.frame ?? item);
const flipped = (bytes, at, bit = 1) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= bit;
  return copy;
};
const zeros = (size) => Buffer.alloc(size);
const names = ['', 'genesis', 'control', 'tombstone', 'record', 'name'];
function shown(item, text, more = {}) {
  const type = names[item.header[5]];
  const content = type === 'record' && text !== undefined ? { content: say(text) } : {};
  return { type, device: item.header.subarray(42, 58), dseq: item.dseq, evh: item.evh, ...more, ...content };
}

// The second is let in by an event of the first, writes, and is put out at its first record.
const second = makeDevice(vaultId, 0, first.epochKey, random);
const third = makeDevice(vaultId, 0, first.epochKey, random);
const tipOf = (device, item) => ({ device: device.id, dseq: item.dseq, evh: item.evh });
const letIn = event(
  first,
  types.control,
  certificate(second, genesis.evh, 2, first.id, first.sign, random),
  genesis,
  random,
);
const theirs = event(second, types.record, say('theirs'), nobody, random, { tips: [tipOf(first, letIn)] });
const late = event(second, types.record, say('late'), theirs, random, { tips: [tipOf(first, letIn)] });
const decided = (change = {}, eventChange = {}) =>
  event(
    change.writer ?? first,
    types.control,
    revocation(
      {
        vaultId,
        previous: change.previous ?? letIn.evh,
        by: change.by ?? null,
        epoch: 0,
        before: first.epochKey,
        fresh,
        recoveryKem: recoveryKem.public,
        out: change.out ?? [{ id: second.id, dseq: 1, evh: theirs.evh }],
        stays: change.stays ?? [first],
        random,
      },
      change,
    ),
    change.after ?? letIn,
    random,
    { tips: [tipOf(second, theirs)], ...eventChange },
  );
const revoked = decided();
const byTheWords = decided({ by: byWords });
const named = event(second, types.name, nameOf(1, second, 'the phone'), theirs, random, {
  tips: [tipOf(first, letIn)],
});
const nextEpoch = (device) => ({ ...device, epoch: 1, epochKey: fresh });
const after = event(nextEpoch(first), types.record, say('in the next epoch'), revoked, random, {
  tips: [tipOf(second, theirs)],
});

const secret = secretOf(first);
const opened = (items, events, problems = [], writable = 'yes', of = secret) => ({
  op: 'open',
  in: { secret: of, frames: frames(...items) },
  out: { events, problems, writable },
});
const before = [genesis, letIn, theirs];
const shownBefore = [shown(genesis), shown(letIn), shown(theirs, 'theirs')];
const refuses = (bad, error, layer, writable = 'vault/damaged_tip') => ({
  layer,
  ...opened([...before, bad], [...shownBefore, { error, layer }], [], writable),
});
/** What comes from elsewhere, one after the other, behind a log. */
const merges = (log, arrives, outcomes, of = secret) => ({
  op: 'merge',
  in: { secret: of, frames: frames(...log), arrives: frames(...arrives) },
  out: { events: outcomes },
});

const laterSecret = secretOf({
  ...makeDevice(vaultId, 1, fresh, new SeededRandom('later')),
  earlier: [first.epochKey],
});
const key = hash('ajar/test/key');
const cost = { opslimit: 3, memlimit: 64 << 20, salt: hash('ajar/test/salt').subarray(0, 16) };
const stolen = signingKey(hash('ajar/test/thief'));

export const devices = {
  'device-let-in': opened(before, shownBefore),
  'device-let-in-twice': refuses(
    event(first, types.control, certificate(second, letIn.evh, 2, first.id, first.sign, random), letIn, random),
    'vault/bad_event',
    'content',
  ),
  'device-let-in-by-another-in-this-chain': refuses(
    event(first, types.control, certificate(third, letIn.evh, 2, second.id, second.sign, random), letIn, random),
    'vault/bad_event',
    'content',
  ),
  'device-let-in-with-an-old-epoch': {
    about: 'Who is let in gets the key of the last epoch, or would be deaf',
    layer: 'content',
    ...opened(
      [
        ...before,
        revoked,
        event(first, types.control, certificate(third, revoked.evh, 2, first.id, first.sign, random), revoked, random),
      ],
      [...shownBefore, shown(revoked), { error: 'vault/control_order', layer: 'content' }],
      [],
      'vault/damaged_tip',
    ),
  },
  'revocation-begins-the-next-epoch': opened(
    [...before, revoked, after],
    [...shownBefore, shown(revoked), shown(after, 'in the next epoch')],
  ),
  'revocation-by-the-words': opened([...before, byTheWords], [...shownBefore, shown(byTheWords)]),
  'revocation-puts-out-what-came-before-it': {
    about: 'It stays in the log; its record is out of the state',
    ...opened(
      [...before, late, revoked, after],
      [...shownBefore, shown(late, 'late'), shown(revoked), shown(after, 'in the next epoch')],
    ),
  },
  'revocation-and-what-comes-after-it': {
    layer: 'device',
    ...merges([...before, revoked], [late], [{ error: 'vault/revoked', layer: 'device' }]),
  },
  'revocation-of-this-device': {
    about: 'It reads up to there, holds no later key, and writes nothing more',
    ...opened([...before, revoked], [...shownBefore, shown(revoked)], [], 'vault/revoked', secretOf(second)),
  },
  'revocation-out-of-line': refuses(decided({ previous: genesis.evh }), 'vault/control_order', 'content'),
  'revocation-leaves-somebody-out': {
    about: 'Who stays is everyone else, and each is named',
    layer: 'content',
    ...(() => {
      const alsoIn = event(
        first,
        types.control,
        certificate(third, letIn.evh, 2, first.id, first.sign, random),
        letIn,
        random,
      );
      const bad = decided({ previous: alsoIn.evh, after: alsoIn });
      return opened(
        [...before, alsoIn, bad],
        [...shownBefore, shown(alsoIn), { error: 'vault/bad_event', layer: 'content' }],
        [],
        'vault/damaged_tip',
      );
    })(),
  },
  'revocation-in-both-lists': refuses(decided({ stays: [first, second] }), 'vault/bad_event', 'content'),
  'revocation-of-the-writer': refuses(
    decided({ out: [{ id: first.id, dseq: 2, evh: letIn.evh }], stays: [second] }, {}),
    'vault/bad_event',
    'content',
  ),
  'revocation-of-nobody': refuses(decided({ out: [] }), 'vault/bad_event', 'content'),
  'revocation-unsorted': refuses(
    decided({ ordered: false, stays: [first, third].sort((a, b) => b.id.compare(a.id)) }),
    'vault/bad_event',
    'content',
  ),
  'revocation-at-an-event-that-is-not-here': refuses(
    decided({ out: [{ id: second.id, dseq: 2, evh: late.evh }] }),
    'vault/seen',
    'chain',
  ),
  'revocation-with-another-key-for-one': {
    about: 'The seal opens, and not to the key that all others were given',
    ...refuses(decided({ keyFor: () => hash('ajar/test/other') }), 'vault/bad_event', 'content'),
  },
  'revocation-that-wraps-another-key': refuses(
    decided({ before: hash('ajar/test/other') }),
    'vault/bad_event',
    'content',
  ),
  'revocation-signed-by-another-than-the-words': refuses(decided({ by: stolen }), 'vault/bad_signature', 'signature'),
  'revocation-signed-by-another-than-its-writer': refuses(
    decided({}, { signWith: second.sign }),
    'vault/bad_signature',
    'signature',
  ),
  'merge-goes-on': merges(
    [genesis],
    [letIn, theirs, theirs, late],
    [shown(letIn), shown(theirs, 'theirs'), { error: 'vault/duplicate', layer: 'chain' }, shown(late, 'late')],
  ),
  'merge-gap': { layer: 'chain', ...merges([genesis, letIn], [late], [{ error: 'vault/gap', layer: 'chain' }]) },
  'merge-another-in-the-same-place': {
    layer: 'chain',
    ...merges(
      [...before],
      [event(second, types.record, say('rival'), nobody, random, { tips: [tipOf(first, letIn)] })],
      [{ error: 'vault/equivocation', layer: 'chain' }],
    ),
  },
  'merge-not-behind-the-one-before': {
    layer: 'chain',
    ...merges(
      [...before],
      [event(second, types.record, say('late'), { dseq: 1, evh: letIn.evh }, random)],
      [{ error: 'vault/chain', layer: 'chain' }],
    ),
  },
  'merge-what-has-seen-more-than-is-here': {
    layer: 'chain',
    ...merges(
      [genesis, letIn],
      [
        event(second, types.record, say('theirs'), nobody, random, {
          tips: [{ device: first.id, dseq: 3, evh: late.evh }],
        }),
      ],
      [{ error: 'vault/seen', layer: 'chain' }],
    ),
  },
  'merge-of-a-stranger': {
    layer: 'device',
    ...merges([genesis], [theirs], [{ error: 'vault/unknown_device', layer: 'device' }]),
  },
  'name-given': opened([...before, named], [...shownBefore, shown(named)]),
  'name-with-a-line-break': refuses(
    event(first, types.name, nameOf(1, second, 'the\nphone'), letIn, random),
    'vault/bad_event',
    'content',
  ),
  'name-of-nothing': refuses(
    event(first, types.name, nameOf(1, second, ''), letIn, random),
    'vault/bad_event',
    'content',
  ),
  'name-too-long': refuses(
    event(first, types.name, nameOf(1, second, 'x'.repeat(121)), letIn, random),
    'vault/bad_event',
    'content',
  ),
  'name-of-a-stranger': refuses(
    event(first, types.name, nameOf(1, third, 'nobody'), letIn, random),
    'vault/bad_event',
    'content',
  ),
  'secret-of-a-later-epoch': {
    op: 'secret',
    in: { bytes: laterSecret },
    out: {
      vault: vaultId,
      device: makeDevice(vaultId, 1, fresh, new SeededRandom('later')).id,
      epoch: 1,
      words: false,
      same: true,
    },
  },
  'secret-without-its-earlier-keys': {
    op: 'secret',
    in: { bytes: secretOf({ ...makeDevice(vaultId, 1, fresh, new SeededRandom('later')), earlier: [] }) },
    out: { error: 'vault/bad_secret' },
  },
  'key-of-a-later-epoch': {
    op: 'key_open',
    in: { file: keyFile(laterSecret, key, cost, new SeededRandom('key file')), key },
    out: { secret: laterSecret },
  },
  'key-shorter-than-its-epoch': {
    op: 'key_info',
    in: { file: keyFile(laterSecret, key, cost, new SeededRandom('key file')).subarray(0, 344) },
    out: { error: 'vault/truncated' },
  },
};

// ── a newcomer ─────────────────────────────────────────────────────────────────────────────────────────────────────

const drawn = new SeededRandom('joining');
const newcomer = makeDevice(zeros(32), 0, zeros(32), drawn);
const salt = drawn.fill(16);
const shows = offerOf(newcomer, salt);
const pending = Buffer.concat([secretOf(newcomer), salt]);
const written = base32(shows.code).replace(/(.{4})(?=.)/g, '$1-');
const tips = [{ device: first.id, dseq: letIn.dseq, evh: letIn.evh }];
const answer = answerTo(shows.offer, newcomer.kem.public, vaultId, letIn.evh, tips, new SeededRandom('answer'));
const other = offerOf(newcomer, zeros(16));
const readAnswer = (bytes, out, of = pending) => ({ op: 'join_answer', in: { pending: of, answer: bytes }, out });
const rests = (code, resting, out) => ({ op: 'join_read', in: { code, resting }, out });
const badCode = { error: 'vault/bad_code' };
const badAnswer = { error: 'vault/bad_answer' };

export const sync = {
  'join-offer': {
    about: 'From a seed: keys, then the salt; and all that follows from the offer',
    op: 'join',
    in: { seed: 'joining' },
    out: {
      pending,
      offer: shows.offer,
      code: written,
      qr: shows.qr,
      offer_slot: shows.offerSlot,
      answer_slot: shows.answerSlot,
      resting: shows.resting,
    },
  },
  'join-read': rests(written, shows.resting, { offer: shows.offer }),
  'join-read-any-writing': rests(
    ` ${written.toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')} `,
    shows.resting,
    { offer: shows.offer },
  ),
  'join-code-short': rests(written.slice(0, -1), shows.resting, badCode),
  'join-code-long': rests(`${written}0`, shows.resting, badCode),
  'join-code-of-another-sign': rests(written.replace(/.$/, 'U'), shows.resting, badCode),
  'join-code-of-another': rests(base32(other.code), shows.resting, badCode),
  'join-offer-damaged': rests(written, flipped(shows.resting, 40), badCode),
  'join-offer-cut': rests(written, shows.resting.subarray(0, 80), badCode),
  'join-offer-of-another-under-this-code': {
    about: 'Whoever knows the code can seal another offer under it; the code does not commit to that one',
    layer: 'commitment',
    ...rests(written, resealed(), badCode),
  },
  'join-qr': { op: 'join_qr', in: { qr: shows.qr }, out: { offer: shows.offer } },
  'join-qr-foreign': { op: 'join_qr', in: { qr: 'https://hub.example' }, out: badCode },
  'join-qr-short': { op: 'join_qr', in: { qr: shows.qr.slice(0, -2) }, out: badCode },
  'join-answer': readAnswer(answer, {
    vault: vaultId,
    control: letIn.evh,
    tips: [{ device: first.id, dseq: letIn.dseq, evh: letIn.evh }],
  }),
  'join-answer-damaged': readAnswer(flipped(answer, 70), badAnswer),
  'join-answer-commitment': readAnswer(flipped(answer, 40), badAnswer),
  'join-answer-cut': readAnswer(answer.subarray(0, 100), badAnswer),
  'join-answer-without-the-offer': {
    about: 'A hub that knows the public keys and not the salt cannot answer',
    layer: 'commitment',
    ...readAnswer(
      answerTo(other.offer, newcomer.kem.public, vaultId, letIn.evh, tips, new SeededRandom('answer')),
      badAnswer,
    ),
  },
  'join-answer-to-another': readAnswer(answer, badAnswer, Buffer.concat([secretOf(second), salt])),
};

/** Another newcomer's offer, sealed with the key of this one's code. */
function resealed() {
  const thief = makeDevice(zeros(32), 0, zeros(32), new SeededRandom('thief'));
  return offerOf(thief, salt, shows.code).resting;
}

for (const folder of [devices, sync]) {
  for (const [name, value] of Object.entries(folder)) {
    const { about, ...rest } = value;
    folder[name] = { about: about ?? name.replaceAll('-', ' '), ...rest };
  }
}
