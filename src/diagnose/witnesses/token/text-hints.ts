import type { Hint } from '../../hint.js';
import { hintsOf, isAlone, type LookedAt, mayBeOfToken } from './looked-at.js';

/** What the text of a token speaks for, whatever its claims are. */
export function textHints(looked: LookedAt): readonly Hint[] {
  const { token, refusal } = looked;
  if (!mayBeOfToken(refusal) || token.form === 'masked') return [];
  if (token.shape === 'none') return [missing(looked)];
  if (token.shape === 'cut') return [cutOff(looked)];
  if (token.shape === 'opaque') return hintsOf(notAToken(looked));
  if (token.shape === 'encrypted') return encrypted(looked);
  const isWhole = token.fault === undefined && token.claims?.isIdToken !== true;
  if (isWhole) {
    return [
      against(
        'token-malformed',
        'The token is whole: header, claims and signature are there, and nothing stands around them.',
      ),
      against('token-missing', 'There is a token.'),
    ];
  }
  return hintsOf(idToken(looked), wrapped(looked));
}

const against = (cause: Hint['cause'], evidence: string): Hint => ({ cause, weight: -40, evidence });

/** 401 says that the token is at fault; without a status it is one way among others. */
const weightBy = ({ refusal }: LookedAt, withStatus: number, without: number): number =>
  refusal.status === 401 ? withStatus : without;

function missing(looked: LookedAt): Hint {
  const { fault, form } = looked.token;
  const evidence = form === undefined ? 'The token is empty.' : `There is no token: ${fault ?? 'nothing is there'}.`;
  return { cause: 'token-missing', weight: weightBy(looked, 95, 75), evidence };
}

function cutOff(looked: LookedAt): Hint {
  const { fault } = looked.token;
  const isShortened = fault?.startsWith('three dots') === true;
  const where = isShortened ? ' It may be whole where the call was made.' : '';
  return {
    cause: 'token-malformed',
    weight: isShortened ? weightBy(looked, 40, 35) : weightBy(looked, 85, 65),
    evidence: `The token is not whole: ${fault ?? 'a part of it is missing'}.${where}`,
    title: 'The token is cut off or was changed on the way',
    checks: ['Compare the length of the token where it is received with its length where it is sent.'],
  };
}

function notAToken(looked: LookedAt): Hint | undefined {
  const { token, call, refusal } = looked;
  const { form, fault } = token;
  if (form === 'personal') return undefined;
  if (form !== undefined) {
    return {
      cause: 'token-malformed',
      weight: weightBy(looked, 92, 75),
      evidence: `This is no access token: ${fault ?? 'it has another form'}.`,
      title: 'What was sent is no access token',
      steps: [{ text: 'Send the value of access_token of the token response, and nothing else of it.' }],
    };
  }
  const isOfGraph = call?.resource?.key === 'graph';
  if (!isOfGraph && refusal.status !== 401) return undefined;
  const why = 'Microsoft Graph gives such tokens to personal Microsoft accounts only';
  return {
    cause: 'token-malformed',
    weight: weightBy(looked, 45, 30),
    evidence: `The token is no JWT: it has no three parts with dots between them. ${why}.${fault === undefined ? '' : ` Besides, ${fault}.`}`,
  };
}

function encrypted(looked: LookedAt): readonly Hint[] {
  if (isAlone(looked.refusal)) return [];
  const words = 'The token is encrypted: it has five parts, and only the API that it is for can read it.';
  const isOfGraph = looked.call === undefined || looked.call.resource?.key === 'graph';
  if (!isOfGraph) return [];
  return [
    {
      cause: 'wrong-audience',
      weight: looked.call === undefined ? 35 : 62,
      evidence: `${words} Tokens for Microsoft Graph are seldom encrypted; those for an API with an encryption key of its own are.`,
      title: 'The token was encrypted for another API',
      steps: [{ text: 'Ask for a token with the scope https://graph.microsoft.com/.default.' }],
    },
    {
      cause: 'token-malformed',
      weight: 40,
      evidence: `${words} Session tokens of web frameworks look like this, too, and are no access tokens.`,
    },
  ];
}

function idToken(looked: LookedAt): Hint | undefined {
  if (looked.token.claims?.isIdToken !== true) return undefined;
  return {
    cause: 'token-malformed',
    weight: weightBy(looked, 92, looked.call === undefined ? 62 : 80),
    evidence:
      'The token is an id token: it has no scp and names no client, and its audience is the application itself.',
    title: 'An id token was sent where an access token belongs',
    steps: [
      { text: 'Send the access_token of the token response; the id_token only tells the application who signed in.' },
    ],
  };
}

function wrapped(looked: LookedAt): Hint | undefined {
  const { fault, claims } = looked.token;
  if (fault === undefined || claims?.isIdToken === true) return undefined;
  const isLength = fault.startsWith('its signature has');
  if (isLength && looked.refusal.status !== 401) return undefined;
  return {
    cause: 'token-malformed',
    weight: isLength ? 30 : weightBy(looked, 60, 35),
    evidence: `About the text of the token: ${fault}. If it is sent so, it cannot be read.`,
    checks: ['Look at the Authorization header as it is sent: one "Bearer", one space, the token, and nothing else.'],
  };
}
