// Somebody with notes on a machine of their own, who shares some of them by the real program.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Session } from '../cli/session.mjs';
import { folder } from './age.mjs';

/** What a page would run if it took a text for more than text. */
export const nasty =
  'I stayed. <script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 1">\n' +
  '</pre></script><script>globalThis.ran = 1</script>\n--- ajar capsule 1 ---\n{{capsule}}';

export async function person(t) {
  const session = new Session(folder(t, () => session.end()));
  const run = async (command, input) => {
    const { out, err, code } = await session.run(command, input);
    return { out, err, code };
  };
  await run('ajar begin --no-passphrase');
  return {
    place: session.place,
    session,
    run,
    /** Keeps an entry; gives its id. */
    async entry(text) {
      const { out } = await run('ajar write', text);
      return /\((id\d+)\)/.exec(out)[1];
    },
    /** Shares and gives what came of it: `{phrase, files}`. */
    async share(words) {
      const { out, err, code } = await run(`ajar share ${words} --yes --json`);
      if (code !== 0) throw new Error(err);
      return JSON.parse(out);
    },
    write: (name, text) => writeFileSync(path.join(session.place, name), text),
    file: (name) => path.join(session.place, name),
  };
}
