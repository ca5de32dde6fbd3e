import { useTranslation } from 'react-i18next';
import type { SampleDescription } from '../../../shared/contract/samples.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { classIn } from './class-words.ts';

export interface CompositionProps {
  readonly description: SampleDescription;
  readonly scheme: ClassScheme | null;
}

/** Values of an attribute that are shown; the rest is summed up in words. */
const MOST_SHOWN = 12;
/** Names of cells of the H3 grid, which WorldCereal gives its samples. */
const H3 = /^8[0-9a-f]{14}$/;

/** Classes with their split, and how the samples lie over years, countries, data sets and regions. */
export function Composition({ description, scheme }: CompositionProps): React.JSX.Element {
  return (
    <div className="composition">
      <ClassTable description={description} scheme={scheme} />
      {description.by.map((part) => <Distribution key={part.name} part={part} rows={description.rows} scheme={scheme} classes={description.classes.map(({ code }) => code)} />)}
      <BandTable description={description} />
    </div>
  );
}

function ClassTable({ description, scheme }: CompositionProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const most = description.classes[0]?.rows ?? 1;
  return (
    <section>
      <table className="composition-table number">
        <caption>{t('sample-sets.by-class')}</caption>
        <thead>
          <tr><th scope="col">{t('sample-sets.class')}</th><th scope="col">{t('sample-sets.samples')}</th><th scope="col">{t('sample-sets.share')}</th><th scope="col">{t('sample-sets.train')}</th><th scope="col">{t('sample-sets.test')}</th></tr>
        </thead>
        <tbody>
          {description.classes.map(({ code, rows, share, train, test }) => {
            const { label, colour } = classIn(scheme, code, i18n.language);
            return (
              <tr key={code}>
                <th scope="row"><Swatch colour={colour} /><span>{label}</span></th>
                <td className="composition-bar"><svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden><rect width={(rows / most) * 100} height="16" fill={colour} fillOpacity="0.35" /></svg><span>{number.format(rows)}</span></td>
                <td>{percent.format(share)}</td>
                <td>{number.format(train)}</td>
                <td>{number.format(test)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface DistributionProps {
  readonly part: SampleDescription['by'][number];
  readonly rows: number;
  readonly scheme: ClassScheme | null;
  readonly classes: readonly string[];
}

/** One attribute: a bar per value, parted by class in the colours of the scheme. */
function Distribution({ part, rows, scheme, classes }: DistributionProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const shown = part.values.slice(0, MOST_SHOWN);
  const more = part.values.length - shown.length + part.more;
  const most = Math.max(1, ...shown.map((value) => value.rows));
  return (
    <section>
      <table className="composition-table composition-shares number">
        <caption>{t(part.values.every(({ value }) => H3.test(value)) ? 'sample-sets.by-h3' : `sample-sets.by-${part.name}`)}</caption>
        <tbody>
          {shown.map((value) => (
            <tr key={value.value}>
              <th scope="row"><span title={value.value}>{value.value === 'not known' ? t('sample-sets.not-known') : value.value}</span></th>
              <td className="composition-parts"><Parts value={value} width={value.rows / most} scheme={scheme} classes={classes} /></td>
              <td title={t('sample-sets.of', { rows: number.format(rows) })}>{number.format(value.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="soft">{t('sample-sets.more', { count: more })}</p>}
    </section>
  );
}

function Parts({ value, width, scheme, classes }: { readonly value: SampleDescription['by'][number]['values'][number]; readonly width: number; readonly scheme: ClassScheme | null; readonly classes: readonly string[] }): React.JSX.Element {
  const { i18n } = useTranslation();
  let left = 0;
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={classes.flatMap((code) => (value.byClass[code] ? [`${classIn(scheme, code, i18n.language).label} ${value.byClass[code]}`] : [])).join(', ')}>
      {classes.map((code) => {
        const part = ((value.byClass[code] ?? 0) / value.rows) * width * 100;
        const x = left;
        left += part;
        return part > 0 ? <rect key={code} x={x} width={part} height="10" fill={classIn(scheme, code, i18n.language).colour}><title>{`${classIn(scheme, code, i18n.language).label}: ${value.byClass[code]}`}</title></rect> : null;
      })}
    </svg>
  );
}

function BandTable({ description }: { readonly description: SampleDescription }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const told = (value: number | null): string => (value === null ? '–' : figure.format(value));
  return (
    <section>
      <table className="composition-table number">
        <caption>{t('sample-sets.bands')}</caption>
        <thead>
          <tr><th scope="col">{t('sample-sets.band')}</th><th scope="col">{t('sample-sets.missing')}</th><th scope="col">2 %</th><th scope="col">{t('sample-sets.median')}</th><th scope="col">98 %</th><th scope="col">{t('sample-sets.mean')}</th><th scope="col">{t('sample-sets.sd')}</th></tr>
        </thead>
        <tbody>
          {description.bands.map(({ band, unit, n, missing, p2, p50, p98, mean, sd }) => (
            <tr key={band}>
              <th scope="row"><span>{band}{unit === '' || unit === '1' ? '' : ` (${unit})`}</span></th>
              <td>{percent.format(n + missing === 0 ? 0 : missing / (n + missing))}</td>
              <td>{told(p2)}</td><td>{told(p50)}</td><td>{told(p98)}</td><td>{told(mean)}</td><td>{told(sd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
