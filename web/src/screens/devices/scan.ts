// Reads a QR by the camera, where the browser has a reader of its own; elsewhere the code is typed.

interface Reader {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

type ReaderClass = new (options: { formats: string[] }) => Reader;

const readerClass = (): ReaderClass | undefined =>
  (globalThis as unknown as { BarcodeDetector?: ReaderClass }).BarcodeDetector;

export const canScan = (): boolean =>
  readerClass() !== undefined && globalThis.navigator?.mediaDevices?.getUserMedia !== undefined;

/** Between two looks, in ms. */
const pause = 250;

/** The first of our codes that comes into sight; null when it was stopped before. Rejects where there is no camera. */
export async function scan(video: HTMLVideoElement, stop: AbortSignal): Promise<string | null> {
  const Found = readerClass();
  if (Found === undefined) throw new Error('no reader');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    await video.play();
    const reader = new Found({ formats: ['qr_code'] });
    while (!stop.aborted) {
      const ours = (await reader.detect(video)).find(({ rawValue }) => rawValue.startsWith('AJAR1:'));
      if (ours !== undefined) return ours.rawValue;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
