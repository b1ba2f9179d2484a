import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newCoverId } from '#kernel/cover-id.ts'
import { createFraming, longestCode, type Framed, type FrameForm } from './framing.ts'

const plain: FrameForm = { prefix: '', suffix: '' }
const id = newCoverId((count) => new Uint8Array(count).fill(7))
const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const codes = (framed: readonly Framed[]) => framed.flatMap((one) => (one.kind === 'code' ? [one.text] : []))
const noises = (framed: readonly Framed[]) => framed.flatMap((one) => (one.kind === 'noise' ? [one.why] : []))
const read = (text: string, form = plain) => createFraming(form).push(bytesOf(text))

/** Sets the eighth bit where even parity asks for it. */
const withParity = (byte: number) => byte | ((byte.toString(2).replaceAll('0', '').length % 2) << 7)

describe('codes of a reader', () => {
  test.each<[string, string, FrameForm?]>([
    ['CR', `${id}\r`],
    ['LF', `${id}\n`],
    ['CR LF', `${id}\r\n`],
    ['a tab', `${id}\t`],
    ['STX and ETX', `\x02${id}\x03`],
    ['STX, ETX and CR LF', `\x02${id}\r\n\x03\r\n`],
    ['a prefix', `~~${id}\r`, { prefix: '~~', suffix: '' }],
    ['a suffix that is the only end', `${id}#${id}#`, { prefix: '', suffix: '#' }],
    ['prefix, suffix and CR LF', `<${id}>\r\n`, { prefix: '<', suffix: '>' }],
    ['the kind of code before it', `]C0${id}\r`],
    ['NUL and DEL in it', `\0${id.slice(0, 6)}\0\x7f\0${id.slice(6)}\r`],
    ['spaces around it', `  ${id} \r`],
  ])('are read behind %s', (_, text, form) => {
    const framed = read(text, form)
    expect(new Set(codes(framed))).toEqual(new Set([id]))
    expect(noises(framed)).toEqual([])
  })

  test('come two in one read', () => {
    expect(codes(read(`${id}\r5901234123457\r\n`))).toEqual([id, '5901234123457'])
  })

  test('are read with parity in the eighth bit', () => {
    expect(codes(createFraming(plain).push(bytesOf(`${id}\r`).map(withParity)))).toEqual([id])
  })

  test('are given after a pause without an end only when they are whole', () => {
    const framing = createFraming(plain)
    expect(framing.push(bytesOf(id.slice(0, -1)))).toEqual([])
    expect(framing.flush(false)).toEqual([])
    expect(framing.waiting()).toBe(true)
    expect(framing.push(bytesOf(id.slice(-1)))).toEqual([])
    expect(codes(framing.flush(false))).toEqual([id])
    expect(framing.waiting()).toBe(false)
    expect(codes(framing.push(bytesOf('\r\n')))).toEqual([])
    framing.push(bytesOf('590123'))
    expect(codes(framing.flush(true))).toEqual(['590123'])
  })
})

describe('noise', () => {
  test('that has no end is dropped in one note, with bounded memory, and the next code is read', () => {
    const framing = createFraming(plain)
    const framed = [...Array.from({ length: 50 }, () => framing.push(bytesOf('x'.repeat(1000)))).flat(), ...framing.push(bytesOf(`\r${id}\r`))]
    expect(noises(framed)).toEqual([`more than ${longestCode} characters without an end`])
    expect(codes(framed)).toEqual([id])
  })

  test('before STX is dropped with a note', () => {
    const framed = read(`5x\x02${id}\x03`)
    expect(noises(framed)).toEqual(['a code without its end'])
    expect(codes(framed)).toEqual([id])
  })

  test('is every line without the prefix or suffix that the settings promise', () => {
    expect(noises(read(`${id}\r<${id}\r${id}>\r<>\r`, { prefix: '<', suffix: '>' }))).toHaveLength(4)
  })
})

/** Characters of any code that a reader may give. */
const codeText = fc.stringMatching(/^[!-\\^-~]([ -~]{0,60}[!-~])?$/)

test('however the bytes are cut into reads, the same codes come out', () => {
  const line = fc.tuple(codeText, fc.constantFrom('\r', '\n', '\r\n', '\t', '\x03'))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.array(fc.nat({ max: 400 }), { maxLength: 12 }), (lines, cuts) => {
      const bytes = bytesOf(lines.map(([text, end]) => text + end).join(''))
      const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length]
      const framing = createFraming(plain)
      const framed = at.slice(1).flatMap((to, index) => framing.push(bytes.subarray(at[index], to)))
      expect(codes(framed)).toEqual(lines.map(([text]) => text))
      expect(framing.waiting()).toBe(false)
    }),
  )
})

test('whatever bytes come, nothing is thrown, no code is too long, and a line end clears the way for the next code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(plain, { prefix: '<', suffix: '>' }), (junk, form) => {
      const framing = createFraming(form)
      const before = framing.push(junk)
      expect(codes([...before, ...framing.push(bytesOf('\r'))]).every((text) => text.length <= longestCode)).toBe(true)
      expect(codes(framing.push(bytesOf(`${form.prefix}${id}${form.suffix}\r`)))).toEqual([id])
    }),
  )
})
