/** Variables that a worker inherits; nothing else of the user's environment reaches the code that reads foreign files. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TMP',
  'TEMP',
  'LD_LIBRARY_PATH',
  'GDAL_DATA',
  'PROJ_DATA',
  'PROJ_LIB',
  'CUDA_VISIBLE_DEVICES',
  'XDG_CACHE_HOME',
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
] as const;

/** Share of a worker's budget that GDAL's block cache may fill; the rest is for the stack of a window and the kernels. */
const GDAL_CACHE_SHARE = 0.125;

/** Share of a worker's budget that JavaScript's own heap may fill; pixels live outside of it. */
const HEAP_SHARE = 0.75;

/** A port where nothing listens (“discard”, RFC 863): as proxy it makes every HTTP request of GDAL or PROJ fail at once. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * The whole environment of a worker process: the allow-listed variables, a fixed time zone and language, and GDAL's
 * settings: its cache as a share of the budget, one thread (parallel work is done by processes), no network, no Python in VRTs.
 * @param inherited environment to take the allow-listed variables from
 */
export function workerEnvironment(memoryMB: number, inherited: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    GDAL_CACHEMAX: String(Math.max(16, Math.round(memoryMB * GDAL_CACHE_SHARE))),
    GDAL_NUM_THREADS: '1',
    OPJ_NUM_THREADS: '1',
    OMP_NUM_THREADS: '1',
    // A scene folder may hold thousands of files; sidecars are still found, each by its own name.
    GDAL_DISABLE_READDIR_ON_OPEN: 'TRUE',
    GDAL_VRT_ENABLE_PYTHON: 'NO',
    GDAL_HTTP_PROXY: NOWHERE,
    GDAL_HTTP_MAX_RETRY: '0',
    GDAL_HTTP_CONNECTTIMEOUT: '1',
    CPL_VSIL_CURL_ALLOWED_EXTENSIONS: '.none',
    http_proxy: NOWHERE,
    https_proxy: NOWHERE,
    PROJ_NETWORK: 'OFF',
    // glibc keeps an arena per thread otherwise, which looks like a leak in a process that decodes for hours.
    MALLOC_ARENA_MAX: '2',
  };
  for (const name of INHERITED) {
    const value = inherited[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** Node's own flags of a worker: its heap ends inside the budget, so that a leak is told as one. */
export function workerFlags(memoryMB: number): string[] {
  return [`--max-old-space-size=${Math.max(64, Math.round(memoryMB * HEAP_SHARE))}`];
}
