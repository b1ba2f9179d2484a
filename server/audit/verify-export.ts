import { openCheckpoint, originOf, type Checkpoint } from './checkpoint.ts'
import { readExportLine, type ExportedEntry, type ExportLine } from './export-form.ts'
import { detailsHash, genesisHash, leafHash } from './leaf.ts'
import { addLeaf, emptyTree, rootOf, type Tree } from './merkle.ts'
import { readLines } from './read-lines.ts'
import { keyText, parseKey, type NoteKey } from './signed-note.ts'

/**
 * What can be wrong. `malformed`: a line that no export has. `gap`: entries are missing or out of order.
 * `changed`, `details-changed`: the entry is not what was hashed. `unchained`: it does not follow the
 * one before. `other-entries`: a checkpoint was signed over other entries. `other-key`: a checkpoint or the head is not of a
 * trusted key. `other-log`: it is of another log. `misplaced`: a checkpoint stands elsewhere than where it belongs.
 * `uncovered`: entries behind the last checkpoint. `cut-off`: the end is missing, or a checkpoint knows of more entries.
 */
export type ExportFault = {
  entry?: number
  fault: 'malformed' | 'gap' | 'changed' | 'details-changed' | 'unchained' | 'other-entries' | 'other-key' | 'other-log' | 'misplaced' | 'uncovered' | 'cut-off'
}
export type ExportVerdict = { entries: number; checkpoints: number; faults: ExportFault[] }

const longestLineBytes = 16 * 1024 * 1024
/** A file that is no export at all would have one a line. */
const faultsMax = 1000

/**
 * Checks an exported log by nothing but the keys that are trusted, and, where given, checkpoints that
 * left the machine before: only they show a cut-off tail. Memory does not grow with the log.
 */
export async function verifyExport(file: AsyncIterable<Uint8Array>, trust: { keys: readonly NoteKey[]; known?: readonly string[] }): Promise<ExportVerdict> {
  const state = begin(trust.keys, trust.known ?? [])
  for await (const { bytes, cut } of readLines(file, longestLineBytes)) {
    const line = cut ? null : readExportLine(bytes)
    state.lines += 1
    if (line === null || state.ended) note(state, 'malformed', state.entries + 1)
    else takeLine(state, line)
  }
  if (!state.ended) note(state, 'cut-off', state.entries)
  if (state.entries > state.covered) note(state, 'uncovered', state.covered + 1)
  for (const size of state.known.keys()) if (size > state.entries) note(state, 'cut-off', size)
  return { entries: state.entries, checkpoints: state.checkpoints, faults: state.faults }
}

type State = {
  keys: readonly NoteKey[]
  /** Checkpoints from elsewhere by size. */
  known: Map<number, Checkpoint[]>
  faults: ExportFault[]
  lines: number
  entries: number
  /** Number of the last entry, which differs from the count behind a gap. */
  seq: number
  previous: string
  origin: string
  tree: Tree
  checkpoints: number
  covered: number
  /** A wrong root stays wrong at every later checkpoint: it is told once. */
  rootTold: boolean
  ended: boolean
}

function begin(keys: readonly NoteKey[], notes: readonly string[]): State {
  const state: State = { keys, known: new Map(), faults: [], lines: 0, entries: 0, seq: 0, previous: genesisHash, origin: '', tree: emptyTree, checkpoints: 0, covered: 0, rootTold: false, ended: false }
  for (const text of notes) {
    const checkpoint = openCheckpoint(keys, text)
    if (!checkpoint) note(state, 'other-key')
    else state.known.set(checkpoint.size, [...(state.known.get(checkpoint.size) ?? []), checkpoint])
  }
  return state
}

function note(state: State, fault: ExportFault['fault'], entry?: number): void {
  if (state.faults.length < faultsMax) state.faults.push(entry === undefined ? { fault } : { entry, fault })
}

function takeLine(state: State, line: ExportLine): void {
  if ('entry' in line) takeEntry(state, line.entry)
  else if ('checkpoint' in line) takeCheckpoint(state, line.checkpoint)
  else if ('end' in line) {
    state.ended = true
    if (line.end.entries !== state.entries || line.end.checkpoints !== state.checkpoints) note(state, 'cut-off', state.entries)
  } else {
    if (state.lines !== 1) note(state, 'malformed', state.entries + 1)
    const key = parseKey(line.key)
    if (!key || !state.keys.some((one) => keyText(one) === line.key)) note(state, 'other-key')
    state.origin = line.origin
  }
}

function takeEntry(state: State, { details, salt, leafHash: stated, ...leaf }: ExportedEntry): void {
  const { seq } = leaf
  if (seq !== state.seq + 1) note(state, 'gap', state.seq + 1)
  if (leaf.prevHash !== state.previous) note(state, 'unchained', seq)
  if (detailsHash(details, salt) !== leaf.detailsHash) note(state, 'details-changed', seq)
  const hash = leafHash(leaf)
  if (hash !== stated) note(state, 'changed', seq)
  if (state.entries === 0 && state.origin !== originOf(stated)) note(state, 'other-log', seq)
  state.tree = addLeaf(state.tree, Buffer.from(hash, 'hex'))
  state.entries += 1
  state.seq = seq
  state.previous = stated
  for (const checkpoint of state.known.get(state.entries) ?? []) compare(state, checkpoint)
}

function takeCheckpoint(state: State, text: string): void {
  state.checkpoints += 1
  const checkpoint = openCheckpoint(state.keys, text)
  if (!checkpoint) return note(state, 'other-key', state.entries)
  if (checkpoint.size !== state.entries) note(state, 'misplaced', checkpoint.size)
  else compare(state, checkpoint)
  state.covered = Math.max(state.covered, checkpoint.size)
}

function compare(state: State, checkpoint: Checkpoint): void {
  if (checkpoint.origin !== state.origin) return note(state, 'other-log', checkpoint.size)
  if (checkpoint.root.equals(rootOf(state.tree)) || state.rootTold) return
  state.rootTold = true
  note(state, 'other-entries', checkpoint.size)
}
