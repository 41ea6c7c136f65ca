// A pack without policies: what loading and asking any pack costs, for comparison.
const { PolicyPack } = require('@pulumi/policy');

new PolicyPack('empty', { policies: [] });
