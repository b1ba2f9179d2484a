import type { z } from 'zod'
import type { agentList, newToken, newUser, stationCode, tokenCreated, tokenList, updateUser, userCreated, userList } from '#contract/identity.ts'
import { request } from './request.ts'

export type UserList = z.infer<typeof userList>
export type UserView = UserList['users'][number]
export type UserCreated = z.infer<typeof userCreated>
export type StationCode = z.infer<typeof stationCode>
export type TokenList = z.infer<typeof tokenList>
export type TokenView = TokenList['tokens'][number]
export type NewToken = z.infer<typeof newToken>
export type AgentList = z.infer<typeof agentList>
export type AgentView = AgentList['agents'][number]

export function readUsers(signal?: AbortSignal): Promise<UserList> {
  return request('GET', '/users', { signal })
}

/** The answer holds the one-time password, which is never shown again. */
export function addUser(form: z.input<typeof newUser>): Promise<UserCreated> {
  return request('POST', '/users', { body: form })
}

export function updateUserById(id: string, change: z.infer<typeof updateUser>): Promise<UserCreated> {
  return request('PATCH', `/users/${encodeURIComponent(id)}`, { body: change })
}

/** A code by which one new station or recogniser may enrol. */
export function issueStationCode(): Promise<StationCode> {
  return request('POST', '/stations/code', { body: {} })
}

/** Stations and recognisers that were ever enrolled. */
export function readAgents(signal?: AbortSignal): Promise<AgentList> {
  return request('GET', '/stations', { signal })
}

/** Shuts an agent out, or lets it in again. */
export function updateAgent(id: string, change: { active: boolean }): Promise<AgentList> {
  return request('PATCH', `/stations/${encodeURIComponent(id)}`, { body: change })
}

export function readTokens(signal?: AbortSignal): Promise<TokenList> {
  return request('GET', '/tokens', { signal })
}

/** A token by which a program acts as this user; the answer holds it, and it is never shown again. */
export function makeToken(user: string, form: NewToken): Promise<z.infer<typeof tokenCreated>> {
  return request('POST', `/users/${encodeURIComponent(user)}/tokens`, { body: form })
}

export function revokeToken(id: string): Promise<void> {
  return request('DELETE', `/tokens/${encodeURIComponent(id)}`)
}
