// Writes the BIP-39 English list as a C++ file, from the package that the web app's dependencies name.
// Usage: node tools/wordlist.mjs OUT.cc
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

let wordlist;
try {
  ({ wordlist } = await import('@scure/bip39/wordlists/english.js'));
} catch {
  console.error("tools/wordlist.mjs: @scure/bip39 is not installed; run `npm ci` in the project's folder first");
  process.exit(1);
}
const sorted = wordlist.every((word, i) => i === 0 || wordlist[i - 1] < word);
const beginnings = new Set(wordlist.map((word) => word.slice(0, 4)));
if (
  wordlist.length !== 2048 ||
  !sorted ||
  beginnings.size !== 2048 ||
  !wordlist.every((word) => /^[a-z]{3,8}$/.test(word))
) {
  console.error('tools/wordlist.mjs: this is not the list that the recovery words need');
  process.exit(1);
}
// One string and no table of pointers: a browser loads this before the first statement can be answered.
const lines = [];
for (let i = 0; i < wordlist.length; i += 12) lines.push(`    "${wordlist.slice(i, i + 12).join(' ')} "`);
mkdirSync(dirname(process.argv[2]), { recursive: true });
writeFileSync(
  process.argv[2],
  `// The BIP-39 English list. Made by tools/wordlist.mjs.
#include "vault/wordlist.h"

namespace ajar::vault {
const std::string_view wordlist_text =
${lines.join('\n')};
}  // namespace ajar::vault
`,
);
