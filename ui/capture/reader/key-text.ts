/** What a press of a key says of itself. */
export type Press = Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey'>

/** Keys beside letters and digits: alone and with Shift, as on a US keyboard. */
const marks: Readonly<Record<string, readonly [string, string]>> = {
  Space: [' ', ' '], Minus: ['-', '_'], Equal: ['=', '+'], BracketLeft: ['[', '{'], BracketRight: [']', '}'], Backslash: ['\\', '|'],
  Semicolon: [';', ':'], Quote: ["'", '"'], Backquote: ['`', '~'], Comma: [',', '<'], Period: ['.', '>'], Slash: ['/', '?'],
  NumpadAdd: ['+', '+'], NumpadSubtract: ['-', '-'], NumpadMultiply: ['*', '*'], NumpadDivide: ['/', '/'], NumpadDecimal: ['.', '.'],
}
const digitsWithShift = ')!@#$%^&*('

/**
 * The character that a key gives by its place on a US keyboard, or null. A barcode reader that plays a
 * keyboard presses the keys of that layout whatever layout the computer has, so a code reads the same while
 * the person writes Ukrainian, Russian, Georgian or Romanian.
 */
export function textByPlace({ code, shiftKey }: Press): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shiftKey ? digitsWithShift.charAt(Number(digit)) : digit
  const numpad = /^Numpad(\d)$/.exec(code)?.[1]
  return numpad ?? marks[code]?.[shiftKey ? 1 : 0] ?? null
}

/** The character that the layout of the computer gives, or null; right for a reader that was set to this layout. */
export function textByLayout({ key }: Press): string | null {
  return key.length === 1 ? key : null
}
