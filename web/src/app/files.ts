// Files out of the page and into it, without a network.

/** Offers `bytes` for download as `name`. */
export function saveFile(bytes: Uint8Array, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has its own hold of the bytes by then, but some only begin in a later turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The largest file that is read at all; the engine has its own, smaller limits by kind. */
export const mostBytes = 256 * 1024 * 1024;

export async function readFile(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** Records begin with an object, or with the white space before one; a sealed file never does. */
export function looksPlain(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 64).find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return start === undefined || start === 0x7b;
}
