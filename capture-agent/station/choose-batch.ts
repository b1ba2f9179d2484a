import type { BatchState } from '../spool/batch-state.ts'
import type { BatchSource } from '../spool/journal-entries.ts'

type Pile = Extract<BatchSource, { kind: 'folder' }>['pile']

/**
 * What to do with a pile in view of a batch of the same folder that was not reported yet:
 * - `resume`: it is this pile (files may have been added while feeding was not at its end);
 * - `part`: it is another pile; what was fed of the old one stands, and a new batch begins.
 *
 * A pile is known by names, lengths and times of its files, so that the same command after a crash goes on
 * where it stopped, and other papers under the same name are not taken for fed.
 */
export function judgePile(state: Readonly<BatchState>, folder: string, pile: Pile): 'resume' | 'part' | 'unrelated' {
  const { source } = state
  if (source.kind !== 'folder' || source.folder !== folder || state.reported) return 'unrelated'
  const now = new Map(pile.map((file) => [file.key, file]))
  const unchanged = source.pile.every((before) => {
    const file = now.get(before.key)
    return file !== undefined && file.bytes === before.bytes && file.mtimeMs === before.mtimeMs
  })
  const grown = pile.length > source.pile.length
  return unchanged && !(grown && state.fed !== null) ? 'resume' : 'part'
}
