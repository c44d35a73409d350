// The compiled content for the build: every language of content/, checked and compiled by tools/content first.
import { parse } from '@formatjs/icu-messageformat-parser';
import { execFileSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** JSON by language. The made-up languages for tests, whose tags end in `-x-…` or `-XA`/`-XB`, only while developing. */
export async function compiledContent(root, development) {
  execFileSync(process.execPath, [join(root, 'tools/content/build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = join(root, 'build/content');
  const found = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
    const language = file.slice(0, -'.json'.length);
    if (development || !isMadeUp(language)) found[language] = await readFile(join(folder, file), 'utf8');
  }
  return found;
}

const isMadeUp = (language) => /-(x-|X[AB]\b)/.test(language);

/**
 * The same content for the page: messages with arguments parsed already, so that no parser is loaded before the first
 * statement can be answered. A message without any stays a string, and the terminal's own words stay out.
 */
export function withParsedMessages(json) {
  const content = JSON.parse(json);
  for (const [id, message] of Object.entries(content.messages))
    if (/^(cli\.|error\.(cli|hub|platform|system)\/)/.test(id)) delete content.messages[id];
    else if (/[{}'<#]/.test(message))
      content.messages[id] = parse(message, { ignoreTag: true, captureLocation: false });
  return JSON.stringify(content);
}
