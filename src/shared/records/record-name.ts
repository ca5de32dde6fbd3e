/** What people call the kinds of records, and the other things that have ids, in a sentence. */
const NAMES: Readonly<Record<string, Readonly<Record<'en' | 'fr', string>>>> = {
  scene: { en: 'scene', fr: 'scène' },
  composite: { en: 'composite', fr: 'composite' },
  parcels: { en: 'parcel set', fr: 'jeu de parcelles' },
  parcel: { en: 'parcel', fr: 'parcelle' },
  samples: { en: 'sample set', fr: 'jeu d’échantillons' },
  scheme: { en: 'class scheme', fr: 'nomenclature' },
  model: { en: 'model', fr: 'modèle' },
  map: { en: 'map', fr: 'carte' },
  mask: { en: 'cropland mask', fr: 'masque des terres cultivées' },
  calendar: { en: 'crop calendar', fr: 'calendrier cultural' },
  embedding: { en: 'embedding', fr: 'plongement' },
  report: { en: 'report', fr: 'rapport' },
  job: { en: 'job', fr: 'tâche' },
  run: { en: 'run', fr: 'exécution' },
  record: { en: 'record', fr: 'enregistrement' },
};

/** The name of a kind, such as “sample set” of `samples`; a kind that has none stays as it is. */
export function recordName(kind: string, language = 'en'): string {
  return NAMES[kind]?.[language.startsWith('fr') ? 'fr' : 'en'] ?? kind;
}
