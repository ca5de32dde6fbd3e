import type { Words } from '../../i18n/words.ts';

export const timelineWords: Words = {
  en: {
    'time.label': 'Periods of {{title}}',
    'time.previous': 'Previous period',
    'time.next': 'Next period',
    'time.play': 'Play the periods',
    'time.stop': 'Stop',
  },
  fr: {
    'time.label': 'Périodes de {{title}}',
    'time.previous': 'Période précédente',
    'time.next': 'Période suivante',
    'time.play': 'Faire défiler les périodes',
    'time.stop': 'Arrêter',
  },
};
