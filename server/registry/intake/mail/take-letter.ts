import { createHash } from 'node:crypto'
import type { IntakeNote, IntakeSource } from '#contract/intake.ts'
import { readLetter, type Letter } from '#platform/mail/read-letter.ts'
import type { Language } from '#kernel/language.ts'
import type { UploadContext } from '../../uploads/receive-file.ts'
import { keepBytes, keepItem, type KeptFile } from '../keep-item.ts'
import type { IntakeItem } from '../schema.ts'

/** `languageOf`: the language of a text; null where it cannot be told. */
export type LetterContext = UploadContext & { languageOf: (text: string) => Language | null }

/** Larger letters are not taken apart; a clerk finds them in the folder to which they were moved. */
export const letterBytesMax = 50 * 1024 * 1024
/** Of a letter that is too large, so much is read for sender and subject. */
export const headBytes = 256 * 1024
/** Files of one letter together, decoded. */
const filesBytesMax = 64 * 1024 * 1024

/**
 * Puts a letter into the queue: what is written in it and each file in it, durable before the item is. A letter that
 * is damaged or has more than the limits allow keeps the whole message beside what could be read. Null: it came before.
 */
export async function takeLetter(context: LetterContext, raw: Uint8Array, of: { source: IntakeSource; tooLarge: boolean; sourceKey?: string }): Promise<IntakeItem | null> {
  const letter = await readLetter(raw)
  const taken = letter.files.filter(({ bytes }) => bytes.byteLength > 0)
  const tooMuch = taken.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > filesBytesMax
  const note: IntakeNote | null = of.tooLarge || tooMuch ? 'too-large' : letter.tooManyFiles ? 'too-many-files' : letter.broken ? 'unreadable' : null
  const files: KeptFile[] = []
  const keep = async (name: string, bytes: Uint8Array, original = false) => void files.push({ ...(await keepBytes(context, name, bytes)), ...(original ? { original, mediaType: 'message/rfc822' } : {}) })
  try {
    // The letter itself is a document as what lies in it is.
    if (letter.text.trim() !== '') await keep('letter.txt', Buffer.from(textOf(letter)))
    if (!of.tooLarge && !tooMuch) for (const { name, bytes } of taken) await keep(name, bytes)
    if (note !== null && !of.tooLarge) await keep('message.eml', raw, true)
    return await keepItem(context, {
      ...{ source: of.source, sourceKey: of.sourceKey ?? keyOfLetter(raw, letter), title: letter.subject || letter.text.trim().slice(0, 100), sender: letter.from, senderEmail: letter.address, language: context.languageOf(`${letter.subject}\n${letter.text}`) },
      ...{ payload: { message: letter.text.trim().slice(0, messageCharsMax) }, text: letter.text, note, files },
      more: { automatic: letter.automatic, messageId: /^<[^<>\s]{1,900}>$/.test(letter.messageId) ? letter.messageId : null },
    })
  } catch (error) {
    // What an error left without an item would lie there for ever; the letter is still in the box.
    for (const { id } of files) await context.uploads.remove(id)
    throw error
  }
}

/** So much of the text is shown in the queue; the file has all of it. */
const messageCharsMax = 20_000

function textOf({ from, address, subject, text }: Letter): string {
  return `${[[from, address === null || address === from ? '' : `<${address}>`].filter((part) => part !== '').join(' '), subject].filter((line) => line !== '').join('\n')}\n\n${text.trim()}\n`
}

/**
 * One letter is one item, however often and by whatever addresses it comes: the same Message-ID with the same content behind the
 * headers. The identifier alone would let a stranger hide a letter behind the identifier of another.
 */
export function keyOfLetter(raw: Uint8Array, letter: Pick<Letter, 'messageId' | 'subject' | 'from'>): string {
  const bytes = Buffer.from(raw)
  const ends = ['\r\n\r\n', '\n\n'].map((end) => bytes.indexOf(end)).filter((at) => at >= 0)
  const body = letter.messageId === '' || ends.length === 0 ? bytes : bytes.subarray(Math.min(...ends))
  const hash = createHash('sha512').update(`${letter.messageId}\n${letter.from}\n${letter.subject}\n`).update(body)
  return `letter:${hash.digest('hex')}`
}
