// What stands on the page: the door while it is shut, else the room that the address names.
import { Component, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Trouble, Waiting } from '../parts/state';
import { Failure, life } from './life';
import { open } from './keys';
import { Notices } from './notices';
import { Broken, Unusable } from './unusable';
import { endFirst, allWords } from './later';
import { lazily } from './lazily';
import { rooms, type Room, type Screen } from './rooms';
import { place } from './router';

const Unlock = lazily(() => import('../screens/unlock'));
const Over = lazily(() => import('./over'));

export function App() {
  return (
    <Boundary>
      <Notices />
      <Body />
      {open.value !== null && <Over />}
    </Boundary>
  );
}

function Body() {
  const state = life.state.value;
  const asked = place.value.room;
  const name = asked in rooms ? asked : state === 'new' ? 'check' : 'today';
  const room = rooms[name]!;
  if (room.always !== true) {
    if (state === 'failed' || state === 'newer') return <Unusable />;
    if (state === 'locked') return <Unlock />;
    if (state === 'starting') return <Waiting />;
  }
  // A new address within a room is a new screen, but a life that comes to be is not.
  return <Enter key={`${name}/${place.value.rest.join('/')}`} room={room} />;
}

/** Screens that were loaded before are there at once. */
const loaded = new Map<Room, Screen>();

/** At a time when the page does nothing else; some browsers do not say. */
const idle = () =>
  new Promise<void>((resolve) => {
    if (globalThis.requestIdleCallback !== undefined) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });

/** Loads every room before it is entered, one after the other, so that a first visit takes no longer than the second. */
export async function loadRooms(): Promise<void> {
  await allWords();
  for (const room of Object.values(rooms)) {
    await idle();
    if (!loaded.has(room)) loaded.set(room, (await room.load()).default);
  }
  // The first search reads all words once, a tenth of a second for ten years: now, rather than when somebody waits.
  await idle();
  if (life.state.peek() === 'open') await life.view('search', { q: '', limit: 1 });
}

function Enter({ room }: { room: Room }) {
  const [failed, setFailed] = useState(false);
  const [, redraw] = useState(0);
  const Known = loaded.get(room);
  useEffect(() => {
    if (room !== rooms.check) endFirst();
  }, [room]);
  useEffect(() => {
    if (Known !== undefined || failed) return;
    let here = true;
    Promise.all([room.load(), room.early === true ? undefined : allWords()]).then(
      ([module]) => {
        loaded.set(room, module.default);
        if (here) redraw((n) => n + 1);
      },
      () => here && setFailed(true),
    );
    return () => {
      here = false;
    };
  }, [room, failed]);
  if (Known !== undefined) return <Known place={place.value} />;
  if (failed) return <Trouble failure={new Failure('app/not_loaded')} onAgain={() => setFailed(false)} />;
  return <Waiting />;
}

/** A fault of a screen stays on that screen: what was kept is kept, and the way on is named. */
class Boundary extends Component<{ children: ComponentChildren }, { fault: Failure | null }> {
  override state: { fault: Failure | null } = { fault: null };

  override componentDidCatch(thrown: unknown): void {
    if (DEVELOPMENT) console.error(thrown);
    this.setState({ fault: Failure.from(thrown) });
  }

  override render() {
    const { fault } = this.state;
    return fault === null ? this.props.children : <Broken fault={fault} />;
  }
}
