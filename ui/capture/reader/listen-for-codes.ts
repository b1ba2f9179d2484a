import { takesText } from '../../shell/keys.ts'
import { createBurst, type Meaning } from './burst.ts'

/** Silence after which a burst without an end is looked at. */
const pauseMs = 120

/**
 * Calls `onCode` with what a reader that plays a keyboard scans, until the returned function is called. It hears
 * the keys before anybody else: the Enter or Tab of a reader must not press a button, and characters in the
 * middle of a burst are no shortcuts. A press into a field is left alone altogether.
 */
export function listenForCodes(onCode: (text: string) => void): () => void {
  const burst = createBurst()
  let timer: ReturnType<typeof setTimeout> | undefined
  const take = (meaning: Meaning): void => {
    if (meaning.kind === 'code') onCode(meaning.text)
  }
  const onKey = (event: KeyboardEvent): void => {
    clearTimeout(timer)
    const { code, key, shiftKey, timeStamp: atMs } = event
    const typed = event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.composedPath().some(takesText)
    const meaning = burst.press({ code, key, shiftKey, atMs, typed })
    if (meaning.kind !== 'nothing') event.preventDefault()
    take(meaning)
    timer = setTimeout(() => take(burst.pause()), pauseMs)
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return () => {
    clearTimeout(timer)
    window.removeEventListener('keydown', onKey, { capture: true })
  }
}
