export { hasDoubt, ruleParts, termRule, type RulePart, type Span, type TermRule } from '#contract/terms.ts'
