// The bodies of records as spec/records.md §3 has them, so that a screen cannot write a field that does not exist.

import type { Id, LocalTime } from '../base/values';

export type { Id, LocalTime } from '../base/values';
/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** An id of the vocabulary, `[a-z][a-z0-9_]{0,39}`. */
export type Token = string;

export type Relation = 'friend' | 'family' | 'partner' | 'work' | 'other';
export type Context = 'partner' | 'friends' | 'family';
export type Since = 'lately' | 'years' | 'always';
export type Domain = 'ask' | 'accept' | 'disclose' | 'stay' | 'need' | 'repair' | 'care';
export type Answer = 0 | 1 | 2 | 3 | 4;

export interface Bodies {
  person: {
    alias: string;
    relation: Relation;
    ring?: 1 | 2 | 3 | 4;
    safety?: 'safe' | 'unsafe' | 'unsure';
    hidden?: boolean;
    note?: string;
  };
  moment: {
    person?: Id;
    situations?: Token[];
    trigger?: string;
    meant?: string;
    emotions?: Token[];
    /** Both −100…100. */
    mood?: { pleasant: number; activated: number };
    body?: Token[];
    /** 0–10. */
    urge?: number;
    did?: Token[];
    needed?: Token[];
    close_before?: number;
    close_after?: number;
    returned_at?: LocalTime;
    later?: string;
    note?: string;
  };
  entry: {
    mode?: 'free' | 'question' | 'series';
    prompt?: Token;
    text: string;
    seconds?: number;
    series?: Id;
    series_day?: number;
    distress_before?: number;
    distress_after?: number;
    outward?: 'person' | 'therapist' | 'mine';
    person?: Id;
  };
  step: {
    ladder?: Token;
    own?: string;
    relation?: Relation;
    domain?: Domain;
    difficulty?: number;
    person?: Id;
    if?: string;
    then?: string;
    feared?: string;
    /** 0–100. */
    belief?: number;
    /** 0–10. */
    expected_distress?: number;
    safety_behaviour?: string;
    planned_for?: LocalDate;
    status: 'planned' | 'done' | 'partly' | 'skipped' | 'rested';
    settled_at?: LocalTime;
    outcome?: string;
    belief_after?: number;
    peak_distress?: number;
    surprise?: number;
    response?: 'warm' | 'neutral' | 'cool' | 'none';
    response_words?: string;
    learned?: string;
    repeat_of?: Id;
    /** The belief of the library that it tries out. */
    tests?: Token;
  };
  received: {
    what: 'compliment' | 'comfort' | 'help' | 'gift';
    person?: Id;
    words?: string;
    impulse?: string;
    response?: string;
    urge?: number;
    absorbed?: number;
  };
  gave: { what: 'compliment' | 'comfort' | 'help' | 'gift' | 'company'; person?: Id; words?: string };
  protector: {
    guards?: string;
    thanks?: string;
    reassurance?: string;
    reminder?: string;
    request?: string;
    reply?: string;
    /** 0–10: how softly it holds; its grip is ten less this. */
    softness_before?: number;
    softness_after?: number;
    cool?: boolean;
  };
  origin: { told?: string; learned?: string; text?: string };
  letter: { to?: string; person?: Id; text: string; sent?: boolean };
  goal: { text: string; with?: 'self' | 'therapist' | 'person'; person?: Id; done?: boolean };
  check: {
    version: number;
    answers: Partial<Record<Context, Record<Token, Answer>>>;
    since?: Partial<Record<Context, Since>>;
    examples?: Record<Token, string>;
    tags?: Token[];
  };
  answers: {
    /** The instrument's id. */
    questionnaire: Token;
    version: string;
    items: Record<Token, number>;
    context?: Token;
    of?: Id;
    open?: boolean;
  };
  questionnaire: {
    instrument: Token;
    title?: string;
    text: string;
    spread?: Record<Token, number>;
    retest?: Record<Token, number>;
    figures_from?: string;
  };
  helped: { what: Token; rating: -2 | -1 | 0 | 1 | 2; of?: Id };
  plan: { items: string[]; contacts?: string[] };
  rest: {
    reason: 'no' | 'distress' | 'ill' | 'slept_badly' | 'rupture' | 'hard_week';
    /** Inclusive; absent: that day only. */
    until?: LocalDate;
  };
  setting: { [K in SettingKey]: { key: K; value: Settings[K] } }[SettingKey];
}

export type Kind = keyof Bodies;

export interface Settings {
  /** 1–10: steps above it are never offered. */
  ceiling: number;
  /** The one on one's mind first. */
  contexts: Context[];
  /** Relations in which steps are welcome. */
  consent: Relation[];
  language: string;
  theme: 'system' | 'light' | 'dark';
  /** Act → key; an empty key is off. */
  keys: Record<string, string>;
  names: 'full' | 'initials' | 'hidden';
  cues: Record<string, boolean>;
  /** Two capital letters. */
  country: string;
  /** The words that come back when an urge is strong. */
  card: string;
  /** Place of the cycle → one's own words for it. */
  cycle: Record<string, string>;
}
export type SettingKey = keyof Settings;

/** The fixed ids of spec/records.md §4. */
export const fixedId = {
  plan: '00000000000000000000000001',
  ceiling: '00000000000000000000000011',
  contexts: '00000000000000000000000012',
  consent: '00000000000000000000000013',
  language: '00000000000000000000000014',
  theme: '00000000000000000000000015',
  keys: '00000000000000000000000016',
  names: '00000000000000000000000017',
  cues: '00000000000000000000000018',
  country: '00000000000000000000000019',
  card: '0000000000000000000000001b',
  cycle: '0000000000000000000000001a',
} as const satisfies Record<SettingKey | 'plan', Id>;
