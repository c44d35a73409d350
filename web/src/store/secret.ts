// The device's secret before there is a passphrase: under a key that WebCrypto uses but never hands out.
import { Failure } from '../base/failure';
import type { Shut } from './database';

const algorithm = 'AES-GCM';
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** `vault` goes along as associated data: a secret moved under another life does not open. */
export async function shutByBrowser(secret: Uint8Array, vault: string): Promise<Shut> {
  const key = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const parameters = { name: algorithm, iv, additionalData: bytesOf(vault) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, secret as BufferSource));
  return { by: 'browser', key, iv, sealed };
}

/** Throws `store/secret_damaged` where it does not open. */
export async function openByBrowser(shut: Extract<Shut, { by: 'browser' }>, vault: string): Promise<Uint8Array> {
  const parameters = { name: algorithm, iv: shut.iv as BufferSource, additionalData: bytesOf(vault) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, shut.key, shut.sealed as BufferSource));
  } catch {
    throw new Failure('store/secret_damaged');
  }
}
