// Cases of events: a small vault of two devices, and each rule of spec/vault.md broken alone.
import { SeededRandom, ascii, hash, signingKey, u16, u32 } from './suite.mjs';
import {
  certificate,
  createVault,
  event,
  genesisContent,
  makeDevice,
  nobody,
  recovery,
  secretOf,
  stubOf,
  tombstone,
  types,
} from './vault.mjs';

const random = new SeededRandom('events');
const { words, device, genesis } = createVault(random);
const secret = secretOf(device);
const { sign: byWords } = recovery(words);
const say = (text) => Buffer.from(text);
const record = (text, previous, change) => event(device, types.record, say(text), previous, random, change);
const plain = (type, content, previous, change) => event(device, type, content, previous, random, change);

const one = record('one', genesis);
const two = record('two', one);
const three = record('three', two);
const tail = [one, two, three];

const names = ['', 'genesis', 'control', 'tombstone', 'record'];
/** What a good event comes out as. */
function shown(item, text, more = {}) {
  const header = item.header;
  const type = names[header[5]];
  const content = type === 'record' && text !== undefined ? { content: say(text) } : {};
  return { type, device: header.subarray(42, 58), dseq: item.dseq, evh: item.evh, ...more, ...content };
}
const shownGenesis = shown(genesis);
const refusedWith = (error, layer) => ({ error, layer });
const frames = (...items) => items.map((item) => item.frame ?? item);
const opened = (items, events, problems = [], writable = 'yes', more = {}) => ({
  op: 'open',
  in: { secret, frames: frames(...items), ...more },
  out: { events, problems, writable },
});
/** `bad` behind a good genesis and a good record, refused with `error` by `layer`. */
const refuses = (bad, error, layer) => ({
  layer,
  ...opened([genesis, one, bad], [shownGenesis, shown(one, 'one'), refusedWith(error, layer)], [], 'vault/damaged_tip'),
});
const flipped = (bytes, at, bit = 1) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= bit;
  return copy;
};

// A second device, certified by the words, that has seen the first.
const second = makeDevice(device.vaultId, 0, device.epochKey, random);
const tipOne = { device: device.id, dseq: 2, evh: one.evh };
const arrives = (change, certificateChange) =>
  event(
    second,
    types.control,
    certificate(
      second,
      change?.previous ?? genesis.evh,
      1,
      Buffer.alloc(16),
      change?.by ?? byWords,
      random,
      certificateChange,
    ),
    nobody,
    random,
    { tips: [tipOne], ...change },
  );
const arrival = arrives();
const theirs = event(second, types.record, say('theirs'), arrival, random, { tips: [tipOne] });
const afterTheirs = record('after theirs', one, { tips: [{ device: second.id, dseq: 2, evh: theirs.evh }] });
const third = makeDevice(device.vaultId, 0, device.epochKey, random);
const byDevice = event(
  third,
  types.control,
  certificate(third, genesis.evh, 2, device.id, device.sign, random),
  nobody,
  random,
  { tips: [tipOne] },
);

const good = {
  'vault-create': {
    about: 'A new vault from a seed: the device secret and the genesis frame',
    op: 'create',
    in: { seed: 'events' },
    out: { secret, frame: genesis.frame },
  },
  'vault-seal': {
    about: 'Records sealed one after the other on one tip',
    op: 'seal',
    in: { secret, frames: frames(genesis), seed: 'sealing', records: ['first', 'second', 'ä'] },
    out: (() => {
      const drawn = new SeededRandom('sealing');
      const made = [genesis];
      for (const text of ['first', 'second', 'ä']) {
        made.push(event(device, types.record, say(text), made.at(-1), drawn));
      }
      return { frames: frames(...made.slice(1)) };
    })(),
  },
  'vault-seal-uncertified': {
    about: 'Without its certificate a device writes nothing',
    op: 'seal',
    in: { secret, frames: [], seed: 'sealing', records: ['first'] },
    out: { frames: [], error: 'vault/uncertified' },
  },
  'vault-seal-nothing': {
    op: 'seal',
    in: { secret, frames: frames(genesis), seed: 'sealing', records: [''] },
    out: { frames: [], error: 'vault/empty' },
  },
  'event-opens': opened(
    [genesis, ...tail],
    [shownGenesis, shown(one, 'one'), shown(two, 'two'), shown(three, 'three')],
    [],
    'yes',
    { every: true },
  ),
  'event-with-long-content': (() => {
    const text = 'x'.repeat(20000);
    const long = record(text, genesis);
    return opened([genesis, long], [shownGenesis, shown(long, text)]);
  })(),
  'two-devices': opened(
    [genesis, one, arrival, theirs, afterTheirs],
    [shownGenesis, shown(one, 'one'), shown(arrival), shown(theirs, 'theirs'), shown(afterTheirs, 'after theirs')],
    [],
    'yes',
    { every: true },
  ),
  'certified-by-a-device': opened([genesis, one, byDevice], [shownGenesis, shown(one, 'one'), shown(byDevice)]),
};

const zeros = (size) => Buffer.alloc(size);
const before = { dseq: 2, evh: one.evh };
const layers = {
  'frame-magic': refuses(record('two', before, { magic: ascii('AJ2\0') }), 'vault/bad_frame', 'frame'),
  'frame-kind': refuses(flipped(two.frame, 4, 3), 'vault/bad_frame', 'frame'),
  'frame-length': refuses(flipped(two.frame, 0), 'vault/bad_frame', 'frame'),
  'frame-ct-length': refuses(record('two', before, { ctLen: 271 }), 'vault/bad_frame', 'frame'),
  'frame-cut': refuses(two.frame.subarray(0, two.frame.length - 1), 'vault/bad_frame', 'frame'),
  'frame-type-0': refuses(record('two', before, { type: 0 }), 'vault/bad_frame', 'frame'),
  'frame-type-6': refuses(record('two', before, { type: 6 }), 'vault/bad_frame', 'frame'),
  'frame-dseq-0': refuses(record('two', before, { dseq: 0 }), 'vault/bad_frame', 'frame'),
  'suite-older': refuses(record('two', before, { suite: 0 }), 'vault/older', 'suite'),
  'suite-newer': refuses(record('two', before, { suite: 2 }), 'vault/newer', 'suite'),
  'vault-other': refuses(createVault(new SeededRandom('other')).genesis, 'vault/other_vault', 'vault'),
  'epoch-unknown': refuses(record('two', before, { epoch: 1 }), 'vault/unknown_epoch', 'epoch'),
  'commitment-damaged': refuses(flipped(two.frame, 5 + 154), 'vault/bad_event', 'commitment'),
  'commitment-under-another-key': {
    about: "Sealed, committed and signed rightly, but under a key that is not the epoch's",
    ...refuses(record('two', before, { epochKey: hash('ajar/test/other') }), 'vault/bad_event', 'commitment'),
  },
  'commitment-of-another-event': refuses(
    record('two', before, { commit: one.header.subarray(154, 186) }),
    'vault/bad_event',
    'commitment',
  ),
  'commitment-dseq-swapped': refuses(flipped(two.frame, 5 + 58, 4), 'vault/bad_event', 'commitment'),
  'commitment-nonce-swapped': refuses(flipped(two.frame, 5 + 130), 'vault/bad_event', 'commitment'),
  'commitment-type-swapped': {
    about: 'A record that says it is a tombstone: a plain event has no commitment',
    ...refuses(record('two', before, { type: 3 }), 'vault/bad_event', 'commitment'),
  },
  'commitment-plain-with-nonce': refuses(
    plain(types.tombstone, tombstone([one.evh]), before, { nonce: hash('ajar/test/nonce').subarray(0, 24) }),
    'vault/bad_event',
    'commitment',
  ),
  'cipher-first-byte': refuses(flipped(two.frame, 5 + 190 + 64), 'vault/bad_event', 'cipher'),
  'cipher-tag': refuses(flipped(two.frame, two.frame.length - 1), 'vault/bad_event', 'cipher'),
  'cipher-of-another-event': refuses(record('two', before, { after: () => one.ct }), 'vault/bad_event', 'cipher'),
  'text-padding-not-zero': refuses(
    record('two', before, { padding: Buffer.concat([zeros(246), Buffer.from([1])]) }),
    'vault/bad_event',
    'text',
  ),
  'text-not-padded': refuses(record('two', before, { size: 9 }), 'vault/bad_event', 'text'),
  'text-padded-too-far': refuses(record('two', before, { size: 512 }), 'vault/bad_event', 'text'),
  'text-length-too-great': refuses(record('two', before, { length: 251 }), 'vault/bad_event', 'text'),
  'text-length-far-too-great': refuses(record('two', before, { length: 0xffffffff }), 'vault/bad_event', 'text'),
  'text-empty': refuses(record('', before), 'vault/bad_event', 'text'),
  'text-too-short': refuses(record('two', before, { text: zeros(0) }), 'vault/bad_event', 'text'),
  'text-more-tips-than-bytes': refuses(
    record('two', before, { text: Buffer.concat([u16(5), zeros(254)]) }),
    'vault/bad_event',
    'text',
  ),
  'text-own-tip': refuses(record('two', before, { tips: [tipOne] }), 'vault/bad_event', 'text'),
  'text-tips-out-of-order': refuses(
    record('two', before, {
      tips: [
        { device: Buffer.alloc(16, 9), dseq: 1, evh: one.evh },
        { device: Buffer.alloc(16, 8), dseq: 1, evh: one.evh },
      ],
    }),
    'vault/bad_event',
    'text',
  ),
  'text-tips-not-as-hashed': refuses(
    record('two', before, { seen: hash('ajar/test/seen') }),
    'vault/bad_event',
    'text',
  ),
  'text-plain-with-padding': refuses(
    plain(types.tombstone, tombstone([one.evh]), before, { size: 64 }),
    'vault/bad_event',
    'text',
  ),
  'device-unknown': refuses(theirs, 'vault/unknown_device', 'device'),
  'signature-of-a-tombstone': refuses(
    plain(types.tombstone, tombstone([one.evh]), before, { signWith: second.sign }),
    'vault/bad_signature',
    'signature',
  ),
  'signature-of-a-certificate': refuses(
    arrives({ by: signingKey(hash('ajar/test/thief')) }),
    'vault/bad_signature',
    'signature',
  ),
  'content-tombstone-of-nothing': refuses(plain(types.tombstone, tombstone([]), before), 'vault/bad_event', 'content'),
  'content-tombstone-unsorted': refuses(
    plain(types.tombstone, tombstone([one.evh, genesis.evh].sort((a, b) => b.compare(a))), before),
    'vault/bad_event',
    'content',
  ),
  'content-tombstone-twice': refuses(
    plain(types.tombstone, tombstone([one.evh, one.evh]), before),
    'vault/bad_event',
    'content',
  ),
  'content-tombstone-short': refuses(
    plain(types.tombstone, Buffer.concat([u32(2), one.evh]), before),
    'vault/bad_event',
    'content',
  ),
  'content-second-genesis': refuses(
    event(second, types.genesis, genesisContent(words, second, random), nobody, random),
    'vault/second_genesis',
    'content',
  ),
  'content-control-out-of-line': refuses(arrives({ previous: one.evh }), 'vault/control_order', 'content'),
  'content-certificate-of-another-device': refuses(
    event(second, types.control, certificate(third, genesis.evh, 1, zeros(16), byWords, random), nobody, random),
    'vault/bad_event',
    'content',
  ),
};
const newer = plain(
  types.control,
  Buffer.concat([Buffer.from([9]), genesis.evh, ascii('what only a newer version knows')]),
  one,
);
layers['content-control-op-unknown'] = {
  about: 'A newer version speaks: its event is passed over, and nothing is written from then on',
  layer: 'content',
  ...opened(
    [genesis, one, newer],
    [shownGenesis, shown(one, 'one'), refusedWith('vault/newer', 'content')],
    [],
    'vault/newer',
  ),
};
layers['content-control-op-damaged'] = {
  about: 'A certificate whose op was changed is damage, not a newer version',
  ...refuses(flipped(arrival.frame, 5 + 190 + 64 + 2 + 56 + 4, 2), 'vault/unknown_device', 'device'),
};

/** A good event with something wrong around it. */
const noted = (item, said, problem) => ({ ...shown(item, said), problem });

const thief = createVault(new SeededRandom('thief')).device;
const swapped = (change) => event(device, types.genesis, genesisContent(words, device, random, change), nobody, random);
const stolen = swapped({ signWith: thief.sign });
const behind = record('one', genesis);
const elsewhere = swapped({ sign: thief.sign.public });
const begins = {
  'genesis-signed-by-another': {
    about: 'The genesis is refused; with the secret the records still open, and the damage explains their gap',
    layer: 'signature',
    ...opened([stolen, behind], [refusedWith('vault/bad_signature', 'signature'), shown(behind, 'one')]),
  },
  'genesis-with-swapped-keys': {
    about: 'The words signed for keys that are not those of the device that the event names',
    layer: 'content',
    ...opened([elsewhere], [refusedWith('vault/bad_event', 'content')], [], 'vault/damaged_tip'),
  },
  'genesis-missing': {
    layer: 'chain',
    ...opened([one], [noted(one, 'one', 'vault/gap')], [{ index: 0, code: 'vault/no_genesis' }], 'vault/uncertified'),
  },
};

const stub = { ...two, frame: stubOf(two) };
const removal = plain(types.tombstone, tombstone([two.evh]), three);
const chain = {
  'chain-gap': {
    layer: 'chain',
    ...opened([genesis, one, three], [shownGenesis, shown(one, 'one'), noted(three, 'three', 'vault/gap')]),
  },
  'chain-not-the-one-before': (() => {
    const bad = record('two', { dseq: 2, evh: genesis.evh });
    return {
      layer: 'chain',
      ...opened([genesis, one, bad], [shownGenesis, shown(one, 'one'), noted(bad, 'two', 'vault/chain')]),
    };
  })(),
  'chain-again': {
    layer: 'chain',
    ...opened(
      [genesis, one, one, two],
      [shownGenesis, shown(one, 'one'), refusedWith('vault/duplicate', 'chain'), shown(two, 'two')],
    ),
  },
  'chain-out-of-order': {
    layer: 'chain',
    ...opened([genesis, two, one], [shownGenesis, noted(two, 'two', 'vault/gap'), noted(one, 'one', 'vault/order')]),
  },
  'chain-two-in-one-place': (() => {
    const rival = record('rival', genesis);
    return {
      layer: 'chain',
      ...opened([genesis, one, rival], [shownGenesis, shown(one, 'one'), noted(rival, 'rival', 'vault/equivocation')]),
    };
  })(),
  'chain-seen-and-not-here': (() => {
    const bad = record('two', one, { tips: [{ device: second.id, dseq: 2, evh: theirs.evh }] });
    return {
      layer: 'chain',
      ...opened([genesis, one, bad], [shownGenesis, shown(one, 'one'), noted(bad, 'two', 'vault/seen')]),
    };
  })(),
  'chain-damage-explains-a-gap': {
    about: 'The damaged event is named, the one behind it is good',
    layer: 'cipher',
    ...opened(
      [genesis, one, flipped(two.frame, 300), three],
      [shownGenesis, shown(one, 'one'), refusedWith('vault/bad_event', 'cipher'), shown(three, 'three')],
    ),
  },
  'signature-of-the-last': (() => {
    const bad = record('one', genesis, { signWith: second.sign });
    return {
      layer: 'signature',
      ...opened([genesis, bad], [shownGenesis, shown(bad, 'one')], [{ index: 1, code: 'vault/bad_signature' }]),
    };
  })(),
  'signature-in-the-middle': (() => {
    const bad = record('one', genesis, { signWith: second.sign });
    const next = record('two', bad);
    return {
      about: 'Found where every signature is asked for; the chain vouches for it otherwise',
      layer: 'signature',
      ...opened(
        [genesis, bad, next],
        [shownGenesis, noted(bad, 'one', 'vault/bad_signature'), shown(next, 'two')],
        [],
        'yes',
        { every: true },
      ),
    };
  })(),
  'stub-with-its-tombstone': opened(
    [genesis, one, stub, three, removal],
    [shownGenesis, shown(one, 'one'), shown(two, undefined, { stub: true }), shown(three, 'three'), shown(removal)],
    [],
    'yes',
    { every: true },
  ),
  'stub-without-a-tombstone': {
    layer: 'chain',
    ...opened(
      [genesis, one, stub, three],
      [shownGenesis, shown(one, 'one'), shown(two, undefined, { stub: true }), shown(three, 'three')],
      [{ index: 2, code: 'vault/missing_body' }],
    ),
  },
  'stub-of-a-tombstone': {
    layer: 'frame',
    ...opened(
      [genesis, ...tail, { frame: stubOf(removal) }],
      [
        shownGenesis,
        shown(one, 'one'),
        shown(two, 'two'),
        shown(three, 'three'),
        refusedWith('vault/bad_frame', 'frame'),
      ],
      [],
      'vault/damaged_tip',
    ),
  },
  'tombstone-made': {
    about: 'Sorted, without duplicates, and nothing random in it',
    op: 'tombstone',
    in: { secret, frames: frames(genesis, ...tail), events: [two.evh, one.evh, two.evh] },
    out: {
      frame: plain(types.tombstone, tombstone([one.evh, two.evh].sort((a, b) => a.compare(b))), three).frame,
    },
  },
  strip: {
    about: 'The named record becomes a stub; everything else stays byte for byte',
    op: 'strip',
    in: { secret, frames: frames(genesis, ...tail, removal) },
    out: {
      changed: 1,
      log: Buffer.concat(frames(genesis, one, stub, three, removal)),
    },
  },
};

const joined = Buffer.concat(frames(genesis, one, two));
const at = [0, genesis.frame.length, genesis.frame.length + one.frame.length];
const whole = (index, item) => ({ offset: at[index], size: item.frame.length });
const reads = (log, out) => ({ op: 'frames', in: { vault: device.vaultId, log }, out });
const pieces = [whole(0, genesis), whole(1, one), whole(2, two)];
const bad = { problem: 'vault/bad_frame' };
const logs = {
  'log-whole': reads(joined, { frames: pieces, tail: 0 }),
  'log-empty': reads('', { frames: [], tail: 0 }),
  'log-cut-in-a-length': reads(joined.subarray(0, at[2] + 3), { frames: pieces.slice(0, 2), tail: 3 }),
  'log-cut-in-a-header': reads(joined.subarray(0, at[2] + 100), { frames: pieces.slice(0, 2), tail: 100 }),
  'log-cut-in-a-body': reads(joined.subarray(0, joined.length - 1), {
    frames: pieces.slice(0, 2),
    tail: two.frame.length - 1,
  }),
  'log-damaged-length': {
    layer: 'frame',
    ...reads(flipped(joined, at[1] + 1, 255), { frames: [pieces[0], { ...pieces[1], ...bad }, pieces[2]], tail: 0 }),
  },
  'log-damaged-last-length': {
    layer: 'frame',
    ...reads(flipped(joined, at[2], 1), { frames: [pieces[0], pieces[1], { ...pieces[2], ...bad }], tail: 0 }),
  },
  'log-damaged-magic': {
    layer: 'frame',
    ...reads(flipped(joined, at[1] + 5, 255), { frames: [pieces[0], { ...pieces[1], ...bad }, pieces[2]], tail: 0 }),
  },
  'log-noise-between': {
    layer: 'frame',
    ...reads(Buffer.concat([joined.subarray(0, at[1]), zeros(7), joined.subarray(at[1])]), {
      frames: [
        pieces[0],
        { offset: at[1], size: 7, ...bad },
        { offset: at[1] + 7, size: one.frame.length },
        { offset: at[2] + 7, size: two.frame.length },
      ],
      tail: 0,
    }),
  },
};

const ways = {
  recover: (() => {
    const drawn = new SeededRandom('recovery');
    const fresh = makeDevice(device.vaultId, 0, device.epochKey, drawn);
    const content = certificate(fresh, genesis.evh, 1, zeros(16), byWords, drawn);
    const tips = [{ device: device.id, dseq: 2, evh: one.evh }];
    return {
      about: 'A new device by the words; R stays off it',
      op: 'recover',
      in: { words, frames: frames(genesis, one), seed: 'recovery' },
      out: { secret: secretOf(fresh), frame: event(fresh, types.control, content, nobody, drawn, { tips }).frame },
    };
  })(),
  renew: (() => {
    const drawn = new SeededRandom('renewal');
    const fresh = makeDevice(device.vaultId, 0, device.epochKey, drawn);
    fresh.words = words;
    const content = certificate(fresh, genesis.evh, 2, device.id, device.sign, drawn);
    const tips = [{ device: device.id, dseq: 2, evh: one.evh }];
    return {
      about: 'A new device by the one that lost its last event',
      op: 'renew',
      in: { secret, frames: frames(genesis, one, flipped(two.frame, 300)), seed: 'renewal' },
      out: { secret: secretOf(fresh), frame: event(fresh, types.control, content, nobody, drawn, { tips }).frame },
    };
  })(),
  'recover-with-other-words': {
    layer: 'words',
    op: 'recover',
    in: { words: hash('ajar/test/words'), frames: frames(genesis, one), seed: 'recovery' },
    out: { error: 'vault/words_other' },
  },
  'recover-without-genesis': {
    layer: 'content',
    op: 'recover',
    in: { words, frames: frames(one), seed: 'recovery' },
    out: { error: 'vault/no_genesis' },
  },
};

export const events = Object.fromEntries(
  Object.entries({ ...good, ...layers, ...begins, ...chain, ...logs, ...ways }).map(([name, { about, ...rest }]) => [
    name,
    { about: about ?? name.replaceAll('-', ' '), ...rest },
  ]),
);
