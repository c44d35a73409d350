// A chapter of the library on a screen: loaded when it is first shown, and there at once from then on.
import { useEffect, useState } from 'preact/hooks';
import { chapter, loadedChapter } from '../app/later';
import { Failure } from '../app/life';
import type { Shown } from './view';

/** `const learn = useChapter<Learn>('learn')`, to be drawn by `<When shown={learn}>`. */
export function useChapter<T>(name: string): Shown<T> {
  const [data, setData] = useState<T | null>(loadedChapter<T>(name));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let here = true;
    chapter<T>(name).then(
      (found) => {
        if (!here) return;
        setData(found);
        setFailure(null);
      },
      (thrown: unknown) => here && setFailure(Failure.from(thrown)),
    );
    return () => {
      here = false;
    };
  }, [name, tries]);

  return { data, failure, again: () => setTries(tries + 1) };
}
