import type { Words } from '../i18n/words.ts';

/** Words of the choice of an encoder, and of reading one from a checkpoint. */
export const encoderWords: Words = {
  en: {
    'encoder.field': 'Encoder',
    'encoder.none': 'There is no encoder yet. Read a Presto checkpoint first.',
    'encoder.read': 'Read a checkpoint…',
    'encoder.reading': 'Reading the checkpoint…',
    'encoder.read-hint': 'A Presto checkpoint as it was published (.pt). Only its numbers are read; nothing in it is run.',
  },
  fr: {
    'encoder.field': 'Encodeur',
    'encoder.none': 'Il n’y a pas encore d’encodeur. Lisez d’abord des poids de Presto.',
    'encoder.read': 'Lire des poids publiés…',
    'encoder.reading': 'Lecture des poids…',
    'encoder.read-hint': 'Des poids de Presto tels qu’ils ont été publiés (.pt). Seuls les nombres sont lus ; rien n’y est exécuté.',
  },
};
