import { readFileSync } from 'node:fs'
import { OpisError } from '#kernel/errors.ts'

/**
 * Settings whose value lies in a file: `NAME_FILE` holds the path, as secrets are handed to containers and
 * to units of systemd (`LoadCredential`). One line break at the end of the file is not part of the value.
 *
 * @throws OpisError `bad-configuration` if both are set, or the file cannot be read or is empty
 */
export function settingsFromFiles(env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  const found: NodeJS.ProcessEnv = { ...env }
  for (const name of names) {
    const path = env[`${name}_FILE`]
    if (!path || names.includes(`${name}_FILE`)) continue
    if (env[name]) throw new OpisError('bad-configuration', `Set ${name} or ${name}_FILE, not both.`)
    found[name] = readSetting(name, path)
  }
  return found
}

function readSetting(name: string, path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new OpisError('bad-configuration', `${name}_FILE: ${path} cannot be read (${code}).`, { cause: error })
  }
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new OpisError('bad-configuration', `${name}_FILE: ${path} is empty.`)
  return value
}
