import { onBeforeUnmount, onMounted } from 'vue'

export interface KeyBinding {
  /** As shown in the list, e.g. `Shift+F2`. */
  keys: string
  matches: (event: KeyboardEvent) => boolean
  act: (event: KeyboardEvent) => void
}

/**
 * Whether an input method composes: the Enter and digits that choose a Chinese word are not commands. 229 is what browsers
 * report for such keys where they do not yet say `isComposing`.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign of composing in the first key of a word
  return event.isComposing || event.keyCode === 229
}

/** Keys of a page; deaf while an input method composes. */
export function useKeys(bindings: () => KeyBinding[]): void {
  function hear(event: KeyboardEvent): void {
    if (isComposing(event) || event.repeat) {
      return
    }

    const binding = bindings().find(each => each.matches(event))
    if (binding !== undefined) {
      event.preventDefault()
      binding.act(event)
    }
  }

  onMounted(() => window.addEventListener('keydown', hear))
  onBeforeUnmount(() => window.removeEventListener('keydown', hear))
}

/** A function key, with or without Shift and with nothing else. */
export function functionKey(name: string, shift = false): (event: KeyboardEvent) => boolean {
  return event => event.key === name && event.shiftKey === shift && !event.ctrlKey && !event.altKey && !event.metaKey
}

/** The digit 1–9 of an Alt+digit, or null; by place, because Alt changes what the key writes. */
export function altDigit(event: KeyboardEvent): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  return event.altKey && !event.ctrlKey && !event.metaKey && digit !== undefined ? Number(digit) : null
}

/** Whether the person is writing: then a plain character is text. */
export function isWriting(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement
    && (event.target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))
}
