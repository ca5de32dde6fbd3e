/** Sentences of model cards. A card is a file for everybody, so it holds the English; the window says the same in its language. */
export const CARD_MESSAGES = {
  NODATA_TREES: 'A missing value is NaN and takes the branch of “not ≤”; a pixel without any value is nodata.',
  NODATA_FEATURES: 'A missing value is NaN and counts as the mean of its column in the training rows; a pixel without any value is nodata.',
  NODATA_EMBEDDING: 'A missing number of an embedding is NaN and counts as 0; a pixel without any value is nodata.',
  NODATA_TIME_EMBEDDING: 'A missing number of a time embedding is NaN and counts as 0; a pixel without any value is nodata.',
  NODATA_SERIES: 'A missing value is NaN and filled inside the model: linear in time between the nearest periods that have one, at the ends the nearest; a band without any counts as its mean in the training rows; a pixel without any value is nodata.',
  NODATA_TOKENS: 'A band group with a missing band is left out at that timestep, NDVI with B04 or B08. A pixel without any value is NaN.',
  NODATA_TOKENS_NDVI: 'A band group with a missing band is left out at that timestep; NDVI never is, it is then 0. A pixel without any value is NaN.',
  FILE_SILENT: 'Not known: the file does not say.',
  LICENCE_OF_SAMPLES: 'As the samples it was trained on.',
  LICENCE_UNPUBLISHED: 'None was published with it.',
  NO_CLASSES_EMBEDDING: 'No classes: an embedding',
  NO_CLASSES_QUANTITY: 'No classes: a quantity',
  CLASSES_OF_MODEL: 'Classes as the model names them',
} as const;
