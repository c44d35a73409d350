// Lays a translation over the first language: texts come from the one, ids and rules from the other.
import { TEXT_FIELDS } from './fields.mjs';
import { translationFaults } from './messages.mjs';

const KEYS = ['id', 'value'];

/** `original` with every text taken from `translation`; faults go to `source`, the translation's file. */
export function overlay(original, translation, source, path = []) {
  if (Array.isArray(original)) return overlayList(original, translation, source, path);
  if (original !== null && typeof original === 'object') return overlayObject(original, translation, source, path);
  const field = path.at(-1);
  if (typeof original === 'string' && TEXT_FIELDS.has(field)) {
    if (typeof translation !== 'string') {
      source.report(path, `is not translated (“${original}”)`);
      return original;
    }
    for (const fault of translationFaults(original, translation)) source.report(path, fault);
    return translation;
  }
  if (translation !== undefined && !(KEYS.includes(field) && translation === original)) {
    source.report(path, 'is a rule; rules stand in content/en only');
  }
  return original;
}

function overlayObject(original, translation, source, path) {
  const given =
    translation !== null && typeof translation === 'object' && !Array.isArray(translation) ? translation : {};
  for (const key of Object.keys(given)) {
    if (!(key in original)) source.report([...path, key], 'is not in content/en');
  }
  const merged = {};
  for (const [key, value] of Object.entries(original)) merged[key] = overlay(value, given[key], source, [...path, key]);
  return merged;
}

function overlayList(original, translation, source, path) {
  const given = Array.isArray(translation) ? translation : [];
  const keyOf = (item) => KEYS.map((key) => item?.[key]).find((value) => value !== undefined);
  const plain = original.every((item) => keyOf(item) === undefined);
  if (plain) {
    if (translation !== undefined) source.report(path, 'is a rule; rules stand in content/en only');
    return original;
  }
  const keys = original.map(keyOf);
  given.forEach((item, i) => {
    if (!keys.includes(keyOf(item))) source.report([...path, i], `“${keyOf(item)}” is not in content/en`);
  });
  return original.map((item, i) => {
    const at = given.findIndex((other) => keyOf(other) === keys[i]);
    if (at < 0) source.report(path, `“${keys[i]}” is not translated`);
    return at < 0 ? item : overlay(item, given[at], source, [...path, at]);
  });
}

/** Messages of a translation: each of the first language's, each with its arguments, and no other. */
export function checkMessages(original, originalHomes, messages, homes, name, faults) {
  for (const [id, text] of Object.entries(original)) {
    if (!(id in messages)) {
      faults.push({
        file: `${name}/interface`,
        line: 1,
        path: id,
        message: `is not translated (it stands in ${originalHomes[id].name})`,
      });
      continue;
    }
    for (const fault of translationFaults(text, messages[id])) homes[id].report([id], fault);
  }
  for (const id of Object.keys(messages)) if (!(id in original)) homes[id].report([id], 'is not in content/en');
}
