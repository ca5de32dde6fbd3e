import type { MessageWords } from './message-words.ts';

/** English texts that name another remedy in the window than on the command line, which has flags instead of fields. */
export const WINDOW_MESSAGES_EN: MessageWords = {
  OFFSET_UNLISTED: 'Its metadata list no offset although its processing baseline is {baseline}: {choice}. Give the offset under “More” to decide otherwise.',
  OFFSET_UNKNOWN: 'Without product metadata its offset is not known although its processing baseline is {baseline}: {choice}. Give the offset under “More” to decide otherwise.',
  OFFSET_TOO_LOW: 'The offset of {offset:plain} makes more than a tenth of {bands} negative: it seems to be applied already. If so, import again with an offset of 0.',
  OFFSET_MISSING: 'No value of {bands} lies below 1000: the offset of baseline 04.00 seems not to be applied. If so, import again with an offset of {offset:plain}.',
  DATE_OF_FILE: 'Its date {date} comes from TIFFTAG_DATETIME, which may be the day the file was written; give the day of acquisition if it is wrong.',
  LEGEND_UNKNOWN: 'Its legend is not known: {values} is taken as cropland, as in WorldCover. Give the values of cropland if that is wrong.',
  SCENE_OFFSET_LEFT: '{scene}: its stored values start at {darkest:plain} although no offset is stated, as if an offset of −{offset:plain} was still in them; import it again with an offset of −{offset:plain} if so',
  SCENE_OFFSET_TAKEN: '{scene}: half of its stored values lie below {limit:plain} although an offset of {offset:plain} is stated, as if it had been taken off before; import it again with an offset of 0 if so',
  TELL_NDVI_RULE: 'Choose it under “When NDVI is missing” and read the checkpoint again.',
  PROCESSOR_NO_CUDA: 'its libraries are not installed; the setup can fetch them on a machine with an NVIDIA card',
};
