import type { Words } from '../i18n/words.ts';

export const appWords: Words = {
  en: {
    'app.loading': 'Opening the workspace…',
    'app.lost': 'The engine does not answer. Trying again…',
    'app.simulated': 'simulated',
    'map.label': 'Map',
    'map.twin': 'The map shows {{layers}} in {{crs}} at 1 : {{scale}}.',
    'edit.undo': 'Undo',
    'edit.redo': 'Redo',
    'error.dismiss': 'Dismiss',
    'app.panels': 'Panels',
    'app.dock': 'Dock',
    'app.close-panel': 'Close {{title}}',
    'edit.nothing-to-undo': 'There is nothing to undo.',
    'edit.nothing-to-redo': 'There is nothing to redo.',
  },
  fr: {
    'app.loading': 'Ouverture de l’espace de travail…',
    'app.lost': 'Le moteur ne répond pas. Nouvel essai…',
    'app.simulated': 'simulé',
    'map.label': 'Carte',
    'map.twin': 'La carte montre {{layers}} en {{crs}} au 1 : {{scale}}.',
    'edit.undo': 'Annuler',
    'edit.redo': 'Rétablir',
    'error.dismiss': 'Fermer',
    'app.panels': 'Panneaux',
    'app.dock': 'Dock inférieur',
    'app.close-panel': 'Fermer {{title}}',
    'edit.nothing-to-undo': 'Il n’y a rien à annuler.',
    'edit.nothing-to-redo': 'Il n’y a rien à rétablir.',
  },
};
