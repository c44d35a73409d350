// The content without its words: ids, numbers and rules, which is all that the engine reads. It answers ids, and the edges have
// the words. In the browser only this goes to the engine, before the first statement can be answered.
import { TEXT_FIELDS } from './fields.mjs';

/** Parts that no view is computed from. */
const OF_THE_EDGES = ['help', 'unsafe'];

function withoutWords(value) {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name, inner]) => typeof inner !== 'string' || !TEXT_FIELDS.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutWords(inner)]));
}

/** @param {object} content a compiled language */
export function readByEngine(content) {
  const parts = Object.entries(content).filter(([name]) => !OF_THE_EDGES.includes(name));
  return { ...withoutWords(Object.fromEntries(parts)), messages: {} };
}
