// Builds the app into web/dist: plain static files with hashed names, brotli beside them, the same bytes anywhere.
//
// node web/build.mjs [--development] [--out DIR] [--engines DIR]. Needs build/wasm (cmake) and content/ (compiled here
// by tools/content). Every address is relative, so the result works from any folder of any HTTPS host.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { capsulePage, restingPage, restingParts } from './capsule.mjs';
import { compiledContent } from './content.mjs';
import { messagesSaidIn } from './said.mjs';
import { icons } from './icons.mjs';
import { fillTemplate, measuresPage, measuresStyle } from './pages.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const web = join(root, 'web');

const option = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const development = process.argv.includes('--development');
const out = resolve(option('out') ?? join(web, 'dist'));
const engines = resolve(option('engines') ?? join(root, 'build/wasm/wasm'));

/** What the pages may do: nothing but run this build. Also written to csp.txt, for servers that send headers. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types ajar',
].join('; ');

/** Files of the build by their path in `out`. */
const files = new Map();

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** Adds a file that never changes under its name; returns the name beside the scripts. */
function asset(name, ending, bytes) {
  const file = `${name}-${hashOf(bytes)}.${ending}`;
  files.set(`assets/${file}`, Buffer.from(bytes));
  return file;
}

const shared = {
  absWorkingDir: root,
  // Messages arrive parsed (web/content.mjs), so the page carries their formatter without its parser.
  alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
  bundle: true,
  write: false,
  minify: !development,
  sourcemap: development ? 'inline' : false,
  target: ['chrome105', 'firefox115', 'safari16.4'],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  outdir: join(out, 'assets'),
  outbase: join(web, 'src'),
};

function take(result) {
  for (const file of result.outputFiles) files.set(relative(out, file.path), Buffer.from(file.contents));
  return result;
}

/** The name beside the scripts of the one file that fits. */
const builtAs = (pattern) => [...files.keys()].find((name) => pattern.test(name)).slice('assets/'.length);

async function main() {
  const version = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version;
  const engineFiles = {};
  for (const edition of ['first', 'whole']) {
    const file = join(engines, `engine_${edition}.wasm`);
    if (!existsSync(file)) throw new Error(`no engine at ${relative(root, file)}: build the wasm tree first`);
    engineFiles[edition] = asset(`engine-${edition}`, 'wasm', await readFile(file));
  }
  const content = await compiledContent(root, development);
  const contentFiles = {};
  for (const [language, { first, rest, rules, sentences, learned, chapters }] of Object.entries(content)) {
    const named = (part, json) => asset(`${part}-${language}`, 'json', json);
    contentFiles[language] = {
      first: named('content', first),
      rest: named('rest', rest),
      rules: named('rules', rules),
      sentences: named('sentences', sentences),
      learned: learned === null ? null : asset(`learned-${language}`, 'bin', learned),
      chapters: Object.fromEntries(Object.entries(chapters).map(([name, json]) => [name, named(name, json)])),
    };
  }

  const pages = {};
  for (const [language, words] of Object.entries(content))
    pages[language] = asset(`capsule-${language}`, 'txt', await capsulePage({ language, ...words }));

  const parts = await restingParts();
  const resting = {
    script: `assets/${asset('resting', 'js', parts.script)}`,
    style: `assets/${asset('resting', 'css', parts.style)}`,
  };
  for (const [language, words] of Object.entries(content))
    files.set(`capsule-${language}.html`, Buffer.from(await restingPage({ language, ...words }, resting)));

  const addresses = {
    ENGINE_FILES: JSON.stringify(engineFiles),
    READING_FILE: JSON.stringify(asset('reading', 'wasm', await readFile(join(engines, 'reading.wasm')))),
    CONTENT_FILES: JSON.stringify(contentFiles),
    DEVELOPMENT: String(development),
    AJAR_VERSION: JSON.stringify(version),
  };
  const worker = await build({
    ...shared,
    entryPoints: [join(web, 'src/engine/worker.ts')],
    format: 'esm',
    entryNames: 'worker-[hash]',
    define: addresses,
  });
  take(worker);
  const workerFile = builtAs(/^assets\/worker-/);
  take(
    await build({
      ...shared,
      entryPoints: [join(web, 'src/engine/capsule-worker.ts')],
      format: 'esm',
      entryNames: 'capsule-worker-[hash]',
    }),
  );
  const capsule = {
    engine: asset('capsule', 'wasm', await readFile(join(engines, 'capsule.wasm'))),
    worker: builtAs(/^assets\/capsule-worker-/),
    pages,
  };

  const app = take(
    await build({
      ...shared,
      entryPoints: { app: join(web, 'src/main.tsx'), style: join(web, 'src/styles/index.css') },
      format: 'esm',
      splitting: true,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      entryNames: '[name]-[hash]',
      chunkNames: 'part-[hash]',
      assetNames: '[name]-[hash]',
      loader: { '.woff2': 'file', '.woff': 'empty' },
      define: {
        ...addresses,
        WORKER_FILE: JSON.stringify(workerFile),
        CAPSULE_FILES: JSON.stringify(capsule),
      },
      metafile: true,
    }),
  );

  const named = (pattern) => [...files.keys()].find((name) => pattern.test(name));
  const first = firstParts(app.metafile);
  const english = content.en;
  await requireFirstWords(app.metafile, english);
  const page = {
    policy,
    language: english.language,
    direction: english.direction ?? 'ltr',
    style: named(/^assets\/style-\w+\.css$/),
    script: named(/^assets\/app-\w+\.js$/),
    parts: first,
    preloads: [
      { href: `assets/${contentFiles.en.first}`, as: 'fetch', type: 'application/json' },
      { href: `assets/${contentFiles.en.rules}`, as: 'fetch', type: 'application/json' },
      ...[/^assets\/brygada-1918-latin-wght-normal-\w+\.woff2$/, /^assets\/source-sans-3-latin-wght-normal-\w+\.woff2$/]
        .map(named)
        .filter(Boolean)
        .map((href) => ({ href, as: 'font', type: 'font/woff2' })),
    ],
    messages: english.messages,
  };
  files.set('index.html', Buffer.from(fillTemplate(await readFile(join(web, 'index.html'), 'utf8'), page)));
  files.set('measures.html', Buffer.from(measuresPage(page)));
  files.set('measures.css', Buffer.from(measuresStyle));
  files.set('csp.txt', Buffer.from(`${policy}\n`));
  for (const [name, bytes] of Object.entries(icons())) files.set(name, bytes);
  files.set('app.webmanifest', Buffer.from(manifest(english)));

  await addServiceWorker([page.style, page.script]);
  await compressAndWrite();
  report();
}

/** What the page's script loads at once, so that the browser asks for all of it in the first round. */
function firstParts(metafile) {
  const outputs = metafile.outputs;
  const entry = Object.keys(outputs).find((name) => outputs[name].entryPoint?.endsWith('main.tsx'));
  const folder = relative(root, out);
  return [...importedBy(outputs, entry)].map((path) => relative(folder, path)).sort();
}

/** Screens that stand before the other words are here, beside the check, which comes with the frame: they say only the first ones. */
const firstScreens = ['help'];

async function requireFirstWords(metafile, { messages, isFirst }) {
  const chunks = screenChunks(metafile, firstScreens);
  const sources = new Set(chunks.flatMap((name) => Object.keys(metafile.outputs[name].inputs)));
  const late = [];
  for (const file of [...sources].filter((name) => name.startsWith('web/src/')).sort()) {
    const said = messagesSaidIn(await readFile(join(root, file), 'utf8'), messages);
    for (const { id, whole } of said) {
      const ids = whole ? [id] : Object.keys(messages).filter((one) => one.startsWith(id));
      // The words of a code are looked for with something to fall back to.
      if (id !== 'error.' && ids.some((one) => !isFirst(one))) late.push(`${file} says ${id}`);
    }
  }
  if (late.length > 0)
    throw new Error(`said before the rest of the words is here (web/content.mjs):\n${late.join('\n')}`);
}

/** What the page loads to show these screens, by the names that esbuild gives. */
function screenChunks({ outputs }, screens) {
  const entryPoints = ['web/src/main.tsx', ...screens.map((room) => `web/src/screens/${room}/index.tsx`)];
  const entries = Object.keys(outputs).filter((name) => entryPoints.includes(outputs[name].entryPoint));
  return [...new Set(entries.flatMap((name) => [name, ...importedBy(outputs, name)]))];
}

/** The chunks that `name` imports at once, and theirs. */
function importedBy(outputs, name, found = new Set()) {
  for (const { path, kind } of outputs[name].imports) {
    if (kind !== 'import-statement' || found.has(path)) continue;
    found.add(path);
    importedBy(outputs, path, found);
  }
  return found;
}

function manifest(content) {
  return `${JSON.stringify(
    {
      name: content.messages['shell.name'],
      short_name: content.messages['shell.name'],
      description: content.messages['shell.description'],
      lang: content.language,
      dir: content.direction ?? 'ltr',
      id: './',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#eff3ef',
      theme_color: '#eff3ef',
      icons: [
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
        { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
      ],
    },
    null,
    2,
  )}\n`;
}

/** The service worker knows every file of this build; its bytes change when any of them does. */
async function addServiceWorker(namedByPage) {
  const names = [...files.keys()].filter((name) => name !== 'csp.txt').sort();
  const build_id = hashOf(names.map((name) => `${name} ${hashOf(files.get(name))}\n`).join(''));
  const result = await build({
    ...shared,
    entryPoints: [join(web, 'sw/sw.ts')],
    outdir: out,
    outbase: join(web, 'sw'),
    format: 'iife',
    entryNames: '[name]',
    define: {
      BUILD_ID: JSON.stringify(build_id),
      BUILD_PAGE: JSON.stringify(namedByPage),
      BUILD_FILES: JSON.stringify(names.filter((name) => name !== 'index.html' && isNeeded(name))),
    },
  });
  take(result);
}

/**
 * Alphabets other than the person's are fetched when a letter of theirs is written, and kept from then on. The page behind a link is
 * for somebody else, and is nothing without the hub.
 */
const isNeeded = (name) =>
  !/^(capsule-[\w-]+\.html|assets\/resting-\w+\.(js|css))$/.test(name) &&
  (!name.endsWith('.woff2') || /-latin-(wght-)?/.test(name));

async function compressAndWrite() {
  const compress = promisify(brotliCompress);
  const quality = development ? 4 : 11;
  const fresh = `${out}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(join(fresh, 'assets'), { recursive: true });
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await writeFile(join(fresh, name), bytes);
    if (/\.(woff2|png)$/.test(name) || name === 'csp.txt') continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const small = await compress(bytes, { params });
    files.set(`${name}.br`, small);
    await writeFile(join(fresh, `${name}.br`), small);
  }
  await rm(out, { recursive: true, force: true });
  await rename(fresh, out);
}

/** Says what is transferred before the first statement can be answered; tests/browser/first-load.test.mjs holds it. */
function report() {
  const size = (name) => (files.get(`${name}.br`) ?? files.get(name)).length;
  const index = files.get('index.html').toString();
  const needed = new Set([
    'index.html',
    ...[...index.matchAll(/(?:href|src)="((?:assets\/|icon\.svg|app\.web)[^"]*)"/g)].map((match) => match[1]),
  ]);
  for (const name of files.keys()) if (/^assets\/(worker|engine-first)-\w+\.(js|wasm)$/.test(name)) needed.add(name);
  let sum = 0;
  for (const name of needed) {
    if (development) console.log(`${String(size(name)).padStart(8)} ${name}`);
    sum += size(name);
  }
  console.log(`web/dist: ${files.size} files, ${sum} bytes before the first statement can be answered`);
}

await main();
