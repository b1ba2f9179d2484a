import { createHash } from 'node:crypto'
import { placeholders } from '#contract/drafts.ts'

type Placeholder = (typeof placeholders)[number]

/** The checksum by which visas and approval name a version: SHA-512 of its text in UTF-8, lower-case hex. */
export const textSum = (text: string): string => createHash('sha512').update(text, 'utf8').digest('hex')

/** Fills placeholders in braces; what is not known yet stays as it stands, and so does every other brace. */
export function fillPlaceholders(text: string, known: Partial<Record<Placeholder, string>>): string {
  return text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => placeholders.map((one) => (one === name ? known[one] : undefined)).find((value) => value !== undefined) ?? whole)
}

/** Line breaks as the archive keeps them, nothing that does not print, no white space at the ends of lines. */
export function tidyText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/[ \t]+$/gm, '').trimEnd()
}
