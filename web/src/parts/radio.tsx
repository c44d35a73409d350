// One of several answers, with its words.
import type { ComponentChildren } from 'preact';

interface RadioProps {
  name: string;
  value: string | number;
  checked: boolean;
  onChoose(): void;
  /** Chosen already, too. */
  onPress?: (event: { timeStamp: number }) => void;
  children: ComponentChildren;
}

export function Radio({ name, value, checked, onChoose, onPress, children }: RadioProps) {
  return (
    <label>
      <input
        autocomplete="off"
        type="radio"
        name={name}
        value={value}
        checked={checked}
        onChange={onChoose}
        onClick={onPress}
      />
      {children}
    </label>
  );
}
