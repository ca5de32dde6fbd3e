/**
 * The one place that loads GDAL. Only worker processes come here.
 *
 * gdal-async may be loaded once per process and not in worker_threads. Derived in-memory VRTs must be closed before
 * their sources, or the process dies at its end: so derived VRTs are written as files (`vrt.ts`) that name their sources.
 */
import gdal from 'gdal-async';

// No data set may reach the network or run code, whatever a file says.
gdal.config.set('GDAL_VRT_ENABLE_PYTHON', 'NO');
gdal.config.set('CPL_CURL_ENABLE', 'NO');
gdal.config.set('GDAL_PAM_ENABLED', 'YES');
gdal.config.set('OGR_SQLITE_LIST_VIRTUAL_OGR', 'NO');
gdal.config.set('CPL_LOG', '/dev/null');

export { gdal };
