// The app's icon, a door ajar, drawn once as shapes: an SVG, and PNGs for systems that take nothing else.
import { deflateSync } from 'node:zlib';

/** Polygons on a square of 100, back to front. Colours are the tokens wall, floor, ink, light, leaf and glow of the day. */
const shapes = [
  [
    '#eff3ef',
    [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ],
  ],
  [
    '#dfe8e4',
    [
      [0, 76],
      [100, 76],
      [100, 100],
      [0, 100],
    ],
  ],
  [
    '#fbdf9f',
    [
      [29, 76],
      [45, 76],
      [31, 100],
      [3, 100],
    ],
  ],
  [
    '#0c282c',
    [
      [27, 15],
      [73, 15],
      [73, 76],
      [27, 76],
    ],
  ],
  [
    '#f8ae2f',
    [
      [29, 17],
      [71, 17],
      [71, 76],
      [29, 76],
    ],
  ],
  [
    '#ffe9bb',
    [
      [43, 20],
      [45, 20],
      [45, 73.5],
      [43, 73.5],
    ],
  ],
  [
    '#0e474d',
    [
      [45, 20],
      [71, 17],
      [71, 76],
      [45, 73.5],
    ],
  ],
  [
    '#f3f7f2',
    [
      [49, 47],
      [50.8, 47],
      [50.8, 54],
      [49, 54],
    ],
  ],
];

export function icons() {
  return { 'icon.svg': Buffer.from(svg()), 'icon-192.png': png(192), 'icon-512.png': png(512) };
}

function svg() {
  const paths = shapes.map(
    ([fill, points]) => `<path fill="${fill}" d="M${points.map((p) => p.join(' ')).join('L')}Z"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${paths.join('')}</svg>\n`;
}

const inside = (points, x, y) => {
  let odd = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
};

const colourAt = (x, y) => {
  const [hex] = shapes.findLast(([, points]) => inside(points, x, y)) ?? shapes[0];
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
};

/** Each pixel is the mean of 3 × 3 samples. */
function png(size) {
  const rows = Buffer.alloc(size * (1 + size * 3));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      for (const dy of [1, 3, 5])
        for (const dx of [1, 3, 5]) {
          const colour = colourAt(((x + dx / 6) / size) * 100, ((y + dy / 6) / size) * 100);
          colour.forEach((value, i) => (sum[i] += value));
        }
      sum.forEach((value, i) => (rows[y * (1 + size * 3) + 1 + x * 3 + i] = Math.round(value / 9)));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc(body), body.length + 4);
  return whole;
}

/** CRC-32 as PNG has it (ISO 3309), bit by bit: the icons are small. */
function crc(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}
