/** Who works with registers; the use cases refuse registers of another unit. */
export const registrars = { roles: ['administrator', 'clerk', 'counter'] } as const
