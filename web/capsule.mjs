// Builds the page that carries a capsule (spec/capsule.md §4): one HTML file with its script and its style inside, each named
// in its own Content-Security-Policy by hash, and one place for the age file. The same bytes wherever it is built.
//
// node web/capsule.mjs --content FILE --out FILE writes it for the terminal program; web/build.mjs takes it from here.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'web/capsule');

/** What stands where the armored age file goes; nothing else of the page changes. */
export const place = '{{capsule}}';

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const hashed = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const shared = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  minify: true,
  target: ['chrome105', 'firefox115', 'safari16.4'],
  legalComments: 'none',
  charset: 'ascii',
  logLevel: 'warning',
};

async function scriptAndStyle() {
  const [script, style] = await Promise.all([
    build({ ...shared, entryPoints: [join(folder, 'page.ts')], format: 'iife' }),
    build({ ...shared, entryPoints: [join(folder, 'page.css')] }),
  ]);
  const texts = [script, style].map(({ outputFiles }) => outputFiles[0].text.trim());
  // Inside a page either ends where HTML says so, whatever its own language thinks.
  if (texts.some((text) => /<\/(script|style)|<!--/i.test(text)))
    throw new Error('the page would end inside its own script');
  return texts;
}

let parts;

/** The template in the language of the compiled content (`{language, direction, messages}`). */
export async function capsulePage({ language, direction = 'ltr', messages }) {
  parts ??= scriptAndStyle();
  const [script, style] = await parts;
  const words = {
    language,
    direction,
    policy: [
      "default-src 'none'",
      `script-src ${hashed(script)}`,
      `style-src ${hashed(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
  };
  const template = await readFile(join(folder, 'page.html'), 'utf8');
  return template.replace(/\{\{(\w+)\}\}/g, (mark, name) => {
    if (mark === place) return place;
    if (name === 'script') return script;
    if (name === 'style') return style;
    const said = words[name] ?? messages[`capsule.page.${name}`];
    if (said === undefined) throw new Error(`the capsule's page asks for ${name}, which nobody names`);
    return escape(said);
  });
}

async function main() {
  const option = (name) => process.argv[process.argv.indexOf(`--${name}`) + 1];
  const content = JSON.parse(await readFile(option('content'), 'utf8'));
  await writeFile(option('out'), await capsulePage(content));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
