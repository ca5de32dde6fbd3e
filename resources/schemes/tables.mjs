/**
 * Classes of the shipped schemes: [pixel value, code, English, French, colour, codes by source].
 * Hue tells the group (cereals gold to brown, oilseeds yellow, roots pink, legumes violet, grass green, woody blue-green),
 * lightness the member.
 */

/** WorldCereal LANDCOVER10, in the order of its documentation. */
export const LANDCOVER10 = [
  [1, 'temporary_crops', 'Temporary crops', 'Cultures temporaires', '#e0a30b'],
  [2, 'temporary_grasses', 'Temporary grasses', 'Prairies temporaires', '#b8d96b'],
  [3, 'bare_sparsely_vegetated', 'Bare or sparsely vegetated', 'Sol nu ou peu végétalisé', '#c9bba4'],
  [4, 'permanent_crops', 'Permanent crops', 'Cultures permanentes', '#a0527a'],
  [5, 'built_up', 'Built-up', 'Surfaces bâties', '#8a8a8a'],
  [6, 'grasslands', 'Grasslands', 'Prairies', '#6fae45'],
  [7, 'wetlands', 'Wetlands', 'Zones humides', '#2fb3a6'],
  [8, 'shrubland', 'Shrubland', 'Landes et fourrés', '#a88f3c'],
  [9, 'trees', 'Trees', 'Arbres', '#1e6b3a'],
  [10, 'water', 'Water', 'Eau', '#3d7fc4'],
];

/** WorldCereal CROPTYPE24; the order of its benchmark model, triticale after it. */
export const CROPTYPE24 = [
  [1, 'wheat', 'Wheat', 'Blé', '#e0a30b'],
  [2, 'barley', 'Barley', 'Orge', '#f2cf6b'],
  [3, 'rye', 'Rye', 'Seigle', '#a9721b'],
  [4, 'oats', 'Oats', 'Avoine', '#d9b98a'],
  [5, 'maize', 'Maize', 'Maïs', '#d9541e'],
  [6, 'sorghum', 'Sorghum', 'Sorgho', '#8c4a2f'],
  [7, 'rice', 'Rice', 'Riz', '#5cc4d6'],
  [8, 'millet', 'Millet', 'Millet', '#b5651d'],
  [9, 'vegetables', 'Vegetables', 'Légumes', '#3aa65c'],
  [10, 'beet', 'Beet', 'Betterave', '#d1478c'],
  [11, 'dry_pulses_legumes', 'Dry pulses and legumes', 'Légumineuses à graines', '#8a63c7'],
  [12, 'sunflower', 'Sunflower', 'Tournesol', '#ffe000'],
  [13, 'soy_soybeans', 'Soya', 'Soja', '#5b3fa0'],
  [14, 'rapeseed_rape', 'Rapeseed', 'Colza', '#e6e85a'],
  [15, 'other_oilseed', 'Other oilseeds', 'Autres oléagineux', '#b3b12c'],
  [16, 'groundnuts', 'Groundnuts', 'Arachide', '#c79a6b'],
  [17, 'fibre_crops', 'Fibre crops', 'Plantes à fibres', '#6d8fb8'],
  [18, 'potatoes', 'Potatoes', 'Pommes de terre', '#a8325e'],
  [19, 'cassava', 'Cassava', 'Manioc', '#f0a3c0'],
  [20, 'tobacco', 'Tobacco', 'Tabac', '#6b5836'],
  [21, 'grass_fodder_crops', 'Grass and fodder crops', 'Herbe et fourrages', '#9ccb5b'],
  [22, 'sugar_cane', 'Sugar cane', 'Canne à sucre', '#1f9e89'],
  [23, 'no_crop', 'No crop', 'Pas de culture', '#bababa'],
  [24, 'triticale', 'Triticale', 'Triticale', '#7a4f0f'],
];

/**
 * Crop groups of the French Registre Parcellaire Graphique by their numbers, with the crop codes of its 2.0 edition
 * that each group holds.
 */
export const RPG_GROUPS = [
  [1, '1', 'Soft wheat', 'Blé tendre', '#e0a30b', { 'rpg-group': '1', rpg: 'BTH BTP' }],
  [2, '2', 'Grain and silage maize', 'Maïs grain et ensilage', '#d9541e', { 'rpg-group': '2', rpg: 'MIS MIE MID' }],
  [3, '3', 'Barley', 'Orge', '#f2cf6b', { 'rpg-group': '3', rpg: 'ORH ORP' }],
  [4, '4', 'Other cereals', 'Autres céréales', '#a9721b', { 'rpg-group': '4', rpg: 'AVH AVP BDH BDP BDT CAG CGF CGH CGO CGP CHA CHH CHS CHT CPA CPH CPS CPT CPZ EPE MCR MLT MOH SGH SGP SOG SRS TTH TTP' }],
  [5, '5', 'Rapeseed', 'Colza', '#e6e85a', { 'rpg-group': '5', rpg: 'CZH CZP' }],
  [6, '6', 'Sunflower', 'Tournesol', '#ffe000', { 'rpg-group': '6', rpg: 'TRN' }],
  [7, '7', 'Other oilseeds', 'Autres oléagineux', '#b3b12c', { 'rpg-group': '7', rpg: 'ARA CML LIH LIP MOL NVE NVH NYG OAG OEI OEH OHN OHR OPN OPR SOJ' }],
  [8, '8', 'Protein crops', 'Protéagineux', '#8a63c7', { 'rpg-group': '8', rpg: 'FEV LDH LDP MPC PAG PHI PPR' }],
  [9, '9', 'Fibre crops', 'Plantes à fibres', '#6d8fb8', { 'rpg-group': '9', rpg: 'CHV LIF' }],
  [11, '11', 'Set-aside without production', 'Gel (surfaces gelées sans production)', '#c9bba4', { 'rpg-group': '11', rpg: 'J5M J6P J6S JNO' }],
  [14, '14', 'Rice', 'Riz', '#5cc4d6', { 'rpg-group': '14', rpg: 'RIZ' }],
  [15, '15', 'Grain legumes', 'Légumineuses à grains', '#5b3fa0', { 'rpg-group': '15', rpg: 'DOL LEC PCH' }],
  [16, '16', 'Fodder', 'Fourrage', '#9ccb5b', { 'rpg-group': '16', rpg: 'BVF CAF CHF DTY FFO FSG LUZ LU6 LU7 LU8 LUD ME6 ME7 ME8 MED MEL MLG NVF PFH PFP RDF SA6 SA7 SA8 SAD SAI SE6 SE7 SE8 TR6 TR7 TR8 TRD TRE VE6 VE7 VE8 VED VES' }],
  [17, '17', 'Summer pastures and heath', 'Estives et landes', '#a88f3c', { 'rpg-group': '17', rpg: 'BOP CAE CEE SPH SPL' }],
  [18, '18', 'Permanent grassland', 'Prairies permanentes', '#4d8f3a', { 'rpg-group': '18', rpg: 'PPH PRL' }],
  [19, '19', 'Temporary grassland', 'Prairies temporaires', '#b8d96b', { 'rpg-group': '19', rpg: 'PTR RGA' }],
  [20, '20', 'Orchards', 'Vergers', '#a0527a', { 'rpg-group': '20', rpg: 'AGR CBT PFR PRU PVT PWT VRG' }],
  [21, '21', 'Vineyards', 'Vignes', '#5e2a6e', { 'rpg-group': '21', rpg: 'RVI VRC VRN VRT' }],
  [22, '22', 'Nuts', 'Fruits à coque', '#7b5a3a', { 'rpg-group': '22', rpg: 'CTG NOS NOX PIS' }],
  [23, '23', 'Olives', 'Oliviers', '#7f9c86', { 'rpg-group': '23', rpg: 'OLI' }],
  [24, '24', 'Other industrial crops', 'Autres cultures industrielles', '#d1478c', { 'rpg-group': '24', rpg: 'BTN HBL LAV TAB' }],
  [25, '25', 'Vegetables and flowers', 'Légumes ou fleurs', '#3aa65c', { 'rpg-group': '25', rpg: 'AIL ART AUB CAR CEL CES CMB FLA FLP FRA LBF MAC MLO NVT OIG PAN PAS POR POT PTC PTF PVP RDI ROQ SFI TOM TOP TOT' }],
  [26, '26', 'Sugar cane', 'Canne à sucre', '#1f9e89', { 'rpg-group': '26' , rpg: 'CSA' }],
  [28, '28', 'Miscellaneous', 'Divers', '#bababa', { 'rpg-group': '28', rpg: 'BFP BFS BTA MRS PEP SNE' }],
];

/** WorldCereal's cereals have their season in the last digit, 1 winter and 2 spring, in each of their kinds. */
function seasonal(base, kinds, season) {
  const digit = season === 'winter' ? '1' : '2';
  return Array.from({ length: kinds + 1 }, (_, kind) => `${base}${String(kind).padStart(3, '0')}${digit}`).join(' ');
}

/**
 * Furrow's own classes: what a European map of field crops tells apart. Hierarchical source codes (HCAT, WorldCereal)
 * name a branch and stand for all below it; a cereal whose season its source does not say stays unmapped.
 */
export const CROPS = [
  [1, 'winter_wheat', 'Winter wheat', 'Blé d’hiver', '#e0a30b', { dk: '11 9', 'be-vlg': '311',
    rpg: 'BTH BDH EPE',
    hcat: '3301010101 3301010201 3301011001 3301011201 3301011301',
    cz: '105 106 108',
    at: '138 140 145 148 150 160 165 167 169',
    worldcereal: `${seasonal('110101', 7, 'winter')} 1101010004`,
  }],
  [2, 'spring_wheat', 'Spring wheat', 'Blé de printemps', '#f5c542', { dk: '2', 'be-vlg': '312',
    rpg: 'BTP BDP',
    hcat: '3301010102 3301010202 3301011002 3301011202 3301011302',
    cz: '104 107 50021',
    at: '137 146 149 166 168 170',
    worldcereal: `${seasonal('110101', 7, 'spring')} 1101010005`,
  }],
  [3, 'winter_barley', 'Winter barley', 'Orge d’hiver', '#c9a227', { dk: '10', 'be-vlg': '321', rpg: 'ORH CHH', hcat: '3301010401', cz: '97 98', at: '110 125 153 174 175 176 177 178 776', worldcereal: `${seasonal('110102', 2, 'winter')} 1101020006` }],
  [4, 'spring_barley', 'Spring barley', 'Orge de printemps', '#f2df9a', { dk: '1 210', 'be-vlg': '322', rpg: 'ORP CPH', hcat: '3301010402', cz: '96', at: '111 126 161', worldcereal: `${seasonal('110102', 2, 'spring')} 1101020007` }],
  [5, 'rye', 'Rye', 'Seigle', '#a9721b', { dk: '14 15', rpg: 'SGH SGP CHS CPS', hcat: '3301010300', cz: '111 112 449 590', at: '141 142 143 144 681', worldcereal: '1101030000' }],
  [6, 'oats', 'Oats', 'Avoine', '#d9b98a', { dk: '3 703', rpg: 'AVH AVP CPA', hcat: '3301010500', cz: '100 101 538 50019 50020', at: '112 155 156', worldcereal: '1101040000' }],
  [7, 'triticale', 'Triticale', 'Triticale', '#7a4f0f', { dk: '16', rpg: 'TTH TTP CHT CPT', hcat: '3301010800', cz: '109 110', at: '116 130 157 162 171', worldcereal: '1101050000' }],
  [8, 'other_cereals', 'Millet, sorghum, buckwheat and other cereals', 'Millet, sorgho, sarrasin et autres céréales', '#8c4a2f', { 'be-vlg': '381',
    rpg: 'CGF CGO CGP CGH MLT MOH SOG SRS MCR',
    hcat: '3301010900 3301011100 3301011400 3301150000',
    cz: '8 9 95 102 103 113 125 249 535',
    at: '113 114 117 118 119 120 127 128 132 154 758 759',
    worldcereal: '1101070000 1101090000 1101100000 1101110010 1101120000 1102000000',
  }],
  [9, 'maize', 'Maize', 'Maïs', '#d9541e', { dk: '5 216', 'be-vlg': '201 202', rpg: 'MIS MIE MID CPZ', hcat: '3301010600 3301090400', cz: '373 374 433 434', at: '105 106 107 109 131 134 135 172 173', worldcereal: '1101060000' }],
  [10, 'rice', 'Rice', 'Riz', '#5cc4d6', { rpg: 'RIZ', hcat: '3301010700', worldcereal: '1101080000' }],
  [11, 'rapeseed', 'Rapeseed', 'Colza', '#e6e85a', { dk: '21 22', rpg: 'CZH CZP NVE NVH OHR OPR', hcat: '3301060400', cz: '251 260 261', at: '301 302', worldcereal: '1106000030' }],
  [12, 'sunflower', 'Sunflower', 'Tournesol', '#ffe000', { rpg: 'TRN OEH', hcat: '3301060500', cz: '262', at: '307', worldcereal: '1106000010' }],
  [13, 'soya', 'Soya', 'Soja', '#5b3fa0', { rpg: 'SOJ', hcat: '3301160000', cz: '263', at: '308', worldcereal: '1106000020' }],
  [14, 'pulses', 'Peas, beans and other pulses', 'Pois, féveroles et autres légumineuses', '#8a63c7', { dk: '30 31 32',
    rpg: 'FEV FFO HAR LDH LDP LEC MPC PAG PCH PFH PFP PHI PPO PPR DOL',
    hcat: '3301020000',
    cz: '65 67 68 69 70 71 78 80 81 422 432 446 529 543',
    at: '201 202 203 205 207 210 622 623 624 625',
    worldcereal: '1105000000',
  }],
  [15, 'potatoes', 'Potatoes', 'Pommes de terre', '#a8325e', { dk: '149 150 151 152', 'be-vlg': '901', rpg: 'PTC PTF', hcat: '3301030000', cz: '421 430 551 552', at: '513 519 524 525 526 527 528 529', worldcereal: '1107000010' }],
  [16, 'beet', 'Sugar and fodder beet', 'Betterave', '#d1478c', { dk: '160 280', 'be-vlg': '71 91', rpg: 'BTN BVF', hcat: '3301290700 3301290400 3301290200', cz: '2 3 397', at: '303 631 651 691', worldcereal: '1107000030' }],
  [17, 'other_oil_fibre', 'Flax, hemp, poppy, mustard and other oil and fibre crops', 'Lin, chanvre, œillette, moutarde et autres', '#6d8fb8', {
    rpg: 'CHV CSE LIF LIH LIP OEI MOT CML NYG OAG',
    hcat: '3301060600 3301060700 3301060800 3301060900 3301061000 3301061100 3301061500 3301210100',
    cz: '250 252 255 256 257 258 264 455 536 547 550',
    at: '310 311 506 509 510 657 658 689',
    worldcereal: '1106000040 1106000070 1106000080 1106000090 1106000110 1106000120 1108000000 1109000520',
  }],
  [18, 'vegetables', 'Vegetables and strawberries', 'Légumes et fraises', '#3aa65c', { 'be-vlg': '8514',
    rpg: 'AIL ART AUB CAR CEL CES CMB CCN CCT CHU EPI FLA FRA LBF MAC MLO NVT OIG PAN PAS POR POT PVP RDI ROQ SFI TOM TOP TOT',
    hcat: '3301070000 3301130000 3301140000 3301170000 3301180000 3301200000 3301210200 3301220000 3301250000 3301260000 3301270000 3301280000 3301290300 3301290500 3301290600 3301300000 3301310000',
    cz: '276 352 353 354 356 357 358 359 361 362 363 364 365 368 369 370 371 375 376 377 378 379 380 381 382 383 384 385 386 387 391 392 393 395 396 398 399 400 401 406 407 408 410 411 412 413 414 416 437 444 445 465 466 470 555 559 567',
    at: '653 676 694 696 697 698 699 751 755 768',
    worldcereal: '1103000000',
  }],
  [19, 'temporary_grass', 'Temporary grassland', 'Prairie temporaire', '#b8d96b', { dk: '260 263 268',
    rpg: 'PTR RGA DTY FET FLO BRO PAT XFE GFP',
    hcat: '3301090100 3301090200',
    cz: '351 457 315 316 317 318 319 320 321 322 323 324 325 339 340 50017 50035 50036 50038',
    at: '634 636 637 641 663',
    worldcereal: '1111000010 1111010000 2001020021',
  }],
  [20, 'fodder_legumes', 'Lucerne, clover and other fodder legumes', 'Luzerne, trèfle et autres légumineuses fourragères', '#7fbf3f', { dk: '120',
    rpg: 'LUZ LU6 LU7 LU8 LUD TRE TR6 TR7 TR8 TRD SAI SA6 SA7 SA8 SAD MEL ME6 ME7 ME8 MED VES VE6 VE7 VE8 VED MLG ML6 ML7 ML8 MLD',
    hcat: '3301090300 3301061600',
    cz: '72 73 74 75 76 77 82 84 85 86 87 88 89 90 91 93 94 431 468 542 548 592',
    at: '633 635 638',
    worldcereal: '1111020000',
  }],
  [21, 'fallow', 'Fallow', 'Jachère', '#c9bba4', { dk: '310 324', rpg: 'J5M J6S J6P JNO SNE', hcat: '3301110000', cz: '451 464 50024 50037 50052', at: '721 771 773', worldcereal: '1115000000' }],
  [22, 'permanent_grass', 'Permanent grassland', 'Prairie permanente', '#4d8f3a', { dk: '251 252 276', rpg: 'PPH PRL SPH SPL', hcat: '3302000000', cz: '424 425 426 471', at: '701 704 707 708 710 715 716 717 722 990', worldcereal: '2001000000 2501000000' }],
  [23, 'vineyard', 'Vineyard', 'Vigne', '#5e2a6e', { rpg: 'VRC VRN VRT RVI', hcat: '3303060000', at: '862 901 902 906 907', worldcereal: '1201000010' }],
  [24, 'orchard', 'Orchards, olives, nuts and berries', 'Vergers, oliviers, fruits à coque et baies', '#a0527a', {
    rpg: 'VRG PFR PRU PVT PWT CBT AGR OLI CTG NOS NOX PIS CAE',
    hcat: '3303010000 3303020000 3303030000 3303040000 3303050000',
    at: '806 809 812 813 814 817 818 819 820 829 830 842',
    worldcereal: '1201000000 1203000010',
  }],
];
