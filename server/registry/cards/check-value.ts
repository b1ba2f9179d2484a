import { randomInt } from 'node:crypto'

/** Letters and digits that are not mistaken for each other on paper (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What a receipt asks to give with the number: eight letters and digits, 40 bits, in two groups. */
export function newCheckValue(): string {
  const chars = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)] ?? '0').join('')
  return `${chars.slice(0, 4)}-${chars.slice(4)}`
}

/** As people type it: any case, O for 0, I and L for 1, look-alikes of the Cyrillic keyboard, with or without the dash. */
export function readCheckValue(typed: string): string {
  const upper = typed.normalize('NFKC').toUpperCase().replace(/[АВСЕНКМОРТХУІ]/gu, (letter) => 'ABCEHKMOPTXYI'['АВСЕНКМОРТХУІ'.indexOf(letter)] ?? letter)
  const chars = upper.replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '')
  return chars.length === 8 ? `${chars.slice(0, 4)}-${chars.slice(4)}` : chars
}
