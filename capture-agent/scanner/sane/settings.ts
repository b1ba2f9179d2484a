/** How SANE is reached on this machine. */
export type SaneSettings = {
  /** The program `scanimage`: a name on the path or a path. */
  program: string
  /** Folder of SANE's configuration in place of the system's own; null: the system's. */
  configFolder: string | null
}

/** The whole environment of the driver's process: what is said is always English, nothing of ours is passed on. */
export function saneEnvironment(settings: SaneSettings): Record<string, string> {
  const own = settings.configFolder === null ? {} : { SANE_CONFIG_DIR: settings.configFolder }
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', ...own }
}
