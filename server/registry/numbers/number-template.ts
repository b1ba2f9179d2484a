import type { RegisterConstants } from '#contract/registers.ts'

/** What a number is made of besides the constants of its register. */
export type NumberParts = { seq: number; repeat: number; year: number; file?: string | undefined; correspondent?: string | undefined }

type Piece = { literal: string } | { token: Token; argument: string | undefined }
const tokens = ['group', 'kind', 'unit', 'file', 'corr', 'seq', 'yyyy', 'yy', 'y', 'convocation', 'suffix', 'repeat'] as const
type Token = (typeof tokens)[number]

/** What is wrong with a template, as a sentence; null when nothing is. */
export function templateFault(template: string): string | null {
  const pieces = takeApart(template)
  if (typeof pieces === 'string') return pieces
  const used = pieces.flatMap((piece) => ('token' in piece ? [piece.token] : []))
  if (used.filter((token) => token === 'seq').length !== 1) return 'The template needs {seq} exactly once.'
  const twice = used.find((token, at) => used.indexOf(token) !== at)
  return twice === undefined ? null : `The template has {${twice}} twice.`
}

/**
 * The printed number: `{seq:4}` pads with zeros and never cuts, `{y}` is the last digit of the year, `{convocation}` a
 * Roman number, `{repeat:-}` its argument and the repeat number, or nothing for the first. Formats: as towns use them.
 */
export function renderNumber(template: string, constants: RegisterConstants, parts: NumberParts): string {
  const pieces = takeApart(template)
  if (typeof pieces === 'string') throw new Error(pieces)
  return pieces.map((piece) => ('literal' in piece ? piece.literal : renderToken(piece.token, piece.argument, constants, parts))).join('')
}

function takeApart(template: string): Piece[] | string {
  const pieces: Piece[] = []
  let rest = template
  while (rest !== '') {
    const literal = /^[^{}]+/.exec(rest)?.[0]
    const token = /^\{([a-z]+)(?::([^{}]*))?\}/.exec(rest)
    if (literal !== undefined) pieces.push({ literal })
    else if (token) {
      const name = tokens.find((one) => one === token[1])
      if (name === undefined) return `There is no token {${token[1] ?? ''}}.`
      if (name === 'seq' && token[2] !== undefined && !/^[1-9]$/.test(token[2])) return 'The width of {seq:n} is a number from 1 to 9.'
      pieces.push({ token: name, argument: token[2] })
    } else return 'A brace is not closed.'
    rest = rest.slice(literal?.length ?? token?.[0].length ?? 1)
  }
  return pieces
}

function renderToken(token: Token, argument: string | undefined, constants: RegisterConstants, parts: NumberParts): string {
  switch (token) {
    case 'seq':
      return String(parts.seq).padStart(Number(argument ?? 1), '0')
    case 'yyyy':
      return String(parts.year)
    case 'yy':
      return String(parts.year).slice(-2)
    case 'y':
      return String(parts.year).slice(-1)
    case 'repeat':
      return parts.repeat === 0 ? '' : `${argument ?? '-'}${parts.repeat}`
    case 'convocation':
      return toRoman(constants.convocation ?? 1)
    case 'file':
      return parts.file ?? ''
    case 'corr':
      return parts.correspondent ?? ''
    case 'group':
    case 'kind':
    case 'unit':
    case 'suffix':
      return constants[token] ?? ''
  }
}

const romanDigits: readonly (readonly [number, string])[] = [[90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']]

function toRoman(value: number): string {
  let left = value
  let roman = ''
  for (const [worth, digits] of romanDigits) while (left >= worth) [roman, left] = [roman + digits, left - worth]
  return roman
}
