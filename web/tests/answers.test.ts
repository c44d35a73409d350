// What a check keeps: the answers of one sitting, one relationship after the other.
import assert from 'node:assert/strict';
import test from 'node:test';
import { blankCheck, checkBody, without } from '../src/screens/check/answers';

test('a check keeps the answers under their relationship, with how long it has been so', () => {
  const draft = {
    ...blankCheck,
    context: 'partner' as const,
    answers: { keep_in: 4 as const },
    since: 'years' as const,
  };
  assert.deepEqual(checkBody(draft, null, 1), {
    version: 1,
    answers: { partner: { keep_in: 4 } },
    since: { partner: 'years' },
  });
});

test('another relationship is added to the same check, and nothing of the first is lost', () => {
  const before = {
    version: 1,
    answers: { partner: { keep_in: 4 as const } },
    since: { partner: 'years' as const },
    examples: { keep_in: 'The kitchen.' },
  };
  const draft = { ...blankCheck, context: 'friends' as const, answers: { keep_in: 1 as const }, since: null, of: 'x' };
  assert.deepEqual(checkBody(draft, before, 2), {
    version: 1,
    answers: { partner: { keep_in: 4 }, friends: { keep_in: 1 } },
    since: { partner: 'years' },
    examples: { keep_in: 'The kitchen.' },
  });
});

test('a statement left out has no answer', () => {
  assert.deepEqual(without({ keep_in: 4, open_up: 2 }, 'keep_in'), { open_up: 2 });
});
