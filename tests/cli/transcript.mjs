// The form of a transcript: what is typed, what goes to standard input, and what the program answers.
//
//   Any line like this one is a remark.
//   $ ajar note --urge 7       a command for the shell; `ajar` is the program under test
//   < They asked how I was.    a line of standard input
//   | Kept. (id1)              a line of standard output
//   ! Nothing was changed.     a line of standard error
//   = 2                        the exit code, where it is not 0
//
// Ids, revisions, hashes, addresses and the folder are masked (session.mjs), so the same life reads the same every time.

const marks = { $: 'command', '<': 'input', '|': 'out', '!': 'err', '=': 'code' };

/** The steps of a transcript: remarks as `{remark}`, commands with everything that belongs to them. */
export function parse(text) {
  const steps = [];
  text.split('\n').forEach((line, index, lines) => {
    if (index === lines.length - 1 && line === '') return;
    const part = marks[line[0]];
    const rest = line.slice(2);
    const last = steps.at(-1);
    if (part === undefined || (line.length > 1 && line[1] !== ' ')) steps.push({ remark: line });
    else if (part === 'command') steps.push({ command: rest, line: index + 1, input: '', out: '', err: '', code: 0 });
    else if (last?.command === undefined) throw new Error(`line ${index + 1} belongs to no command`);
    else if (part === 'code') last.code = Number(rest);
    else last[part] += `${rest}\n`;
  });
  return steps;
}

// A text without a line end at its end says so, because the next line would hide it.
const lines = (mark, text) => {
  if (text === '') return [];
  const whole = text.endsWith('\n');
  const parts = (whole ? text.slice(0, -1) : `${text}⏎̸`).split('\n');
  return parts.map((line) => (line === '' ? mark : `${mark} ${line}`));
};

/** The text of steps; what parse reads back. */
export function format(steps) {
  return steps
    .flatMap((step) =>
      step.command === undefined
        ? [step.remark]
        : [
            `$ ${step.command}`,
            ...lines('<', step.input),
            ...lines('|', step.out),
            ...lines('!', step.err),
            ...(step.code === 0 ? [] : [`= ${step.code}`]),
          ],
    )
    .map((line) => `${line}\n`)
    .join('');
}
