// A view of the life on a screen: what it answers, drawn anew when the life changes, and what went wrong if it did.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Failure, life } from '../app/life';
import type { ViewArgs, Views } from '../app/views';

export interface Shown<T> {
  /** The last answer; kept while a newer one is on its way. */
  data: T | null;
  failure: Failure | null;
  again(): void;
}

/** Asks for `name` and asks again at each change of the life. `null` args ask nothing. */
export function useView<N extends keyof Views>(name: N, args: ViewArgs[N] | null): Shown<Views[N]> {
  const [data, setData] = useState<Views[N] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const revision = life.revision.value;
  const key = args === null ? null : JSON.stringify(args);
  const asked = useRef(0);

  useEffect(() => {
    if (key === null) return;
    const turn = ++asked.current;
    life.view(name, JSON.parse(key) as ViewArgs[N]).then(
      (answer) => {
        if (turn !== asked.current) return;
        setData(answer);
        setFailure(null);
      },
      (thrown: unknown) => {
        if (turn === asked.current) setFailure(Failure.from(thrown));
      },
    );
  }, [name, key, revision, tries]);

  return { data, failure, again: () => setTries(tries + 1) };
}
