import type { RUN_MESSAGES } from '../../../shared/messages/runs.ts';
import type { FrenchOf } from './message-words.ts';

/** French of what a run and its replay tell. */
export const RUN_MESSAGES_FR: FrenchOf<typeof RUN_MESSAGES> = {
  PROCESSOR_NOT_BUILT: 'l’ONNX Runtime {version} pour {platform} sur {machine} est construit sans lui',
  PROCESSOR_CPU: 'toujours là ; tout autre processeur lui est comparé',
  PROCESSOR_DIFFERS: 'ses résultats diffèrent de ceux du CPU de {difference}',
  PROCESSOR_EQUAL: 'donne les résultats du CPU à {difference} près',
  PROCESSOR_NO_ADAPTER: 'aucune carte graphique offrant WebGPU n’a été trouvée',
  PROCESSOR_NO_CUDA: 'ses bibliothèques ne sont pas installées ; l’installation peut les chercher sur une machine à carte NVIDIA',
  PROCESSOR_NO_LIBRARIES: 'ses bibliothèques ne sont pas installées',
  PROCESSOR_NO_DEVICE: 'aucun appareil utilisable : {detail}',
  PROCESSOR_FAILED: 'il n’a pas démarré : {detail}',
  PROCESSOR_TRIAL_FAILED: 'son essai a échoué : {detail}',
  PROCESSOR_BEHIND: '{finding}, mais {name} passe avant',
  REPLAY_READS: 'la reprise lit {file}, que l’exécution ne lisait pas',
  REPLAY_READS_NOT: 'la reprise ne lit pas {file}',
  REPLAY_MISSING: '{file} manque à la reprise',
  REPLAY_DIFFERS: '{file} diffère : {bytes} octets, sha256 {sha256} à l’exécution ; {foundBytes} octets, sha256 {foundSha256} à la reprise',
  REPLAY_NEW: '{file} est nouveau dans la reprise',
};
