import { useMemo } from 'react';
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
  const scheme = useRecords((state) => state.scheme).find(({ id }) => id === samples?.schemeId)?.scheme;
  return useMemo(() => {
    const classes = new Map((scheme?.classes ?? []).map((one) => [one.code, one]));
    return {
      codes: [...classes.keys()],
      name: (code) => {
        const found = classes.get(code);
        return found ? classLabel(found, i18n.language) : code;
      },
      colour: (code) => classes.get(code)?.colour ?? '#888888',
    };
  }, [scheme, i18n.language]);
}
