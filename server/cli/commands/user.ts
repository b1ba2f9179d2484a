import { z } from 'zod'
import { roles, userCreated, userList as userListAnswer, tokenCreated } from '#contract/identity.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

export const userAdd: Command = {
  name: 'user add',
  usage: `NAME --role R [--role R2] [--unit U]   (roles: ${roles.join(', ')})`,
  summary: 'Add a user; the one-time password is shown once',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { role: { type: 'string', multiple: true }, unit: { type: 'string', multiple: true } }, 'user add')
    const name = needed(positionals[0], 'The name')
    const wanted = z.array(z.enum(roles)).min(1).safeParse(values.role ?? [])
    if (!wanted.success) throw new UsageError(`--role takes one of: ${roles.join(', ')}.`)
    const user = userCreated.parse(await (await connect()).post('/users', { name, roles: wanted.data, units: values.unit ?? [] }))
    printResult(user, asJson, (added) => `${added.name}: one-time password ${added.oneTimePassword ?? ''}`)
    return 0
  },
}

export const userList: Command = {
  name: 'user list',
  usage: '',
  summary: 'List the users',
  async run(words, { asJson }) {
    parseWords(words, {}, 'user list')
    const answer = userListAnswer.parse(await (await connect()).get('/users'))
    printResult(answer, asJson, ({ users }) => users.map((user) => `${user.name}  ${user.roles.join(', ')}  ${user.units.join(', ')}${user.active ? '' : '  (closed)'}`).join('\n'))
    return 0
  },
}

export const tokenCreate: Command = {
  name: 'token create',
  usage: '',
  summary: 'Make a token for a program; needs OPIS_SERVER and OPIS_TOKEN of the user who shall own it',
  async run(words, { asJson }) {
    parseWords(words, {}, 'token create')
    const answer = tokenCreated.parse(await (await connect()).post('/tokens'))
    printResult(answer, asJson, ({ token }) => token)
    return 0
  },
}
