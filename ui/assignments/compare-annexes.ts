import type { DraftView } from '../api/drafts.ts'

type Versions = readonly Pick<DraftView['versions'][number], 'version' | 'annexes'>[]
export type ComparedAnnex = Pick<DraftView['versions'][number]['annexes'][number], 'id' | 'name' | 'bytes' | 'pages' | 'sha512'>

/** `before`: the annex of the same name, with other bytes, in whose stead it came. */
export type AnnexChange = { kind: 'added' | 'removed'; annex: ComparedAnnex } | { kind: 'replaced'; annex: ComparedAnnex; before: ComparedAnnex }

/**
 * What became of the annexes with a version, against the one before. An annex that came under the name of one which is no
 * longer there replaces it, also where that was taken out some versions earlier; one
 * that came beside it, or came back as it was, is added.
 */
export function compareAnnexes(versions: Versions, version: number): AnnexChange[] {
  const earlier = versions.filter((one) => one.version < version).toSorted((a, b) => b.version - a.version)
  const now = versions.find((one) => one.version === version)?.annexes ?? []
  const old = earlier[0]?.annexes ?? []
  const isIn = (annexes: readonly ComparedAnnex[], { sha512 }: ComparedAnnex) => annexes.some((one) => one.sha512 === sha512)
  const taken = new Set<string>()
  const cameInstead = now.filter((annex) => !isIn(old, annex)).map((annex): AnnexChange => {
    const before = earlier.flatMap(({ annexes }) => annexes).find((one) => one.name === annex.name && !isIn(now, one) && !taken.has(one.sha512))
    const isBeside = old.some((one) => one.name === annex.name && isIn(now, one))
    const cameBack = earlier.some(({ annexes }) => isIn(annexes, annex))
    if (before === undefined || isBeside || cameBack) return { kind: 'added', annex }
    taken.add(before.sha512)
    return { kind: 'replaced', annex, before }
  })
  const removed = old.filter((annex) => !isIn(now, annex) && !taken.has(annex.sha512)).map((annex): AnnexChange => ({ kind: 'removed', annex }))
  return [...removed, ...cameInstead]
}
