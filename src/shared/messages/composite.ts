/** What composites and maps tell about the scenes and windows that they are made of. */
export const COMPOSITE_MESSAGES = {
  SCENE_SCL_INTERPOLATED: '{scene}: its scene classification was resampled by interpolation, so that rims carry classes that were never seen; masks are wrong there',
  SCENE_OFFSET_LEFT: '{scene}: its stored values start at {darkest:plain} although no offset is stated, as if an offset of −{offset:plain} was still in them; import it again with --boa-offset -{offset:plain} if so',
  SCENE_OFFSET_TAKEN: '{scene}: half of its stored values lie below {limit:plain} although an offset of {offset:plain} is stated, as if it had been taken off before; import it again with --boa-offset 0 if so',
  SCENE_WITHOUT_QUALITY: '{scene} has no quality band: its clouds are not masked',
  SCENE_LACKS_BAND: '{scene} was left out: it has no band {band}',
  OBSERVATIONS_NOT_KEPT: 'observations were not kept: they would take about {megabytes} MB, and {allowed} MB are allowed',
  WINDOWS_FAILED: { one: '{count} of {total} windows failed and is without data.', other: '{count} of {total} windows failed and are without data.' },
} as const;
