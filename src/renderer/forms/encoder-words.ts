import type { Words } from '../i18n/words.ts';

/** Words of the choice of an encoder, and of reading one from a checkpoint. */
export const encoderWords: Words = {
  en: {
    'encoder.field': 'Encoder',
    'encoder.none': 'There is no encoder yet. Read a Presto checkpoint first.',
    'encoder.read': 'Read a checkpoint…',
    'encoder.ndvi': 'When NDVI is missing',
    'encoder.ndvi-hint': 'Weights with all their parts say it themselves; those of the encoder alone need to be told what they were trained with.',
    'encoder.ndvi.auto': 'As the checkpoint says',
    'encoder.ndvi.with-its-bands': 'With its bands: left out like B04 or B08',
    'encoder.ndvi.never-missing': 'Never: it is then 0',
    'encoder.again': 'Read it again',
    'encoder.reading': 'Reading the checkpoint…',
    'encoder.read-hint': 'A Presto checkpoint as it was published (.pt). Only its numbers are read; nothing in it is run.',
  },
  fr: {
    'encoder.field': 'Encodeur',
    'encoder.none': 'Il n’y a pas encore d’encodeur. Lisez d’abord des poids de Presto.',
    'encoder.read': 'Lire des poids publiés…',
    'encoder.ndvi': 'Quand NDVI manque',
    'encoder.ndvi-hint': 'Des poids complets le disent eux-mêmes ; pour ceux de l’encodeur seul, il faut dire comment il a appris.',
    'encoder.ndvi.auto': 'Comme le disent les poids',
    'encoder.ndvi.with-its-bands': 'Avec ses bandes : omis comme B04 ou B08',
    'encoder.ndvi.never-missing': 'Jamais : il vaut alors 0',
    'encoder.again': 'Les lire à nouveau',
    'encoder.reading': 'Lecture des poids…',
    'encoder.read-hint': 'Des poids de Presto tels qu’ils ont été publiés (.pt). Seuls les nombres sont lus ; rien n’y est exécuté.',
  },
};
