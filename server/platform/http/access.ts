/** Who speaks: nobody, a person, or an agent (station, recogniser). */
export type Principal =
  | { kind: 'nobody' }
  | { kind: 'user'; id: string; name: string; roles: readonly string[]; units: readonly string[]; via: 'session' | 'token' | 'local'; mustChangePassword: boolean }
  | { kind: 'agent'; id: string; name: string; role: 'station' | 'recogniser' }

/**
 * Who may call a route. `any-user`: everybody signed in; the use case filters what they see.
 * `roles` and `agent` together: either.
 */
export type Access = 'public' | 'any-user' | 'any-user-even-with-one-time-password' | { roles?: readonly string[]; agent?: readonly ('station' | 'recogniser')[] }
