import type { Principal } from '#platform/http/access.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { AttachUploadContext } from '#server/records/cards/attach-upload.ts'
import type { RecordsContext } from '#server/records/context.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { cardFilter, type CardFilter } from '#server/registry/cards/visible-cards.ts'

/** What the use cases of drafts work with: also the files that wait to be annexes. `archiveName`: the house, at the head of what it prints. */
export type DraftsContext = RegistryContext & Pick<AttachUploadContext, 'uploads' | 'workFolder' | 'languageOf'> & { records: RecordsContext; archiveName: string }

/** Who acts: account name, actor of the audit log, and which cards he sees. */
export type Acting = { name: string; actor: string; filter: CardFilter; principal: Principal }

export function actingAs(principal: Principal): Acting {
  return { name: principal.kind === 'user' ? principal.name : '', actor: actorOf(principal), filter: cardFilter(principal), principal }
}
