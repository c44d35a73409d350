// Reads what the tree really uses (#include lines, CMake link lines, imports in web/) and says every arrow that
// ARCHITECTURE.md's table does not allow, every folder that it does not name, and every exception that nothing needs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const skipped = new Set(['.git', 'build', 'node_modules', 'dist', 'generated']);

/** All files under `root`, as paths relative to it with forward slashes, without what builds leave behind. */
export function filesUnder(root, folder = '') {
  const found = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...filesUnder(root, name));
    else found.push(name);
  }
  return found;
}

const isTest = (file) => /(_test\.(cc|h)|\.test\.(mjs|ts|tsx))$/.test(file) || /(^|\/)tests?\//.test(file);
const top = (file) => file.split('/')[0];

/** The commands of a CMake file as [name, [arguments]], comments and quoting removed. */
export function cmakeCommands(text) {
  const commands = [];
  const plain = text.replace(/#.*$/gm, '');
  for (const [, name, inside] of plain.matchAll(/([A-Za-z_]\w*)\s*\(((?:[^()]|\([^()]*\))*)\)/g)) {
    commands.push([name.toLowerCase(), inside.replaceAll('"', ' ').split(/\s+/).filter(Boolean)]);
  }
  return commands;
}

/** Which targets a CMake file makes, and what each links: {made: [{name, test}], links: [{from, to}]}. */
function cmakeLinks(text) {
  const made = [];
  const links = [];
  for (const [command, [name, ...rest]] of cmakeCommands(text)) {
    if (['ajar_library', 'add_library', 'ajar_test', 'add_executable'].includes(command)) {
      made.push({ name, test: command === 'ajar_test' });
    }
    let linking = command === 'target_link_libraries';
    for (const word of rest) {
      if (['SOURCES', 'TIMEOUT', 'EXCEPTIONS'].includes(word)) linking = false;
      else if (word === 'USES') linking = true;
      else if (linking && !['PUBLIC', 'PRIVATE', 'INTERFACE'].includes(word)) links.push({ from: name, to: word });
    }
  }
  return { made, links };
}

/** Whether `folder` (its files in `file`) may use `to`, a path inside the tree. */
function allowed(table, file, to) {
  const from = top(file);
  const row = table.folders[from];
  if (from === top(to)) return allowedInside(table, file, to);
  const uses = isTest(file) ? [...row.uses, ...(row.tests ?? [])] : row.uses;
  return uses.some((entry) => to === entry || to.startsWith(`${entry}/`));
}

/** The finer table inside a folder that has parts (engine/record may use engine/base, never the reverse). */
function allowedInside(table, file, to) {
  const parts = table.parts[top(file)];
  if (!parts || isTest(file)) return true;
  const [from, target] = [partOf(parts, file), partOf(parts, to)];
  if (from === undefined || target === undefined || from === target) return true;
  return parts[from].includes(target);
}

/** The longest part whose folder holds the file: `screens` for web/src/screens/today/index.tsx. */
function partOf(parts, file) {
  const inside = file.split('/').slice(1).join('/');
  return Object.keys(parts)
    .filter((part) => inside.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Words of code (not of comments or strings) that a pure folder does without. */
function impureWords(table, file, text) {
  const code = text.replace(/\/\/.*$|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"/gm, ' ');
  return table.impure_words
    .filter((word) => new RegExp(`\\b${word}\\b`).test(code))
    .map((word) => ({ file, to: word, what: 'has no place in code without clock, I/O, randomness and exceptions' }));
}

function cxxArrows(table, root, file) {
  const problems = [];
  const row = table.folders[top(file)];
  const text = readFileSync(path.join(root, file), 'utf8');
  for (const [, open, name] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm)) {
    if (open === '"') {
      if (!existsSync(path.join(root, name))) problems.push({ file, to: name, what: 'is not a path from the root' });
      else if (!allowed(table, file, name)) problems.push({ file, to: name, what: 'is not allowed here' });
    } else if (/[/.]/.test(name) && !systemHeader(name)) {
      const own = [...(row.headers ?? []), ...(table.only_here[file] ?? [])];
      const headers = isTest(file) ? [...own, ...table.test_headers] : own;
      if (!headers.some((prefix) => name.startsWith(prefix))) {
        problems.push({ file, to: name, what: 'is a library that this folder may not use' });
      }
    }
    if (open === '<' && row.pure && !isTest(file) && table.impure_headers.some((prefix) => matches(name, prefix))) {
      problems.push({ file, to: name, what: 'has no place in code without clock, I/O, randomness and exceptions' });
    }
  }
  if (row.pure && !isTest(file)) problems.push(...impureWords(table, file, text));
  return problems;
}

const matches = (name, prefix) => (prefix.endsWith('/') ? name.startsWith(prefix) : name === prefix);

/** Headers of the C library and the kernel, which every folder that is not pure may use. */
function systemHeader(name) {
  return (
    /^(sys|arpa|netinet|linux)\//.test(name) || (/^[a-z_0-9]+\.h$/.test(name) && !/^(sodium|sqlite3)\.h$/.test(name))
  );
}

function cmakeArrows(table, root, files) {
  const owners = new Map();
  const lists = files.filter((file) => /(^|\/)CMakeLists\.txt$/.test(file) && file.includes('/'));
  const read = lists.map((file) => ({ file, ...cmakeLinks(readFileSync(path.join(root, file), 'utf8')) }));
  for (const { file, made } of read) {
    for (const { name, test } of made) owners.set(name, { folder: path.posix.dirname(file), test });
  }
  const problems = [];
  for (const { file, links } of read) {
    for (const { from, to } of links) {
      const owner = owners.get(to);
      if (!owner) continue;
      const asFile = owners.get(from)?.test ? `${path.posix.dirname(file)}/link_test.cc` : file;
      const target = `${owner.folder}/CMakeLists.txt`;
      if (!allowed(table, asFile, target))
        problems.push({ file, to: `${to} (${owner.folder})`, what: 'is linked and not allowed here' });
    }
  }
  return problems;
}

function importArrows(table, root, file) {
  const problems = [];
  const text = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+|\bnew\s+URL\(\s*)['"]([^'"]+)['"]/g;
  for (const [, name] of text.matchAll(pattern)) {
    // A folder's address is not a use of what lies in it.
    if (!name.startsWith('.') || name.endsWith('/')) continue;
    const to = path.posix.normalize(`${path.posix.dirname(file)}/${name}`);
    if (to.startsWith('../')) problems.push({ file, to: name, what: 'leads out of the tree' });
    else if (to.includes('/')) {
      if (!allowed(table, file, to)) problems.push({ file, to, what: 'is not allowed here' });
    }
  }
  return problems;
}

/**
 * Holds the tree at `root` to `table` (tests/boundary/table.json) and returns the problems as {file, to, what}, in
 * order of file. An exception {file, to, reason} removes exactly one; one that removes nothing is a problem itself.
 */
export function checkTree(root, table) {
  const files = filesUnder(root);
  const problems = [];
  for (const folder of new Set(files.filter((file) => file.includes('/')).map(top))) {
    if (!table.folders[folder])
      problems.push({ file: `${folder}/`, to: '', what: 'is a folder that the table does not name' });
  }
  const known = files.filter((file) => file.includes('/') && table.folders[top(file)]);
  for (const file of known) {
    if (/\.(cc|h|c)$/.test(file)) problems.push(...cxxArrows(table, root, file));
    if (/\.(mjs|ts|tsx|js|css)$/.test(file)) problems.push(...importArrows(table, root, file));
    const parts = table.parts[top(file)];
    if (parts && /\.(cc|h|ts|tsx)$/.test(file) && partOf(parts, file) === undefined && file.split('/').length > 2) {
      problems.push({ file, to: '', what: `lies in a part of ${top(file)}/ that the table does not name` });
    }
  }
  problems.push(...cmakeArrows(table, root, known));
  const left = problems.filter((p) => !table.exceptions.some((e) => e.file === p.file && e.to === p.to));
  for (const { file, to } of table.exceptions) {
    if (!problems.some((p) => p.file === file && p.to === to))
      left.push({ file, to, what: 'is an exception that nothing needs any more' });
  }
  return left.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** The folder table of ARCHITECTURE.md: {folder: [what it may use]}. */
export function documentedTable(markdown) {
  const rows = {};
  for (const line of markdown.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length !== 5 || !/^`[^`]+\/`/.test(cells[1])) continue;
    const uses = [...cells[3].matchAll(/`([^`]+)`/g)].map(([, name]) => name.replace(/\/$/, '')).sort();
    for (const [, folder] of cells[1].matchAll(/`([^`]+)\/`/g)) rows[folder] = uses;
  }
  return rows;
}
