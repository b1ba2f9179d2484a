import { simpleParser } from 'mailparser'

/** What a report of non-delivery says: of which letter of ours, and why. Null: it is no such report, or of no letter of ours. */
export type Bounce = { id: string; reason: string }

const ours = /<opis\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i
const limitBytes = 1_000_000

/**
 * Reads a delivery status notification (RFC 3464): the Message-ID of the letter that came back and what the failing server
 * said. A notice that a letter is late is none. Answers of people and of their holidays are none either.
 */
export async function readBounce(raw: Uint8Array): Promise<Bounce | null> {
  const bytes = Buffer.from(raw.subarray(0, limitBytes))
  const mail = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true }).catch(() => null)
  if (mail === null) return null
  const type = mail.headerLines.find(({ key }) => key === 'content-type')?.line ?? ''
  if (!/report-type="?delivery-status\b/i.test(type)) return null
  const text = [bytes.toString('utf8'), mail.text ?? '', ...mail.attachments.map(({ content }) => content.toString('utf8'))].join('\n')
  const id = ours.exec(text)?.[1]
  if (id === undefined || !/^Action:\s*failed\s*$/im.test(text)) return null
  const said = /^Diagnostic-Code:\s*(?:smtp;)?\s*(.+(?:\r?\n[ \t].+)*)/im.exec(text)?.[1] ?? /^Status:\s*(\S+)/im.exec(text)?.[1] ?? ''
  return { id: id.toLowerCase(), reason: said.replaceAll(/\s+/g, ' ').trim().slice(0, 500) }
}
