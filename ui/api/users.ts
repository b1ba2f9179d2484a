import type { z } from 'zod'
import type { newUser, stationCode, updateUser, userCreated, userList } from '#contract/identity.ts'
import { request } from './request.ts'

export type UserList = z.infer<typeof userList>
export type UserView = UserList['users'][number]
export type UserCreated = z.infer<typeof userCreated>
export type StationCode = z.infer<typeof stationCode>

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
