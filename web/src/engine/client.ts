// The page's side of the worker: asks, and hears what it tells.
import { Failure } from '../base/failure';
import { scriptAddress } from '../base/trusted';
import type { CallName, Calls, FromWorker, Request, Told } from './protocol';

export class Engine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(failure: Failure): void }>();
  private last = 0;

  constructor(private readonly hear: (told: Told) => void) {
    this.worker = new Worker(scriptAddress(WORKER_FILE), { type: 'module', name: 'ajar' });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    this.worker.onerror = (event) => this.fail(new Failure('app/worker', 0, '', event.message ?? ''));
    this.worker.onmessageerror = () => this.fail(new Failure('app/worker'));
  }

  /** Rejects with a Failure. `transfer` hands buffers over instead of copying them. */
  ask<N extends CallName>(name: N, argument: Calls[N][0], transfer: Transferable[] = []): Promise<Calls[N][1]> {
    const call = ++this.last;
    return new Promise<Calls[N][1]>((resolve, reject) => {
      this.waiting.set(call, { resolve: resolve as (value: unknown) => void, reject });
      this.worker.postMessage({ call, name, argument } satisfies Request<N>, transfer);
    });
  }

  /** Ends the worker, and with it every key that it held. */
  end(): void {
    this.worker.terminate();
    this.fail(new Failure('app/locked'));
  }

  private receive(message: FromWorker): void {
    if ('told' in message) return this.hear(message);
    const waiter = this.waiting.get(message.call);
    this.waiting.delete(message.call);
    if ('failure' in message) {
      const { code, line, field, detail } = message.failure;
      waiter?.reject(new Failure(code, line, field, detail));
    } else {
      waiter?.resolve(message.answer);
    }
  }

  private fail(failure: Failure): void {
    for (const { reject } of this.waiting.values()) reject(failure);
    this.waiting.clear();
  }
}
