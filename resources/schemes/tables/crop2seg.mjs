/**
 * Classes of Crop2Seg by their numbers, with the colours of its `color_map` (github.com/Many98/Crop2Seg).
 * [pixel value, code, English, French, colour]
 */
export const CROP2SEG = [
  [0, 'background', 'Background', 'Arrière-plan', '#000000'],
  [1, 'permanent_grassland', 'Permanent grassland', 'Prairie permanente', '#a0db8e'],
  [2, 'annual_fruit_vegetable', 'Annual fruit and vegetables', 'Fruits et légumes annuels', '#cc5500'],
  [3, 'summer_cereals', 'Summer cereals', 'Céréales d’été', '#e9de89'],
  [4, 'winter_cereals', 'Winter cereals', 'Céréales d’hiver', '#f4ecb1'],
  [5, 'rapeseed', 'Rapeseed', 'Colza', '#dec928'],
  [6, 'maize', 'Maize', 'Maïs', '#f0a274'],
  [7, 'annual_forage', 'Annual forage crops', 'Fourrages annuels', '#556b2f'],
  [8, 'sugar_beet', 'Sugar beet', 'Betterave sucrière', '#94861b'],
  [9, 'flax_hemp', 'Flax and hemp', 'Lin et chanvre', '#767ee1'],
  [10, 'permanent_fruit', 'Permanent fruit', 'Fruits permanents', '#7d0015'],
  [11, 'hopyards', 'Hopyards', 'Houblonnières', '#9299a9'],
  [12, 'vineyards', 'Vineyards', 'Vignobles', '#dea7b0'],
  [13, 'other_crops', 'Other crops', 'Autres cultures', '#ff0093'],
  [14, 'not_classified', 'Not classified', 'Non classé', '#c0d8ed'],
];
