import { OpisError } from '#kernel/errors.ts'
import type { Publication } from './content-store.ts'
import { fitsFolderName } from './ocfl/layout.ts'
import { conflictingPath, pathProblem } from './ocfl/paths.ts'

const uri = /^[a-z][a-z0-9+.-]*:\S+$/i

/** Refuses what could not become a conforming version. Errors: `bad-name`, `bad-request`. */
export function checkPublication(publication: Publication): void {
  const { id, add, message, user, createdAt } = publication
  if (!uri.test(id) || !id.isWellFormed() || !fitsFolderName(id)) throw new OpisError('bad-request', `The object id ${id} is not a URI of at most 100 letters as a folder name.`)
  if (message === '') throw new OpisError('bad-request', 'A version needs a message that says why it was made.')
  if (user.name === '' || !uri.test(user.address)) throw new OpisError('bad-request', 'The author of a version needs a name and an address of the form mailto:… or another URI.')
  if (Number.isNaN(createdAt.getTime())) throw new OpisError('bad-request', 'A version needs the moment it was made.')
  for (const { path } of add) {
    const problem = pathProblem(path)
    if (problem !== null) throw new OpisError('bad-name', `The path ${JSON.stringify(path)} cannot be stored: ${problem}. Give the file another name.`)
  }
  refuseConflict(add.map((file) => file.path))
}

/** Refuses two files in one place. Errors: `bad-request`. */
export function refuseConflict(paths: readonly string[]): void {
  const conflict = conflictingPath(paths)
  if (conflict !== null) throw new OpisError('bad-request', `The path ${conflict} stands twice, or is also a folder of another file.`)
}
