import { hashPassword, oneTimePassword } from '#server/identity/password.ts'

export type Password = { password: string; hash: string }

/** One-time passwords for new people, made before the transaction: hashing takes long on purpose. */
export async function makePasswords(names: readonly string[]): Promise<Map<string, Password>> {
  const made = new Map<string, Password>()
  for (const name of names) {
    const password = oneTimePassword()
    made.set(name, { password, hash: await hashPassword(password) })
  }
  return made
}
