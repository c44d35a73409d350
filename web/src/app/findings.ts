// What the numbers say, as the engine answers it: the second half of spec/views.md, which only the whole engine has.
import type { Context, Id, LocalDate, LocalTime, Relation, Since, Token } from './records';
import type { Sentence } from './views';

export interface Limits {
  low: number;
  high: number;
  /** 0–1; 0.95 unless said. */
  level: number;
}

/** `n` of so many, with the limits of the rate (0–1); null where `of` is 0. */
export interface Count {
  n: number;
  of: number;
  rate: number | null;
  low: number | null;
  high: number | null;
  records?: Id[];
}

export type Status = 'too_early' | 'undecided' | 'claim';

export interface Finding {
  status: Status;
  sentence: Sentence;
  missing: { what: string; have: number; need: number }[];
  n: number;
  from: LocalDate | null;
  to: LocalDate | null;
  /** Newest first, at most 200. */
  records: Id[];
}

export interface Named {
  id: Id;
  alias: string;
}

export interface Mark {
  kind: 'situation' | 'person' | 'weekday' | 'part_of_day' | 'after_closeness' | 'emotion';
  id: Token;
  person: Named | null;
}

export interface Usual extends Finding {
  context: Context;
  verdict: 'too_early' | 'undecided' | 'pattern' | 'one_off';
  probability: number | null;
  high: number;
  effective: number;
  /** Twenty quantiles, 0–4. */
  bricks: number[];
  past: number;
  latest: number | null;
  since: Since | null;
  statements: { statement: Token; high: number; n: number }[];
  moments: Count;
}

export interface Claim extends Finding {
  mark: Mark;
  within: Mark | null;
  with: Count;
  without: Count;
  pooled: Limits & { rate: number };
  probability: number;
  adjusted_p: number;
}

export interface Asked extends Finding {
  looked_at: number;
  claims: Claim[];
  others: { mark: Mark; with: Count; without: Count }[];
}

export type Place = 'trigger' | 'meant' | 'did' | 'closeness' | 'later';

export interface CycleNode {
  place: Place;
  tokens: Token[];
  own: string | null;
  quote: { text: string; id: Id; at: LocalTime } | null;
  change: number | null;
  n: number;
}

export interface Arrow extends Count {
  from: Place;
  to: Place;
  records: Id[];
}

export interface Point {
  date: LocalDate;
  value: number;
  n: number;
}

export interface Slope extends Finding {
  points: Point[];
  /** Per four weeks. */
  slope: number | null;
  limits: Limits | null;
}

export interface Receiving extends Slope {
  early: { n: number; median: number | null };
  late: { n: number; median: number | null };
}

export interface Series extends Slope {
  what: string;
  better: 'higher' | 'lower' | 'neither';
  tau: number | null;
  p: number | null;
  direction: 'rising' | 'falling' | null;
  turn: { date: LocalDate; probability: number; low: LocalDate; high: LocalDate } | null;
  phases: ({ before: Phase; after: Phase; tau_u: number; non_overlap: number } & Limits) | null;
}

interface Phase {
  from: LocalDate;
  to: LocalDate;
  n: number;
  median: number;
}

/** A mean difference, with what it rests on. */
export interface Difference extends Limits {
  difference: number;
  uses: number;
  others: number;
}

export interface Practice extends Finding {
  what: Token;
  uses: number;
  closeness: Difference | null;
  return: Difference | null;
  own: { n: number; mean: number; ratings: Record<string, number> } | null;
}

export interface FindingViews {
  pattern: {
    threshold: number;
    scale: number;
    certainty: number;
    relationships: Usual[];
    general: Finding & {
      verdict: 'too_early' | 'undecided' | 'general' | 'in_some' | 'one_off';
      probability: number | null;
    };
    kept_apart: number;
  };
  questions: {
    withdrawal: Count & { from: LocalDate | null; to: LocalDate | null; urge: number };
    situations: Asked;
    when: Asked;
    feelings: Asked;
    kept_apart: number;
  };
  cycle: Finding & {
    example: boolean;
    nodes: CycleNode[];
    arrows: Arrow[];
    ways_out: { token: Token; n: number; of: number; closeness: number | null; records: Id[] }[];
    own_way_out: string | null;
    kept_apart: number;
  };
  expectations: {
    dumbbells: {
      id: Id;
      at: LocalTime;
      ladder: Token | null;
      own: string | null;
      person: Named | null;
      belief: number;
      belief_after: number;
      came_true: boolean;
    }[];
    gap: Finding & { mean: number | null; limits: Limits | null };
    calibration: Finding & {
      came_true: Count;
      mean_belief: number | null;
      overestimate: number | null;
      limits: Limits | null;
      brier: number | null;
      bins: {
        from: number;
        to: number;
        n: number;
        came_true: number;
        mean_belief: number | null;
        low: number | null;
        high: number | null;
      }[];
    };
  };
  closeness: {
    people: {
      person: Named;
      relation: Relation;
      ring: number | null;
      moved: number | null;
      sentence: Sentence | null;
      close: { n: number; mean: number | null; before_n: number; before_mean: number | null };
      records: Id[];
    }[];
  };
  receiving: {
    urge: Receiving;
    absorbed: Receiving;
    balance: Finding & {
      gave: number;
      received: number;
      months: { month: string; gave: number; received: number }[];
    };
    one_person: Finding & { person: Named | null; share: Count };
  };
  helped: { looked_at: number; practices: Practice[] };
  change: { series: Series[] };
}
