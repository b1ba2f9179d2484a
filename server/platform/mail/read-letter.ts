import { MailParser, type AttachmentStream, type Headers } from 'mailparser'
import { isAutomatic } from './automatic-letter.ts'

/** A file of a letter, decoded, with the name that the sender gave it. */
export type LetterFile = { name: string; bytes: Buffer }
/** A letter as far as it could be read. `broken`: it is damaged, or more than the limits allow; `tooManyFiles`: the rest of them was left out; `automatic`: no person sent it. */
export type Letter = { subject: string; from: string; address: string | null; messageId: string; text: string; files: LetterFile[]; broken: boolean; tooManyFiles: boolean; automatic: boolean }

/** Parts that a letter may have, files that are taken out of it, characters of text that are kept, characters of one header. */
export const letterLimits = { parts: 1500, files: 100, textChars: 200_000, headerChars: 2000, parseMs: 30_000 } as const

/**
 * Takes a message of RFC 5322 apart. Never throws for what a stranger sent: what cannot be read is left out and said.
 * HTML is turned into text and never shown; nothing it names is fetched. The whole message lies in memory: limit its size.
 */
export async function readLetter(raw: Uint8Array): Promise<Letter> {
  const letter = await parse(raw)
  if (!letter.broken || letter.subject !== '' || raw.byteLength < headBytes) return letter
  // Headers without an end: the first of them still say who writes about what.
  const { subject, from, address, messageId, automatic } = await parse(Buffer.concat([raw.subarray(0, headBytes), Buffer.from('\r\n\r\n')]))
  return { ...letter, subject, from, address, messageId, automatic }
}

const headBytes = 64 * 1024

async function parse(raw: Uint8Array): Promise<Letter> {
  const letter: Letter = { subject: '', from: '', address: null, messageId: '', text: '', files: [], broken: false, tooManyFiles: false, automatic: false }
  const parser = new MailParser({ skipImageLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: 2_000_000, maxChildNodes: letterLimits.parts })
  const work = new Promise<void>((resolve) => {
    const end = (broken: boolean) => {
      letter.broken ||= broken
      resolve()
    }
    parser.on('headers', (headers) => takeHeaders(letter, headers))
    parser.on('headerLines', (lines) => (letter.automatic = isAutomatic(lines)))
    parser.on('data', (data) => {
      if (data.type === 'text') letter.text = (data.text ?? '').slice(0, letterLimits.textChars)
      else takeFile(letter, data)
    })
    parser.once('error', (error) => {
      letter.tooManyFiles ||= /child nodes/i.test(String(error))
      end(true)
    })
    parser.once('end', () => end(false))
    parser.end(Buffer.from(raw))
  })
  await withPatience(work, () => (letter.broken = true))
  parser.removeAllListeners('data')
  parser.on('error', () => undefined)
  return letter
}

function takeHeaders(letter: Letter, headers: Headers): void {
  const text = (name: string) => {
    const value = headers.get(name)
    return typeof value === 'string' ? plain(value) : ''
  }
  const from = headers.get('from')
  const [sender] = typeof from === 'object' && from !== null && 'value' in from && Array.isArray(from.value) ? from.value : []
  letter.subject = text('subject')
  letter.messageId = text('message-id')
  if (typeof sender !== 'object' || !('address' in sender)) return
  const address = plain(sender.address ?? '').toLowerCase()
  letter.address = /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(address) ? address : null
  letter.from = plain(sender.name) || address
}

const plain = (text: string) => text.replaceAll(/[\p{C}\s]+/gu, ' ').trim().slice(0, letterLimits.headerChars)

function takeFile(letter: Letter, data: AttachmentStream): void {
  const chunks: Buffer[] = []
  const isOver = letter.files.length >= letterLimits.files
  if (isOver) letter.tooManyFiles = true
  const file = { name: data.filename ?? '', bytes: Buffer.alloc(0) }
  if (!isOver) letter.files.push(file)
  const done = () => {
    file.bytes = Buffer.concat(chunks)
    data.release?.()
  }
  data.content.on('data', (chunk: Buffer) => void (isOver || chunks.push(chunk)))
  data.content.once('end', done)
  data.content.once('error', () => {
    letter.broken = true
    done()
  })
}

async function withPatience(work: Promise<void>, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      late()
      resolve()
    }, letterLimits.parseMs)
  })
  await Promise.race([work, tooLong]).finally(() => clearTimeout(timer))
}
