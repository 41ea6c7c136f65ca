// A pack that behaves as ours must not, and asks for options: what an engine makes of it.
const { PolicyPack } = require('@pulumi/policy');

if (process.env.AWKWARD_PACK === 'broken') throw new Error('this pack is broken');

new PolicyPack('awkward', {
  policies: [
    {
      name: 'throws',
      description: 'Throws.',
      enforcementLevel: 'disabled',
      validateResource: ({ name }) => {
        if (name === 'daemon') throw new Error('this policy is broken');
      },
    },
    {
      name: 'ends-soon',
      description: 'Has an option.',
      enforcementLevel: 'mandatory',
      configSchema: { properties: { withinDays: { type: 'integer', minimum: 0, default: 30 } } },
      validateResource: ({ name, getConfig }, report) => {
        /** @type {{ withinDays?: number }} */
        const { withinDays } = getConfig();
        if (name === 'daemon') report(`within ${withinDays} days`);
      },
    },
    {
      name: 'whole-stack',
      description: 'Sees the stack.',
      enforcementLevel: 'advisory',
      validateStack: ({ resources }, report) => {
        for (const { type, name, urn, propertyDependencies } of resources) {
          const waitsFor = Object.values(propertyDependencies)
            .flat()
            .map((each) => each.name);
          if (waitsFor.length > 0) report(`${type} ${name} waits for ${[...new Set(waitsFor)].sort().join(', ')}`, urn);
        }
      },
    },
  ],
});
