/**
 * Something that OCFL 1.1 forbids (`E…`) or advises against (`W…`), by its code in the published list
 * of validation codes. `file` is relative to the object's folder, empty for the object itself.
 */
export type Finding = { file: string; code: string; text: string }

/** Takes a finding; bound to one file. */
export type Report = (code: string, text: string) => void

/** A report for one file that appends to the list. */
export function reportOn(findings: Finding[], file: string): Report {
  return (code, text) => findings.push({ file, code, text })
}
