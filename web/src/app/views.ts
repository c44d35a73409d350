// What the engine answers to each screen: the shapes of spec/views.md.
import type { FindingViews } from './findings';
import type { QuestionnaireViews } from './questionnaires';
import type {
  Answer,
  Bodies,
  Context,
  Domain,
  Id,
  Kind,
  LocalDate,
  LocalTime,
  Relation,
  Settings,
  Since,
  Token,
} from './records';

/** A message id of the content with its ICU arguments. */
export interface Sentence {
  id: string;
  args?: Record<string, string | number | Ids>;
}

/** Ids to be replaced by their words and joined as the language joins a list. */
export interface Ids {
  of: 'statement' | 'ladder' | 'situation' | 'did' | 'need' | 'emotion' | 'prompt';
  ids: string[];
}

export interface StepOffer {
  ladder: Token | null;
  own: string | null;
  relation: Relation;
  domain: Domain;
  difficulty: number;
  person: { id: Id; alias: string } | null;
  /** How likely it is to be done, 0–1. */
  chance: number;
}

export interface OpenStep {
  id: Id;
  ladder: Token | null;
  own: string | null;
  person: { id: Id; alias: string } | null;
  planned_for: LocalDate | null;
  if: string | null;
  then: string | null;
  at: LocalTime;
}

export interface SettledStep {
  id: Id;
  ladder: Token | null;
  own: string | null;
  person: { id: Id; alias: string } | null;
  status: Bodies['step']['status'];
  at: LocalTime;
  settled_at: LocalTime | null;
  belief: number | null;
  belief_after: number | null;
  expected_distress: number | null;
  peak_distress: number | null;
  surprise: number | null;
}

export interface PersonRow {
  id: Id;
  alias: string;
  relation: Relation;
  ring: 1 | 2 | 3 | 4 | null;
  /** Three months ago. */
  ring_before: 1 | 2 | 3 | 4 | null;
  safety: 'safe' | 'unsafe' | 'unsure' | null;
  hidden: boolean;
  gave: number;
  received: number;
  steps: number;
  moments: number;
  last: LocalDate | null;
}

export interface Version<B = unknown> {
  rev: string;
  at: LocalTime;
  body: B;
}

export interface Views extends FindingViews, QuestionnaireViews {
  today: {
    date: LocalDate;
    newcomer: boolean;
    state: 'step' | 'open' | 'resting' | 'quiet' | 'none';
    step: StepOffer | null;
    why: Sentence;
    records: Id[];
    easier: StepOffer | null;
    rest: { reason: Bodies['rest']['reason']; until: LocalDate | null } | null;
    open: OpenStep[];
    outward: Sentence | null;
    /** Days since the last note, where one comes back after so many. */
    away: number | null;
    counts: { moments: number; entries: number; steps: number; checks: number };
  };
  check: {
    version: number;
    order: Context[];
    contexts: {
      context: Context;
      times: number;
      last: LocalDate | null;
      answers: Record<Token, Answer>;
      since: Since | null;
    }[];
  };
  mirror: {
    check: Id;
    at: LocalTime;
    contexts: {
      context: Context;
      since: Since | null;
      order: Token[];
      closest: Token[];
      middle: Token[];
      farthest: Token[];
      answered: number;
    }[];
    sentences: Sentence[];
    step: StepOffer | null;
    checks: number;
  };
  steps: {
    open: OpenStep[];
    settled: SettledStep[];
    ladder: {
      ladder: Token;
      relation: Relation;
      allowed: boolean;
      reason: 'ceiling' | 'unsafe' | 'consent' | 'context' | 'resting' | 'just_done' | null;
      chance: number;
      done: number;
    }[];
  };
  step: {
    record: Bodies['step'];
    versions: Version<Bodies['step']>[];
    offer: StepOffer;
    dumbbells: { id: Id; belief: number; belief_after: number; at: LocalTime; this: boolean }[];
  };
  may_plan: { allowed: boolean; reason: 'unsafe_person' | 'guarded' | 'ask_safety' | null };
  people: { people: PersonRow[]; guarded: Relation[] };
  moment: {
    people: PersonRow[];
    last_person: Id | null;
    often: { situations: Token[]; did: Token[]; needed: Token[] };
  };
  write: { prompts: { prompt: Token; times: number; last: LocalDate | null }[]; entries: number; solo: number };
  journey: {
    items: {
      id: Id;
      kind: Kind | (string & {});
      at: LocalTime;
      person: { id: Id; alias: string } | null;
      excerpt: string;
      fields: Record<string, unknown>;
      versions: number;
    }[];
    next: string | null;
    counts: Record<string, number>;
    first: LocalDate | null;
    last: LocalDate | null;
    days: { from: LocalDate; to: LocalDate; noted: LocalDate[] };
    river: { date: LocalDate; close: number | null; pleasant: number | null; n: number }[];
    conflicts: Id[];
  };
  record: {
    id: Id;
    kind: Kind | (string & {});
    at: LocalTime;
    current: Record<string, unknown> | null;
    versions: Version<Record<string, unknown>>[];
    deleted: boolean;
    raw: string;
  };
  search: {
    /** `marks` are [start, length] in UTF-16 units of the excerpt. */
    hits: { id: Id; kind: string; at: LocalTime; field: string; excerpt: string; marks: [number, number][] }[];
    total: number;
  };
  help: { plan: Bodies['plan'] | null; country: string | null };
  settings: Omit<Settings, 'card'> & {
    card: string | null;
    counts: Record<string, number>;
    records: number;
    conflicts: Id[];
  };
  look_back: {
    count: number;
    moments: {
      id: Id;
      at: LocalTime;
      person: Named;
      excerpt: string;
      situations: Token[];
      emotions: Token[];
      did: Token[];
      urge: number | null;
    }[];
  };
  support: {
    received: ReceivedRow[];
    gave: { id: Id; at: LocalTime; person: Named; what: Bodies['gave']['what']; words: string | null }[];
    again: ReceivedRow | null;
    counts: { received: number; gave: number };
  };
  protector: {
    times: number;
    talks: {
      id: Id;
      at: LocalTime;
      guards: string | null;
      request: string | null;
      before: number | null;
      after: number | null;
    }[];
    card: { text: string; due: { moment: Id; urge: number } | null } | null;
    letters: { id: Id; at: LocalTime; to: string | null; excerpt: string }[];
    remembered: { id: Id; at: LocalTime; text: string }[];
  };
  series: {
    times: number;
    current: {
      id: Id;
      pages: {
        id: Id;
        at: LocalTime;
        day: number;
        before: number | null;
        after: number | null;
        seconds: number | null;
      }[];
      ended: 'distress' | 'worse_days' | 'done' | 'paused' | null;
      today: boolean;
      may_end: boolean;
      next: number | null;
    } | null;
    look_back: { due: boolean; rated: boolean; before: Days; after: Days } | null;
    withheld: Id[];
  };
  beliefs: {
    beliefs: {
      belief: Token;
      steps: {
        id: Id;
        at: LocalTime;
        ladder: Token | null;
        own: string | null;
        person: Named;
        status: Bodies['step']['status'];
        belief: number | null;
        belief_after: number | null;
        learned: string | null;
      }[];
    }[];
  };
  yours: { sets: { id: string; n: number; records: Id[] }[] };
  seek: {
    goals: {
      id: Id;
      at: LocalTime;
      text: string;
      with: 'self' | 'therapist' | 'person' | null;
      person: Named;
      done: boolean;
    }[];
    check: Newest<'check'>;
    protector: Newest<'protector'>;
    origin: Newest<'origin'>;
    moments: {
      n: number;
      from: LocalDate | null;
      to: LocalDate | null;
      /** The median. */
      urge: number | null;
      situations: Used[];
      did: Used[];
      needed: Used[];
    };
    steps: {
      n: number;
      both: number;
      belief: number | null;
      belief_after: number | null;
      newest: {
        id: Id;
        ladder: Token | null;
        own: string | null;
        person: Named;
        feared: string | null;
        learned: string | null;
        belief: number | null;
        belief_after: number | null;
      }[];
    };
    pages: { id: Id; at: LocalTime; prompt: Token | null; text: string }[];
  };
}

/** What the moments of some days said: of each number how often, and the mean. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
  moments: number;
  urge: Mean;
  close: Mean;
  pleasant: Mean;
}

interface Mean {
  n: number;
  mean: number | null;
}

export type Named = { id: Id; alias: string } | null;

export interface ReceivedRow {
  id: Id;
  at: LocalTime;
  person: Named;
  what: Bodies['received']['what'];
  words: string | null;
  response: string | null;
  urge: number | null;
  absorbed: number | null;
}

export type Newest<K extends Kind> = { id: Id; at: LocalTime; body: Bodies[K] } | null;

export interface Used {
  token: Token;
  n: number;
}

/** One line of a description of notes: see spec/views.md, `yours`. */
export interface YoursLine {
  kind: string;
  field?: string;
  in?: string[];
  from?: number;
}

export interface ViewArgs {
  today: { swaps?: Token[]; ask?: true };
  check: Record<string, never>;
  mirror: { check: Id };
  steps: Record<string, never>;
  step: { id: Id };
  may_plan: { relation?: Relation; person?: Id; difficulty?: number; own?: string };
  people: Record<string, never>;
  moment: Record<string, never>;
  write: Record<string, never>;
  journey: { before?: string; limit?: number; kinds?: string[]; person?: Id };
  record: { id: Id };
  search: { q: string; limit?: number };
  help: Record<string, never>;
  settings: Record<string, never>;
  look_back: Record<string, never>;
  support: Record<string, never>;
  protector: Record<string, never>;
  series: Record<string, never>;
  beliefs: Record<string, never>;
  yours: { sets: readonly { id: string; any: readonly YoursLine[] }[] };
  seek: Record<string, never>;
  pattern: Record<string, never>;
  questions: Record<string, never>;
  cycle: Record<string, never>;
  expectations: Record<string, never>;
  closeness: Record<string, never>;
  receiving: Record<string, never>;
  helped: Record<string, never>;
  change: { since?: LocalDate };
  questionnaires: Record<string, never>;
  questionnaire: { id: Id };
}
