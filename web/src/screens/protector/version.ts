// Which of the two versions is read, warm or plain: a wish about oneself, so it is sealed like everything else.
import { useDraft } from '../../parts/draft';

export function useVersion(): { cool: boolean; turn: () => void } {
  const draft = useDraft<{ cool: boolean }>('protector-version', { cool: false });
  const cool = draft.value?.cool ?? false;
  return { cool, turn: () => draft.change({ cool: !cool }) };
}
