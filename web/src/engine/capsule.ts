// Letting someone in, from the page: a worker of its own seals what was chosen, and the page that carries it is filled in.
import { Failure } from '../base/failure';
import { scriptAddress } from '../base/trusted';
import type { PlainFailure } from './protocol';

export interface ToCapsule {
  compiled: WebAssembly.Module;
  text: string;
  /** One JSON object each. */
  records: string[];
  /** Of the hub, and of the page behind a link to it. */
  origin: string;
  language: string;
}

export interface Sealed {
  /** Seven words with hyphens between; nobody has them but who asked. */
  phrase: string;
  file: Uint8Array;
  armored: string;
  /** Should it rest at the hub (spec/capsule.md §5): its id there, the link with the words, and the one without. */
  id: string;
  link: string;
  bare: string;
}

export type FromCapsule = Sealed | { failure: PlainFailure };

async function get(file: string): Promise<Response> {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Failure('app/not_loaded', 0, '', `${response.status} ${file}`);
  return response;
}

/** Seals `text` and `records` under a new phrase, with a link for the hub at `origin`. Rejects with a Failure. */
export async function sealCapsule(given: Omit<ToCapsule, 'compiled'>): Promise<Sealed> {
  const compiled = await WebAssembly.compile(await (await get(CAPSULE_FILES.engine)).arrayBuffer());
  const worker = new Worker(scriptAddress(CAPSULE_FILES.worker), { type: 'module', name: 'ajar-capsule' });
  try {
    const answer = await new Promise<FromCapsule>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromCapsule>) => resolve(data);
      worker.onerror = (event) => reject(new Failure('app/worker', 0, '', event.message ?? ''));
      worker.postMessage({ compiled, ...given } satisfies ToCapsule);
    });
    if (!('failure' in answer)) return answer;
    const { code, line, field, detail } = answer.failure;
    throw new Failure(code, line, field, detail);
  } finally {
    worker.terminate();
  }
}

/** The page of spec/capsule.md §4 with the file in its place, in the language where there is one. */
export async function pageWith(armored: string, language: string): Promise<Uint8Array> {
  const place = '{{capsule}}';
  const template = await (await get(CAPSULE_FILES.pages[language] ?? CAPSULE_FILES.pages.en!)).text();
  const at = template.indexOf(place);
  if (at < 0) throw new Failure('app/not_loaded', 0, '', 'the page has no place for a file');
  return new TextEncoder().encode(template.slice(0, at) + armored + template.slice(at + place.length));
}
