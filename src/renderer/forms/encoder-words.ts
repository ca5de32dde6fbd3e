import type { Words } from '../i18n/words.ts';

/** Words of the choice of an encoder, of reading one from a checkpoint, and of changed copies of samples. */
export const encoderWords: Words = {
  en: {
    'encoder.field': 'Encoder',
    'encoder.none': 'There is no encoder yet. Read a Presto checkpoint first.',
    'encoder.read': 'Read a checkpoint…',
    'encoder.reading': 'Reading the checkpoint…',
    'encoder.read-hint': 'A Presto checkpoint as it was published (.pt). Only its numbers are read; nothing in it is run.',
    'encoder.copies': 'Changed copies of each sample',
    'encoder.copies-none': 'none',
    'encoder.copies-hint': 'Each with months and sensors taken away as clouds and outages do. 3 is WorldCereal’s choice; samples for the test stay as they are.',
  },
  fr: {
    'encoder.field': 'Encodeur',
    'encoder.none': 'Il n’y a pas encore d’encodeur. Lisez d’abord des poids de Presto.',
    'encoder.read': 'Lire des poids publiés…',
    'encoder.reading': 'Lecture des poids…',
    'encoder.read-hint': 'Des poids de Presto tels qu’ils ont été publiés (.pt). Seuls les nombres sont lus ; rien n’y est exécuté.',
    'encoder.copies': 'Copies modifiées de chaque échantillon',
    'encoder.copies-none': 'aucune',
    'encoder.copies-hint': 'Chacune privée de mois et de capteurs, comme par les nuages et les pannes. WorldCereal en prend 3 ; les échantillons de test restent tels quels.',
  },
};
