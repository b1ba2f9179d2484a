/**
 * How whoever starts the station as a process starts Node, to keep it under 300 MB: the C library makes
 * an arena for each thread otherwise (60 MB), and V8 lets its young generation grow (50 MB).
 * Measured on 60 pages of A4 at 300 dpi: 370 MB at the peak without both, 245 MB with them; on 40 pages of pure noise,
 * which compress to 9 MB each, 236 to 276 MB.
 */
export const stationLaunch = {
  execArgv: ['--max-semi-space-size=2'],
  env: { MALLOC_ARENA_MAX: '2' },
} as const
