/**
 * Classes of the WorldCereal chapter of the UN Handbook on Remote Sensing for Agricultural Statistics: the values of
 * `finetune_class` in notebooks/UN_handbook/resources/crop_type_class_mappings.csv, and the groups that its notebook
 * WorldCereal_crop_mapping_demo.ipynb makes of them (`combine_classes`).
 * [pixel value, code, English, French, colour, group]
 */
export const HANDBOOK = [
  [1, 'wheat', 'Wheat (winter or not said)', 'Blé (d’hiver ou non précisé)', '#e0a30b', 'winter_cereal'],
  [2, 'barley', 'Barley (winter or not said)', 'Orge (d’hiver ou non précisée)', '#c9a227', 'winter_cereal'],
  [3, 'rye', 'Rye (winter or not said)', 'Seigle (d’hiver ou non précisé)', '#a9721b', 'winter_cereal'],
  [4, 'spring_wheat', 'Spring wheat', 'Blé de printemps', '#f5c542', 'spring_cereal'],
  [5, 'spring_barley', 'Spring barley', 'Orge de printemps', '#f2df9a', 'spring_cereal'],
  [6, 'spring_rye', 'Spring rye', 'Seigle de printemps', '#e3bd7a', 'spring_cereal'],
  [7, 'oats', 'Oats (winter or not said)', 'Avoine (d’hiver ou non précisée)', '#d9b98a', null],
  [8, 'spring_oats', 'Spring oats', 'Avoine de printemps', '#ead9bf', null],
  [9, 'cereals', 'Other and unspecified cereals', 'Autres céréales ou non précisées', '#7a4f0f', null],
  [10, 'spring_cereals', 'Other spring cereals', 'Autres céréales de printemps', '#c8a870', null],
  [11, 'maize', 'Maize', 'Maïs', '#d9541e', null],
  [12, 'sorghum', 'Sorghum', 'Sorgho', '#8c4a2f', null],
  [13, 'rice', 'Rice', 'Riz', '#5cc4d6', null],
  [14, 'millet', 'Millet', 'Millet', '#b5651d', null],
  [15, 'pseudocereal', 'Pseudocereals', 'Pseudo-céréales', '#94674a', null],
  [16, 'vegetables_fruits', 'Vegetables and annual fruits', 'Légumes et fruits annuels', '#3aa65c', 'vegetables'],
  [17, 'dry_pulses_legumes', 'Dry pulses and legumes', 'Légumineuses à graines', '#8a63c7', 'other_crops'],
  [18, 'sunflower', 'Sunflower', 'Tournesol', '#ffe000', null],
  [19, 'soy_soybeans', 'Soya', 'Soja', '#5b3fa0', null],
  [20, 'rapeseed_rape', 'Rapeseed', 'Colza', '#e6e85a', null],
  [21, 'other_oilseeds', 'Other oilseeds', 'Autres oléagineux', '#b3b12c', null],
  [22, 'potatoes', 'Potatoes', 'Pommes de terre', '#a8325e', 'vegetables'],
  [23, 'beet', 'Beet', 'Betterave', '#d1478c', 'vegetables'],
  [24, 'root_tuber_crops', 'Other roots and tubers', 'Autres racines et tubercules', '#f0a3c0', null],
  [25, 'fibre_crops', 'Fibre crops', 'Plantes à fibres', '#6d8fb8', 'other_crops'],
  [26, 'herb_spice_medicinal_crops', 'Herbs, spices and medicinal plants', 'Aromatiques, épices et plantes médicinales', '#1f9e89', null],
  [27, 'flower_crops', 'Flowers', 'Fleurs', '#c77fd6', null],
  [28, 'grass_fodder_crops', 'Grass and fodder crops', 'Herbe et fourrages', '#9ccb5b', 'other_crops'],
];

/** [pixel value, code, English, French, colour] */
export const HANDBOOK_GROUPS = [
  [101, 'winter_cereal', 'Winter cereal', 'Céréales d’hiver', '#d6950a'],
  [102, 'spring_cereal', 'Spring cereal', 'Céréales de printemps', '#f7d774'],
  [103, 'vegetables', 'Vegetables, potatoes and beet', 'Légumes, pommes de terre et betteraves', '#2e8b57'],
  [104, 'other_crops', 'Other crops', 'Autres cultures', '#8f8fb3'],
];
