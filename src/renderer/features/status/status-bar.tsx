import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.ts';

/** Coordinates, scale, CRS and the state of the engine. */
export function StatusBar(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { pointer, scale, crs, connection, folder } = useStore();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: crs === 'EPSG:4326' ? 5 : 0 });
  return (
    <footer className="statusbar number">
      <span>{pointer ? `${number.format(pointer[0])}, ${number.format(pointer[1])} m` : t('status.outside')}</span>
      <span>{t('status.scale', { scale: new Intl.NumberFormat(i18n.language).format(Math.round(scale)) })}</span>
      <span>{crs}</span>
      <span className="spacer" />
      <span title={folder}>{folder}</span>
      <span>{connection === 'live' ? t('status.live') : t('status.connecting')}</span>
    </footer>
  );
}
