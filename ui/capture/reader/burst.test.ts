import { describe, expect, test } from 'vitest'
import { newCoverId } from '#kernel/cover-id.ts'
import { createBurst, type Meaning, type TimedPress } from './burst.ts'
import { textByPlace, type Press } from './key-text.ts'

const id = newCoverId((count) => Uint8Array.from({ length: count }, (_, index) => (index + 9) * 7))

/** What the keys of a US keyboard write on other layouts; for keys that are not named, the same. */
const layouts: Record<string, Record<string, string>> = {
  English: {},
  Ukrainian: { KeyQ: 'й', KeyW: 'ц', KeyE: 'у', KeyR: 'к', KeyT: 'е', KeyY: 'н', KeyU: 'г', KeyI: 'ш', KeyO: 'щ', KeyP: 'з', KeyA: 'ф', KeyS: 'і', KeyD: 'в', KeyF: 'а', KeyG: 'п', KeyH: 'р', KeyJ: 'о', KeyK: 'л', KeyL: 'д', KeyZ: 'я', KeyX: 'ч', KeyC: 'с', KeyV: 'м', KeyB: 'и', KeyN: 'т', KeyM: 'ь' },
  Georgian: { KeyQ: 'ქ', KeyW: 'წ', KeyE: 'ე', KeyR: 'რ', KeyT: 'ტ', KeyO: 'ო', KeyP: 'პ', KeyI: 'ი', KeyS: 'ს', KeyK: 'კ', KeyM: 'მ', KeyX: 'ხ' },
  Romanian: { Minus: '/', BracketLeft: 'ă' },
}

/** The press by which a US reader writes a character on a computer with that layout. */
function pressOf(char: string, layout: Record<string, string>): Press {
  const upper = char.toUpperCase()
  const code = /[A-Z]/.test(upper) ? `Key${upper}` : /\d/.test(char) ? `Digit${char}` : char === '-' ? 'Minus' : ''
  const shiftKey = /[A-Z]/.test(char)
  const key = layout[code] ?? char
  return { code, key: shiftKey ? key.toUpperCase() : key, shiftKey }
}
const enter: Press = { code: 'Enter', key: 'Enter', shiftKey: false }
const shift: Press = { code: 'ShiftLeft', key: 'Shift', shiftKey: true }

/** What each press means when they come `gapMs` apart. */
function meanings(presses: readonly Press[], { gapMs = 8, typed = false } = {}): { all: Meaning[]; codes: string[]; pause: Meaning } {
  const burst = createBurst()
  const all = presses.map((press, index): Meaning => burst.press({ ...press, atMs: 1000 + index * gapMs, typed } satisfies TimedPress))
  return { all, codes: all.flatMap((one) => (one.kind === 'code' ? [one.text] : [])), pause: burst.pause() }
}
const typedOn = (text: string, layout = layouts['English'] ?? {}) => Array.from(text, (char) => pressOf(char, layout))

describe('a reader that plays a keyboard', () => {
  test.each(Object.entries(layouts))('is understood while the layout is %s', (_, layout) => {
    const presses = typedOn(id, layout).flatMap((press) => (press.shiftKey ? [shift, press] : [press]))
    expect(meanings([...presses, enter]).codes).toEqual([id])
    expect(meanings([...presses, { ...enter, code: 'Tab', key: 'Tab' }]).codes).toEqual([id])
  })

  test('that was set to the layout of the computer is understood by what the keys write', () => {
    // On AZERTY the places of A and Q, Z and W are swapped.
    const azerty: Record<string, string> = { A: 'KeyQ', Q: 'KeyA', Z: 'KeyW', W: 'KeyZ', M: 'Semicolon' }
    const presses = Array.from('OPIS-7K3M9-QX24T', (char): Press => ({ code: azerty[char] ?? pressOf(char, {}).code, key: char, shiftKey: /[A-Z]/.test(char) }))
    const valid = newCoverId((count) => new Uint8Array(count).fill(22))
    const own = Array.from(valid, (char): Press => ({ code: azerty[char] ?? pressOf(char, {}).code, key: char, shiftKey: /[A-Z]/.test(char) }))
    expect(meanings([...own, enter]).codes).toEqual([valid])
    expect(meanings([...presses, enter]).codes).toHaveLength(1)
  })

  test('may send no end: a whole cover id counts after a pause, nothing else does', () => {
    expect(meanings(typedOn(id)).pause).toEqual({ kind: 'code', text: id })
    expect(meanings(typedOn(id.slice(0, -1))).pause).toEqual({ kind: 'nothing' })
    expect(meanings(typedOn('5901234123457')).pause).toEqual({ kind: 'nothing' })
  })

  test('whose presses arrive late on a busy machine is understood by their own times', () => {
    const burst = createBurst()
    const all = [...typedOn(id), enter].map((press, index) => {
      const meaning = burst.press({ ...press, atMs: 1000 + index * 8, typed: false })
      return [meaning, burst.pause()]
    })
    expect(all.flat().filter(({ kind }) => kind === 'code')).toEqual([{ kind: 'code', text: id }])
    expect(all.at(-1)?.[0]).toEqual({ kind: 'burst' })
  })

  test('gives codes of other makers too, so that the screen can say that they are', () => {
    expect(meanings([...typedOn('5901234123457'), enter]).codes).toEqual(['5901234123457'])
  })
})

describe('a person who types', () => {
  test.each([
    ['slowly', { gapMs: 90 }],
    ['fast, into a field', { typed: true }],
  ])('%s scans nothing, and no key is taken', (_, how) => {
    const { all, pause } = meanings([...typedOn(id), enter], how)
    expect(all.every((one) => one.kind === 'nothing')).toBe(true)
    expect(pause).toEqual({ kind: 'nothing' })
  })

  test('presses Enter alone, or a key again and again', () => {
    expect(meanings([enter, ...typedOn('ab'), enter]).all.every((one) => one.kind === 'nothing')).toBe(true)
  })
})

test('every printable character of ASCII has its place', () => {
  const codes = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`).concat([...'0123456789'].map((digit) => `Digit${digit}`))
  codes.push('Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash')
  const written = codes.flatMap((code) => [false, true].map((shiftKey) => textByPlace({ code, key: '', shiftKey })))
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  expect(new Set(written)).toEqual(new Set(ascii))
})
