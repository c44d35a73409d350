// How the rules about sentences do on the labelled ones. The figures are printed "on sentences we wrote", both halves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, scoreCrisis, scoreCues } from './score.mjs';

test('on the half that the rules were made on, they reach the bars', () => {
  const cues = scoreCues('tune');
  console.log(line('cues', 'tune', cues));
  assert.ok(cues.precision >= 0.9, `precision ${cues.precision}`);
  assert.ok(cues.recall >= 0.6, `recall ${cues.recall}`);
  const crisis = scoreCrisis('tune');
  console.log(line('crisis', 'tune', crisis));
  assert.ok(crisis.recall >= 0.95, `recall ${crisis.recall}`);
  assert.ok(crisis.falseAlarms <= 0.1, `false alarms ${crisis.falseAlarms}`);
});
