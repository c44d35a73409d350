// The two pages of the build that are not drawn by script: the shell of the app, and the neutral page behind Hide.

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** web/index.html with the names of this build. */
export function fillTemplate(template, page) {
  const links = [
    ...page.parts.map((part) => `<link rel="modulepreload" href="${part}">`),
    ...page.preloads.map(
      ({ href, as, type }) => `<link rel="preload" href="${href}" as="${as}" type="${type}" crossorigin>`,
    ),
  ];
  const words = {
    policy: page.policy,
    language: page.language,
    direction: page.direction,
    style: page.style,
    script: page.script,
    title: page.messages['shell.name'],
    description: page.messages['shell.description'],
    noscript: page.messages['shell.noscript'],
    waiting: page.messages['shell.waiting'],
  };
  return template.replace('<!-- links -->', links.join('\n    ')).replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (words[name] === undefined) throw new Error(`index.html asks for ${name}, which nobody names`);
    return escape(words[name]);
  });
}

/** Exact by definition: the international yard and pound, the US gallon of 231 cubic inches, and °F = 9/5 °C + 32. */
const measures = [
  ['inch', 2.54],
  ['foot', 30.48],
  ['mile', 1.609344],
  ['ounce', 28.349523125],
  ['pound', 0.45359237],
  ['gallon', 3.785411784],
];

/** A page of weights and measures: dull, true, and nothing of Ajar on it. */
export function measuresPage({ language, direction, messages }) {
  const say = (id) => {
    const words = messages[`hide.${id}`];
    if (words === undefined) throw new Error(`no message hide.${id}`);
    return escape(words);
  };
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const rows = measures.map(
    ([name, factor]) =>
      `      <tr><th scope="row">${say(`${name}`)}</th>${[1, 5, 10]
        .map((n) => `<td>${number.format(n * factor)}</td>`)
        .join('')}<td>${say(`${name}_in`)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:">
    <meta name="referrer" content="no-referrer">
    <title>${say('title')}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="measures.css">
  </head>
  <body>
    <main>
    <h1>${say('title')}</h1>
    <table>
      <tr><th scope="col">${say('unit')}</th><th scope="col">1</th><th scope="col">5</th><th scope="col">10</th><th scope="col">${say('in')}</th></tr>
${rows.join('\n')}
    </table>
    </main>
  </body>
</html>
`;
}

export const measuresStyle = `:root{color-scheme:light dark}body{font:0.9375rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}main{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:.4rem .3rem;text-align:end;border-bottom:1px solid #8888}
th:first-child,td:last-child,th:last-child{text-align:start}
`;
