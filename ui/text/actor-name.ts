import { msg } from '@lit/localize'

/** Who did something: the name of a person; agents and the archive itself by what they are. */
export function actorName(actor: string): string {
  const [kind = '', name = ''] = actor.split(/:(.*)/s)
  if (kind === 'user') return name === 'local' ? msg('administrator of the machine') : name
  if (kind === 'agent') return msg('station or recogniser')
  if (kind === 'cover') return msg('from the cover sheet')
  if (kind === 'system') return msg('the archive itself')
  return actor
}
