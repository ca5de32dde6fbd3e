import type { Words } from '../../i18n/words.ts';

/** Words of the step Map. */
export const mappingWords: Words = {
  en: {
    'map.auto-title': 'Crop map, {{name}}',
    'map.purpose': 'Asks the model for every pixel: a map of classes, how sure it is, and the probability of each class.',
    'map.start': 'Make the map',
    'map.no-model': 'There is no model yet.',
    'map.no-composite': 'There are no composites yet.',
    'map.model': 'Model',
    'map.composite': 'Composites',
    'map.mask': 'Cropland mask',
    'map.mask-hint': 'Only cropland is classified.',
    'map.no-mask': 'none: classify everything',
    'map.fallback': 'Least probability at level {{level}}',
    'map.fallback-hint': 'Less sure pixels get the class above.',
    'map.fallback-never': 'never give way',
    'map.window': 'Window',
    'map.window-hint': 'Smaller windows need less memory.',
  },
  fr: {
    'map.auto-title': 'Carte des cultures, {{name}}',
    'map.purpose': 'Interroge le modèle pour chaque pixel : une carte des classes, sa certitude, et la probabilité de chaque classe.',
    'map.start': 'Créer la carte',
    'map.no-model': 'Il n’y a pas encore de modèle.',
    'map.no-composite': 'Il n’y a pas encore de composites.',
    'map.model': 'Modèle',
    'map.composite': 'Composites',
    'map.mask': 'Masque des terres cultivées',
    'map.mask-hint': 'Seules les terres cultivées sont classées.',
    'map.no-mask': 'aucun : tout classer',
    'map.fallback': 'Probabilité minimale au niveau {{level}}',
    'map.fallback-hint': 'Les pixels moins sûrs reçoivent la classe au-dessus.',
    'map.fallback-never': 'ne jamais céder',
    'map.window': 'Fenêtre',
    'map.window-hint': 'Des fenêtres plus petites demandent moins de mémoire.',
  },
};
