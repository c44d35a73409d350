// What this life has resting at its hub for others to read: the engine says what to send, and the hub is asked from here.
import { Failure } from '../base/failure';
import { askHub } from './hub';
import type { Keeper } from './keeper';
import type { Ask, Resting } from './protocol';

/** What the engine asks for next (wasm/ABI.md, `resting_begin`). */
type Step =
  | { step: 'call'; method: string; path: string; token?: string }
  | { step: 'done'; resting: Resting[] }
  | { step: 'stopped'; code: string; detail: string };

export class RestingCapsules {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly keeper: Keeper,
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  async leave({ file, ...asked }: Ask<'resting_leave'>): Promise<null> {
    await this.errand(asked.origin, { what: 'leave', ...asked }, file);
    return null;
  }

  list({ origin }: Ask<'resting_list'>): Promise<Resting[]> {
    return this.errand(origin, { what: 'list', origin });
  }

  async end(asked: Ask<'resting_end'>): Promise<null> {
    await this.errand(asked.origin, { what: 'take_back', ...asked });
    return null;
  }

  /** The engine goes on one of these at a time. */
  private errand(origin: string, request: object, file?: Uint8Array): Promise<Resting[]> {
    const done = this.last.then(() => this.go(origin, request, file));
    this.last = done.catch(() => {});
    return done;
  }

  private async go(origin: string, request: object, file?: Uint8Array): Promise<Resting[]> {
    let now = await this.move('resting_begin', request, file);
    while (now.step.step === 'call') {
      const { method, path, token } = now.step;
      const { status, body } = await askHub(
        origin,
        { method, path, ...(token === undefined ? {} : { token }) },
        now.blob,
      );
      now = await this.move('resting_answer', { status }, body);
    }
    if (now.step.step === 'stopped') throw new Failure(now.step.code, 0, '', now.step.detail);
    return now.step.resting;
  }

  private move(op: string, request: object, blob?: Uint8Array): Promise<{ step: Step; blob: Uint8Array }> {
    return this.inTurn(async () => {
      if (this.keeper.state !== 'open') throw new Failure('app/locked');
      const answer = this.keeper.engine.call<Step>(op, request, blob);
      // The next call overwrites what it left behind.
      return { step: answer.json, blob: answer.blob.slice() };
    });
  }
}
