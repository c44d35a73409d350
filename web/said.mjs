// Which messages the sources say: ids in literals, `room.today`, and beginnings of ids in templates, `room.${name}`.

/** @returns {{id: string, whole: boolean}[]} the ids among `messages` that `source` names; not whole: a beginning of ids. */
export function messagesSaidIn(source, messages) {
  const ids = [...source.matchAll(/'([a-z]+(?:\.[a-z0-9_/]+)+)'/g)].map(([, id]) => id).filter((id) => id in messages);
  const beginnings = [...source.matchAll(/`([a-z]+(?:\.[a-z0-9_/]+)*[._])\$\{/g)].map(([, id]) => id);
  return [
    ...ids.map((id) => ({ id, whole: true })),
    ...beginnings
      .filter((beginning) => Object.keys(messages).some((id) => id.startsWith(beginning)))
      .map((id) => ({ id, whole: false })),
  ];
}
