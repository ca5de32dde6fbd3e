import type { TFunction } from 'i18next';
import type { CropOf } from '../../state/samples/crop-words.ts';
import type { Answer } from './answers.ts';

/** One layer’s answer in a few words. */
export interface TipLine {
  readonly id: string;
  readonly words: string;
  /** `#rrggbb` of a class. */
  readonly swatch: string | null;
  readonly more: string;
}

export interface TipWording {
  readonly t: TFunction;
  readonly language: string;
  readonly cropOf: CropOf;
}

/** What maps and parcels say of a place, top layer first; pictures have no short answer. */
export function tipLines(answers: readonly Answer[], wording: TipWording): readonly TipLine[] {
  return answers.flatMap((answer) => lineOf(answer, wording) ?? []);
}

function lineOf({ record, item }: Answer, { t, language, cropOf }: TipWording): TipLine | null {
  const found = item?.state === 'found' ? item.found : null;
  if (found?.kind === 'map' && found.class) {
    const { labels, code, colour } = found.class;
    const confidence = found.confidence === null ? '' : t('identify.tip-confidence', { percent: new Intl.NumberFormat(language, { style: 'percent' }).format(found.confidence / 100) });
    return { id: record, words: labels[language] ?? labels['en'] ?? code, swatch: colour, more: confidence };
  }
  const parcel = found?.kind === 'parcels' ? found.parcels[0] : undefined;
  if (!parcel) return null;
  const hectares = parcel.areaM2 === null ? '' : t('identify.hectares', { value: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(parcel.areaM2 / 10_000) });
  const crop = parcel.label === '' ? cropOf(record, parcel.code) : parcel.label;
  return { id: record, words: `${t('identify.parcel')} ${parcel.sourceId === '' ? parcel.fid : parcel.sourceId}`, swatch: null, more: [crop === '' ? parcel.code : crop, hectares].filter((part) => part !== '').join(' · ') };
}
