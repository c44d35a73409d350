// Runs the suites that ./test was asked for and adds them up. The last line is always `N passed, N failed`.
// `--plan SUITE…` prints instead what those suites need built: native, app, fuzz, sanitized.
import { suites, deepOnly } from './suites.mjs';

const usage = `Usage: ./test [SUITE…]

Installs what is missing, builds, and runs the suites named, or all but the deep ones. A suite that finds no test to
run has failed. The last line adds up all suites.

${Object.entries(suites)
  .map(([name, suite]) => `  ${name.padEnd(10)} ${suite.about}${deepOnly.includes(name) ? ' (deep)' : ''}`)
  .join('\n')}
  deep       all of the above, and the fuzz targets for five minutes each
`;

/** The suites that the words name, in the order of the table. */
function chosen(words) {
  const all = Object.keys(suites);
  if (words.length === 0) return all.filter((name) => !deepOnly.includes(name));
  if (words.includes('deep')) return all;
  const unknown = words.filter((word) => !all.includes(word));
  if (unknown.length > 0) throw new Error(`There is no suite named ${unknown.join(', ')}. ./test --help lists them.`);
  return all.filter((name) => words.includes(name));
}

async function main(words) {
  if (words[0] === '--help') {
    console.log(usage);
    return 0;
  }
  const plan = words[0] === '--plan';
  const names = chosen(plan ? words.slice(1) : words);
  if (plan) {
    console.log([...new Set(names.flatMap((name) => suites[name].needs))].join(' '));
    return 0;
  }
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const name of names) {
    console.log(`\n── ${name}: ${suites[name].about}`);
    const began = Date.now();
    const result = await suites[name].run({ deep: words.includes('deep') }).catch((error) => {
      console.log(error.stack);
      return { passed: 0, failed: 1 };
    });
    if (result.passed + result.failed === 0) {
      console.log('No test ran, so this suite has failed.');
      result.failed = 1;
    }
    total.passed += result.passed;
    total.failed += result.failed;
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    lines.push(`${name.padEnd(10)} ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error) => {
    console.error(error.message);
    process.exit(2);
  },
);
