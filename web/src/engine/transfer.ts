// Out and in: exports, imports, and what is kept again after the browser has cleared it.
import { Failure } from '../base/failure';
import { format } from '../store/database';
import { framesOf } from '../store/frames';
import { conceive, openIn, type Applied } from './instance';
import type { Keeper } from './keeper';
import { join, split, type Module } from './module';
import type { Ask, Checked, QuestionnaireRead, Settled } from './protocol';
import { sealUnder, tryPassphrase } from './secrets';
import { shutAgain } from './succession';

/** Records sealed at once: small enough to tell progress, large enough to cost nothing. */
const importEvents = 500;

export function exportPlain(keeper: Keeper): { records: number; bytes: Uint8Array } {
  keeper.requireReadable();
  const { json, blob } = keeper.engine.call<{ records: number }>('export');
  return { records: json.records, bytes: blob };
}

/** One file with the log as it is and its key under the passphrase; `passphrase` where the life has none yet. */
export async function exportSealed(
  keeper: Keeper,
  { passphrase }: Ask<'export_sealed'>,
): Promise<{ bytes: Uint8Array }> {
  return keeper.tabs.turn(async () => {
    if (keeper.state !== 'open') throw new Failure('app/locked');
    await keeper.readOn();
    const secret = keeper.meta!.secret;
    const file = secret.by === 'passphrase' ? secret.file : await fileFor(keeper, passphrase);
    const frames = join(...(await keeper.stored()).pieces);
    const parts = [file.length, frames.length];
    return { bytes: keeper.engine.call('sealed_export', { parts }, join(file, frames)).blob };
  });
}

async function fileFor(keeper: Keeper, passphrase: string | null): Promise<Uint8Array> {
  if (passphrase === null) throw new Failure('app/passphrase_needed');
  const { key, file } = await sealUnder(keeper, passphrase);
  key.fill(0);
  return file;
}

/** Reads a questionnaire that somebody brings; nothing is written. */
export function readQuestionnaire(keeper: Keeper, { bytes, key }: Ask<'questionnaire_read'>): QuestionnaireRead {
  const chosen = key === null ? {} : { key };
  return keeper.engine.call<QuestionnaireRead>('questionnaire_read', chosen, bytes).json;
}

/** Checks every line and holds the good ones; nothing is written yet. */
export function importCheck(keeper: Keeper, { bytes }: Ask<'import_check'>): Checked {
  keeper.requireReadable();
  keeper.checked?.fill(0);
  keeper.checked = null;
  const { json } = keeper.engine.call<Checked>('import_check', {}, bytes);
  if (json.errors.length === 0) keeper.checked = bytes;
  return json;
}

/** A sealed file's records, opened in an instance of its own, then checked as a plain file is. */
export async function importOpen(keeper: Keeper, { bytes, passphrase }: Ask<'import_open'>): Promise<Checked> {
  keeper.requireReadable();
  const other = await keeper.freshModule();
  const opened = other.call<{ intact: boolean; parts: number[] }>('sealed_open', {}, bytes);
  const [file, frames] = split(opened.blob, opened.json.parts) as [Uint8Array, Uint8Array];
  const { key, secret } = await tryPassphrase(keeper, passphrase, file, other);
  key.fill(0);
  openIn(other, secret);
  const { json } = other.call<Applied>('apply', { last: true }, frames);
  const lines = other.call('export').blob;
  other.call('close');
  return { ...importCheck(keeper, { bytes: lines }), damaged: json.damaged.length, intact: opened.json.intact };
}

/** Writes what the check held, all in one transaction: all or nothing. */
export async function importTake(keeper: Keeper, { now_ms }: Ask<'import_take'>): Promise<null> {
  return keeper.writing(now_ms, async () => {
    if (keeper.checked === null) throw new Failure('app/unexpected', 0, '', 'import_take');
    // Once more, now that it is this tab's turn: since the check the log may have been read anew, or storage refused.
    const frames = sealImport(keeper, keeper.engine, keeper.checked, now_ms);
    if (frames.length > 0) await keeper.keep(frames);
    keeper.checked.fill(0);
    keeper.checked = null;
    return null;
  });
}

/** Checks the lines and seals all that is new, in batches so that progress can be told. Prepared, not accepted. */
function sealImport(keeper: Keeper, engine: Module, lines: Uint8Array, now_ms: number): Uint8Array[] {
  const found = engine.call<Checked>('import_check', {}, lines).json;
  const [wrong] = found.errors;
  if (wrong !== undefined) throw new Failure(wrong.code, wrong.line, wrong.field, wrong.detail);
  const frames: Uint8Array[] = [];
  try {
    for (let left = found.new, events = 0; left > 0;) {
      const asked = { now_ms, max: importEvents };
      const { json, blob } = engine.call<{ left: number; events: number }>('import_next', asked);
      frames.push(...framesOf(blob));
      events += json.events;
      left = json.left;
      keeper.tell({ told: 'progress', what: 'import', done: events, of: events + left });
    }
  } catch (thrown) {
    engine.call('discard');
    throw thrown;
  }
  return frames;
}

/**
 * Storage was cleared under an open life: what memory holds is sealed anew and stored, under the same passphrase.
 * The vault is a new one, and so are its words. Fails with nothing lost from memory, and may be tried again.
 */
export async function rescue(keeper: Keeper, { now_ms }: Ask<'rescue'>): Promise<Settled> {
  await keeper.tabs.turn(async () => {
    if (keeper.state !== 'open') throw new Failure('app/locked');
    if ((await keeper.database.meta()) !== null) throw new Failure('store/exists');
    keeper.rescued ??= await sealAnew(keeper, now_ms);
    const { engine, meta, frames } = keeper.rescued;
    keeper.goOn({ engine, damaged: [], strip: false }, await keeper.database.create(meta, frames), meta);
    keeper.edition = 'whole';
    keeper.rescued = null;
    keeper.changed();
  });
  return keeper.settled();
}

/** The open life as another vault, in an instance of its own, so that whatever fails leaves the open one as it is. */
export async function sealAnew(keeper: Keeper, now_ms: number): Promise<NonNullable<Keeper['rescued']>> {
  const lines = keeper.engine.call('export').blob;
  const engine = await keeper.freshModule();
  const { vault, device, secret, frame } = conceive(engine);
  secret.fill(0);
  const frames = [frame, ...sealImport(keeper, engine, lines, now_ms)];
  engine.call('accept');
  const shut = await shutAgain(keeper, engine, vault);
  lines.fill(0);
  const meta = { format, vault, device, created: now_ms, secret: shut, generation: 1, rewrites: 0 };
  return { engine, meta, frames };
}
