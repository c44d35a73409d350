// The library's chapters as screens read them: the shapes of tools/content/library.schema.json.
import type { Token } from '../app/records';
import type { YoursLine } from '../app/views';

export interface Spoken {
  id: string;
  text: string;
}
export interface Labelled {
  id: string;
  label: string;
}
export interface Explained extends Labelled {
  text: string;
}
export interface ToAsk {
  id: string;
  ask: string;
}

export interface Source {
  id: string;
  kind: 'study' | 'review' | 'meta_analysis' | 'book' | 'chapter';
  by?: string;
  year?: number;
  called?: string;
  doi?: string;
  pubmed?: string;
  pmc?: string;
  isbn?: string;
}

export interface Yours {
  id: string;
  label: string;
  any: YoursLine[];
}

export interface Card {
  id: string;
  part: 'idea' | 'cycle' | 'steps' | 'others' | 'not';
  title: string;
  text: string;
  unsure: string;
  sources: string[];
  yours?: string;
  steps?: Token[];
}

export interface Belief {
  id: string;
  text: string;
  once: string;
  expect: string;
  test: string;
  steps: Token[];
  sources: string[];
}

export interface Asked {
  ask: string;
  items?: Spoken[];
}

export interface Turn {
  title: string;
  lead: string;
  starts: Spoken[];
}

export interface Guided {
  title: string;
  lead: string;
  turns: Spoken[];
  note: string;
}

interface List {
  lead: string;
  items: Spoken[];
  note?: string;
}

export interface Chapters {
  sources: Source[];
  yours: Yours[];
  learn: { cards: Card[] };
  recognise: {
    beliefs: { lead: string; note: string; items: Belief[] };
    origin: { lead: string; told: Asked; learned: Asked; today: Asked; note: string };
    calm: { lead: string; note: string; items: { id: Token; outside: string; inside: string }[] };
    examples: ToAsk[];
  };
  notice: {
    lookback: { lead: string; items: ToAsk[]; note: string };
    received: { lead: string; impulses: Labelled[]; responses: Labelled[]; after: string; note: string };
    gave: { lead: string; items: Spoken[]; note: string };
  };
  practise: {
    space: { lead: string; items: { id: string; label: string; said: string }[]; after: string; note: string };
    asking: {
      lead: string;
      parts: Explained[];
      examples: { id: string; vague: string; whole: string }[];
      note: string;
    };
    debrief: Record<'status' | 'response' | 'surprise' | 'belief', Spoken[]>;
    elsewhere: { lead: string; items: Explained[] };
  };
  protector: {
    warm: string;
    cool: string;
    turns: { id: ProtectorField; warm: Turn; cool: Turn }[];
    card: { title: string; lead: string; starts: Spoken[]; note: string };
    letter: Guided;
    remembered: Guided;
  };
  seek: {
    goals: List;
    ask: List;
    first: List;
    finding: List;
    page: { lead: string; items: Explained[]; note: string };
    work: { title: string; text: string; items: Explained[]; note: string };
    reading: { lead: string; items: { id: string; source: string; why: string }[] };
  };
  write: {
    action_first: List;
    series: {
      title: string;
      lead: string;
      effect: string;
      sources: string[];
      who_not: Spoken[];
      who_not_note: string;
      days: { id: string; title: string; text: string }[];
      landing: { lead: string; items: Spoken[] };
      stops: Spoken[];
      after: string;
      after_back: string;
    };
  };
  journey: {
    helped: { lead: string; items: Labelled[]; scale: { value: number; label: string }[]; note: string };
    contrast: { lead: string; few: string; note: string };
    graduation: { title: string; text: string; items: Spoken[]; note: string };
    returning: { lead: string; items: Spoken[] };
  };
}

export type ProtectorField = 'guards' | 'thanks' | 'reassurance' | 'reminder' | 'request' | 'reply';

/** The paragraphs of a text. */
export const paragraphs = (text: string): string[] => text.split('\n');
