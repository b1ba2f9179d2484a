import type { z } from 'zod'
import type { changePassword as changeForm, SessionView, signIn as signInForm } from '#contract/identity.ts'
import { request } from './request.ts'

/** @throws UiError `unauthenticated` when nobody is signed in */
export function readSession(): Promise<SessionView> {
  return request('GET', '/session')
}

export function signIn(form: z.infer<typeof signInForm>): Promise<SessionView> {
  return request('POST', '/session', { body: form })
}

export function signOut(): Promise<void> {
  return request('DELETE', '/session')
}

export function changePassword(form: z.infer<typeof changeForm>): Promise<SessionView> {
  return request('POST', '/session/password', { body: form })
}
