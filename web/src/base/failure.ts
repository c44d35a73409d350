// The one error type of the page: a stable code with its data. Its words are the message `error.<code>`.

export class Failure extends Error {
  constructor(
    readonly code: string,
    /** 1-based line or record at fault; 0 where there is none. */
    readonly line = 0,
    /** Path of the field at fault, `body.urge`. */
    readonly field = '',
    /** The value, limit or name that explains the code. */
    readonly detail = '',
  ) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'Failure';
  }

  /** What was thrown, as a Failure: anything unforeseen becomes `app/unexpected`. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    return new Failure('app/unexpected', 0, '', thrown instanceof Error ? thrown.message : String(thrown));
  }
}
