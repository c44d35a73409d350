// The passphrase key: Argon2id in an instance of its own, thrown away after, since its memory never shrinks again.
import { Failure } from '../base/failure';
import { Module } from './module';

export interface Cost {
  opslimit: number;
  /** Bytes. */
  memlimit: number;
}

export interface Salted extends Cost {
  salt: string;
}

const MiB = 1024 * 1024;
/** The floor of spec/vault.md; the engine refuses less. */
export const floor: Cost = { opslimit: 3, memlimit: 64 * MiB };
/** A phone must still be able to open what a desk shut. */
const mostMemory = 256 * MiB;
const mostPasses = 10;
/** What one derivation is to cost on this device. */
const targetMs = 1000;

const bytesOf = (passphrase: string) => new TextEncoder().encode(passphrase.normalize('NFKC'));

/** The 32-byte key of a passphrase. Errors: `vault/weak_kdf`, `app/memory` where the device has not the room. */
export async function derive(compiled: WebAssembly.Module, passphrase: string, salted: Salted): Promise<Uint8Array> {
  const bytes = bytesOf(passphrase);
  try {
    const { salt, opslimit, memlimit } = salted;
    const instance = await Module.start(compiled);
    return instance.call('kdf', { salt, opslimit, memlimit }, bytes).blob;
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure('app/memory', 0, '', String(thrown));
  } finally {
    bytes.fill(0);
  }
}

/** A new salt and a cost of about a second here, at least `least`; with the key of the passphrase under it. */
export async function deriveNew(
  compiled: WebAssembly.Module,
  engine: Module,
  passphrase: string,
  least: Cost = floor,
): Promise<{ key: Uint8Array; salted: Salted }> {
  const began = performance.now();
  let salted = engine.call<Salted>('kdf_new', { ...least }).json;
  let key = await derive(compiled, passphrase, salted);
  const raised = raise(least, performance.now() - began);
  if (raised.opslimit > least.opslimit || raised.memlimit > least.memlimit) {
    key.fill(0);
    salted = engine.call<Salted>('kdf_new', { ...raised }).json;
    key = await derive(compiled, passphrase, salted);
  }
  return { key, salted };
}

/** `cost` raised toward the target, given what it took: memory first, since that is what hurts a guesser most. Never lowered. */
export function raise(cost: Cost, tookMs: number): Cost {
  let { opslimit, memlimit } = cost;
  let estimate = Math.max(tookMs, 1);
  while (estimate * 2 <= targetMs && memlimit * 2 <= mostMemory) {
    memlimit *= 2;
    estimate *= 2;
  }
  const passes = Math.floor((opslimit * targetMs) / estimate);
  opslimit = Math.max(opslimit, Math.min(passes, mostPasses));
  return { opslimit, memlimit };
}
