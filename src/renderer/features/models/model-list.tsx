import { Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Lineage } from '../../../shared/models/versions.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { useModelImport } from '../../state/model-import.ts';
import { IconButton } from '../../ui/icon-button.tsx';

interface ModelListProps {
  readonly lineages: readonly Lineage[];
  readonly chosen: Model;
  readonly other: Model | null;
  readonly onCompare: (id: string | null) => void;
}

/** Models by lineage, each version a row with its accuracy; one is looked at, another may be compared with it. */
export function ModelList({ lineages, chosen, other, onCompare }: ModelListProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const choose = useModelImport((state) => state.choose);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <ul className="models-list" aria-label={t('models.title')}>
      {lineages.map(({ versions }) => (
        <li key={versions[0]?.model.id}>
          <p className="models-lineage"><button type="button" title={t('models.open-newest')} onClick={() => { if (versions[0]) choose(versions[0].model.id); }}>{versions[0]?.model.title}</button> <span className="soft">{t(`models.task.${versions[0]?.model.card.task ?? 'head'}`)}</span></p>
          {versions.map(({ version, model }) => (
            <div key={model.id} className="models-row" data-chosen={model.id === chosen.id}>
              <button type="button" aria-pressed={model.id === chosen.id} onClick={() => { choose(model.id); }}>
                <span className="number">{t('models.version', { version })}</span>
                <span className="models-name">{model.id}</span>
                <Accuracy model={model} />
                <span className="soft">{day.format(new Date(model.createdAt))}</span>
              </button>
              {model.id !== chosen.id && <IconButton label={t('models.compare-with', { title: model.title })} icon={<Scale size={14} />} onPress={() => { onCompare(model.id === other?.id ? null : model.id); }} />}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Accuracy({ model }: { readonly model: Model }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { metrics } = model.card;
  if (!metrics) return <span className="soft">{t('models.untested')}</span>;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const f1 = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(metrics.macroF1);
  return <span className="number models-figures" title={t('models.macro-f1', { value: f1 })}>{t('models.list-figures', { accuracy: percent.format(metrics.overallAccuracy), f1 })}</span>;
}
