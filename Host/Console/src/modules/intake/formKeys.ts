import type { OutcomeKind } from '../../api/intake'
import { functionKey, type KeyBinding } from '../calls/agent/keys'

/** What a form does at a key. */
export interface FormActs {
  write: () => void
  category: () => void
  submit: () => Promise<void>
  urgent: () => void
  secret: () => void
  choose: (kind: OutcomeKind) => void
}

function both(code: string): (event: KeyboardEvent) => boolean {
  return event => event.ctrlKey && event.altKey && event.code === code
}

/** The keys of a registration form. Letters by place, because Ctrl+Alt changes what a key writes. */
export function formKeys(form: FormActs | null): (KeyBinding & { name: string })[] {
  return [
    { name: 'write', keys: 'F6', matches: functionKey('F6'), act: () => form?.write() },
    { name: 'category', keys: 'F7', matches: functionKey('F7'), act: () => form?.category() },
    { name: 'submit', keys: 'F8', matches: functionKey('F8'), act: () => void form?.submit() },
    { name: 'urgent', keys: 'Ctrl+Alt+U', matches: both('KeyU'), act: () => form?.urgent() },
    { name: 'secret', keys: 'Ctrl+Alt+B', matches: both('KeyB'), act: () => form?.secret() },
    { name: 'dispatch', keys: 'Ctrl+Alt+Z', matches: both('KeyZ'), act: () => form?.choose('dispatch') },
    { name: 'directAnswer', keys: 'Ctrl+Alt+D', matches: both('KeyD'), act: () => form?.choose('directAnswer') },
    { name: 'outOfScope', keys: 'Ctrl+Alt+O', matches: both('KeyO'), act: () => form?.choose('outOfScope') },
  ]
}
