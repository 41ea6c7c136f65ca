// Texts that are no refusal of Entra or Microsoft 365: nothing of them may be more than a guess.
import { expect, test } from 'vitest';
import { diagnoseEvidence } from '../../src/diagnose/diagnose.js';
import { context } from './open.js';

test.each([
  'psql: error: FATAL: password authentication failed for user "app"',
  'The password has expired for the database user reporting. Please contact the DBA.',
  'npm ERR! code E404 npm ERR! 404 Not Found - GET https://packages.example/contoso-lib',
  'git@example.com: Permission denied (publickey). fatal: Could not read from remote repository.',
  'SQL Server error 50000, severity 16: Order total is negative',
  'Our licence for the font is missing in the repository, please add it.',
  'Build failed: TS2339 Property does not exist on type User. error code: 2',
  'nginx: 502 Bad Gateway upstream prematurely closed connection',
  'WARN cache: refresh took 70008 ms, code path slow',
  'The group photo is null and mail is empty for three customers in the CRM export',
  'kubectl: Error from server (NotFound): pods "web-1" not found',
  'Quota exceeded: your disk quota of 5 GB is used up',
  'He was not assigned to a role in the play, and the theatre policy does not allow changes',
  'Invoice 650057 was sent to the customer, error code 12',
  'error 53003 occurred in module billing',
  'The lease of the tenant is not valid because of a missing signature',
  'We consented five minutes ago to the new terms of the bank, and the account is still blocked',
  'The application is disabled in the app store for minors',
  'Email from HR: need admin approval for the travel request before Friday',
  'java.net.SocketTimeoutException: Read timed out',
  'docker: permission denied while trying to connect to the Docker daemon socket',
  'x509: certificate signed by unknown authority; signature validation of the image failed',
  'Service desk: printer is not installed in room 4; guests cannot print',
  'Policy number 90093 renewed. Error rate 0.2',
  'INFO user must enroll in course 12 before the exam',
])('%s', (text) => {
  const { causes } = diagnoseEvidence({ text }, { ...context, registrations: [] });
  expect(causes.filter(({ confidence }) => confidence !== 'guess').map(({ id }) => id)).toEqual([]);
});
