/** Variables that the engine inherits: where the user's folders are and how the system is set up. No NODE_OPTIONS, no tokens, no proxies. */
const INHERITED = [
  ...['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'FURROW_SETTINGS', 'LD_LIBRARY_PATH'],
  ...['SystemRoot', 'SystemDrive', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'NUMBER_OF_PROCESSORS', 'PATHEXT'],
];

/** The engine's environment: the allow-listed part of the shell's. */
export function engineEnvironment(inherited: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(INHERITED.flatMap((name) => (inherited[name] === undefined ? [] : [[name, inherited[name]]])));
}
