// Cases of capsules: the age file layer by layer, and what stands in it (spec/capsule.md).
import {
  armored,
  base64,
  bech32,
  capsuleContents,
  chunk,
  chunks,
  hmac,
  header,
  hkdf,
  identityText,
  payloadKey,
  publicOf,
  recipientText,
  scryptStanza,
  sealPhrase,
  sealRecipient,
  secretOf,
  stanza,
  x25519Stanza,
} from './age.mjs';
import { SeededRandom, ascii, hash } from './suite.mjs';

/** The layer of spec/capsule.md §3 that a code speaks for; `too_long` and `newer` have two, told apart by the case's name. */
const layers = {
  'capsule/bad_armor': 'armor',
  'capsule/foreign': 'version',
  'capsule/newer': 'version',
  'capsule/bad_header': 'header',
  'capsule/weak_kdf': 'kdf',
  'capsule/costly_kdf': 'kdf',
  'capsule/wants_phrase': 'kind',
  'capsule/wants_identity': 'kind',
  'capsule/wrong_phrase': 'unwrap',
  'capsule/other_identity': 'unwrap',
  'capsule/bad_mac': 'mac',
  'capsule/bad_payload': 'payload',
  'capsule/bad_contents': 'contents',
  'capsule/bad_recipient': 'recipient',
  'capsule/bad_identity': 'identity',
  'capsule/bad_phrase': 'phrase',
  'capsule/bad_link': 'link',
  'capsule/empty': 'sealing',
};

const phrase = 'abandon-ability-able-about-above-absent-absorb';
const logN = 12;
const text = Buffer.from('A few lines.\nNothing more.\n');
const made = sealPhrase('phrase', text, phrase, logN);
const secret = secretOf('one');
const identity = identityText(secret);
const recipient = publicOf(secret);
const sent = sealRecipient('recipient', text, recipient);
const at = (bytes, mark) => bytes.indexOf(mark);
const flipped = (bytes, where, bit = 1) => {
  const copy = Buffer.from(bytes);
  copy[where] ^= bit;
  return copy;
};

const open = (file, out, about) => ({ about, op: 'capsule_open_phrase', in: { file, phrase }, out });
const openSent = (file, out, about) => ({ about, op: 'capsule_open_identity', in: { file, identity }, out });
const refused = (code) => ({ error: `capsule/${code}` });
/** The made file with other stanzas under a MAC that is right for them. */
const restanza = (stanzas, parts = made, first) =>
  Buffer.concat([header(parts.fileKey, stanzas, first), parts.nonce, ...chunks(parts.key, text)]);
const repayload = (...pieces) => Buffer.concat([made.top, made.nonce, ...pieces]);
const withHeader = (change) => Buffer.from(change(made.file.toString('latin1')), 'latin1');

const primitives = {
  'primitive-scrypt': {
    about: 'RFC 7914, section 12, third',
    op: 'capsule_scrypt',
    in: { passphrase: ascii('pleaseletmein'), salt: ascii('SodiumChloride'), log_n: 14, size: 64 },
    out: {
      key:
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
        'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    },
  },
  'primitive-hmac-sha256': {
    about: 'RFC 4231, section 4.3',
    op: 'capsule_hmac_sha256',
    in: { key: ascii('Jefe'), message: ascii('what do ya want for nothing?') },
    out: { mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' },
  },
  'primitive-hmac-sha256-long-key': {
    about: 'RFC 4231, section 4.7: a key longer than a block',
    op: 'capsule_hmac_sha256',
    in: { key: Buffer.alloc(131, 0xaa), message: ascii('Test Using Larger Than Block-Size Key - Hash Key First') },
    out: { mac: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54' },
  },
  'primitive-hkdf-sha256': {
    about: 'RFC 5869, appendix A.1, its first 32 bytes',
    op: 'capsule_hkdf_sha256',
    in: {
      secret: Buffer.alloc(22, 0x0b),
      salt: '000102030405060708090a0b0c',
      info: 'f0f1f2f3f4f5f6f7f8f9',
    },
    out: { key: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf' },
  },
  'primitive-hkdf-sha256-no-salt': {
    about: 'RFC 5869, appendix A.3, its first 32 bytes',
    op: 'capsule_hkdf_sha256',
    in: { secret: Buffer.alloc(22, 0x0b), salt: '', info: '' },
    out: { key: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d' },
  },
};

const sealing = {
  'seal-phrase': {
    op: 'capsule_seal_phrase',
    in: { seed: 'phrase', text, phrase, log_n: logN },
    out: { file: made.file },
  },
  'seal-phrase-armored': {
    op: 'capsule_seal_phrase',
    in: { seed: 'phrase', text, phrase, log_n: logN, armor: true },
    out: { armored: armored(made.file) },
  },
  'seal-recipient': {
    op: 'capsule_seal_recipient',
    in: { seed: 'recipient', text, recipient: recipientText(recipient) },
    out: { file: sent.file },
  },
  'seal-nothing': {
    op: 'capsule_seal_phrase',
    in: { seed: 'phrase', text: '', phrase, log_n: logN },
    out: refused('empty'),
  },
  'seal-without-a-phrase': {
    op: 'capsule_seal_phrase',
    in: { seed: 'phrase', text, phrase: '', log_n: logN },
    out: refused('bad_phrase'),
  },
  'seal-to-a-recipient-that-agrees-on-nothing': {
    op: 'capsule_seal_recipient',
    in: { seed: 'recipient', text, recipient: recipientText(Buffer.alloc(32)) },
    out: refused('bad_recipient'),
  },
};

const fileKey = made.fileKey;
const grease = stanza('grease-x 1 2 3', hash('grease', ascii('body')));
const longBody = stanza('long', Buffer.alloc(48, 7));
const opening = {
  'open-phrase': open(made.file, { text }),
  'open-phrase-of-another-cost': open(sealPhrase('cost', text, phrase, 14).file, { text }),
  'open-recipient': openSent(sent.file, { text }),
  'open-recipient-among-others': openSent(
    restanza(grease + x25519Stanza(sent.fileKey, hash('e'), publicOf(secretOf('two'))) + sent.stanzas + longBody, sent),
    { text },
    'Another recipient, an unknown stanza, and a body that ends with an empty line',
  ),
  'open-empty-text': open(repayload(chunk(made.key, 0, true, Buffer.alloc(0))), { text: '' }),

  'armor-line-ends-of-two-characters': {
    op: 'capsule_open_phrase',
    in: { armored: armored(made.file, '\r\n'), phrase },
    out: { text },
  },
  'armor-white-space-around': {
    about: 'As it comes out of a page or a mail; the program age wants none before it',
    op: 'capsule_open_phrase',
    in: { armored: `\n\t ${armored(made.file)}\n\n`, phrase },
    out: { text },
  },
  ...Object.fromEntries(
    Object.entries({
      'without-an-end': armored(made.file).replace(/-----END.*\n/, ''),
      'with-another-end': armored(made.file).replace('END AGE', 'END THE'),
      'with-something-after-it': `${armored(made.file)}more`,
      'with-something-before-it': `-----\n${armored(made.file)}`,
      'with-a-long-line': armored(made.file).replace(/\n([^-].{63})\n/, '\n$1'),
      'with-a-short-line': armored(made.file).replace(/\n([^-].{59})(.{4})\n/, '\n$1\n$2'),
      'with-an-empty-line': armored(made.file).replace(/\n([^-].{63})\n/, '\n$1\n\n'),
      'with-a-space-in-a-line': armored(made.file).replace(/\n([^-].{20})./, '\n$1 '),
      'without-padding': armored(
        Buffer.concat([made.file, Buffer.alloc(1 + (made.file.length % 3 === 0 ? 0 : 3 - (made.file.length % 3)))]),
      ).replace(/=+/, ''),
      'with-nothing-in-it': armored(Buffer.alloc(0)),
    }).map(([name, armor]) => [
      `armor-${name}`,
      { op: 'capsule_open_phrase', in: { armored: armor, phrase }, out: refused('bad_armor') },
    ]),
  ),

  'version-none': open(ascii('hello\n'), refused('foreign')),
  'version-empty-file': open(Buffer.alloc(0), refused('foreign')),
  'version-2': open(restanza(made.stanzas, made, 'age-encryption.org/v2\n'), refused('newer')),
  'version-cut': open(ascii('age-encryption.org/v1'), refused('bad_header')),
  'version-line-end': open(restanza(made.stanzas, made, 'age-encryption.org/v1\r\n'), refused('newer')),
};

const scrypt = (written) => restanza(scryptStanza(fileKey, made.salt, phrase, logN, written));
const body = made.stanzas.split('\n')[1];
/** The last character of canonical base64 with an unused bit set. */
const loose = (digits) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return digits.slice(0, -1) + alphabet[alphabet.indexOf(digits.at(-1)) + 1];
};
const salt = base64(made.salt);
const share = sent.stanzas.split(' ')[2].split('\n')[0];
const headers = {
  'header-without-a-stanza': open(restanza(''), refused('bad_header')),
  'header-without-a-mac': open(made.top.subarray(0, at(made.top, '---')), refused('bad_header')),
  'header-cut-in-the-mac': open(made.top.subarray(0, made.top.length - 5), refused('bad_header')),
  'header-mac-short': open(
    withHeader((h) => h.replace(/(--- .*).\n/, '$1\n')),
    refused('bad_header'),
  ),
  'header-mac-not-canonical': open(
    withHeader((h) => h.replace(/--- (.{43})\n/, (_, mac) => `--- ${loose(mac)}\n`)),
    refused('bad_header'),
  ),
  'header-mac-padded': open(
    withHeader((h) => h.replace(/(--- .*)\n/, '$1=\n')),
    refused('bad_header'),
  ),
  'header-line-ends': open(restanza(made.stanzas.replace('\n', '\r\n')), refused('bad_header')),
  'header-empty-argument': open(restanza(made.stanzas.replace('scrypt ', 'scrypt  ')), refused('bad_header')),
  'header-space-at-the-end': open(restanza(made.stanzas.replace(` ${logN}\n`, ` ${logN} \n`)), refused('bad_header')),
  'header-no-argument': open(restanza(`-> \n\n`), refused('bad_header')),
  'header-letter-beyond-ascii': open(restanza(`-> gr\u00e9ase\n\n${made.stanzas}`), refused('bad_header')),
  'header-body-padded': open(restanza(made.stanzas.replace(body, `${body}=`)), refused('bad_header')),
  'header-body-not-canonical': open(restanza(made.stanzas.replace(body, loose(body))), refused('bad_header')),
  'header-body-of-one-character': open(restanza('-> x\nA\n'), refused('bad_header')),
  'header-body-line-too-long': open(restanza(`-> x\n${'A'.repeat(68)}\n`), refused('bad_header')),
  'header-body-without-its-last-line': openSent(
    restanza(`-> x\n${'A'.repeat(64)}\n${sent.stanzas}`, sent),
    refused('bad_header'),
    'A full line has to be followed by another, which may be empty',
  ),
  'header-too-long': openSent(restanza(`-> ${'x'.repeat(9000)}\n\n${sent.stanzas}`, sent), refused('bad_header')),
  'header-too-many-stanzas': openSent(restanza('-> x\n\n'.repeat(32) + sent.stanzas, sent), refused('bad_header')),
  'header-as-many-stanzas-as-may-be': openSent(restanza('-> x\n\n'.repeat(31) + sent.stanzas, sent), { text }),

  'scrypt-beside-another': open(restanza(made.stanzas + grease), refused('bad_header')),
  'scrypt-after-another': open(restanza(grease + made.stanzas), refused('bad_header')),
  'scrypt-twice': open(restanza(made.stanzas + made.stanzas), refused('bad_header')),
  'scrypt-beside-a-recipient': open(restanza(sent.stanzas + made.stanzas), refused('bad_header')),
  'scrypt-beside-our-own': openSent(
    restanza(sent.stanzas + made.stanzas, sent),
    refused('bad_header'),
    'The program age looks only where it was given a phrase',
  ),
  'scrypt-without-a-cost': open(restanza(made.stanzas.replace(` ${logN}\n`, '\n')), refused('bad_header')),
  'scrypt-with-more-arguments': open(
    restanza(made.stanzas.replace(` ${logN}\n`, ` ${logN} 8\n`)),
    refused('bad_header'),
  ),
  'scrypt-salt-short': open(restanza(made.stanzas.replace(salt, salt.slice(0, 20))), refused('bad_header')),
  'scrypt-salt-not-canonical': open(restanza(made.stanzas.replace(salt, loose(salt))), refused('bad_header')),
  'scrypt-salt-padded': open(restanza(made.stanzas.replace(salt, `${salt}==`)), refused('bad_header')),
  'scrypt-body-long': open(restanza(stanza(`scrypt ${salt} ${logN}`, Buffer.alloc(33))), refused('bad_header')),
  'scrypt-cost-zero': open(scrypt('0'), refused('bad_header')),
  'scrypt-cost-leading-zero': open(scrypt('012'), refused('bad_header')),
  'scrypt-cost-signed': open(scrypt('+12'), refused('bad_header')),
  'scrypt-cost-hexadecimal': open(scrypt('0xc'), refused('bad_header')),
  'scrypt-cost-of-three-digits': open(scrypt('112'), refused('bad_header')),

  'kdf-weak': open(scrypt('11'), refused('weak_kdf'), 'One below the floor'),
  'kdf-weakest': open(scrypt('1'), refused('weak_kdf')),
  'kdf-costly': open(scrypt('21'), refused('costly_kdf'), 'One above the ceiling: 2 GiB'),
  'kdf-costliest': open(scrypt('63'), refused('costly_kdf'), 'More memory than there is: it has to be refused before'),

  'recipient-stanza-without-a-share': openSent(
    restanza(sent.stanzas.replace(` ${share}`, ''), sent),
    refused('bad_header'),
  ),
  'recipient-stanza-with-more-arguments': openSent(
    restanza(sent.stanzas.replace(share, `${share} x`), sent),
    refused('bad_header'),
  ),
  'recipient-share-short': openSent(
    restanza(sent.stanzas.replace(share, share.slice(0, 40)), sent),
    refused('bad_header'),
  ),
  'recipient-share-not-canonical': openSent(
    restanza(sent.stanzas.replace(share, loose(share)), sent),
    refused('bad_header'),
  ),
  'recipient-share-zero': openSent(
    restanza(sent.stanzas.replace(share, base64(Buffer.alloc(32))), sent),
    refused('bad_header'),
    'It agrees on nothing with anybody',
  ),
  'recipient-body-short': openSent(restanza(stanza(`X25519 ${share}`, Buffer.alloc(31)), sent), refused('bad_header')),

  'kind-phrase-wanted': openSent(made.file, refused('wants_phrase')),
  'kind-identity-wanted': open(sent.file, refused('wants_identity')),
  'kind-nothing-known': open(restanza(grease), refused('wants_identity'), 'No stanza that we know'),

  'unwrap-wrong-phrase': {
    op: 'capsule_open_phrase',
    in: { file: made.file, phrase: phrase.replaceAll('-', ' ') },
    out: refused('wrong_phrase'),
  },
  'unwrap-body-flipped': open(
    restanza(stanza(`scrypt ${salt} ${logN}`, flipped(Buffer.from(body, 'base64'), 3))),
    refused('wrong_phrase'),
  ),
  'unwrap-salt-flipped': open(
    restanza(made.stanzas.replace(salt, base64(flipped(made.salt, 0)))),
    refused('wrong_phrase'),
  ),
  'unwrap-other-identity': {
    op: 'capsule_open_identity',
    in: { file: sent.file, identity: identityText(secretOf('two')) },
    out: refused('other_identity'),
  },
  'unwrap-nothing-known': openSent(restanza(grease, sent), refused('other_identity')),
  'unwrap-empty-phrase': { op: 'capsule_open_phrase', in: { file: made.file, phrase: '' }, out: refused('bad_phrase') },

  'mac-flipped': open(
    withHeader((h) => h.replace(/--- (.)/, (_, c) => `--- ${c === 'A' ? 'B' : 'A'}`)),
    refused('bad_mac'),
  ),
  'mac-of-another-key': open(
    Buffer.concat([header(hash('other').subarray(0, 16), made.stanzas), made.nonce, ...chunks(made.key, text)]),
    refused('bad_mac'),
  ),
  'mac-without-a-stanza-that-it-covered': openSent(
    Buffer.concat([
      Buffer.from(
        header(sent.fileKey, grease + sent.stanzas)
          .toString('latin1')
          .replace(grease, ''),
        'latin1',
      ),
      sent.nonce,
      ...chunks(sent.key, text),
    ]),
    refused('bad_mac'),
  ),
  'mac-over-the-space-too': open(
    (() => {
      const covered = Buffer.concat([made.top.subarray(0, at(made.top, '--- ')), ascii('--- ')]);
      const mac = hmac(hkdf(fileKey, Buffer.alloc(0), 'header'), covered);
      return Buffer.concat([covered, ascii(`${base64(mac)}\n`), made.nonce, ...chunks(made.key, text)]);
    })(),
    refused('bad_mac'),
  ),
};

const big = Buffer.alloc(65536, 'a quiet line\n');
const tail = Buffer.from('and one more\n');
const one = chunk(made.key, 0, false, big);
const payloads = {
  'payload-of-two-chunks': open(repayload(...chunks(made.key, Buffer.concat([big, tail]))), {
    text: Buffer.concat([big, tail]),
  }),
  'payload-of-one-full-chunk': open(repayload(...chunks(made.key, big)), { text: big }),
  'payload-none': open(repayload(), refused('bad_payload')),
  'payload-without-a-nonce': open(Buffer.concat([made.top, made.nonce.subarray(0, 15)]), refused('bad_payload')),
  'payload-nonce-flipped': open(flipped(made.file, made.top.length), refused('bad_payload')),
  'payload-first-byte-flipped': open(flipped(made.file, made.top.length + 16), refused('bad_payload')),
  'payload-last-byte-flipped': open(flipped(made.file, made.file.length - 1), refused('bad_payload')),
  'payload-cut-by-a-byte': open(made.file.subarray(0, made.file.length - 1), refused('bad_payload')),
  'payload-shorter-than-a-tag': open(repayload(Buffer.alloc(15)), refused('bad_payload')),
  'payload-with-a-byte-more': open(Buffer.concat([made.file, Buffer.of(0)]), refused('bad_payload')),
  'payload-not-marked-last': open(repayload(chunk(made.key, 0, false, text)), refused('bad_payload')),
  'payload-of-another-number': open(repayload(chunk(made.key, 1, true, text)), refused('bad_payload')),
  'payload-under-another-key': open(
    repayload(...chunks(payloadKey(fileKey, hash('nonce').subarray(0, 16)), text)),
    refused('bad_payload'),
  ),
  'payload-cut-after-a-chunk': open(repayload(one), refused('bad_payload'), 'The last chunk is gone'),
  'payload-last-chunk-empty': open(
    repayload(one, chunk(made.key, 1, true, Buffer.alloc(0))),
    refused('bad_payload'),
    'Only a whole text that is empty has an empty chunk',
  ),
  'payload-goes-on-after-the-last': open(
    repayload(chunk(made.key, 0, true, big), chunk(made.key, 1, true, tail)),
    refused('bad_payload'),
  ),
  'payload-chunk-twice': open(repayload(one, chunk(made.key, 0, true, tail)), refused('bad_payload')),
};

const wrongCase = (word) => word[0].toUpperCase() + word.slice(1);
const keys = {
  identity: {
    op: 'capsule_identity',
    in: { identity },
    out: { key: secret, identity, recipient: recipientText(recipient) },
  },
  'identity-small': {
    about: 'Age writes it in capitals; a reader takes nothing else',
    op: 'capsule_identity',
    in: { identity: identity.toLowerCase() },
    out: refused('bad_identity'),
  },
  'identity-mixed-case': {
    op: 'capsule_identity',
    in: { identity: identity.slice(0, -1) + identity.at(-1).toLowerCase() },
    out: refused('bad_identity'),
  },
  'identity-checksum': {
    op: 'capsule_identity',
    in: { identity: identity.slice(0, -1) + (identity.endsWith('Q') ? 'P' : 'Q') },
    out: refused('bad_identity'),
  },
  'identity-short': { op: 'capsule_identity', in: { identity: identity.slice(0, -1) }, out: refused('bad_identity') },
  recipient: {
    op: 'capsule_recipient',
    in: { recipient: recipientText(recipient) },
    out: { key: recipient, recipient: recipientText(recipient) },
  },
  'recipient-in-capitals': {
    op: 'capsule_recipient',
    in: { recipient: recipientText(recipient).toUpperCase() },
    out: refused('bad_recipient'),
  },
  'recipient-mixed-case': {
    op: 'capsule_recipient',
    in: { recipient: wrongCase(recipientText(recipient)) },
    out: refused('bad_recipient'),
  },
  'recipient-of-another-kind': {
    op: 'capsule_recipient',
    in: { recipient: bech32('agd', recipient) },
    out: refused('bad_recipient'),
  },
  'recipient-with-spare-bits': {
    op: 'capsule_recipient',
    in: { recipient: bech32('age', recipient, 1) },
    out: refused('bad_recipient'),
  },
  'recipient-character': {
    op: 'capsule_recipient',
    in: { recipient: recipientText(recipient).replace(/.$/, 'b') },
    out: refused('bad_recipient'),
  },
};

// Ten bytes of which 77 bits are used, by the list that the recovery words use.
const { wordlist } = await import('@scure/bip39/wordlists/english.js');
const drawn = new SeededRandom('words').fill(10);
const bits = [...drawn].map((byte) => byte.toString(2).padStart(8, '0')).join('');
const drawnPhrase = Array.from({ length: 7 }, (_, i) => wordlist[parseInt(bits.slice(i * 11, i * 11 + 11), 2)]).join(
  '-',
);
const phrases = {
  'phrase-new': { op: 'capsule_new_phrase', in: { seed: 'words' }, out: { phrase: drawnPhrase } },
  'phrase-any-writing': {
    op: 'capsule_phrase',
    in: { typed: ' 1. Abandon, 2. ABIL able\nabou; abov absent absorb ' },
    out: { phrase },
  },
  'phrase-of-other-words': {
    op: 'capsule_phrase',
    in: { typed: 'Not from the list' },
    out: { phrase: 'Not from the list' },
  },
  'phrase-of-six-words': {
    op: 'capsule_phrase',
    in: { typed: 'abandon ability able about above absent' },
    out: { phrase: 'abandon ability able about above absent' },
  },
  'phrase-of-eight-words': {
    op: 'capsule_phrase',
    in: { typed: 'abandon ability able about above absent absorb abstract' },
    out: { phrase: 'abandon ability able about above absent absorb abstract' },
  },
};

const record = '{"kind":"entry","at":"2026-03-01T20:15:00+01:00","body":{"text":"A few lines."}}';
const letter = '{"kind":"letter","at":"2026-03-02T08:00:00+01:00","body":{"to":"Ines","text":"Dear Ines"}}';
const lines = 'Sunday\n\nA few lines.\n';
const read = (contents, out, about) => ({
  about,
  op: 'capsule_read',
  in: { contents: Buffer.isBuffer(contents) ? contents : Buffer.from(contents) },
  out,
});
const whole = (shown, ...records) => ({ text: Buffer.from(shown), records: records.map((one) => Buffer.from(one)) });
const divider = '--- ajar capsule 1 ---\n';
const contents = {
  'contents-write': {
    op: 'capsule_write',
    in: { text: lines.trimEnd(), records: [record, letter] },
    out: { contents: capsuleContents(lines, record, letter) },
  },
  'contents-write-nothing': { op: 'capsule_write', in: { text: '', records: [record] }, out: refused('empty') },
  'contents-write-no-record': { op: 'capsule_write', in: { text: lines, records: [] }, out: refused('empty') },
  'contents-write-two-lines-for-a-record': {
    op: 'capsule_write',
    in: { text: lines, records: [`${record}\n${record}`] },
    out: refused('bad_contents'),
  },
  'contents-read': read(capsuleContents(lines, record, letter), whole(lines, record, letter)),
  'contents-dividing-line-in-the-text': read(
    capsuleContents(`${lines}${divider}{"kind":"x"}\n`, record),
    whole(`${lines}${divider}{"kind":"x"}\n`, record),
    'Only the last one divides',
  ),
  'contents-without-a-dividing-line': read(`${lines}${record}\n`, refused('bad_contents')),
  'contents-without-text': read(`${divider}${record}\n`, refused('bad_contents')),
  'contents-without-a-record': read(`${lines}${divider}`, refused('bad_contents')),
  'contents-without-the-last-line-end': read(`${lines}${divider}${record}`, refused('bad_contents')),
  'contents-record-no-object': read(`${lines}${divider}[1]\n`, refused('bad_contents')),
  'contents-record-not-json': read(`${lines}${divider}{"kind":\n`, refused('bad_contents')),
  'contents-record-without-a-body': read(`${lines}${divider}{"kind":"entry","at":"x"}\n`, refused('bad_contents')),
  'contents-record-too-deep': read(
    `${lines}${divider}{"kind":"entry","at":"x","body":{"a":${'['.repeat(15)}${']'.repeat(15)}}}\n`,
    refused('bad_contents'),
  ),
  'contents-empty-line-among-records': read(`${lines}${divider}${record}\n\n`, refused('bad_contents')),
  'contents-control-character': read(capsuleContents('a\u001b[2J\n', record), refused('bad_contents')),
  'contents-not-utf8': read(
    Buffer.concat([Buffer.of(0xff, 0x0a), Buffer.from(`${divider}${record}\n`)]),
    refused('bad_contents'),
  ),
  'contents-newer': read(`${lines}--- ajar capsule 2 ---\n${record}\n`, refused('newer')),
};

const hub = 'https://hub.example';
const id = '000102030405060708090a0b0c0d0e0f';
const bare = `${hub}/capsule-en.html#${id}`;
const link = (written, out, about) => ({ about, op: 'capsule_link', in: { link: written, language: 'en' }, out });
const told = { origin: hub, id, phrase, link: `${bare}.${phrase}` };
const links = {
  'link-whole': link(`${bare}.${phrase}`, told),
  'link-without-words': link(bare, { ...told, phrase: '', link: bare }, 'The words went another way'),
  'link-with-nothing-after-the-dot': link(`${bare}.`, { ...told, phrase: '', link: bare }),
  'link-words-in-any-writing': link(
    `${bare}.${phrase.replaceAll('-', '%20').toUpperCase()}.`,
    told,
    'As a program that passes it on may have changed it',
  ),
  'link-white-space-around': link(`\n ${bare}.${phrase}\r\n`, told),
  'link-to-a-page-in-another-language': link(`${hub}/capsule-es.html#${id}.${phrase}`, told),
  'link-with-a-query': link(
    `${hub}/capsule-en.html?from=mail#${id}.${phrase}`,
    told,
    'What stands between the origin and the fragment is passed over',
  ),
  'link-to-a-local-hub': link(`http://127.0.0.1:7421/capsule-en.html#${id}.${phrase}`, {
    ...told,
    origin: 'http://127.0.0.1:7421',
    link: `http://127.0.0.1:7421/capsule-en.html#${id}.${phrase}`,
  }),
  ...Object.fromEntries(
    Object.entries({
      'of-nothing': '',
      'without-a-fragment': `${hub}/capsule-en.html`,
      'without-an-id': `${hub}/capsule-en.html#`,
      'without-a-path': `${hub}#${id}.${phrase}`,
      'with-a-short-id': `${hub}/capsule-en.html#${id.slice(2)}.${phrase}`,
      'with-an-id-in-capitals': `${hub}/capsule-en.html#${id.toUpperCase()}.${phrase}`,
      'with-something-after-the-id': `${hub}/capsule-en.html#${id}-${phrase}`,
      'of-another-scheme': `ftp://hub.example/capsule-en.html#${id}.${phrase}`,
      'with-a-name-in-the-origin': `https://me@hub.example/capsule-en.html#${id}.${phrase}`,
      'with-words-too-long': `${bare}.${'a'.repeat(1025)}`,
    }).map(([name, written]) => [`link-${name}`, link(written, refused('bad_link'))]),
  ),
};

const named = {
  ...primitives,
  ...sealing,
  ...opening,
  ...headers,
  ...payloads,
  ...keys,
  ...phrases,
  ...contents,
  ...links,
};
export const capsules = Object.fromEntries(
  Object.entries(named).map(([name, { about, ...rest }]) => {
    const layer = name === 'contents-newer' ? 'contents' : layers[rest.out.error];
    if (rest.out.error && !layer) throw new Error(`${name}: no layer for ${rest.out.error}`);
    return [name, { about: about ?? name.replaceAll('-', ' '), ...(layer ? { layer } : {}), ...rest }];
  }),
);
