import { z } from 'zod'
import { id } from './common.ts'
import { dataCode } from './registers.ts'
import { unitCode } from './units.ts'

const line = (max: number) => z.string().trim().min(1).max(max)

/**
 * A rule that proposes the unit for what comes. All conditions that are given must hold: `words`: one of them stands in
 * the text (`ремонт*` also begins a longer word); `sender`: an address, or a domain with those below it. `register` and
 * `setKind`: what it is proposed to be registered as.
 */
export const routingRuleForm = z
  .object({
    name: line(100),
    active: z.boolean().default(true),
    kind: dataCode.nullable().default(null),
    words: z.array(line(100)).max(50).default([]),
    correspondent: id.nullable().default(null),
    sender: line(254).nullable().default(null),
    unit: unitCode,
    register: dataCode.nullable().default(null),
    setKind: dataCode.nullable().default(null),
  })
  .refine((rule) => rule.kind !== null || rule.words.length > 0 || rule.correspondent !== null || rule.sender !== null, 'takes at least one condition')
export type RoutingRuleForm = z.infer<typeof routingRuleForm>

/** `correspondentName`: of the condition; `unitClosed`: it proposes nothing until it names a unit at work. */
export const routingRuleView = z.object({
  ...{ id: z.string(), name: z.string(), active: z.boolean(), kind: z.string().nullable(), words: z.array(z.string()), correspondent: z.string().nullable(), correspondentName: z.string().nullable(), sender: z.string().nullable() },
  ...{ unit: z.string(), register: z.string().nullable(), setKind: z.string().nullable(), unitClosed: z.boolean() },
})
export type RoutingRuleView = z.infer<typeof routingRuleView>
export const routingRules = z.object({ rules: z.array(routingRuleView) })
/** All rules in the order in which they are asked. */
export const routingOrder = z.object({ rules: z.array(id).max(1000) })

/** What a document is known by when a unit is proposed for it. */
export const routingTrial = z.object({ text: z.string().max(20_000).default(''), kind: dataCode.nullable().default(null), correspondent: id.nullable().default(null), sender: z.string().trim().max(254).nullable().default(null) })
export type RoutingTrial = z.infer<typeof routingTrial>
export const routingProposal = z.object({ unit: z.string(), register: z.string().nullable(), kind: z.string().nullable(), rule: z.string() })
export type RoutingProposal = z.infer<typeof routingProposal>
/** Null: no rule fits, or the document has been handed on already. */
export const routingAnswer = z.object({ proposal: routingProposal.nullable() })
