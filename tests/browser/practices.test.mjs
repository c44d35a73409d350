// Each practice from its first tap to the picture that it changes: what came in, looking back, the keeper, the card, beliefs,
// the page for a therapist, the note that asks for space.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { addPerson, answerCheck, bringIn, button, drafted, enter, expectAt, link, saved } from './acts.mjs';
import { assertAccessible, content, openApp, t } from './harness.mjs';

const library = JSON.parse(readFileSync(path.join(root, 'build/content/library/en.json'), 'utf8'));
const key = (page, name) => page.locator(`main [data-key="${name}"]`);
const choose = (page, words) => page.locator('main label').filter({ hasText: words }).first().click();
const field = (page, label) => page.getByLabel(label, { exact: true });

/** Sets a number on a ruler by the keyboard, from the middle on. */
async function slide(page, label, presses) {
  await field(page, label).focus();
  for (let i = 0; i < Math.abs(presses); i++) await page.keyboard.press(presses > 0 ? 'ArrowRight' : 'ArrowLeft');
}

/** Notes a moment with nothing but an urge of `urge` of 10, and waits until it is kept. */
async function noteUrge(page, urge) {
  await enter(page, 'moment');
  await slide(page, t('moment.urge'), urge === 5 ? 1 : urge - 5);
  await key(page, 'keep').click();
}

test('what came in is kept in its exact words, stands beside what was given, and can be taken back', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Ines', { safety: 'safe' });
  await enter(page, 'support');
  await page.getByText(t('support.empty')).waitFor();
  await key(page, 'received').click();
  await choose(page, t('people.what.compliment'));
  await field(page, t('people.words')).fill('You were good with him.');
  await page.getByRole('button', { name: library.notice.received.impulses[0].label, exact: true }).click();
  await slide(page, t('people.absorbed'), -3);
  await choose(page, 'Ines');
  await key(page, 'keep').click();
  await page.getByText('You were good with him.').waitFor();
  await button(page, 'parts.undo').click();
  await expectAt(page, t('support.where.received'));
  assert.equal(await field(page, t('people.words')).inputValue(), 'You were good with him.');
  assert.equal(await field(page, t('people.impulse')).inputValue(), library.notice.received.impulses[0].label);
  await key(page, 'keep').click();
  await page.getByText('You were good with him.').waitFor();

  await key(page, 'gave').click();
  await choose(page, t('people.what.company'));
  await field(page, t('people.gave_words')).fill('Sat there.');
  await key(page, 'keep').click();
  await page.getByText('Sat there.').waitFor();
  assert.equal(await page.locator('.items > li').count(), 2);
  await assertAccessible(page, 'support, both ways');
});

test('what is being noted survives a reload, word by word', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'support/received');
  await field(page, t('people.words')).waitFor();
  await drafted(page, () => field(page, t('people.words')).fill('I am coming over.'));
  await page.reload();
  await field(page, t('people.words')).waitFor();
  assert.equal(await field(page, t('people.words')).inputValue(), 'I am coming over.');
});

test('a moment of yesterday asks what came after, and no longer once it was said', async (test) => {
  const { page } = await openApp(test);
  await page.clock.install({ time: new Date('2026-05-10T20:00:00+02:00') });
  await page.reload();
  await answerCheck(page);
  await noteUrge(page, 6);
  await expectAt(page, t('room.today'));
  await page.clock.setFixedTime(new Date('2026-05-11T20:00:00+02:00'));
  await enter(page, 'moment');
  await link(page, 'lookback.some', { n: 1 }).click();
  await page.getByRole('link', { name: t('journey.urge', { n: 6 }) }).click();
  await field(page, library.notice.lookback.items[0].ask).fill('She asked again, and I told her.');
  await key(page, 'keep').click();
  await page.getByText(t('lookback.empty')).waitFor();
  await enter(page, 'journey');
  await page.getByText('She asked again, and I told her.').waitFor();
});

test('the protector is talked with, turn by turn, and its grip is drawn', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'protector');
  await key(page, 'begin').click();
  await page.getByText(library.protector.warm).waitFor();
  await slide(page, t('protector.grip_before'), -3);
  await key(page, 'next').click();
  const turns = library.protector.turns;
  await page.getByText(turns[0].warm.title, { exact: true }).waitFor();
  await page.getByRole('button', { name: turns[0].warm.starts[0].text }).click();
  const words = field(page, t('protector.words'));
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  assert.equal(await words.inputValue(), 'If I let them in ');
  await words.fill('If I let them in, they see me ask twice.');
  await key(page, 'next').click();
  for (const turn of turns.slice(1)) {
    await page.getByText(turn.warm.title, { exact: true }).waitFor();
    await key(page, 'leave-out').click();
  }
  await page.getByText(t('protector.done')).waitFor();
  await slide(page, t('protector.grip_after'), 1);
  await key(page, 'keep').click();
  await page.locator('.say-small').getByText('If I let them in, they see me ask twice.').waitFor();
  await page.getByRole('img', { name: t('protector.grip_words', { before: 2, after: 6 }) }).waitFor();
  await assertAccessible(page, 'the protector after a talk');

  await button(page, 'protector.to_cool').click();
  await key(page, 'ask').click();
  await page.getByText(turns[4].cool.title, { exact: true }).waitFor();
});

test('the card comes back for a strong urge, not for a weak one, and not where going is protection', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Edgar', { safety: 'unsafe' });
  await enter(page, 'protector/card');
  await field(page, t('card.words')).fill('This is old. It passes.');
  await key(page, 'keep').click();
  await page.getByText(t('card.kept')).waitFor();
  await noteUrge(page, 6);
  await expectAt(page, t('room.today'));
  await noteUrge(page, 9);
  await expectAt(page, t('card.title'));
  await page.getByText('This is old. It passes.').waitFor();
  await assertAccessible(page, 'the card');
  await key(page, 'enough').click();
  await expectAt(page, t('room.today'));

  await enter(page, 'moment');
  await slide(page, t('moment.urge'), 4);
  await page
    .locator('details')
    .filter({ hasText: t('parts.with') })
    .locator('summary')
    .click();
  await choose(page, 'Edgar');
  await key(page, 'keep').click();
  await expectAt(page, t('room.today'));

  await enter(page, 'protector/card');
  await key(page, 'away').click();
  await page.getByText(t('card.put_away')).waitFor();
  await noteUrge(page, 9);
  await expectAt(page, t('room.today'));
});

test('a letter and a safe memory are kept and read again', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'protector/letter');
  await field(page, t('letter.to')).fill('me at nine');
  await field(page, t('letter.text')).fill('You did what there was to do.');
  await key(page, 'keep').click();
  await page.getByText(t('letter.kept')).waitFor();
  await enter(page, 'protector/letter');
  await page.getByRole('link', { name: 'me at nine' }).click();
  await page.getByText('You did what there was to do.').waitFor();
  await enter(page, 'protector/memory');
  await field(page, t('memory.words')).fill('The lake, and nobody in a hurry.');
  await key(page, 'keep').click();
  await page.getByText(t('memory.kept')).waitFor();
  await enter(page, 'protector/memory');
  await page.getByText('The lake, and nobody in a hurry.').waitFor();
});

test('a belief is tried with a step, and its dumbbell stands beside it', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Ines', { safety: 'safe' });
  const belief = library.recognise.beliefs.items.find(({ id }) => id === 'burden');
  await enter(page, 'learn/beliefs');
  await page.getByRole('link', { name: belief.text }).click();
  await slide(page, t('beliefs.how_sure'), 6);
  const step = content.ladder.find(({ id }) => id === belief.steps[0]);
  await page.getByRole('link', { name: step.instruction }).click();
  await expectAt(page, t('step.plan'));
  await field(page, t('step.feared')).waitFor();
  assert.equal(await field(page, t('step.feared')).inputValue(), belief.expect);
  assert.equal(await field(page, t('step.belief')).inputValue(), '80');
  await choose(page, 'Ines');
  await key(page, 'plan').click();
  await key(page, 'settle').click();
  await choose(page, t('step.status.done'));
  await field(page, t('step.belief_after_was', { value: 80 })).fill('30');
  await key(page, 'keep').click();
  await page.getByRole('img', { name: t('step.pair', { before: 80, after: 30 }) }).waitFor();
  await enter(page, 'learn/beliefs');
  await page.getByRole('img', { name: t('step.pair', { before: 80, after: 30 }) }).waitFor();
});

test('nobody unsafe is led to by a belief: where all of a relation is guarded, its steps are not offered', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Edgar', { relation: 'friend', safety: 'unsafe' });
  const belief = library.recognise.beliefs.items.find(({ id }) => id === 'burden');
  await enter(page, 'learn/beliefs/burden');
  await page.getByText(belief.text).waitFor();
  const instruction = (id) => content.ladder.find((one) => one.id === id).instruction;
  const others = belief.steps.filter((id) => !id.startsWith('friends'));
  for (const id of others) await page.getByText(instruction(id)).waitFor();
  for (const id of belief.steps.filter((one) => one.startsWith('friends')))
    assert.equal(await page.getByText(instruction(id)).count(), 0, id);
});

test('a card of Learn is tied to one’s own notes, and the origin note is kept', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'learn/where_from');
  await page.getByText(t('learn.yours_none')).waitFor();
  await enter(page, 'learn/origin');
  await field(page, library.recognise.origin.told.ask).fill('Boys do not.');
  await key(page, 'keep').click();
  await expectAt(page, t('room.learn'));
  await enter(page, 'learn/where_from');
  const { label } = library.yours.find(({ id }) => id === 'began');
  await button(page, 'learn.yours', { n: 1, what: label }).click();
  await page.getByText('Boys do not.').waitFor();
});

test('the page for a therapist holds what was chosen, with initials, and without what was blacked out', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Ines', { safety: 'safe' });
  await enter(page, 'seek/goals');
  await field(page, t('goal.text')).fill('To call Ines back the same week.');
  await key(page, 'keep').click();
  await page.locator('.goals .own').getByText('To call Ines back the same week.').waitFor();
  await field(page, t('goal.text')).fill('To stay for the end of a quarrel.');
  await key(page, 'keep').click();
  await page.locator('.goals .own').getByText('To stay for the end of a quarrel.').waitFor();
  await enter(page, 'seek/ask');
  await choose(page, library.seek.ask.items[0].text);
  await page.getByText(t('ask.marked', { n: 1 })).waitFor();
  await key(page, 'page').click();
  await page.getByText('To call I. back the same week.').waitFor();
  await page.getByText(library.seek.ask.items[0].text).waitFor();
  await page.getByRole('button', { name: 'To stay for the end of a quarrel.' }).click();
  await page.getByRole('img', { name: t('page.blacked') }).waitFor();
  await assertAccessible(page, 'the page for a therapist');
  const text = (await saved(page, () => key(page, 'save').click())).toString();
  assert.match(text, /To call I\. back the same week\./);
  assert.ok(!text.includes('quarrel'));
  assert.ok(!text.includes('Ines'));
  assert.ok(text.includes(t('page.limits')));
});

/** A folder that goes away after the test. */
function place(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-practices-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the page for a therapist takes in the plan and how sure a pattern is, and only what was chosen is printed', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await bringIn(page, place(test), [
    {
      kind: 'plan',
      daysAgo: 1,
      id: '1'.padStart(26, '0'),
      body: { items: ['Shoes on.'], contacts: ['Ines, any hour'] },
    },
    { kind: 'helped', daysAgo: 2, body: { what: 'write', rating: 1 } },
    {
      kind: 'entry',
      daysAgo: 3,
      body: { mode: 'free', text: 'For the hour.\n\nNot for the hour.', outward: 'therapist' },
    },
  ]);
  await enter(page, 'seek/page');
  const part = (id) => library.seek.page.items.find((item) => item.id === id).label;
  const paper = page.locator('.paper');
  await paper.getByRole('heading', { name: part('patterns'), exact: true }).waitFor();
  await paper.getByText(t('patterns.missing.occasions', { have: 1, need: 3 })).waitFor();
  assert.equal(await paper.getByText('Shoes on.').count(), 0, 'what is most private waits to be chosen');
  for (const id of ['plan', 'helped', 'pages']) await choose(page, part(id));
  await paper.getByText('Shoes on.').waitFor();
  await paper.getByRole('button', { name: 'Ines, any hour' }).click();
  await paper.getByRole('button', { name: 'Not for the hour.' }).click();
  await choose(page, part('check'));
  await page.emulateMedia({ media: 'print' });
  const printed = await page.locator('body').innerText();
  for (const said of ['Shoes on.', 'For the hour.', library.journey.helped.scale[3].label, t('page.limits')])
    assert.ok(printed.includes(said), said);
  for (const said of ['Ines', 'Not for the hour.', t('page.choose'), t('shell.hide')])
    assert.ok(!printed.includes(said), `“${said}” is printed`);
  assert.equal(await paper.getByRole('heading', { name: part('check'), exact: true }).count(), 0);
});

test('what helped is said once for each, and can be taken back', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  const { items, scale } = library.journey.helped;
  const letter = items.find(({ id }) => id === 'letter');
  await enter(page, 'journey');
  await link(page, 'patterns.helped').click();
  const row = page.locator('main details').filter({ hasText: letter.label });
  await row.locator('summary').click();
  await row
    .locator('label')
    .filter({ hasText: new RegExp(`^${scale[3].label}$`) })
    .click();
  await row.locator('.chosen').getByText(scale[3].label, { exact: true }).waitFor();
  await row
    .locator('label')
    .filter({ hasText: new RegExp(`^${scale[1].label}$`) })
    .click();
  await row.locator('.chosen').getByText(scale[1].label, { exact: true }).waitFor();
  await button(page, 'parts.undo').click();
  await row.locator('.chosen').getByText(scale[3].label, { exact: true }).waitFor();
  await enter(page, 'journey');
  await page
    .locator('.items')
    .getByText(t('helped.rated', { what: letter.label, rating: scale[3].label }))
    .waitFor();
});

test('four weeks stand beside the four before, with how much each rests on', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  const moments = Array.from({ length: 16 }, (_, n) => ({
    kind: 'moment',
    daysAgo: 1 + 3.5 * n,
    body: { urge: n < 8 ? 3 : 7 },
  }));
  await bringIn(page, place(test), moments);
  await enter(page, 'journey');
  await link(page, 'patterns.change').click();
  await page.getByText(library.journey.contrast.lead).waitFor();
  const urge = page.locator('main section').filter({ hasText: t('patterns.series.urge') });
  const name = await urge.locator('svg.grip').getAttribute('aria-label');
  // On a Monday this week has nothing yet.
  assert.match(name, /^The last four weeks: 3, of [34] weeks\. The four before: 7, of 4 weeks\./);
  await assertAccessible(page, 'four weeks beside four weeks');
});

test('the note that asks for space carries its time, is copied, and nothing is sent', async (test) => {
  const { page, context } = await openApp(test);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await answerCheck(page);
  await enter(page, 'space');
  await page.getByText(t('space.no_time')).waitFor();
  await field(page, t('space.time')).fill('21:00');
  const [plain, short] = library.practise.space.items;
  assert.equal(await field(page, t('space.change')).inputValue(), plain.said.replace('{time}', '21:00'));
  await choose(page, short.label);
  await page.getByRole('button', { name: t('space.copy'), exact: true }).click();
  await page.getByText(t('space.copied')).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, short.said.replace('{time}', '21:00'));
  await key(page, 'note').click();
  await expectAt(page, t('room.today'));
  await enter(page, 'journey');
  const { label } = content.vocabulary.did.find(({ id }) => id === 'took_space');
  await page.locator('.items').getByText(label).waitFor();
});
