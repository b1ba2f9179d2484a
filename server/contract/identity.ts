import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { language } from './common.ts'

export const roles = ['administrator', 'archivist', 'operator', 'records-manager', 'head', 'commission-member', 'clerk', 'counter', 'controller', 'reader'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const userName = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/)
const password = z.string().min(12).max(limits.passwordBytes)

export const signIn = z.object({ name: z.string().max(64), password: z.string().max(limits.passwordBytes) })
export const changePassword = z.object({ current: z.string().max(limits.passwordBytes), next: password })

/** Who is signed in. `mustChangePassword` until a one-time password has been replaced. */
export const sessionView = z.object({
  user: z.object({ id: z.string(), name: z.string(), roles: z.array(role), units: z.array(z.string()) }),
  mustChangePassword: z.boolean(),
})
export type SessionView = z.infer<typeof sessionView>

/** What people call somebody, what post he has, where mail reaches him and in which language. */
const describesPerson = { displayName: z.string().trim().max(200), position: z.string().trim().max(300), email: z.email().max(254).nullable(), language: language.nullable() }
export const newUser = z.object({
  ...{ name: userName, roles: z.array(role).min(1), units: z.array(z.string().min(1).max(64)).default([]) },
  ...{ displayName: describesPerson.displayName.default(''), position: describesPerson.position.default(''), email: describesPerson.email.default(null), language: describesPerson.language.default(null) },
})
export const updateUser = z.object({ roles: z.array(role).min(1), units: z.array(z.string().min(1).max(64)), active: z.boolean(), resetPassword: z.boolean(), ...describesPerson }).partial()
export const userView = z.object({ id: z.string(), name: z.string(), roles: z.array(role), units: z.array(z.string()), active: z.boolean(), displayName: z.string(), position: z.string(), email: z.string().nullable(), language: z.string().nullable() })
/** The secret is shown once and never again. `unknownUnits`: those given that are no units of the staff list. */
export const userCreated = userView.extend({ oneTimePassword: z.string().optional(), unknownUnits: z.array(z.string()).optional() })
export const userList = z.object({ users: z.array(userView) })

/** A token for a program, with the rights of its owner. `days`: it ends after so many; without, it holds until it is revoked. */
export const newToken = z.object({ name: z.string().trim().min(1).max(64), days: z.int().min(1).max(3650).optional() })
export const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  user: z.string(),
  madeBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
})
export type TokenView = z.infer<typeof tokenView>
export const tokenList = z.object({ tokens: z.array(tokenView) })
export const tokenCreated = z.object({ id: z.string(), token: z.string() })

export const stationCode = z.object({ code: z.string(), expiresAt: z.string() })
/** A station or recogniser that was enrolled; one that is not active is refused like a stranger. */
export const agentView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['station', 'recogniser']),
  active: z.boolean(),
  enrolledAt: z.string(),
  lastSeenAt: z.string().nullable(),
})
export type AgentView = z.infer<typeof agentView>
export const agentList = z.object({ agents: z.array(agentView) })
export const updateAgent = z.object({ active: z.boolean() })
export const enrolStation = z.object({
  code: z.string().max(64),
  name: z.string().trim().min(1).max(64),
  role: z.enum(['station', 'recogniser']),
  /** Ed25519 public key, SPKI DER in base64. */
  publicKey: z.string().max(200),
})
export const stationEnrolled = z.object({ id: z.string() })
