import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The command line is spawned; on two cores a test may wait for its turn.
    testTimeout: 60_000,
  },
});
