// Script in every text that a record can hold: it is shown as it was written, in every room, and nothing of it runs.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { enter, importFile, simulated } from './acts.mjs';
import { openApp } from './harness.mjs';
import { everyRoom } from './rooms.mjs';

const nasty = '"><script>globalThis.ran=1</script><img src=x onerror=globalThis.ran=1>{{ran}}${ran}';

/** Fields that hold words of the person's own; all other strings are ids, choices or times. */
const written = new Set([
  ...[
    'alias',
    'note',
    'trigger',
    'meant',
    'later',
    'text',
    'own',
    'if',
    'then',
    'feared',
    'safety_behaviour',
    'outcome',
  ],
  ...[
    'response_words',
    'learned',
    'words',
    'impulse',
    'response',
    'guards',
    'thanks',
    'reassurance',
    'reminder',
    'request',
  ],
  ...['reply', 'told', 'to'],
]);

/** `{kind: {field: text}}` with script in each text; a step's `response` is a choice, not words. */
function infected(line) {
  const record = JSON.parse(line);
  for (const [field, value] of Object.entries(record.body ?? {})) {
    if (typeof value !== 'string' || !written.has(field)) continue;
    if (record.kind === 'step' && field === 'response') continue;
    record.body[field] = field === 'alias' ? nasty.slice(0, 58) : nasty;
  }
  if (record.kind === 'plan' && record.body) record.body.items = record.body.items.map(() => nasty);
  return JSON.stringify(record);
}

test('script in every text field of every kind stays text in every room', async (test) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-script-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const lines = readFileSync(simulated(folder, { days: 120 }), 'utf8')
    .trimEnd()
    .split('\n')
    .map(infected);
  const file = path.join(folder, 'infected.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { page } = await openApp(test);
  await importFile(page, file);
  for (const room of [
    ...everyRoom(file),
    'seek',
    'seek/page',
    'protector',
    'support',
    'learn',
    'space',
    'journey?search=1',
  ]) {
    await enter(page, room);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await page.evaluate(() => globalThis.ran), undefined, room);
    assert.equal(await page.locator('main script, main img[src=x]').count(), 0, room);
  }
  await enter(page, 'journey');
  await page.locator('.items .own').filter({ hasText: '<script>globalThis.ran=1</script>' }).first().waitFor();
});
