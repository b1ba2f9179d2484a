import type { Role } from '#contract/identity.ts'
import { createOutbox } from '#platform/outbox.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { updateAccount } from '#server/identity/accounts.ts'
import { unitRoutes } from '#server/identity/units/routes.ts'
import { subscriptions } from '#server/line.ts'
import type { MunicipalityContext } from '#server/municipality/context.ts'
import { municipalityRoutes } from '#server/municipality/routes.ts'
import { cardRoutes } from '#server/registry/cards/routes.ts'
import { localToken, openIdentityApp, type IdentityApp } from './identity-app.ts'

/** Identity, units, registers and set-up behind real HTTP; time stands at 2026-03-02 until it is told to go on. */
export type MunicipalityApp = IdentityApp & {
  context: MunicipalityContext
  /** Asks with the rights of the administrator of the box, and gives the answer as JSON; a refusal throws. */
  must(method: string, path: string, json?: unknown, cookie?: string): Promise<unknown>
  /** A user of some units who has signed in; gives the cookie. */
  user(name: string, roles: Role[], units: string[]): Promise<string>
}

export async function openMunicipalityApp(): Promise<MunicipalityApp> {
  const timeZone = 'Europe/Chisinau'
  const outbox = createOutbox(subscriptions)
  const contexts: MunicipalityContext[] = []
  const app = await openIdentityApp((api, { database: { db }, clock }) => {
    const context = { db, clock, outbox, timeZone, archiveName: 'Opis' }
    contexts.push(context)
    unitRoutes(api, { db, clock, today: (now) => dayIn(timeZone, now) })
    cardRoutes(api, { ...context, publicUrl: null })
    municipalityRoutes(api, context)
  })
  const [context] = contexts
  if (!context) throw new Error('no routes were declared')
  return {
    ...app,
    context,
    async must(method, path, json, cookie) {
      const answer = await app.ask(method, path, { ...(cookie === undefined ? { token: localToken } : { cookie }), ...(json === undefined ? {} : { json }) })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return answer.status === 204 ? null : answer.json()
    },
    async user(name, roles, units) {
      const made = await app.addUser(name, roles)
      await updateAccount(context, made.id, { units }, 'user:test')
      return app.signIn(name, made.password)
    },
  }
}
