// A part that is loaded when it is first shown.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Trouble, Waiting } from '../parts/state';
import { Failure } from '../base/failure';
import { allWords } from './later';

export function lazily(load: () => Promise<{ default: ComponentType }>): ComponentType {
  let Loaded: ComponentType | undefined;
  return function Lazy() {
    const [failed, setFailed] = useState(false);
    const [, redraw] = useState(0);
    useEffect(() => {
      if (Loaded !== undefined || failed) return;
      Promise.all([load(), allWords()]).then(
        ([module]) => {
          Loaded = module.default;
          redraw((n) => n + 1);
        },
        () => setFailed(true),
      );
    }, [failed]);
    if (Loaded !== undefined) return <Loaded />;
    if (failed) return <Trouble failure={new Failure('app/not_loaded')} onAgain={() => setFailed(false)} />;
    return <Waiting />;
  };
}
