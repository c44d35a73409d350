// What web/build.mjs defines at build, and what TypeScript's library does not know yet.
declare const DEVELOPMENT: boolean;
declare const AJAR_VERSION: string;
/** Addresses relative to the built scripts. */
declare const WORKER_FILE: string;
declare const ENGINE_FILES: Record<'first' | 'whole', string>;
/** The module that reads sentences, loaded where someone writes. */
declare const READING_FILE: string;
/** By language: what the first screens say, the rest, what the engine reads, the rules about sentences, what was learned beside them, and the library's chapters by name. */
declare const CONTENT_FILES: Record<
  string,
  {
    first: string;
    rest: string;
    rules: string;
    sentences: string;
    learned: string | null;
    chapters: Record<string, string>;
  }
>;

/** What seals a capsule, and the page it travels in by language. */
declare const CAPSULE_FILES: { engine: string; worker: string; pages: Record<string, string> };

interface TrustedTypePolicyOptions {
  createScriptURL?(url: string): string;
}
interface TrustedTypePolicy {
  createScriptURL(url: string): unknown;
}
declare var trustedTypes:
  { createPolicy(name: string, options: TrustedTypePolicyOptions): TrustedTypePolicy } | undefined;

declare module '*.css';
