// Builds the two pages of a capsule. The one that carries it (spec/capsule.md §4) is one HTML file with its script and its style
// inside, each named in its own Content-Security-Policy by hash, and one place for the age file. The one behind a link (§5) is a
// page of the app beside its script and its style. The same bytes wherever they are built.
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

const built = async (file, options = {}) =>
  (await build({ ...shared, entryPoints: [join(folder, file)], ...options })).outputFiles[0].text.trim();

async function scriptAndStyle() {
  const texts = await Promise.all([built('page.ts', { format: 'iife' }), built('page.css')]);
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
  return filled('page.html', { ...words, script, style }, messages);
}

/** The script and the style of the page behind a link, as bytes of files of their own. */
export const restingParts = async () => ({
  script: await built('resting.ts', { format: 'esm' }),
  style: await built('page.css'),
});

/** That page in one language; `script` and `style` are the addresses of its parts, seen from the page. */
export function restingPage({ language, direction = 'ltr', messages }, { script, style }) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return filled('resting.html', { language, direction, policy, script, style }, messages);
}

/** A template with its marks replaced; what stands in `own` comes first, all else are the page's messages. */
async function filled(file, own, messages) {
  const template = await readFile(join(folder, file), 'utf8');
  return template.replace(/\{\{(\w+)\}\}/g, (mark, name) => {
    if (mark === place) return place;
    if (file === 'page.html' && (name === 'script' || name === 'style')) return own[name];
    const said = own[name] ?? messages[`capsule.page.${name}`];
    if (said === undefined) throw new Error(`${file} asks for ${name}, which nobody names`);
    return escape(said);
  });
}

async function main() {
  const option = (name) => process.argv[process.argv.indexOf(`--${name}`) + 1];
  const content = JSON.parse(await readFile(option('content'), 'utf8'));
  await writeFile(option('out'), await capsulePage(content));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
