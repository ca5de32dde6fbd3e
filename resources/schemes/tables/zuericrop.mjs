/**
 * The hierarchy of ZueriCrop: M. O. Turkoglu et al., “Crop mapping from image time series: deep learning with multi-scale
 * label hierarchies”, Remote Sensing of Environment 264 (2021) 112603, as `labels.csv` of
 * github.com/0zgur0/multi-stage-convSTAR-network has it: 5 classes of the second tier, 19 of the third and the 48 of the
 * fourth tier that vegetation has. Greenhouse, protected cultivation and undefined stand in the third tier without a class
 * of the second. The codes are Swiss LNF codes.
 */

/** [code, English, French, hue of the colours below it] */
export const TIER_2 = [
  ['field_crops', 'Field crops', 'Grandes cultures', [22, 58]],
  ['grassland', 'Grassland', 'Herbages', [78, 118]],
  ['orchards', 'Orchards', 'Vergers', [296, 334]],
  ['special_crops', 'Special crops', 'Cultures spéciales', [180, 260]],
  ['forest', 'Forest', 'Forêt', [146, 160]],
];

/** [code, English, French, class of the second tier or null, LNF codes that have nothing finer] */
export const TIER_3 = [
  ['small_grain_cereal', 'Small-grain cereals', 'Céréales à petits grains', 'field_crops', ''],
  ['large_grain_cereal', 'Large-grain cereals', 'Céréales à gros grains', 'field_crops', ''],
  ['broad_leaf_row_crop', 'Broad-leaf row crops', 'Cultures sarclées à larges feuilles', 'field_crops', ''],
  ['vegetable_crop', 'Vegetable crops', 'Cultures maraîchères', 'field_crops', ''],
  ['berries', 'Berries', 'Baies', 'special_crops', ''],
  ['biodiversity_area', 'Biodiversity areas', 'Surfaces de biodiversité', 'grassland', ''],
  ['fallow', 'Fallow', 'Jachère', 'special_crops', ''],
  ['meadow', 'Meadow', 'Prairie de fauche', 'grassland', ''],
  ['crop_mix', 'Crop mixtures', 'Mélanges de cultures', 'field_crops', ''],
  ['pasture', 'Pasture', 'Pâturage', 'grassland', ''],
  ['orchard_crop', 'Orchard crops', 'Cultures fruitières', 'orchards', ''],
  ['tree_crop', 'Tree crops', 'Cultures d’arbres', 'orchards', ''],
  ['greenhouse', 'Greenhouse', 'Serres', null, '801 802 803'],
  ['protected_cultivation', 'Protected cultivation', 'Cultures sous abri', null, '806 807 808 847 849'],
  ['hedge', 'Hedges', 'Haies', 'special_crops', ''],
  ['forest', 'Forest', 'Forêt', 'forest', ''],
  ['multiple', 'Multiple', 'Divers', 'special_crops', ''],
  ['undefined', 'Undefined', 'Indéfini', null, '903 998'],
  ['gardens', 'Gardens', 'Jardins', 'special_crops', ''],
];

/** [code, English, French, class of the third tier, LNF codes] */
export const TIER_4 = [
  ['summer_barley', 'Summer barley', 'Orge de printemps', 'small_grain_cereal', '501'],
  ['winter_barley', 'Winter barley', 'Orge d’automne', 'small_grain_cereal', '502'],
  ['oat', 'Oats', 'Avoine', 'small_grain_cereal', '504'],
  ['wheat', 'Fodder wheat and triticale', 'Blé fourrager et triticale', 'small_grain_cereal', '505 507'],
  ['grain', 'Mixed and ensiled grain', 'Méteil et céréales ensilées', 'small_grain_cereal', '506 515 543'],
  ['maize', 'Maize', 'Maïs', 'large_grain_cereal', '508 519 521'],
  ['einkorn_wheat', 'Emmer and einkorn', 'Amidonnier et engrain', 'small_grain_cereal', '511'],
  ['summer_wheat', 'Summer wheat', 'Blé de printemps', 'small_grain_cereal', '512'],
  ['winter_wheat', 'Winter wheat', 'Blé d’automne', 'small_grain_cereal', '513'],
  ['rye', 'Rye', 'Seigle', 'small_grain_cereal', '514'],
  ['spelt', 'Spelt', 'Épeautre', 'small_grain_cereal', '516'],
  ['sugar_beets', 'Sugar beet', 'Betterave sucrière', 'broad_leaf_row_crop', '522'],
  ['beets', 'Fodder beet', 'Betterave fourragère', 'broad_leaf_row_crop', '523'],
  ['potatoes', 'Potatoes', 'Pommes de terre', 'broad_leaf_row_crop', '524 525'],
  ['summer_rapeseed', 'Summer rapeseed', 'Colza de printemps', 'broad_leaf_row_crop', '526'],
  ['winter_rapeseed', 'Winter rapeseed', 'Colza d’automne', 'broad_leaf_row_crop', '527 591'],
  ['soy', 'Soya', 'Soja', 'broad_leaf_row_crop', '528'],
  ['sunflowers', 'Sunflower', 'Tournesol', 'broad_leaf_row_crop', '531 592'],
  ['linen', 'Flax and camelina', 'Lin et caméline', 'broad_leaf_row_crop', '534 544'],
  ['hemp', 'Hemp', 'Chanvre', 'broad_leaf_row_crop', '535'],
  ['field_bean', 'Field beans', 'Féveroles', 'broad_leaf_row_crop', '536'],
  ['peas', 'Protein peas', 'Pois protéagineux', 'broad_leaf_row_crop', '537'],
  ['lupine', 'Lupins', 'Lupin', 'broad_leaf_row_crop', '538'],
  ['pumpkin', 'Oil pumpkin', 'Courge à huile', 'vegetable_crop', '539'],
  ['tobacco', 'Tobacco', 'Tabac', 'broad_leaf_row_crop', '541'],
  ['sorghum', 'Millet and sorghum', 'Millet et sorgho', 'large_grain_cereal', '542 549'],
  ['vegetables', 'Open-field vegetables', 'Légumes de plein champ', 'vegetable_crop', '545 546'],
  ['chicory', 'Chicory roots', 'Racines de chicorée', 'vegetable_crop', '547'],
  ['buckwheat', 'Buckwheat', 'Sarrasin', 'small_grain_cereal', '548'],
  ['berries', 'Berries', 'Baies', 'berries', '551 705'],
  ['biodiversity_area', 'Biodiversity encouragement area', 'Surface de promotion de la biodiversité', 'biodiversity_area', '555 572 908'],
  ['fallow', 'Fallow', 'Jachère', 'fallow', '556 557'],
  ['mixed_crop', 'Legume and cereal mixtures', 'Mélanges de légumineuses et céréales', 'crop_mix', '569'],
  ['mustard', 'Mustard', 'Moutarde', 'broad_leaf_row_crop', '573'],
  ['meadow', 'Meadow', 'Prairie de fauche', 'meadow', '601 602 611 612 613 621 622 634'],
  ['pasture', 'Pasture', 'Pâturage', 'pasture', '616 617 618 625 930'],
  ['legumes', 'Fodder legumes for seed', 'Légumineuses fourragères pour semences', 'broad_leaf_row_crop', '631'],
  ['vines', 'Vines', 'Vignes', 'orchard_crop', '701 717 722 735'],
  ['apples', 'Apples', 'Pommes', 'orchard_crop', '702'],
  ['pears', 'Pears', 'Poires', 'orchard_crop', '703'],
  ['stone_fruit', 'Stone fruit', 'Fruits à noyau', 'orchard_crop', '704'],
  ['hops', 'Hops', 'Houblon', 'orchard_crop', '708'],
  ['tree_crop', 'Christmas trees and forest nurseries', 'Sapins de Noël et pépinières forestières', 'tree_crop', '712 713'],
  ['chestnut', 'Chestnut', 'Châtaignier', 'orchard_crop', '720'],
  ['hedge', 'Hedges', 'Haies', 'hedge', '852 857 858'],
  ['forest', 'Forest', 'Forêt', 'forest', '901'],
  ['multiple', 'Other unproductive areas', 'Autres surfaces improductives', 'multiple', '902'],
  ['gardens', 'Home gardens', 'Jardins familiaux', 'gardens', '909'],
];

/** Codes that the table has no crop for, with its English words. */
export const WITHOUT_CROP = {
  552: 'single-year renewable resources', 553: 'annual spice and medicinal plants', 554: 'annual horticultural outdoor crops', 559: 'hem on arable land', 566: 'poppy', 567: 'safflower',
  568: 'lentils', 594: 'open arable land, region-specific biodiversity area', 597: 'other open arable land, eligible', 598: 'other open arable land, not eligible', 632: 'fodder grasses for seed production',
  697: 'other permanent green area, eligible', 698: 'other permanent green area, not eligible', 706: 'perennial spice and medicinal plants', 707: 'perennial renewable resources', 709: 'rhubarb', 710: 'asparagus',
  714: 'ornamental shrubs', 715: 'other nurseries', 718: 'truffle plantations', 719: 'mulberry trees', 721: 'perennial horticultural outdoor crops', 731: 'other fruit plantations', 797: 'other permanent crops, eligible',
  798: 'other permanent crops, not eligible', 848: 'other protected cultivation with solid foundation', 851: 'litter areas', 897: 'other agricultural areas, eligible', 898: 'other agricultural areas, not eligible',
  904: 'ditches and ponds', 905: 'ruderal areas and cairns', 906: 'dry stone walls', 907: 'natural paths', 911: 'production in buildings',
};
