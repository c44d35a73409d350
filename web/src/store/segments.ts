// How the sealed log is cut into rows: pure, so that it can be tested without a browser.

/** Up to `most.events` frames side by side. A row an event would cost ten times as long to read back. */
export interface Segment {
  /** 1, 2, 3 … without a gap. */
  number: number;
  events: number;
  bytes: Uint8Array;
}

export const most = { events: 256, bytes: 512 * 1024 };

/** How far a reader has come: everything before `offset` of segment `number`. */
export interface Position {
  number: number;
  offset: number;
}

export const beginning: Position = { number: 1, offset: 0 };

/** The rows to write so that `frames` follow `last` (the log's last row, or null): the last one grown, new ones after it. */
export function append(last: Segment | null, frames: Uint8Array[]): Segment[] {
  const rows: { number: number; pieces: Uint8Array[]; events: number; size: number }[] = [];
  const fresh = (number: number) => ({ number, pieces: [] as Uint8Array[], events: 0, size: 0 });
  let row = fresh(last === null ? 1 : last.number + 1);
  if (last !== null && hasRoom(last.events, last.bytes.length)) {
    row = { number: last.number, pieces: [last.bytes], events: last.events, size: last.bytes.length };
  }
  for (const frame of frames) {
    if (row.events > 0 && !hasRoom(row.events, row.size)) {
      rows.push(row);
      row = fresh(row.number + 1);
    }
    row.pieces.push(frame);
    row.events += 1;
    row.size += frame.length;
  }
  if (frames.length > 0) rows.push(row);
  return rows.map(({ number, pieces, events }) => ({ number, events, bytes: concat(pieces) }));
}

const hasRoom = (events: number, bytes: number) => events < most.events && bytes < most.bytes;

/** The bytes after `from`, in the order of the log, and the position after them. Segments are given in order. */
export function after(segments: Segment[], from: Position): { bytes: Uint8Array; to: Position } {
  const pieces: Uint8Array[] = [];
  let to = from;
  for (const segment of segments) {
    if (segment.number < from.number) continue;
    const start = segment.number === from.number ? from.offset : 0;
    if (segment.bytes.length > start) pieces.push(segment.bytes.subarray(start));
    to = { number: segment.number, offset: segment.bytes.length };
  }
  return { bytes: concat(pieces), to };
}

/** Whether the segments follow each other from 1 without a gap; a missing one means that storage lost a part. */
export const isWhole = (segments: Segment[]): boolean => segments.every((segment, i) => segment.number === i + 1);

export function concat(pieces: Uint8Array[]): Uint8Array {
  if (pieces.length === 1 && pieces[0] !== undefined) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
