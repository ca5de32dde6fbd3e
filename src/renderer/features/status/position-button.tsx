import { Check, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/window/preferences.ts';
import { useStore } from '../../state/store.ts';
import { Popover } from '../../ui/popover.tsx';
import { COORDINATE_FORMATS, formatPosition } from './coordinates.ts';

/** Where the pointer is, in the chosen format; a press chooses another. */
export function PositionButton(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { pointer, crs } = useStore();
  const { coordinates, prefer } = usePreferences();
  const text = pointer ? (formatPosition(pointer, crs, coordinates, i18n.language) ?? t('status.no-position')) : t('status.outside');
  return (
    <Popover label={t('status.coordinates')} button={<><span className="status-position">{text}</span><ChevronDown size={12} aria-hidden /></>}>
      {(close) => (
        <div role="radiogroup" aria-label={t('status.coordinates')}>
          {COORDINATE_FORMATS.map((format) => (
            <button key={format} type="button" className="menu-item" role="radio" aria-checked={coordinates === format} onClick={() => { prefer({ coordinates: format }); close(); }}>
              <span>{t(`status.format.${format}`)}</span>
              {coordinates === format && <Check size={14} aria-hidden />}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
