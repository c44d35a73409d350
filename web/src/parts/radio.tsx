// The answers to one question, of which one is chosen: each with its words, and how a chosen one was chosen.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface Press {
  timeStamp: number;
}

interface RadioProps {
  name: string;
  value: string | number;
  checked: boolean;
  onChoose(): void;
  /** Chosen already, too. */
  onPress?: (event: Press) => void;
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

interface RadiosProps<O extends { value: string | number }> {
  name: string;
  options: readonly O[];
  value: O['value'] | null;
  onChange(value: O['value']): void;
  onPress?: ((value: O['value'], event: Press) => void) | undefined;
  /** What stands beside each. */
  children(option: O, place: number): ComponentChildren;
}

export function Radios<O extends { value: string | number }>(props: RadiosProps<O>) {
  return props.options.map((option, place) => (
    <Radio
      key={option.value}
      name={props.name}
      value={option.value}
      checked={props.value === option.value}
      onChoose={() => props.onChange(option.value)}
      onPress={(event) => props.onPress?.(option.value, event)}
    >
      {props.children(option, place)}
    </Radio>
  ));
}

/** How long after a finger or a mouse was down a press counts as theirs and not the keyboard's, in ms. */
const pointerWindow = 700;

/** Whether a press came from a finger or a mouse: `watch` stands on what holds the radios. */
export function usePointed(): { watch: object; pointed(press: Press): boolean } {
  const at = useRef(-Infinity);
  const touched = (event: Press) => {
    at.current = event.timeStamp;
  };
  const watch = {
    onPointerDown: touched,
    onPointerUp: touched,
    onKeyDown: () => {
      at.current = -Infinity;
    },
  };
  return { watch, pointed: (press) => press.timeStamp - at.current < pointerWindow };
}
