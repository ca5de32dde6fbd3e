import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { useRecords } from '../../state/records.ts';

/** Names and colours of the classes of a sample set. */
export interface ClassLook {
  readonly codes: readonly string[];
  readonly name: (code: string) => string;
  /** `#rrggbb`, or a grey for a class that the scheme lost. */
  readonly colour: (code: string) => string;
}

/** The look of the classes that a sample set is labelled by. */
export function useClassLook(samples: SampleSet | null): ClassLook {
  const { i18n } = useTranslation();
  const classes = useRecords((state) => state.scheme).find(({ id }) => id === samples?.schemeId)?.scheme.classes ?? [];
  const find = (code: string): (typeof classes)[number] | undefined => classes.find((one) => one.code === code);
  return {
    codes: classes.map(({ code }) => code),
    name: (code) => {
      const found = find(code);
      return found ? classLabel(found, i18n.language) : code;
    },
    colour: (code) => find(code)?.colour ?? '#888888',
  };
}
