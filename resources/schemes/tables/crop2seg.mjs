/**
 * Classes of Crop2Seg by their numbers, with the colours of its `color_map` (github.com/Many98/Crop2Seg).
 * [pixel value, code, English, French, colour, codes by source]
 *
 * Which declared crop belongs to which class was never published: the training polygons came with the class number already.
 * Codes are given here only where the name of a class and that of a code say the same (Czech declarations: cz_2023.csv of
 * EuroCrops). All others stay unmapped: annual forage, other crops, sweet corn, millet, cereals without a season, fodder
 * beet, strawberries, nuts, potatoes, pulses, temporary grass.
 */
export const CROP2SEG = [
  [0, 'background', 'Background', 'Arrière-plan', '#000000'],
  [1, 'permanent_grassland', 'Permanent grassland', 'Prairie permanente', '#a0db8e', { hcat: '3302000000' }],
  [2, 'annual_fruit_vegetable', 'Annual fruit and vegetables', 'Fruits et légumes annuels', '#cc5500', {
    hcat: '3301070000 3301140000 3301170000 3301200000 3301210200 3301220000 3301250000 3301260000 3301270000 3301280000 3301290300 3301290500 3301290600 3301300000',
    cz: '352 353 354 356 357 358 359 361 362 363 364 365 368 369 370 371 375 377 378 379 380 381 382 383 384 385 386 387 391 392 393 395 396 398 399 400 401 406 407 408 410 411 412 413 414 416 437 444 445 465 466 470 555 559 567',
  }],
  [3, 'summer_cereals', 'Summer cereals', 'Céréales d’été', '#e9de89', { hcat: '3301010102 3301010202 3301010302 3301010402 3301010502 3301010802 3301011002 3301011102 3301011202 3301011302', cz: '96 100 101 104 107 109 111 50021' }],
  [4, 'winter_cereals', 'Winter cereals', 'Céréales d’hiver', '#f4ecb1', { hcat: '3301010101 3301010201 3301010301 3301010401 3301010501 3301010801 3301011001 3301011101 3301011201 3301011301', cz: '97 98 105 106 108 110 112 50019 50020' }],
  [5, 'rapeseed', 'Rapeseed', 'Colza', '#dec928', { hcat: '3301060400', cz: '251 260 261' }],
  [6, 'maize', 'Maize', 'Maïs', '#f0a274', { hcat: '3301010600 3301090400', cz: '433 434' }],
  [7, 'annual_forage', 'Annual forage crops', 'Fourrages annuels', '#556b2f'],
  [8, 'sugar_beet', 'Sugar beet', 'Betterave sucrière', '#94861b', { hcat: '3301290700', cz: '2' }],
  [9, 'flax_hemp', 'Flax and hemp', 'Lin et chanvre', '#767ee1', { hcat: '3301060700 3301061000', cz: '255 256 40005 40019 40020 40026 40027 40040 40041 40045 40047 40049 40280 40282 40299 40326' }],
  [10, 'permanent_fruit', 'Permanent fruit', 'Fruits permanents', '#7d0015', { hcat: '3303010000 3303020000' }],
  [11, 'hopyards', 'Hopyards', 'Houblonnières', '#9299a9', { hcat: '3301060200', cz: '530' }],
  [12, 'vineyards', 'Vineyards', 'Vignobles', '#dea7b0', { hcat: '3303060000' }],
  [13, 'other_crops', 'Other crops', 'Autres cultures', '#ff0093'],
  [14, 'not_classified', 'Not classified', 'Non classé', '#c0d8ed'],
];
