import type { ErrorWords } from './error-words.ts';

/** French texts of what goes wrong with packages of models, ONNX files from elsewhere and proposals. */
export const MODELS_ERRORS_FR: ErrorWords = {
  PACKAGE_DAMAGED: { message: '« {file} » n’est pas un paquet de modèle Furrow entier : {problem}.', action: 'Faites exporter le modèle à nouveau (furrow models export) et reprenez le fichier.' },
  PACKAGE_TOO_NEW: { message: '« {file} » est un paquet de modèle au format {version} ; ce Furrow lit les formats jusqu’à {newest}.', action: 'Mettez ce Furrow à jour, ou faites exporter le modèle par un plus ancien.' },
  PACKAGE_TOO_LARGE: { message: 'Le modèle « {model} » a {megabytes} Mo, plus que les {most} Mo qu’un paquet peut avoir.', action: 'Copiez plutôt l’espace de travail, qui contient le modèle tel quel.' },
  MODEL_EXISTS: { message: 'Exactement le même modèle avec la même fiche est déjà ici, sous le nom « {id} ».', action: 'Utilisez celui-là.' },
};
