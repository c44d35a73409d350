// axe-core on a page as it stands. It is evaluated through the browser's own debugging protocol, which the page's policy
// does not bind, so the page keeps its policy while it is looked at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, as ["rule: selector", …]. All rules of WCAG 2.2 A and AA and axe's best practices run. */
export async function axeViolations(page) {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}
