import { enrol } from '#agent/enrolment/enrol.ts'
import { readIdentity, writeIdentity } from '#agent/enrolment/identity.ts'

/**
 * Makes sure that an agent of this data folder is enrolled at the server of this data folder. The
 * server may have moved to another port since; the agent stays who it is, so that batches in its
 * spool go on.
 */
export async function ensureLocalAgent(wanted: { url: string; folder: string; role: 'station' | 'recogniser'; issueCode: () => Promise<string> }): Promise<void> {
  const { origin } = new URL(wanted.url)
  const known = await readIdentity(wanted.folder)
  if (known === null) {
    await enrol({ server: origin, code: await wanted.issueCode(), name: `local ${wanted.role}`, role: wanted.role, dataFolder: wanted.folder })
    return
  }
  if (known.identity.server !== origin) await writeIdentity(wanted.folder, { ...known.identity, server: origin }, known.signer.key)
}
