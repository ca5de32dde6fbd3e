import { useEffect, useMemo, useState } from 'react';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { CropMap, SampleSet } from '../../../shared/records/learning.ts';
import type { Place } from '../../state/map/places.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { call } from '../../client/call.ts';
import type { Usual } from './chart-model.ts';

/** Which class is drawn behind: the one the map has at the place, none, or a class by its code. */
export type Behind = 'at-place' | 'none' | { readonly code: string };

export interface UsualChoice {
  /** Samples that know the usual curves; null when there are none. */
  readonly samples: SampleSet | null;
  /** Classes of the samples. */
  readonly classes: readonly { readonly code: string; readonly label: string; readonly colour: string }[];
  readonly usual: Usual | null;
}

/** The usual curve of a class in the samples that the shown map was trained with, else in the newest samples. */
export function useUsual(place: Place | null, behind: Behind, language: string): UsualChoice {
  const { map, model, samples: sets, scheme: schemes } = useRecords();
  const layers = useShownLayers();
  const classMap = useMemo(() => shownMap(map, layers.filter(({ visible }) => visible).map(({ recordId }) => recordId)), [map, layers]);
  const trained = model.find(({ id }) => id === classMap?.modelId)?.sampleSetId;
  const samples = sets.find(({ id }) => id === trained) ?? sets[0] ?? null;
  const classes = useMemo(() => {
    const scheme = classMap?.scheme ?? schemes.find(({ id }) => id === samples?.schemeId)?.scheme ?? null;
    return (scheme?.classes ?? []).filter(({ code }) => samples?.byClass[code] !== undefined).map((item) => ({ code: item.code, label: classLabel(item, language), colour: item.colour }));
  }, [classMap, schemes, samples, language]);
  const atPlace = useClassAt(behind === 'at-place' ? place : null, classMap?.id ?? null);
  const code = behind === 'none' ? null : behind === 'at-place' ? atPlace : behind.code;
  const found = useClassSeries(samples?.id ?? null, code);
  const known = classes.find((item) => item.code === code);
  return { samples, classes, usual: known && found?.code === code ? { ...known, samples: found.samples, spreads: found.series } : null };
}

function shownMap(maps: readonly CropMap[], shown: readonly string[]): CropMap | null {
  const first = shown.find((id) => maps.some((map) => map.id === id));
  return maps.find(({ id }) => id === first) ?? maps[0] ?? null;
}

function useClassAt(place: Place | null, map: string | null): string | null {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly code: string | null } | null>(null);
  const key = place && map !== null ? `${map} ${place.id}` : null;
  useEffect(() => {
    if (!place || map === null) return undefined;
    const aborter = new AbortController();
    const { x, y, crs } = place;
    report(
      call('values.identify', { x, y, crs, records: [map] }, aborter.signal).then(({ items: [item] }) => {
        setAnswer({ key: `${map} ${place.id}`, code: item?.found?.kind === 'map' ? (item.found.class?.code ?? null) : null });
      }),
    );
    return () => { aborter.abort(); };
  }, [place, map]);
  return answer !== null && answer.key === key ? answer.code : null;
}

interface Found extends Pick<Usual, 'code' | 'samples'> {
  readonly series: Usual['spreads'];
}

/** Read once per class; the samples do not change. */
const known = new Map<string, Found | null>();

function useClassSeries(samples: string | null, code: string | null): Found | null {
  const key = samples !== null && code !== null ? `${samples} ${code}` : null;
  const [, setRead] = useState(0);
  useEffect(() => {
    if (samples === null || code === null || known.has(`${samples} ${code}`)) return undefined;
    const aborter = new AbortController();
    report(
      call('values.classSeries', { samples, classes: [code] }, aborter.signal).then(({ classes: [first] }) => {
        known.set(`${samples} ${code}`, first ?? null);
        setRead((count) => count + 1);
      }),
    );
    return () => { aborter.abort(); };
  }, [samples, code]);
  return key === null ? null : (known.get(key) ?? null);
}
