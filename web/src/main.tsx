// The page's beginning: words first, then the life, then whatever room the address names.
import { render } from 'preact';
import { App } from './app/app';
import { begin } from './app/begin';
import './base/trusted';

const root = document.getElementById('app')!;
await begin();
root.replaceChildren();
render(<App />, root);
