// Scores the rules about sentences on the labelled ones, figures only:
// `node tests/sentences/score.mjs [--half tune|retired] [--wrong]` on the first set,
// `--set fifth|sixth` on the held ones, `--set es` on the held Spanish one (through the wasm module: the program reads English).
// `--wrong` adds the sentences that were read otherwise than labelled. Of a held set they are printed only with
// `--read-held-sentences`, which ends its use for measuring (README.md).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { learnedOf, reader, rulesOf } from '../wasm/reader.mjs';
import { rowsOf } from './labelled.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const sets = {
  first: { cues: 'cues.jsonl', crisis: 'crisis.jsonl', halves: ['tune', 'retired'], read: readings },
  fifth: { cues: 'cues_fifth.jsonl', crisis: 'crisis_fifth.jsonl', halves: ['held'], read: readings },
  sixth: { cues: 'cues_sixth.jsonl', crisis: 'crisis_sixth.jsonl', halves: ['held'], read: readings },
  es: { cues: 'cues_es.jsonl', crisis: 'crisis_es.jsonl', halves: ['held'], read: readingsOf('es') },
};
const program = process.env.AJAR_PROGRAM ?? at('../../build/native/cli/ajar');

/** The labelled sentences of one file and half. */
export const rows = (file, half) => rowsOf(at(file)).filter((row) => row.half === half);

/** What `ajar text --json` says of each text. */
export function readings(texts) {
  const { status, stdout, stderr } = spawnSync(program, ['text', '--json'], {
    input: texts.map((text) => `${text}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`ajar text ended with ${status}: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** What the module that reads sentences says of each text, with the rules of `language`. */
function readingsOf(language) {
  return (texts) => {
    const module = reader();
    module.rules(rulesOf(language), learnedOf(language));
    return texts.map((text) => module.read(text));
  };
}

const share = (part, whole) => (whole === 0 ? 0 : part / whole);

function counts(pairs) {
  const of = (wanted, found) => pairs.filter((pair) => pair.wanted === wanted && pair.found === found).length;
  const [hit, missed, wrong, quiet] = [of(true, true), of(true, false), of(false, true), of(false, false)];
  return {
    hit,
    missed,
    wrong,
    quiet,
    precision: share(hit, hit + wrong),
    recall: share(hit, hit + missed),
    falseAlarms: share(wrong, wrong + quiet),
  };
}

function pairsOf(set, part, half, wanted, found) {
  const list = rows(sets[set][part], half);
  const read = sets[set].read(list.map((row) => row.text));
  return list.map((row, i) => ({ row, reading: read[i], wanted: wanted(row), found: found(read[i]) }));
}

/** Whether a sentence has any cue; `labels`: of the cues found, how many are of a kind that the label has. */
export function scoreCues(half, set = 'first') {
  const pairs = pairsOf(
    set,
    'cues',
    half,
    (row) => row.cues.length > 0,
    (reading) => reading.cues.length > 0,
  );
  const kinds = pairs.flatMap(({ row, reading }) => reading.cues.map(({ id }) => row.cues.includes(id)));
  return { pairs, ...counts(pairs), labels: share(kinds.filter(Boolean).length, kinds.length) };
}

export function scoreCrisis(half, set = 'first') {
  const pairs = pairsOf(
    set,
    'crisis',
    half,
    (row) => row.label === 'clear',
    (reading) => reading.safety === 'ask',
  );
  return { pairs, ...counts(pairs) };
}

const figure = (number) => number.toFixed(3);

/** One line of figures. */
export function line(what, half, score, set = 'first') {
  const { hit, missed, wrong, quiet, precision, recall, falseAlarms, labels } = score;
  const sum = `${hit} found, ${missed} missed, ${wrong} false, ${quiet} rightly left`;
  const kinds = labels === undefined ? '' : `, kind as labelled ${figure(labels)}`;
  return `${what}, ${set} set, ${half}, on sentences we wrote: precision ${figure(precision)}, recall ${figure(recall)}, false alarms ${figure(falseAlarms)}${kinds} (${sum})`;
}

function main(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      set: { type: 'string', default: 'first' },
      half: { type: 'string' },
      wrong: { type: 'boolean', default: false },
      'read-held-sentences': { type: 'boolean', default: false },
    },
  });
  const halves = Object.hasOwn(sets, values.set) ? sets[values.set].halves : [];
  const half = values.half ?? halves[0];
  if (!halves.includes(half)) throw new Error(`no half ${half} in a set ${values.set}`);
  const printed = half === 'held' ? values['read-held-sentences'] : values.wrong;
  for (const [what, score] of [
    ['cues', scoreCues],
    ['crisis', scoreCrisis],
  ]) {
    const result = score(half, values.set);
    console.log(line(what, half, result, values.set));
    if (!printed) continue;
    for (const { row, wanted, found } of result.pairs)
      if (wanted !== found) console.log(`  ${wanted ? 'missed' : 'false '} ${row.id} ${row.text}`);
  }
  if (half === 'held') console.error('A held set was scored: count it in tests/sentences/README.md.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
