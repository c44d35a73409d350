// The hub as the worker reaches it: bytes out, bytes in, bounded, with nothing sent along that was not asked for.
import { counted } from '../base/counted';

/** More of an answer is not read, and it counts as none (spec/http.md §8). */
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
    const answer = await counted(response, mostBytes);
    return answer === null ? none : { status: response.status, body: answer };
  } catch {
    return none;
  }
}

/** Whether a hub answers at `origin`: the app may come from a plain host that has none. */
export async function isHub(origin: string): Promise<boolean> {
  const { status, body } = await askHub(origin, { method: 'GET', path: '/healthz' });
  return status === 200 && new TextDecoder().decode(body).trim() === 'ok';
}
