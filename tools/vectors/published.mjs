// Vectors of the primitives that others have published, each with where it stands.
const counting = (count) => Buffer.from(Array.from({ length: count }, (_, i) => i)).toString('hex');
const range = (from, to) => Buffer.from(Array.from({ length: to - from + 1 }, (_, i) => from + i)).toString('hex');

const sunscreen = Buffer.from(
  "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
).toString('hex');
const draft = {
  key: range(0x80, 0x9f),
  nonce: range(0x40, 0x57),
  associated: '50515253c0c1c2c3c4c5c6c7',
};
const draftSealed =
  'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96' +
  'b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e' +
  'c0875924c1c7987947deafd8780acf49';

const ed25519 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    '',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '72',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'af82',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
];

const words = [
  ['00'.repeat(32), 'abandon '.repeat(23) + 'art'],
  [
    '7f'.repeat(32),
    'legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner ' +
      'thank year wave sausage worth title',
  ],
  [
    '80'.repeat(32),
    'letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter ' +
      'advice cage absurd amount doctor acoustic bless',
  ],
  ['ff'.repeat(32), 'zoo '.repeat(23) + 'vote'],
  [
    '68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c',
    'hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple ' +
      'dilemma loan word shrug inflict delay length',
  ],
];

export const published = {
  'primitive-blake2b-abc': {
    about: 'RFC 7693, appendix A',
    op: 'blake2b',
    in: { size: 64, key: '', input: '616263' },
    out: {
      hash: 'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    },
  },
  'primitive-blake2b-keyed-empty': {
    about: "The BLAKE2 authors' known answers, blake2b with a key, first",
    op: 'blake2b',
    in: { size: 64, key: counting(64), input: '' },
    out: {
      hash: '10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568',
    },
  },
  'primitive-blake2b-keyed-one': {
    about: "The BLAKE2 authors' known answers, blake2b with a key, second",
    op: 'blake2b',
    in: { size: 64, key: counting(64), input: '00' },
    out: {
      hash: '961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd',
    },
  },
  'primitive-xchacha20-poly1305-seal': {
    about: 'draft-irtf-cfrg-xchacha-03, appendix A.3.1',
    op: 'aead_seal',
    in: { ...draft, text: sunscreen },
    out: { sealed: draftSealed },
  },
  'primitive-xchacha20-poly1305-open': {
    about: 'draft-irtf-cfrg-xchacha-03, appendix A.3.1',
    op: 'aead_open',
    in: { ...draft, sealed: draftSealed },
    out: { text: sunscreen },
  },
  'primitive-xchacha20-poly1305-tag': {
    about: 'The same with the last bit of the tag turned over',
    op: 'aead_open',
    in: { ...draft, sealed: draftSealed.slice(0, -1) + '8' },
    out: { good: false },
  },
  'primitive-xchacha20-poly1305-associated': {
    about: 'The same with other associated data',
    op: 'aead_open',
    in: { ...draft, associated: '51515253c0c1c2c3c4c5c6c7', sealed: draftSealed },
    out: { good: false },
  },
  ...Object.fromEntries(
    ed25519.map(([seed, message, pub, signature], i) => [
      `primitive-ed25519-${i + 1}`,
      {
        about: `RFC 8032, section 7.1, test ${i + 1}`,
        op: 'ed25519_sign',
        in: { seed, message },
        out: { public: pub, signature },
      },
    ]),
  ),
  'primitive-ed25519-verify': {
    about: 'RFC 8032, section 7.1, test 3',
    op: 'ed25519_verify',
    in: { public: ed25519[2][2], message: 'af82', signature: ed25519[2][3] },
    out: { good: true },
  },
  'primitive-ed25519-other-message': {
    about: 'The same over another message',
    op: 'ed25519_verify',
    in: { public: ed25519[2][2], message: 'af83', signature: ed25519[2][3] },
    out: { good: false },
  },
  'primitive-x25519-1': {
    about: 'RFC 7748, section 5.2, first',
    op: 'x25519',
    in: {
      secret: 'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      public: 'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
    },
    out: { shared: 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552' },
  },
  'primitive-x25519-2': {
    about: 'RFC 7748, section 5.2, second',
    op: 'x25519',
    in: {
      secret: '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      public: 'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
    },
    out: { shared: '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957' },
  },
  'primitive-x25519-public': {
    about: "RFC 7748, section 6.1: the first party's public key",
    op: 'x25519_public',
    in: { secret: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a' },
    out: { public: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a' },
  },
  'primitive-x25519-agreed': {
    about: 'RFC 7748, section 6.1: what both agree on',
    op: 'x25519',
    in: {
      secret: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
      public: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    },
    out: { shared: '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742' },
  },
  'primitive-x25519-zero': {
    about: 'RFC 7748, section 6.1: a result of zero is refused',
    op: 'x25519',
    in: { secret: 'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4', public: '00'.repeat(32) },
    out: { good: false },
  },
  'primitive-argon2id': {
    about: 'libsodium 1.0.18, test/default/pwhash_argon2id.c, first case: one lane, memory in bytes',
    op: 'argon2id',
    in: {
      size: 155,
      passphrase:
        'a347ae92bce9f80f6f595a4480fc9c2fe7e7d7148d371e9487d75f5c23008ffae065577a928febd9b1973a5a95073acdbeb6a030cfc0d79caa2d' +
        'c5cd011cef02c08da232d76d52dfbca38ca8dcbd665b17d1665f7cf5fe59772ec909733b24de97d6f58d220b20c60d7c07ec1fd93c52c3102030' +
        '0c6c1facd77937a597c7a6',
      salt: '5541fbc995d5c197ba290346d2c559de',
      opslimit: 5,
      memlimit: 7256678,
    },
    out: {
      key:
        '18acec5d6507739f203d1f5d9f1d862f7c2cdac4f19d2bdff64487e60d969e3ced615337b9eec6ac4461c6ca07f0939741e57c24d0005c7ea1' +
        '71a0ee1e7348249d135b38f222e4dad7b9a033ed83f5ca27277393e316582033c74affe2566a2bea47f91f0fd9fe49ece7e1f79f3ad6e9b23e' +
        '0277c8ecc4b313225748dd2a80f5679534a0700e246a79a49b3f74eb89ec6205fe1eeb941c73b1fcf1',
    },
  },
  ...Object.fromEntries(
    words.flatMap(([secret, text], i) => [
      [`words-${i + 1}`, { about: 'The vectors of BIP-39', op: 'words', in: { secret }, out: { words: text } }],
      [`words-read-${i + 1}`, { about: 'The vectors of BIP-39', op: 'read_words', in: { text }, out: { secret } }],
    ]),
  ),
};
