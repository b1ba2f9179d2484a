import { join } from 'node:path'
import { decodeId, isTuple } from './layout.ts'
import type { StoreContext } from './store-context.ts'

const depth = 3

/** Ids of all objects, read from the folder names, so that a damaged object is named too. */
export async function* listObjects(context: StoreContext): AsyncIterable<string> {
  yield* below(context, context.root, depth)
}

async function* below(context: StoreContext, folder: string, levels: number): AsyncIterable<string> {
  for (const entry of (await context.files.list(folder)) ?? []) {
    if (entry.kind !== 'folder') continue
    if (levels > 0) {
      if (isTuple(entry.name)) yield* below(context, join(folder, entry.name), levels - 1)
      continue
    }
    const id = decodeId(entry.name)
    if (id !== null) yield id
  }
}
