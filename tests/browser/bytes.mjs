// Looking for what a person wrote in bytes that must not hold it, in every form in which text is usually written down.

/** `text` in base64 without its ends, which depend on what stands beside it; one for each place that it may begin at. */
function base64s(bytes) {
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = padded.toString('base64').replace(/=+$/, '');
    // Signs that carry bits of a neighbour are left out at both ends.
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((padded.length * 8) / 6);
    const inner = whole.slice(first, last);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const swapped = (bytes) => Buffer.from(bytes).swap16();

/** Every form of `secret` (text or bytes), each with its name. Base64 stands for text in both encodings, and in both alphabets. */
export function formsOf(secret) {
  const raw = Buffer.isBuffer(secret) ? secret : Buffer.from(secret, 'utf8');
  const forms = [['plain', raw]];
  const wide = Buffer.isBuffer(secret) ? null : Buffer.from(secret, 'utf16le');
  if (wide !== null) forms.push(['UTF-16LE', wide], ['UTF-16BE', swapped(wide)]);
  const escaped = Buffer.from(
    JSON.stringify(String(secret))
      .slice(1, -1)
      .replace(/[^ -~]/g, unicodeEscape),
  );
  if (wide !== null && !escaped.equals(raw)) forms.push(['JSON escapes', escaped]);
  for (const [name, bytes] of [...forms]) {
    forms.push([`${name} in hexadecimal`, Buffer.from(bytes.toString('hex'))]);
    for (const signs of base64s(bytes)) forms.push([`${name} in base64`, Buffer.from(signs)]);
  }
  return forms;
}

const unicodeEscape = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** In which forms `bytes` hold `secret`; capital and small letters are the same where it is plain text. */
export function found(bytes, secret) {
  const folded = Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');
  return formsOf(secret)
    .filter(([name, form]) => {
      if (bytes.includes(form)) return true;
      return /^(plain|UTF-16..)$/.test(name) && typeof secret === 'string' && folded.includes(asciiLower(form));
    })
    .map(([name]) => name);
}

const asciiLower = (bytes) => Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');
