import { Check, ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { defineCrs } from '../../state/map/crs-definitions.ts';
import { useMapSettings } from '../../state/map/map-settings.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { useStore } from '../../state/store.ts';
import { call } from '../../client/call.ts';
import { Popover } from '../../ui/popover.tsx';

const WORLD = ['EPSG:3857', 'EPSG:4326'];
type Found = CallOutput<'crs.search'>['items'];

/** The CRS that the map is shown in, and another to show it in. It changes the picture, never the data. */
export function CrsButton(): React.JSX.Element {
  const { t } = useTranslation();
  const crs = useStore((state) => state.crs);
  return (
    <Popover label={t('status.crs')} button={<>{crs.length > 24 ? t('status.own-crs') : crs}<ChevronDown size={12} aria-hidden /></>}>
      {(close) => <CrsChooser close={close} />}
    </Popover>
  );
}

function CrsChooser({ close }: { readonly close: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const crs = useStore((state) => state.crs);
  const [text, setText] = useState('');
  const own = useOwnCrs();
  const found = useSearch(text);
  const show = (wanted: string): void => {
    report(
      defineCrs(wanted).then(() => {
        useMapSettings.getState().set({ crs: wanted });
        close();
      }),
    );
  };
  const items = text.trim() === '' ? own.map((item) => ({ crs: item, name: '', area: '' })) : found;
  return (
    <div className="crs-chooser">
      <p className="soft">{t('status.crs-note')}</p>
      <input type="search" aria-label={t('status.crs-search')} placeholder={t('status.crs-search')} value={text} onChange={(event) => { setText(event.target.value); }} />
      <div role="radiogroup" aria-label={t('status.crs')}>
        {items.map((item) => (
          <button key={item.crs} type="button" className="menu-item" role="radio" aria-checked={item.crs === crs} title={item.area} onClick={() => { show(item.crs); }}>
            <span>{item.crs}{item.name !== '' && <span className="soft"> {item.name}</span>}</span>
            {item.crs === crs && <Check size={14} aria-hidden />}
          </button>
        ))}
      </div>
      {items.length === 0 && <p className="soft">{t('status.crs-none')}</p>}
    </div>
  );
}

/** The CRSs that the data of the workspace lie in, and two of the world. */
function useOwnCrs(): readonly string[] {
  const { scene, composite, map, parcels } = useRecords();
  return [...new Set([...map.map(({ grid }) => grid.crs), ...composite.map(({ grid }) => grid.crs), ...scene.map((one) => one.crs), ...parcels.map((one) => one.crs), ...WORLD])];
}

const WAIT_MS = 200;

function useSearch(text: string): Found {
  const [found, setFound] = useState<Found>([]);
  useEffect(() => {
    if (text.trim() === '') return undefined;
    const aborter = new AbortController();
    const timer = setTimeout(() => { report(call('crs.search', { text, limit: 20 }, aborter.signal).then(({ items }) => { setFound(items); })); }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [text]);
  return found;
}
