// One frame after the other: the only thing that storage knows of what the engine hands it (spec/vault.md §5).
import { Failure } from '../base/failure';

const lengthBytes = 4;
const littleEndian = true;

/** The frames of a log that the engine has just made, so it holds whole ones only. Throws where it does not. */
export function framesOf(log: Uint8Array): Uint8Array[] {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < log.length;) {
    const end = at + lengthBytes <= log.length ? at + lengthBytes + view.getUint32(at, littleEndian) : Infinity;
    if (end > log.length) throw new Failure('app/unexpected', 0, 'frames', String(at));
    frames.push(log.subarray(at, end));
    at = end;
  }
  return frames;
}
