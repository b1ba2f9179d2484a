import { descriptionFile, recordForm } from './record-form.ts'

/**
 * `record.json` for somebody who sees only some units: without the files in which the record lies, the people and the paper, which may be
 * other units' matters.
 */
export function descriptionForReaders(stored: Uint8Array): Uint8Array {
  const described = recordForm.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(stored)))
  return descriptionFile({ ...described, memberships: null, people: [], paper: null })
}
