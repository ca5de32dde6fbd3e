import type { ErrorWords } from './error-words.ts';

/** French texts of what goes wrong with packages of models, ONNX files from elsewhere and proposals. */
export const MODELS_ERRORS_FR: ErrorWords = {
  PACKAGE_DAMAGED: { message: '« {file} » n’est pas un paquet de modèle Furrow entier : {problem}.', action: 'Faites exporter le modèle à nouveau et reprenez le fichier.' },
  PACKAGE_TOO_NEW: { message: '« {file} » est un paquet de modèle au format {version} ; ce Furrow lit les formats jusqu’à {newest}.', action: 'Mettez ce Furrow à jour, ou faites exporter le modèle par un plus ancien.' },
  PACKAGE_TOO_LARGE: { message: 'Le modèle « {model} » a {megabytes} Mo, plus que les {most} Mo qu’un paquet peut avoir.', action: 'Copiez plutôt l’espace de travail, qui contient le modèle tel quel.' },
  MODEL_EXISTS: { message: 'Exactement le même modèle avec la même fiche est déjà ici, sous le nom « {id} ».', action: 'Utilisez celui-là.' },
  NOTHING_TO_PROPOSE: { message: 'Rien à proposer : aucune parcelle de « {parcels} » n’a de pixels avec des probabilités dans la carte « {map} ».', action: 'Choisissez des parcelles situées sur la carte, une carte d’au moins deux classes, ou une surface minimale plus petite.' },
  ALL_FIELDS_SAMPLED: { message: 'Rien à proposer : chaque parcelle de « {parcels} » que montre la carte « {map} » a déjà des échantillons de son époque.', action: 'Choisissez d’autres parcelles, ou faites aussi proposer celles qui en ont.' },
  MODEL_NOT_ONNX: { message: '« {file} » n’est pas un modèle ONNX : {problem}.', action: 'Choisissez un fichier .onnx ou un paquet .furrowmodel. Un point de contrôle PyTorch se convertit, il ne s’importe pas.' },
  MODEL_EXTERNAL_DATA: { message: 'Le modèle « {file} » garde « {tensor} » dans un autre fichier ({place}), que Furrow ne lit pas.', action: 'Enregistrez le modèle en un seul fichier avec ses poids (onnx.save sans save_as_external_data).' },
  MODEL_OPERATOR: { message: 'Le modèle « {file} » utilise « {operator} », qui n’est pas un opérateur de la norme ONNX.', action: 'Exportez-le avec des opérateurs ONNX standard : Furrow ne charge aucun code.' },
  MODEL_TOO_NEW: { message: 'Le modèle « {file} » demande la version {version} de {what} ; ce Furrow va jusqu’à {newest}.', action: 'Exportez-le pour une version plus ancienne (opset_version), ou mettez Furrow à jour.' },
  MODEL_TOO_LARGE: { message: 'Le modèle « {file} » est refusé pour sa taille : {what}.', action: 'Choisissez-en un plus petit. S’il doit avoir cette taille, le fichier est abîmé ou inventé.' },
  MODEL_SHAPE: { message: 'Le modèle « {file} » prend {shape}, que Furrow ne sait pas fournir : {problem}.', action: 'Furrow connaît des lignes de nombres avec une fiche à côté du modèle, et des carrés [lot, canaux, côté, côté] ou [lot, dates, canaux, côté, côté].' },
  MODEL_CARD_MISSING: { message: 'Le modèle « {file} » prend {shape}, et aucune fiche ne dit ce que sont ces nombres.', action: 'Mettez sa fiche à côté, card.json ou NOM.card.json.' },
  MODEL_CARD_UNFIT: { message: 'La fiche de « {file} » ne va pas avec le modèle : {problem}.', action: 'Corrigez la fiche, ou prenez celle qui a été écrite avec ce fichier même.' },
};
