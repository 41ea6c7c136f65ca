import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // No program that a test starts may print a token.
    setupFiles: ['test/no-tokens.ts'],
    // The command line is spawned; on two cores a test may wait for its turn.
    testTimeout: 60_000,
  },
});
