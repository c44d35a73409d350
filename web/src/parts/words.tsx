// Any number of words out of a vocabulary; those used often come first and the rest one key away.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../app/life';
import { classes } from './class';

interface WordsProps {
  legend: string;
  silent?: boolean;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange(chosen: string[]): void;
  /** Ids to show first; without any, the first of the options. */
  often?: readonly string[];
  /** How many stand there before the rest is asked for. */
  shown?: number;
  /** At most so many may be chosen. */
  most?: number;
}

export function Words({
  legend,
  silent = false,
  options,
  chosen,
  onChange,
  often = [],
  shown = 9,
  most = 20,
}: WordsProps) {
  const [all, setAll] = useState(false);
  const asked = useRef(false);
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The key that asked for more is gone: go on at the first word that it brought.
    if (asked.current) words.current?.querySelectorAll('input')[shown]?.focus();
    asked.current = false;
  }, [all]);
  const rank = (value: string) => (often.includes(value) ? often.indexOf(value) : often.length);
  const ordered = [...options].sort((a, b) => rank(a.value) - rank(b.value));
  const first = all ? ordered : ordered.filter((option, i) => i < shown || chosen.includes(option.value));
  const full = chosen.length >= most;

  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);

  return (
    <fieldset class="words">
      <legend class={classes('label', silent && 'vh')}>{legend}</legend>
      <div ref={words}>
        {first.map((option) => (
          <label key={option.value}>
            <input
              autocomplete="off"
              type="checkbox"
              value={option.value}
              checked={chosen.includes(option.value)}
              disabled={full && !chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.label}
          </label>
        ))}
        {!all && first.length < ordered.length && (
          <button
            class="more"
            type="button"
            onClick={() => {
              asked.current = true;
              setAll(true);
            }}
          >
            {t('parts.more', { n: ordered.length - first.length })}
          </button>
        )}
      </div>
    </fieldset>
  );
}
