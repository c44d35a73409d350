// Makes spec/vectors/vault/ anew, or with --check says which files would differ. The vault is written here a second time,
// from the spec (vault.mjs, suite.mjs), so that a vector is more than a copy of what the C++ happens to do.
// Usage: node tools/vectors/make.mjs [--check]
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { events } from './events.mjs';
import { files } from './files.mjs';
import { published } from './published.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../spec/vectors/vault');
const cases = { ...published, ...files, ...events };
const plain = (value) =>
  JSON.stringify(
    value,
    (_, member) => (member?.type === 'Buffer' ? Buffer.from(member.data).toString('hex') : member),
    1,
  );
const texts = Object.fromEntries(Object.entries(cases).map(([name, value]) => [`${name}.json`, `${plain(value)}\n`]));

if (process.argv[2] === '--check') {
  const here = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = (name) => (here.includes(name) ? readFileSync(path.join(folder, name), 'utf8') : '');
  const names = [...new Set([...here, ...Object.keys(texts)])];
  const different = names.filter((name) => read(name) !== texts[name]);
  for (const name of different) console.log(`spec/vectors/vault/${name} is not what tools/vectors/make.mjs makes`);
  process.exit(different.length === 0 ? 0 : 1);
}
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(path.join(folder, name));
for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
console.log(`${Object.keys(texts).length} cases`);
