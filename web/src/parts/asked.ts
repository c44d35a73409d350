// After something was kept: reads its words once more, and asks where there is reason to.
import { askOver } from './crisis';
import { recordAsks } from '../app/reading';

export async function readKept(body: object): Promise<void> {
  if (await recordAsks(body)) await askOver();
}
