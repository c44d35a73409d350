// Questionnaires as the engine answers them: spec/views.md, `questionnaires` and `questionnaire`.
import type { Id, LocalDate, LocalTime, Token } from './records';
import type { Sentence } from './views';

export type Known = 'checked' | 'second_hand' | 'own';

/** How well a figure is known; `source` names a message, null for one's own. */
export interface Figure {
  known: Known;
  source: Token | null;
}

export interface Norm extends Figure {
  scale: Token;
  mean: number;
  deviation: number;
  people: number;
  sentence: Sentence;
}

export interface Steadiness extends Figure {
  scale: Token;
  kind: 'retest' | 'latent' | 'alpha';
  value: number;
  to: number;
  days: number;
  about: Token[];
}

export interface Instrument {
  instrument: Token;
  called: string;
  full: string;
  from: string;
  version: string;
  count: number;
  low: number;
  high: number;
  axes: boolean;
  /** Whom it may be asked about; empty: nobody is named. */
  about: Token[];
  key: Figure;
  scales: { scale: Token; items: number; low: number; high: number }[];
  norms: Norm[];
  steadiness: Steadiness[];
}

export interface BrokenOff {
  id: Id;
  at: LocalTime;
  about: Token | null;
  items: Record<Token, number>;
}

export interface Added {
  id: Id;
  at: LocalTime;
  instrument: Token;
  title: string;
  known_here: boolean;
  called: string | null;
  count: number;
  times: number;
  last: LocalTime | null;
  open: BrokenOff | null;
}

export interface Question {
  /** In the key. */
  number: number;
  text: string;
  prefix: string | null;
  before: string[];
  low: number;
  high: number;
  options: { value: number; label: string }[];
}

export interface Trust extends Figure {
  kind: 'retest' | 'latent' | 'alpha';
  reliability: number;
  days: number;
  deviation: number;
  error: number;
  bar: number;
  spread: Figure;
  sentence: Sentence;
}

export type Verdict = 'noise' | 'open' | 'beyond' | 'unknown';

export interface ScaleCourse {
  scale: Token;
  low: number;
  high: number;
  latest: number | null;
  answered: number;
  of: number;
  at: LocalTime;
  times: number;
  sentence: Sentence;
  retest: Trust | null;
  looser: Trust | null;
  change: {
    verdict: Verdict;
    difference: number;
    from: LocalDate;
    to: LocalDate;
    bar: number | null;
    sentence: Sentence;
  } | null;
  mean: { n: number; value: number; error: number | null; sentence: Sentence } | null;
  norm: Norm | null;
}

export interface PlaneView {
  low: number;
  high: number;
  error_avoidance: number | null;
  error_anxiety: number | null;
  verdict: Verdict;
  points: { id: Id; at: LocalTime; avoidance: number; anxiety: number }[];
  sentence: Sentence;
}

export interface Result {
  about: Token | null;
  times: { id: Id; at: LocalTime; scores: Record<Token, number | null> }[];
  scales: ScaleCourse[];
  plane: PlaneView | null;
}

/** One that was added; of a newer version's instrument only the first members are there. */
export type QuestionnaireView = {
  id: Id;
  title: string;
  figures_from: string | null;
  own: { spread: Record<Token, number>; retest: Record<Token, number> };
  results: Result[];
} & (
  | { known_here: false; instrument: Token }
  | ({
      known_here: true;
      language: string | null;
      questions: Question[];
      after: string[];
      broken: { code: string; line: number; field: string; detail: string } | null;
      open: BrokenOff | null;
    } & Instrument)
);

/** One whose key is known here. */
export type KnownQuestionnaire = Extract<QuestionnaireView, { known_here: true }>;

export interface QuestionnaireViews {
  questionnaires: { instruments: Instrument[]; added: Added[] };
  questionnaire: QuestionnaireView;
}
