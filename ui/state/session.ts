import type { SessionView } from '#contract/identity.ts'
import { onSignedOut } from '../api/request.ts'
import { readSession, signOut as callSignOut } from '../api/session.ts'
import { asUiError } from '../api/ui-error.ts'
import type { UiError } from '../api/ui-error.ts'
import { createStore } from './store.ts'

export type Session =
  | { kind: 'loading' }
  | { kind: 'failed'; error: UiError }
  | { kind: 'signed-out' }
  | { kind: 'signed-in'; view: SessionView }

/** Who is signed in, shared by the shell and the screens. */
export const session = createStore<Session>({ kind: 'loading' })

/** Asks the server who is signed in; called once at the start. */
export async function startSession(): Promise<void> {
  onSignedOut(() => session.set({ kind: 'signed-out' }))
  try {
    enter(await readSession())
  } catch (error) {
    const known = asUiError(error)
    session.set(known.status === 401 ? { kind: 'signed-out' } : { kind: 'failed', error: known })
  }
}

/** Takes over the session that a sign-in or a change of password gave. */
export function enter(view: SessionView): void {
  session.set({ kind: 'signed-in', view })
}

export async function leave(): Promise<void> {
  await callSignOut()
  session.set({ kind: 'signed-out' })
}
