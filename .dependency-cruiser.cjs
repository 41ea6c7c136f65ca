// The import directions of the house: a layer may import itself and what its list names, nothing else.
const layers = {
  model: [],
  catalog: ['model'],
  least: ['model', 'catalog'],
  rules: ['model', 'catalog', 'least'],
  engine: ['model', 'catalog', 'least', 'rules'],
  input: ['model'],
  config: ['model'],
  report: ['model'],
  diagnose: ['model', 'catalog', 'least', 'rules', 'engine', 'input'],
  pulumi: ['model', 'catalog'],
};

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(layers).map(([layer, may]) => ({
      name: `${layer}-imports`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${[layer, ...may].join('|')})/` },
    })),
    {
      name: 'evidence-knows-no-cause',
      severity: 'error',
      from: { path: '^src/diagnose/(evidence|token)/' },
      to: {
        path: '^src/(diagnose|least|rules|engine)/',
        pathNot: '^src/diagnose/((evidence|token)/|quoted-text\\.ts$)',
      },
    },
    {
      name: 'tokens-know-no-refusal',
      severity: 'error',
      from: { path: '^src/diagnose/token/' },
      to: { path: '^src/diagnose/evidence/' },
    },
    {
      name: 'library-stays-off-the-command-line',
      severity: 'error',
      from: {
        path: '^src/(lint|lint-pulumi|lint-program|lint-files|items-with-ids|declared-calls|configured|policy-patterns|library|library-[a-z]+|index)\\.ts$',
      },
      to: { path: '^src/cli/' },
    },
    {
      name: 'lint-writes-no-report',
      severity: 'error',
      from: {
        path: '^src/(lint(-pulumi|-program|-files)?|items-with-ids|declared-calls|configured|policy-patterns)\\.ts$',
      },
      to: { path: '^src/report/' },
    },
    {
      name: 'helpers-need-the-catalog-alone',
      severity: 'error',
      from: { path: '^src/pulumi\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(pulumi|model|catalog)/' },
    },
    {
      name: 'only-the-command-line-touches-node',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'pulumi-stays-in-policies', severity: 'error', from: { path: '^src/' }, to: { path: '@pulumi/' } },
    {
      name: 'policies-use-the-public-entry',
      severity: 'error',
      from: { path: '^policies/' },
      to: { path: '^(src|scripts|test)/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'no-dev-deps-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(input/schemas|config/schema|report/schema)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolved', severity: 'error', from: { path: '^(src|policies)/' }, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^policies/dist/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
