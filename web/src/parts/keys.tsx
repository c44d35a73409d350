// Keys: acts of equal size in one frame, at thumb height. Rest is a key like any other.
import type { ComponentChildren } from 'preact';
import { classes } from './class';
import { Icon, type IconName } from './icon';

interface KeysProps {
  children: ComponentChildren;
  /** Icon above the word. */
  tall?: boolean;
  /** As wide as its words, for one key beside text. */
  few?: boolean;
  /** Four to a row on a phone. */
  four?: boolean;
}

export function Keys({ children, tall = false, few = false, four = false }: KeysProps) {
  return <div class={classes('keys', tall && 'tall', few && 'few', four && 'four')}>{children}</div>;
}

interface KeyProps {
  children: ComponentChildren;
  /** The one filled key of a screen. */
  main?: boolean;
  icon?: IconName;
  /** A key that only leads somewhere is a link. */
  to?: string;
  onPress?: () => void;
  disabled?: boolean;
  submit?: boolean;
  name?: string;
}

export function Key({ children, main = false, icon, to, onPress, disabled = false, submit = false, name }: KeyProps) {
  const inside = (
    <>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </>
  );
  const look = main ? 'main' : undefined;
  if (to !== undefined) {
    return (
      <a class={look} href={to} onClick={onPress} data-key={name}>
        {inside}
      </a>
    );
  }
  return (
    <button class={look} type={submit ? 'submit' : 'button'} disabled={disabled} onClick={onPress} data-key={name}>
      {inside}
    </button>
  );
}
