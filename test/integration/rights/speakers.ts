import { roles, type Role } from '#contract/identity.ts'

export type Speaker = 'nobody' | Role | 'station' | 'recogniser'
/** `key`: whoever shows the key of a program; no account and no agent has one, so that all of them are turned away. */
export type Allowed = 'public' | 'key' | readonly Speaker[]
export type RightsTable = Record<string, Allowed>
/** Everybody signed in; what each sees follows from units and documents. */
export const everybody: readonly Speaker[] = roles
