/** Units in which SANE gives the value of an option; null is a plain number, a text or a switch. */
export type SaneUnit = 'mm' | 'dpi' | 'pel' | 'bit' | '%' | 'us'

/** The values that an option takes. `values` are as they must be given back to the driver. */
export type SaneConstraint =
  | { kind: 'switch' }
  | { kind: 'button' }
  | { kind: 'range'; min: number; max: number; step: number | null }
  | { kind: 'list'; values: string[] }
  | { kind: 'free'; of: 'int' | 'float' | 'string' }

/** One option of a device, as `scanimage --all-options` shows it. */
export type SaneOption = {
  name: string
  /** Title of the group in which the driver lists it, or null. */
  group: string | null
  constraint: SaneConstraint
  unit: SaneUnit | null
  /** The option is a row of values (a gamma table). */
  several: boolean
  /** The driver can choose the value itself. */
  automatic: boolean
  /** Present value; null where the driver does not say or the option is not active. */
  current: string | null
  /** `inactive`: not with the present values of others; `hardware`: a button or sensor; `read-only`: only shown. */
  state: 'settable' | 'inactive' | 'hardware' | 'read-only'
}

/** The option of that name if it can be set now. */
export function settable(options: readonly SaneOption[], name: string): SaneOption | null {
  return options.find((option) => option.name === name && option.state === 'settable') ?? null
}

/** The texts that an option offers, as the driver spells them. */
export function choicesOf(option: SaneOption | null): string[] {
  return option?.constraint.kind === 'list' ? option.constraint.values : []
}
