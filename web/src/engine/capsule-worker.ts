// The worker that seals one capsule and ends: what it is given it holds alone, and it never sees a life.
import { Failure } from '../base/failure';
import { Module, split } from './module';
import type { FromCapsule, ToCapsule } from './capsule';

async function seal({ compiled, text, records, origin, language }: ToCapsule): Promise<FromCapsule> {
  try {
    const instance = await Module.start(compiled);
    const { phrase } = instance.call<{ phrase: string }>('capsule_phrase').json;
    const { json, blob } = instance.call<{ parts: number[] }>('capsule_seal', { text, records, phrase });
    const [file, armored] = split(blob, json.parts) as [Uint8Array, Uint8Array];
    const written = new TextDecoder().decode(armored);
    const asked = { origin, language, phrase };
    const { id, link, bare } = instance.call<{ id: string; link: string; bare: string }>('capsule_link', asked).json;
    return { phrase, file, armored: written, id, link, bare };
  } catch (thrown) {
    const { code, line, field, detail } = Failure.from(thrown);
    return { failure: { code, line, field, detail } };
  }
}

onmessage = async ({ data }: MessageEvent<ToCapsule>) => postMessage(await seal(data));
