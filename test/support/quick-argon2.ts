import { createRequire } from 'node:module'

/**
 * Argon2 itself with the smallest cost, for tests that are not about passwords: with the cost of a real server the
 * accounts of all suites together would take minutes. What verifies reads the cost from the hash.
 */
type Argon2 = { hash(password: string, options: { memoryCost: number; timeCost: number; parallelism: number }): Promise<string>; verify(hashed: string, password: string): Promise<boolean> }
const real = createRequire(import.meta.url)('@node-rs/argon2') as Argon2

export const hash: Argon2['hash'] = (password) => real.hash(password, { memoryCost: 1024, timeCost: 1, parallelism: 1 })
export const verify: Argon2['verify'] = (hashed, password) => real.verify(hashed, password)
