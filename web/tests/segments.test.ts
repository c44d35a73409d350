// The cutting of the log into rows: nothing lost, nothing twice, whatever the sizes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { framesOf } from '../src/store/frames';
import { after, append, beginning, concat, isWhole, most, type Segment } from '../src/store/segments';

const frame = fc.uint8Array({ minLength: 1, maxLength: 40 });
const bytesOf = (frames: Uint8Array[]) => Buffer.from(concat(frames));

/** Applies batches of appended frames as the database does: changed rows replace those of the same number. */
function written(batches: Uint8Array[][]): Segment[] {
  const rows = new Map<number, Segment>();
  for (const frames of batches) {
    const last = rows.get(rows.size) ?? null;
    for (const row of append(last, frames)) rows.set(row.number, row);
  }
  return [...rows.values()];
}

test('a log reads back as it was written, however it was cut into batches', () => {
  fc.assert(
    fc.property(fc.array(fc.array(frame, { maxLength: 400 }), { maxLength: 5 }), (batches) => {
      const segments = written(batches);
      assert.ok(isWhole(segments));
      assert.deepEqual(Buffer.from(after(segments, beginning).bytes), bytesOf(batches.flat()));
      assert.equal(
        segments.reduce((sum, segment) => sum + segment.events, 0),
        batches.flat().length,
      );
    }),
    { numRuns: 50 },
  );
});

test('a reader that stopped anywhere gets exactly what came after', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 600 }), fc.array(frame, { maxLength: 600 }), (before, later) => {
      const position = after(written([before]), beginning).to;
      const rest = after(written([before, later]), position);
      assert.deepEqual(Buffer.from(rest.bytes), bytesOf(later));
      assert.equal(after(written([before, later]), rest.to).bytes.length, 0);
    }),
    { numRuns: 50 },
  );
});

test('a segment holds at most 256 frames', () => {
  const segments = written([Array.from({ length: 600 }, () => new Uint8Array([1]))]);
  assert.deepEqual(
    segments.map(({ events }) => events),
    [256, 256, 88],
  );
});

test('a segment that has grown past its bytes takes no more', () => {
  const large = new Uint8Array(most.bytes);
  const segments = written([[large], [new Uint8Array([1])]]);
  assert.deepEqual(
    segments.map(({ number, events }) => [number, events]),
    [
      [1, 1],
      [2, 1],
    ],
  );
});

test('a frame larger than a segment still gets a row of its own', () => {
  const huge = new Uint8Array(most.bytes * 2);
  assert.deepEqual(
    written([[new Uint8Array([1]), huge, new Uint8Array([2])]]).map(({ events }) => events),
    [2, 1],
  );
});

test('a missing segment is noticed', () => {
  const segments = written([Array.from({ length: 600 }, () => new Uint8Array([1]))]);
  assert.equal(isWhole(segments), true);
  assert.equal(isWhole(segments.slice(1)), false);
  assert.equal(isWhole([segments[0]!, segments[2]!]), false);
});

test('nothing appended writes no row', () => {
  assert.deepEqual(append(null, []), []);
});

/** A frame as spec/vault.md §5 has it, as far as storage looks: its length, and so many bytes. */
function framed(body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(body.length + 4);
  new DataView(whole.buffer).setUint32(0, body.length, true);
  whole.set(body, 4);
  return whole;
}

test('a log falls into the frames that it was made of', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 50 }), (bodies) => {
      const frames = bodies.map(framed);
      assert.deepEqual(
        framesOf(concat(frames)).map((one) => Buffer.from(one)),
        frames.map((one) => Buffer.from(one)),
      );
    }),
  );
});

test('what ends in the middle of a frame is refused, not stored', () => {
  const log = concat([framed(new Uint8Array(9)), framed(new Uint8Array(5))]);
  for (let length = 1; length < log.length; length += 1) {
    if (length === 13) continue;
    assert.throws(() => framesOf(log.slice(0, length)));
  }
});
