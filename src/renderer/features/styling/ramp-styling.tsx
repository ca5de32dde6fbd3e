import { ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Ramp, RAMP_NAMES, rampColours } from '../../../shared/colour/ramps.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { RampLayer, Range } from '../../layers/layer.ts';
import { useRecords } from '../../state/records.ts';
import { changed, useStore } from '../../state/store.ts';
import { gradient } from '../../ui/gradient.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Part, Prop, ValueInput } from './prop.tsx';

/** Confidence and probabilities: which band, which ramp, between which values. */
export function RampStyling({ layer }: { readonly layer: RampLayer }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const map = useRecords((state) => state.map.find(({ id }) => id === layer.recordId));
  const change = (fields: Partial<RampLayer>, step?: string): void => {
    useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'ramp', () => fields), step);
  };
  const label = (code: string): string => {
    const found = map?.scheme.classes.find((item) => item.code === code);
    return found ? classLabel(found, i18n.language) : code;
  };
  return (
    <Part title={t('styling.ramp')}>
      {layer.bandCodes && (
        <Prop label={t('styling.class')}>
          <select value={layer.band} onChange={(event) => { change({ band: Number(event.target.value) }); }}>
            {layer.bandCodes.map((code, i) => <option key={code} value={i + 1}>{label(code)}</option>)}
          </select>
        </Prop>
      )}
      <RampControls ramp={layer.ramp} range={layer.range} digits={0} onRamp={(ramp) => { change({ ramp }); }} onRange={(range) => { change({ range }, `range ${layer.id}`); }} />
    </Part>
  );
}

export interface RampControlsProps {
  readonly ramp: Ramp;
  readonly range: Range;
  /** Decimals of the values. */
  readonly digits: number;
  readonly onRamp: (ramp: Ramp) => void;
  readonly onRange: (range: Range) => void;
}

/** The ramp as a picture with its ends to type, the choice of ramps, and a button that turns it round. */
export function RampControls({ ramp, range, digits, onRamp, onRange }: RampControlsProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <div className="ramp-bar" role="img" aria-label={t(`ramp.${ramp.name}`)} style={{ background: gradient(rampColours(ramp)) }} />
      <div className="ramp-ends">
        <ValueInput label={t('styling.min')} value={range[0]} digits={digits} onChange={(min) => { onRange([min, range[1]]); }} />
        <span className="soft">{t('styling.to')}</span>
        <ValueInput label={t('styling.max')} value={range[1]} digits={digits} onChange={(max) => { onRange([range[0], max]); }} />
      </div>
      <div className="ramp-list" role="radiogroup" aria-label={t('styling.ramp')}>
        {RAMP_NAMES.map((name) => (
          <label key={name} className="ramp-choice" title={t(`ramp.${name}`)} data-chosen={name === ramp.name}>
            <input type="radio" name="ramp" checked={name === ramp.name} onChange={() => { onRamp({ ...ramp, name }); }} aria-label={t(`ramp.${name}`)} />
            <span style={{ background: gradient(rampColours({ name, reversed: ramp.reversed })) }} />
          </label>
        ))}
        <IconButton label={t('styling.reverse')} icon={<ArrowLeftRight size={14} />} pressed={ramp.reversed} onPress={() => { onRamp({ ...ramp, reversed: !ramp.reversed }); }} />
      </div>
    </>
  );
}
