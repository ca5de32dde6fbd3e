import type { Words } from '../../i18n/words.ts';

export const statusWords: Words = {
  en: {
    'status.scale': 'Scale 1 : {{scale}}',
    'status.outside': 'Pointer is off the map',
    'status.live': 'Engine ready',
    'status.connecting': 'Connecting…',
  },
  fr: {
    'status.scale': 'Échelle 1 : {{scale}}',
    'status.outside': 'Le pointeur est hors de la carte',
    'status.live': 'Moteur prêt',
    'status.connecting': 'Connexion…',
  },
};
