// Cases of what is not an event: words, padding, device secret, key file, draft, sealed export.
import { SeededRandom, ascii, hash } from './suite.mjs';
import { createVault, draft, keyFile, paddedSize, sealedExport, secretOf } from './vault.mjs';

const { device, genesis } = createVault(new SeededRandom('files'));
const secret = secretOf(device);
const key = hash('ajar/test/key');
const cost = { opslimit: 3, memlimit: 64 << 20, salt: hash('ajar/test/salt').subarray(0, 16) };
const made = (change, costs = {}) => keyFile(secret, key, { ...cost, ...costs }, new SeededRandom('key file'), change);
const flipped = (bytes, at, bit = 1) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= bit;
  return copy;
};
const short = (bytes) => bytes.subarray(0, bytes.length - 1);

const words = {
  'words-any-writing': {
    about: 'Capitals, numbers, commas and beginnings of four letters',
    op: 'read_words',
    in: {
      text: Array.from({ length: 24 }, (_, i) => `${i + 1}. ${i === 23 ? 'ART' : i % 2 ? 'Aban' : 'abandon'},`).join(
        '\n',
      ),
    },
    out: { secret: Buffer.alloc(32) },
  },
  'words-one-too-few': {
    op: 'read_words',
    in: { text: 'abandon '.repeat(23) },
    out: { error: 'vault/words_count', detail: '23' },
  },
  'words-one-too-many': {
    op: 'read_words',
    in: { text: 'abandon '.repeat(23) + 'art art' },
    out: { error: 'vault/words_count', detail: '25' },
  },
  'words-unknown': {
    about: 'The third word is none',
    op: 'read_words',
    in: { text: 'abandon abandon abandonment ' + 'abandon '.repeat(20) + 'art' },
    out: { error: 'vault/words_unknown', line: 3, detail: 'abandonment' },
  },
  'words-beginning-too-short': {
    about: 'Three letters that are no word',
    op: 'read_words',
    in: { text: 'aba ' + 'abandon '.repeat(22) + 'art' },
    out: { error: 'vault/words_unknown', line: 1, detail: 'aba' },
  },
  'words-of-another-script': {
    op: 'read_words',
    in: { text: 'abandon abándon ' + 'abandon '.repeat(21) + 'art' },
    out: { error: 'vault/words_unknown', line: 2, detail: 'abándon' },
  },
  'words-checksum': {
    op: 'read_words',
    in: { text: 'abandon '.repeat(24) },
    out: { error: 'vault/words_checksum' },
  },
};

const sizes = [
  1, 6, 255, 256, 257, 4095, 4096, 4097, 5120, 16384, 16385, 20000, 32768, 32769, 65535, 65537, 100000, 131078, 134662,
];
const padding = { padding: { op: 'padding', in: { sizes }, out: { padded: sizes.map(paddedSize) } } };

const about = { vault: device.vaultId, device: device.id, epoch: 0 };
const other = createVault(new SeededRandom('another')).device;
const secrets = {
  'secret-with-words': { op: 'secret', in: { bytes: secret }, out: { ...about, words: true, same: true } },
  'secret-without-words': {
    op: 'secret',
    in: { bytes: secretOf({ ...device, words: null }) },
    out: { ...about, words: false, same: true },
  },
  'secret-damaged': { op: 'secret', in: { bytes: flipped(secret, 100) }, out: { error: 'vault/bad_secret' } },
  'secret-short': { op: 'secret', in: { bytes: short(secret) }, out: { error: 'vault/bad_secret' } },
  'secret-reserved-flag': {
    op: 'secret',
    in: { bytes: secretOf(device, { flags: 3 }) },
    out: { error: 'vault/bad_secret' },
  },
  'secret-words-of-another-vault': {
    about: 'The check is right, R is of another vault',
    op: 'secret',
    in: { bytes: secretOf({ ...device, words: other.words }) },
    out: { error: 'vault/bad_secret' },
  },
  'secret-other-device-id': {
    op: 'secret',
    in: { bytes: secretOf({ ...device, id: other.id }) },
    out: { error: 'vault/bad_secret' },
  },
  'secret-newer-suite': { op: 'secret', in: { bytes: secretOf(device, { suite: 2 }) }, out: { error: 'vault/newer' } },
};

const info = (file, out) => ({ op: 'key_info', in: { file }, out });
const open = (file, out, with_ = key) => ({ op: 'key_open', in: { file, key: with_ }, out });
const keyFiles = {
  'key-seal': {
    op: 'key_seal',
    in: { secret, key, opslimit: cost.opslimit, memlimit: cost.memlimit, salt: cost.salt, seed: 'key file' },
    out: { file: made() },
  },
  'key-open': open(made(), { secret }),
  'key-info': info(made(), { opslimit: 3, memlimit: 64 << 20, salt: cost.salt }),
  'key-wrong': open(made(), { error: 'vault/wrong_key' }, flipped(key, 0)),
  'key-salt-swapped': open(flipped(made(), 20), { error: 'vault/wrong_key' }),
  'key-cost-swapped': {
    about: 'More passes than were sealed: allowed by itself, but not what was committed to',
    ...open(flipped(made(), 12, 7), { error: 'vault/wrong_key' }),
  },
  'key-commitment': open(flipped(made(), 60), { error: 'vault/wrong_key' }),
  'key-secret-damaged': open(flipped(made(), 92), { error: 'vault/wrong_key' }),
  'key-tag-damaged': open(flipped(made(), 343), { error: 'vault/wrong_key' }),
  'key-foreign': info(ascii('a letter to somebody'), { error: 'vault/foreign_key' }),
  'key-empty': info(Buffer.alloc(0), { error: 'vault/foreign_key' }),
  'key-older': info(made({ version: 0 }), { error: 'vault/older_key' }),
  'key-newer': info(made({ version: 2 }), { error: 'vault/newer_key' }),
  'key-newer-kdf': info(made({ kdf: 2 }), { error: 'vault/newer_key' }),
  'key-reserved': info(made({ reserved: 64 }), { error: 'vault/newer_key' }),
  'key-truncated': info(short(made()), { error: 'vault/truncated' }),
  'key-too-long': info(Buffer.concat([made(), Buffer.alloc(1)]), { error: 'vault/truncated' }),
  'key-weak-passes': info(made({}, { opslimit: 2 }), { error: 'vault/weak_kdf', detail: '2' }),
  'key-weak-memory': info(made({}, { memlimit: (64 << 20) - 1024 }), { error: 'vault/weak_kdf', detail: '67107840' }),
  'key-no-memory': info(made({}, { memlimit: 0 }), { error: 'vault/weak_kdf', detail: '0' }),
  'key-costly-passes': info(made({}, { opslimit: 11 }), { error: 'vault/costly_kdf', detail: '11' }),
  'key-costly-memory': info(made({}, { memlimit: 2 ** 30 + 1024 }), {
    error: 'vault/costly_kdf',
    detail: '1073742848',
  }),
  'key-ragged-memory': info(made({}, { memlimit: 2 ** 29 + 1 }), { error: 'vault/costly_kdf', detail: '536870913' }),
  'key-highest-cost': info(made({}, { opslimit: 10, memlimit: 2 ** 30 }), {
    opslimit: 10,
    memlimit: 2 ** 30,
    salt: cost.salt,
  }),
};

const text = 'What I did not say yesterday.';
const sealedDraft = draft(device, 'note.2', Buffer.from(text), new SeededRandom('draft'));
const openDraft = (sealed, slot = 'note.2', of = secret) => ({ op: 'draft_open', in: { secret: of, slot, sealed } });
const badDraft = { out: { error: 'vault/bad_draft' } };
const drafts = {
  'draft-seal': {
    op: 'draft_seal',
    in: { secret, slot: 'note.2', text, seed: 'draft' },
    out: { sealed: sealedDraft },
  },
  'draft-open': { ...openDraft(sealedDraft), out: { text: Buffer.from(text) } },
  'draft-empty': {
    ...openDraft(draft(device, 'note.2', Buffer.alloc(0), new SeededRandom('draft'))),
    out: { text: '' },
  },
  'draft-of-another-slot': { ...openDraft(sealedDraft, 'note.3'), ...badDraft },
  'draft-of-another-device': { ...openDraft(sealedDraft, 'note.2', secretOf(other)), ...badDraft },
  'draft-damaged': { ...openDraft(flipped(sealedDraft, 70)), ...badDraft },
  'draft-commitment': { ...openDraft(flipped(sealedDraft, 30)), ...badDraft },
  'draft-short': { ...openDraft(sealedDraft.subarray(0, 60)), ...badDraft },
  'draft-slot-name': { ...openDraft(sealedDraft, 'Note 2'), out: { error: 'vault/bad_slot' } },
};

const whole = sealedExport(made(), genesis.frame);
const openExport = (file, out) => ({ op: 'export_open', in: { file }, out });
const parts = { key_file: made(), frames: genesis.frame };
const exports_ = {
  'export-seal': {
    op: 'export_seal',
    in: { key_file: made(), frames: [genesis.frame] },
    out: { file: whole },
  },
  'export-open': openExport(whole, { intact: true, ...parts }),
  'export-damaged-hash': openExport(flipped(whole, 16), { intact: false, ...parts }),
  'export-damaged-magic': openExport(flipped(whole, 0), { intact: false, ...parts }),
  'export-damaged-version': openExport(flipped(whole, 8, 3), { intact: false, ...parts }),
  'export-damaged-frame': openExport(flipped(whole, whole.length - 1), {
    intact: false,
    key_file: made(),
    frames: flipped(genesis.frame, genesis.frame.length - 1),
  }),
  'export-cut-in-a-frame': openExport(short(whole), {
    intact: false,
    key_file: made(),
    frames: short(genesis.frame),
  }),
  'export-cut-in-the-key': openExport(whole.subarray(0, 300), { error: 'vault/truncated' }),
  'export-foreign': openExport(ascii('x'.repeat(600)), { error: 'vault/foreign_export' }),
  'export-short-and-foreign': openExport(ascii('x'), { error: 'vault/foreign_export' }),
  'export-newer': openExport(Buffer.concat([ascii('AJAREXP\0\x02'), Buffer.alloc(600)]), {
    error: 'vault/newer_export',
  }),
  'export-older': openExport(Buffer.concat([ascii('AJAREXP\0\0'), Buffer.alloc(600)]), {
    error: 'vault/older_export',
  }),
};

const layers = { key: 'key file', secret: 'secret', draft: 'draft', export: 'export', words: 'words' };
const named = { ...words, ...padding, ...secrets, ...keyFiles, ...drafts, ...exports_ };
export const files = Object.fromEntries(
  Object.entries(named).map(([name, { about: said, ...rest }]) => {
    const layer = rest.out.error || rest.out.intact === false ? { layer: layers[name.split('-')[0]] } : {};
    return [name, { about: said ?? name.replaceAll('-', ' '), ...layer, ...rest }];
  }),
);
