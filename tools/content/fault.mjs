// How a fault is printed: the form that editors and terminals make a link of.
export const faultLine = ({ file, line, path, message }) => `${file}:${line}: ${path ? `${path}: ` : ''}${message}`;
