// The hub as the worker reaches it: bytes out, bytes in, bounded, with nothing sent along that was not asked for.
import { Failure } from '../base/failure';

/** More of an answer is not read (spec/http.md §8). */
const mostBytes = 5 * 1024 * 1024;
/** A call that waits for news takes up to 25 seconds by itself. */
const patienceMs = 60_000;

export interface HubCall {
  method: string;
  path: string;
  token?: string;
  invitation?: string;
}

export interface HubAnswer {
  /** 0: no answer. */
  status: number;
  body: Uint8Array;
}

const none: HubAnswer = { status: 0, body: new Uint8Array(0) };

/** Never rejects: what did not come, or came too long, is an answer with status 0. */
export async function askHub(origin: string, call: HubCall, body?: Uint8Array): Promise<HubAnswer> {
  const headers: Record<string, string> = {};
  if (body !== undefined && body.length > 0) headers['Content-Type'] = 'application/octet-stream';
  if (call.token !== undefined) headers['Authorization'] = `Bearer ${call.token}`;
  if (call.invitation !== undefined) headers['Ajar-Invitation'] = call.invitation;
  try {
    const response = await fetch(origin + call.path, {
      method: call.method,
      headers,
      ...(body !== undefined && body.length > 0 ? { body: body as BufferSource } : {}),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, body: await bounded(response) };
  } catch {
    return none;
  }
}

async function bounded(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece !== undefined && !piece.done; piece = await reader?.read()) {
    size += piece.value.length;
    if (size > mostBytes) {
      await reader?.cancel();
      throw new Failure('sync/bad_answer');
    }
    pieces.push(piece.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Whether a hub answers at `origin`: the app may come from a plain host that has none. */
export async function isHub(origin: string): Promise<boolean> {
  const { status, body } = await askHub(origin, { method: 'GET', path: '/healthz' });
  return status === 200 && new TextDecoder().decode(body).trim() === 'ok';
}
