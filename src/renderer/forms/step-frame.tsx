import { ArrowRight, CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldProblems } from '../ui/field-problems.tsx';
import { openStep, type StepName } from '../state/window/step-path.ts';
import './steps.css';

export interface StepFrameProps {
  /** One sentence: what the step does. */
  readonly purpose: string;
  readonly children: ReactNode;
  /** What stays in sight at the bottom: the estimate and the one button. */
  readonly foot?: ReactNode;
}

/** The shape of every step panel. */
export function StepFrame({ purpose, children, foot }: StepFrameProps): React.JSX.Element {
  return (
    <FieldProblems>
      <div className="step">
        <div className="step-body">
          <p className="step-purpose">{purpose}</p>
          {children}
        </div>
        {foot !== undefined && <div className="step-foot">{foot}</div>}
      </div>
    </FieldProblems>
  );
}

/** Why a step cannot start yet, and the way to what is missing. */
export function Missing({ reason, step }: { readonly reason: string; readonly step: StepName }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="step-missing">
      <CircleAlert size={16} aria-hidden />
      <p>{reason}</p>
      <NextStep step={step} label={t('steps.go-to', { step: t(`path.${step}`) })} />
    </div>
  );
}

/** A way to another step. */
export function NextStep({ step, label }: { readonly step: StepName; readonly label: string }): React.JSX.Element {
  return (
    <button type="button" className="next-step" onClick={() => { openStep(step); }}>
      {label}
      <ArrowRight size={14} aria-hidden />
    </button>
  );
}
