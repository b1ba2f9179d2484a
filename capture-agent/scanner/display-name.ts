import { limits } from '#kernel/limits.ts'

/**
 * A name from outside as text for people and for the contract: control characters (NUL, line feeds,
 * text direction) shown as U+FFFD, cut to 255 UTF-16 units. It is never used as a path.
 */
export function displayName(name: string): string {
  const shown = name.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd').toWellFormed()
  if (shown.length <= limits.fileNameChars) return shown
  // The end of a name tells more than its middle: it has the number and the type.
  const tail = 60
  return `${shown.slice(0, limits.fileNameChars - tail - 1)}…${shown.slice(-tail)}`.toWellFormed()
}
