import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the command line finds the running server: `{url, token}`, readable by the owner only. */
export const runFile = (dataFolder: string) => join(dataFolder, 'run', 'server.json')

/** Says where the server of this data folder listens; who can read the file is administrator. */
export async function writeRunFile(dataFolder: string, content: { url: string; token: string }): Promise<void> {
  const file = runFile(dataFolder)
  await mkdir(join(dataFolder, 'run'), { recursive: true, mode: 0o700 })
  await rm(file, { force: true })
  await writeFile(file, JSON.stringify(content), { mode: 0o600 })
  await chmod(file, 0o600)
}

/** Address and token of the server that runs on a data folder, or null. */
export async function readRunFile(dataFolder: string): Promise<{ url: string; token: string } | null> {
  const file = runFile(dataFolder)
  if (!existsSync(file)) return null
  const { url, token } = JSON.parse(await readFile(file, 'utf8')) as { url: string; token: string }
  return { url, token }
}
