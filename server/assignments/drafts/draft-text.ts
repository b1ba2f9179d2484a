import { createHash } from 'node:crypto'
import { placeholders, type Annex } from '#contract/drafts.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'

type Placeholder = (typeof placeholders)[number]

/**
 * The checksum by which visas and approval name a version, lower-case hex: SHA-512 of its text in UTF-8; where it has annexes, of
 * the canonical JSON (RFC 8785) of the text with the name and checksum of each annex in order.
 */
export function versionSum(text: string, annexes: readonly Pick<Annex, 'name' | 'sha512'>[]): string {
  const summed = annexes.length === 0 ? text : canonicalJson({ text, annexes: annexes.map(({ name, sha512 }) => ({ name, sha512 })) })
  return createHash('sha512').update(summed, 'utf8').digest('hex')
}

/** Fills placeholders in braces; what is not known yet stays as it stands, and so does every other brace. */
export function fillPlaceholders(text: string, known: Partial<Record<Placeholder, string>>): string {
  return text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => placeholders.map((one) => (one === name ? known[one] : undefined)).find((value) => value !== undefined) ?? whole)
}

/** Line breaks as the archive keeps them, nothing that does not print, no white space at the ends of lines. */
export function tidyText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/[ \t]+$/gm, '').trimEnd()
}
