import type { Words } from '../i18n/words.ts';

/** Words that every part that shows values has need of; `scl.n` are the classes of Sen2Cor's scene classification. */
export const valueWords: Words = {
  en: {
    'ui.copied': 'Copied',
    'map.pin': 'Place {{number}}',
    'app.dock-height': 'Height of the dock',
    'scl.0': 'no data',
    'scl.1': 'saturated or defective',
    'scl.2': 'dark area or topographic shadow',
    'scl.3': 'cloud shadow',
    'scl.4': 'vegetation',
    'scl.5': 'not vegetated',
    'scl.6': 'water',
    'scl.7': 'unclassified',
    'scl.8': 'cloud, medium probability',
    'scl.9': 'cloud, high probability',
    'scl.10': 'thin cirrus',
    'scl.11': 'snow or ice',
  },
  fr: {
    'ui.copied': 'Copié',
    'map.pin': 'Lieu {{number}}',
    'app.dock-height': 'Hauteur du volet inférieur',
    'scl.0': 'pas de données',
    'scl.1': 'saturé ou défectueux',
    'scl.2': 'zone sombre ou ombre du relief',
    'scl.3': 'ombre de nuage',
    'scl.4': 'végétation',
    'scl.5': 'sans végétation',
    'scl.6': 'eau',
    'scl.7': 'non classé',
    'scl.8': 'nuage, probabilité moyenne',
    'scl.9': 'nuage, probabilité forte',
    'scl.10': 'cirrus fin',
    'scl.11': 'neige ou glace',
  },
};
