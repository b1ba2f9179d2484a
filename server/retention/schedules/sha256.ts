import { createHash } from 'node:crypto'

/** Of a text, in hexadecimal. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')
