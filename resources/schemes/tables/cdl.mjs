/**
 * Classes of the Cropland Data Layer of USDA NASS by their values: names as NASS writes them, the French words are ours.
 * Colours come from the palette of the layer itself. [value, English, French]
 */
export const CDL = `
1 Corn|Maïs
2 Cotton|Coton
3 Rice|Riz
4 Sorghum|Sorgho
5 Soybeans|Soja
6 Sunflower|Tournesol
10 Peanuts|Arachide
11 Tobacco|Tabac
12 Sweet Corn|Maïs doux
13 Pop or Orn Corn|Maïs à éclater ou ornemental
14 Mint|Menthe
21 Barley|Orge
22 Durum Wheat|Blé dur
23 Spring Wheat|Blé de printemps
24 Winter Wheat|Blé d’hiver
25 Other Small Grains|Autres céréales à petits grains
26 Dbl Crop WinWht/Soybeans|Blé d’hiver puis soja
27 Rye|Seigle
28 Oats|Avoine
29 Millet|Millet
30 Speltz|Épeautre
31 Canola|Canola
32 Flaxseed|Lin oléagineux
33 Safflower|Carthame
34 Rape Seed|Colza
35 Mustard|Moutarde
36 Alfalfa|Luzerne
37 Other Hay/Non Alfalfa|Autre foin (hors luzerne)
38 Camelina|Caméline
39 Buckwheat|Sarrasin
41 Sugarbeets|Betterave sucrière
42 Dry Beans|Haricots secs
43 Potatoes|Pommes de terre
44 Other Crops|Autres cultures
45 Sugarcane|Canne à sucre
46 Sweet Potatoes|Patates douces
47 Misc Vegs & Fruits|Légumes et fruits divers
48 Watermelons|Pastèques
49 Onions|Oignons
50 Cucumbers|Concombres
51 Chick Peas|Pois chiches
52 Lentils|Lentilles
53 Peas|Pois
54 Tomatoes|Tomates
55 Caneberries|Mûres et framboises
56 Hops|Houblon
57 Herbs|Herbes aromatiques
58 Clover/Wildflowers|Trèfle et fleurs sauvages
59 Sod/Grass Seed|Gazon et semences de graminées
60 Switchgrass|Panic érigé
61 Fallow/Idle Cropland|Jachère
63 Forest|Forêt (ancienne classe)
64 Shrubland|Broussailles (ancienne classe)
65 Barren|Sol nu (ancienne classe)
66 Cherries|Cerises
67 Peaches|Pêches
68 Apples|Pommes
69 Grapes|Raisin
70 Christmas Trees|Sapins de Noël
71 Other Tree Crops|Autres cultures arboricoles
72 Citrus|Agrumes
74 Pecans|Noix de pécan
75 Almonds|Amandes
76 Walnuts|Noix
77 Pears|Poires
81 Clouds/No Data|Nuages ou sans données
82 Developed|Bâti (ancienne classe)
83 Water|Eau (ancienne classe)
87 Wetlands|Zones humides (ancienne classe)
88 Nonag/Undefined|Non agricole ou indéfini
92 Aquaculture|Aquaculture
111 Open Water|Eau libre
112 Perennial Ice/Snow|Neiges et glaces éternelles
121 Developed/Open Space|Bâti, espaces ouverts
122 Developed/Low Intensity|Bâti peu dense
123 Developed/Med Intensity|Bâti moyennement dense
124 Developed/High Intensity|Bâti dense
131 Barren|Sol nu
141 Deciduous Forest|Forêt de feuillus
142 Evergreen Forest|Forêt de conifères et persistants
143 Mixed Forest|Forêt mixte
152 Shrubland|Broussailles
176 Grassland/Pasture|Prairies et pâturages
190 Woody Wetlands|Zones humides boisées
195 Herbaceous Wetlands|Zones humides herbacées
204 Pistachios|Pistaches
205 Triticale|Triticale
206 Carrots|Carottes
207 Asparagus|Asperges
208 Garlic|Ail
209 Cantaloupes|Melons cantaloups
210 Prunes|Pruneaux
211 Olives|Olives
212 Oranges|Oranges
213 Honeydew Melons|Melons miel
214 Broccoli|Brocoli
215 Avocados|Avocats
216 Peppers|Poivrons
217 Pomegranates|Grenades
218 Nectarines|Nectarines
219 Greens|Légumes-feuilles
220 Plums|Prunes
221 Strawberries|Fraises
222 Squash|Courges
223 Apricots|Abricots
224 Vetch|Vesce
225 Dbl Crop WinWht/Corn|Blé d’hiver puis maïs
226 Dbl Crop Oats/Corn|Avoine puis maïs
227 Lettuce|Laitue
228 Dbl Crop Triticale/Corn|Triticale puis maïs
229 Pumpkins|Citrouilles
230 Dbl Crop Lettuce/Durum Wht|Laitue puis blé dur
231 Dbl Crop Lettuce/Cantaloupe|Laitue puis melon cantaloup
232 Dbl Crop Lettuce/Cotton|Laitue puis coton
233 Dbl Crop Lettuce/Barley|Laitue puis orge
234 Dbl Crop Durum Wht/Sorghum|Blé dur puis sorgho
235 Dbl Crop Barley/Sorghum|Orge puis sorgho
236 Dbl Crop WinWht/Sorghum|Blé d’hiver puis sorgho
237 Dbl Crop Barley/Corn|Orge puis maïs
238 Dbl Crop WinWht/Cotton|Blé d’hiver puis coton
239 Dbl Crop Soybeans/Cotton|Soja puis coton
240 Dbl Crop Soybeans/Oats|Soja puis avoine
241 Dbl Crop Corn/Soybeans|Maïs puis soja
242 Blueberries|Myrtilles
243 Cabbage|Chou
244 Cauliflower|Chou-fleur
245 Celery|Céleri
246 Radishes|Radis
247 Turnips|Navets
248 Eggplants|Aubergines
249 Gourds|Calebasses
250 Cranberries|Canneberges
254 Dbl Crop Barley/Soybeans|Orge puis soja
`.trim().split('\n').map((line) => {
  const [, value, english, french] = /^(\d+) ([^|]+)\|(.+)$/.exec(line);
  return [Number(value), english, french];
});
