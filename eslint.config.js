// What a reviewer would otherwise have to watch for. Rules that only formatter habits decide are left out.
import tseslint from 'typescript-eslint';

const CONFIGS = ['*.config.ts', '*.config.js', '**/playwright.config.ts'];

/** Native or window-only packages, each with the only folder that may import it (docs/architecture.md). */
const HOMES = {
  'gdal-async': ['src/main/engine/gdal/**'],
  'onnxruntime-node': ['src/main/engine/onnx/**'],
  'better-sqlite3': ['src/main/engine/catalog/**'],
  electron: ['src/main/index.ts', 'src/main/shell/**', 'src/preload/**'],
  ol: ['src/renderer/map/**'],
};

const refuseNative = (names) => [
  'error',
  {
    patterns: names.map((name) => ({
      regex: `^${name}(/|$)`,
      // Types leave nothing at run time: a function may say that it takes a Dataset.
      allowTypeImports: true,
      message: `only ${HOMES[name].join(' and ')} may import ${name}`,
    })),
  },
];

/** Ways around the sandbox, the CSP or the language that no code of ours needs. */
const SYNTAX = [
  ['TSEnumDeclaration', 'Node strips types and cannot run enums; use a const object or a union'],
  ['TSParameterProperty', 'Node strips types and cannot run parameter properties'],
  ['TSModuleDeclaration[kind="namespace"]:not([declare=true])', 'Node strips types and cannot run namespaces'],
  ["JSXAttribute[name.name='dangerouslySetInnerHTML']", 'markup from data is never injected'],
  ["MemberExpression[property.name=/^(innerHTML|outerHTML)$/]", 'markup from data is never injected'],
  ["CallExpression[callee.property.name='insertAdjacentHTML']", 'markup from data is never injected'],
  ["CallExpression[callee.property.name='executeJavaScript']", 'the shell never runs code in the page'],
  ["Property[key.name='nodeIntegration'][value.value=true]", 'the window has no Node'],
  ["Property[key.name='webSecurity'][value.value=false]", 'web security stays on'],
  ["Property[key.name='sandbox'][value.value=false]", 'the window stays in the sandbox'],
  ["Property[key.name='contextIsolation'][value.value=false]", 'the preload stays isolated'],
  ["Property[key.name='webviewTag'][value.value=true]", 'there are no web views'],
].map(([selector, message]) => ({ selector, message }));

const NO_DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'export by name, so that a thing is called the same everywhere' };

const everything = {
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-implied-eval': 'off',
  '@typescript-eslint/no-implied-eval': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-restricted-syntax': ['error', ...SYNTAX, NO_DEFAULT_EXPORT],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // A number in a message is what a number in a message should be.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // Parts are interfaces over closures here, with the short way to write a method: there is no `this` to lose.
  '@typescript-eslint/unbound-method': 'off',
  // Handlers and tasks have one asynchronous signature, whether or not this one has something to wait for.
  '@typescript-eslint/require-await': 'off',
};

/** Each file may import every kept package but those that live elsewhere. */
const homes = Object.entries(HOMES).map(([name, files]) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': refuseNative(Object.keys(HOMES).filter((other) => other !== name)) },
}));

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', 'furrow-demo/**', 'test-results/**', '**/*.as.ts', '.cache/**'] },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', '*.config.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: everything,
  },
  { files: ['src/**/*.{ts,tsx}'], rules: { '@typescript-eslint/no-restricted-imports': refuseNative(Object.keys(HOMES)) } },
  ...homes,
  {
    files: ['test/**/*.ts'],
    rules: {
      // A describe block is a list, and a file of tests is read by its names.
      'max-lines-per-function': 'off',
      // Matchers (`expect.any`) and parsed JSON are `any`; a wrong one fails the test.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: CONFIGS, rules: { 'no-restricted-syntax': ['error', ...SYNTAX] } },
  {
    files: ['build/**/*.mjs', 'eslint.config.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    rules: {
      'max-lines': everything['max-lines'],
      'max-lines-per-function': everything['max-lines-per-function'],
      'no-eval': 'error',
      eqeqeq: everything.eqeqeq,
    },
  },
);
