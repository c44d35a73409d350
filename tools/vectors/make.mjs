// Makes spec/vectors/vault/, capsule/ and http/ anew, or with --check says which files would differ. All are written
// here a second time, from the spec (vault.mjs, suite.mjs, age.mjs, http.mjs), so that a vector is more than a copy of what the C++
// happens to do.
// Usage: node tools/vectors/make.mjs [--check]
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { capsules } from './capsules.mjs';
import { devices, sync } from './devices.mjs';
import { events } from './events.mjs';
import { files } from './files.mjs';
import { http } from './http.mjs';
import { published } from './published.mjs';

const vectors = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../spec/vectors');
const plain = (value) =>
  JSON.stringify(
    value,
    (_, member) => (member?.type === 'Buffer' ? Buffer.from(member.data).toString('hex') : member),
    1,
  );
const textsOf = (cases) =>
  Object.fromEntries(Object.entries(cases).map(([name, value]) => [`${name}.json`, `${plain(value)}\n`]));
const folders = {
  vault: textsOf({ ...published, ...files, ...events, ...devices }),
  capsule: textsOf(capsules),
  http: textsOf(http),
  sync: textsOf(sync),
};

let different = 0;
for (const [name, texts] of Object.entries(folders)) {
  const folder = path.join(vectors, name);
  const here = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  if (process.argv[2] === '--check') {
    const read = (file) => (here.includes(file) ? readFileSync(path.join(folder, file), 'utf8') : '');
    for (const file of new Set([...here, ...Object.keys(texts)])) {
      if (read(file) === texts[file]) continue;
      different++;
      console.log(`spec/vectors/${name}/${file} is not what tools/vectors/make.mjs makes`);
    }
    continue;
  }
  mkdirSync(folder, { recursive: true });
  for (const file of here) rmSync(path.join(folder, file));
  for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(folder, file), text);
  console.log(`${name}: ${Object.keys(texts).length} cases`);
}
process.exit(different === 0 ? 0 : 1);
