import type { ErrorWords } from './error-words.ts';

/** French texts of the errors of basemaps and of areas from files. */
export const BASEMAP_ERRORS_FR = {
  BASEMAP_NOT_UNDERSTOOD: { message: '« {file} » ne peut pas servir de fond de carte : {detail}', action: 'Choisissez un fichier MBTiles, un fichier PMTiles (version 3) ou un GeoTIFF.' },
  BASEMAP_DAMAGED: { message: 'Le fond de carte « {file} » est illisible : {detail}', action: 'Récupérez ou refaites le fichier.' },
  BASEMAP_NOT_FOUND: { message: 'Cet espace de travail n’a pas de fond de carte « {id} ».', action: 'Ajoutez à nouveau son fichier.' },
  BASEMAP_LIST_DAMAGED: { message: '« {file} » est illisible : {detail}', action: 'Écartez ce fichier et ajoutez à nouveau les fonds de carte ; leurs propres fichiers sont intacts.' },
  AREA_NONE: { message: '« {file} » ne contient aucune zone : {detail}', action: 'Choisissez un fichier avec des polygones, ou des entités qui en sont.' },
  AREA_TOO_LARGE: { message: '« {file} » contient {count} polygones ; une zone peut en réunir {most} au plus.', action: 'Choisissez quelques entités, ou fusionnez d’abord la couche dans un SIG.' },
} as const satisfies ErrorWords;
