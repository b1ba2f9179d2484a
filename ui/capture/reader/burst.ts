import { parseCoverId } from '#kernel/cover-id.ts'
import { textByLayout, textByPlace, type Press } from './key-text.ts'

/** A press at its time in ms; `typed`: into a field, or with Ctrl, Alt or Meta. */
export type TimedPress = Press & { atMs: number; typed: boolean }

/**
 * What a press means. `nothing`: a person types. `burst`: it comes in the middle of a burst faster than any
 * person types. `code`: it ends a burst, and this was scanned.
 */
export type Meaning = { kind: 'nothing' } | { kind: 'burst' } | { kind: 'code'; text: string }

/** Readers leave 1 to 30 ms between characters; a fast typist leaves 80. */
export const longestGapMs = 50
const shortestCode = 6
const surelyBurst = 4
const longestCode = 200

const nothing: Meaning = { kind: 'nothing' }

/** Tells the bursts of a reader from typing. What is typed into a field is never looked at. */
export function createBurst(): { press(press: TimedPress): Meaning; pause(): Meaning } {
  let byPlace = ''
  let byLayout = ''
  let lastMs = Number.NEGATIVE_INFINITY
  /** A code was given before its end came. */
  let given = false
  const reset = (): Meaning => {
    byPlace = ''
    byLayout = ''
    return nothing
  }
  return {
    press(press) {
      if (press.typed) return reset()
      if (press.code.startsWith('Shift') || press.code === 'CapsLock') return nothing
      const inTime = press.atMs - lastMs <= longestGapMs
      lastMs = press.atMs
      const lateEnd = given && inTime && isEnd(press)
      given = false
      if (lateEnd) return { kind: 'burst' }
      if (!inTime) reset()
      if (isEnd(press)) {
        const text = byPlace.length < shortestCode ? null : chooseText(byPlace, byLayout)
        reset()
        return text === null ? nothing : { kind: 'code', text }
      }
      const place = textByPlace(press) ?? textByLayout(press)
      if (place === null || byPlace.length >= longestCode) return reset()
      byPlace += place
      byLayout += textByLayout(press) ?? place
      return byPlace.length >= surelyBurst ? { kind: 'burst' } : nothing
    },
    /**
     * Nothing came for a while: a reader that sends no Enter gave a cover. Else nothing is concluded, because
     * on a busy machine presses arrive late; their own times tell whether they belong together.
     */
    pause() {
      const text = chooseText(byPlace, byLayout)
      if (parseCoverId(text).kind !== 'cover') return nothing
      reset()
      given = true
      return { kind: 'code', text }
    },
  }
}

function isEnd({ code, key }: Press): boolean {
  return code === 'Enter' || code === 'NumpadEnter' || code === 'Tab' || key === 'Enter' || key === 'Tab'
}

/** By place, unless only the layout's text is one of our codes: then the reader was set to that layout. */
function chooseText(byPlace: string, byLayout: string): string {
  const ours = [byPlace, byLayout].find((text) => parseCoverId(text).kind === 'cover')
  return ours ?? (parseCoverId(byPlace).kind === 'foreign' && parseCoverId(byLayout).kind === 'damaged' ? byLayout : byPlace)
}
